"""Loading a model: the bundled one, or any other of sentence-transformers by name or folder.

What a loaded model is asked for is `encoder.py`'s, where the bundled one comes from `bundled.py`'s.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from xunzhang.encoding.encoder import SentenceEncoder
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError


def load_encoder(model: str | None = None) -> SentenceEncoder:
    """Load `model` (a hub name or a folder), or the bundled one for None and for its own name. Takes two to four seconds.

    Raises XunzhangError, naming the model and the change that mends it, where it does not load or gives no token vectors.
    """
    _stay_quiet()
    from xunzhang.encoding.bundled import HUB_NAME, PROMPTS, bundled_model

    if model and model != HUB_NAME:
        return SentenceEncoder(_load(model), model)
    folder = bundled_model()
    if folder is not None:
        return SentenceEncoder(_widened(_load(str(folder), dtype="float16")), HUB_NAME)
    # Without the carrier: the same model from the hub, whose configuration leaves out the prompts that its card asks for.
    return SentenceEncoder(_load(HUB_NAME, prompts=dict(PROMPTS)), HUB_NAME)


def _widened(model: Any) -> Any:
    """A model loaded in half precision, made to compute in full precision; exactly the vectors of one loaded in full.

    The word embeddings, four fifths of the parameters, stay as they are on disk and are widened as they are looked up: that
    saves 400 MB of memory, since they stay mapped and few of their pages are ever touched.
    """
    embeddings = model[0].auto_model.get_input_embeddings()
    for module in model.modules():
        if module is not embeddings:
            for parameter in module.parameters(recurse=False):
                parameter.data = parameter.data.float()
    embeddings.register_forward_hook(lambda module, inputs, output: output.float())
    return model


def _stay_quiet() -> None:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()


def _load(model: str, dtype: str = "float32", **options: Any) -> Any:
    from sentence_transformers import SentenceTransformer

    folder = Path(model).expanduser()
    if folder.exists() and not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise XunzhangError(say("model.none", model=model))
    try:
        loaded = SentenceTransformer(
            str(folder) if folder.exists() else model, device="cpu", model_kwargs={"dtype": dtype}, **options
        )
    except (OSError, ValueError, ImportError, RuntimeError, KeyError, TypeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise XunzhangError(say("model.not_loading", model=model, why=reason[:160])) from error
    return loaded.eval()
