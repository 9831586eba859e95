"""Loading a model: the bundled one, or any other of sentence-transformers by name or folder.

What a loaded model is asked for is `encoder.py`'s, where the bundled one comes from, `bundled.py`'s, and what computes it,
`backends.py`'s.
"""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any, TypeVar

from xunzhang.encoding.backends import fastest, gpu, network_of
from xunzhang.encoding.bert import Bert
from xunzhang.encoding.bundled import HUB_NAME, MAX_TOKENS, PROMPTS, bundled_model
from xunzhang.encoding.encoder import Encoder, Prompts, SentenceEncoder, fingerprint_of
from xunzhang.encoding.generic import sentences
from xunzhang.encoding.onnx_network import Source
from xunzhang.encoding.pooling import MeanPooling, StockPooling
from xunzhang.encoding.tokenizing import Tokenizer
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.backend_names import AUTO, TORCH_GPU

DEFAULT_MAX_TOKENS = 512  # where a model's configuration names no limit
QUESTION_PROMPTS = ("query", "question")
PASSAGE_PROMPTS = ("document", "passage", "corpus")
_E5 = Prompts(PROMPTS["query"], PROMPTS["document"])
_BERT = "0.model."  # how sentence-transformers names the parameters of the network within a model

E = TypeVar("E", bound=Encoder)


def load_encoder(model: str | None = None, backend: str = AUTO, *, fetch: bool = True) -> SentenceEncoder:
    """Load `model` (a hub name or a folder), or the bundled one for None and for its own name.

    `backend` says what is to compute the bundled model, one of `types.backend_names`; others are computed by torch. One that
    cannot be had here is said in a line, and torch takes its place.

    Without `fetch`, for a name that an index gives and not the user, one that is not on this machine is not fetched.

    Raises XunzhangError, naming the model and the change that mends it, where it does not load or gives no token vectors.
    """
    _stay_quiet()
    if model and model != HUB_NAME:
        return _stock_encoder(_load(model, fetch=fetch), model)
    folder = bundled_model()
    if folder is not None:
        return _bundled_encoder(folder, backend)
    # Without the carrier: the same model from the hub, whose configuration leaves out the prompts that its card asks for.
    return _stock_encoder(_load(HUB_NAME, prompts=dict(PROMPTS)), HUB_NAME)


def in_backend(encoder: E, backend: str) -> E | SentenceEncoder:
    """`encoder`, or the same model in another backend where that is wanted and can be had."""
    if not isinstance(encoder, SentenceEncoder) or encoder.bert is None or backend in (AUTO, encoder.backend):
        return encoder
    return _computed_by(backend, encoder.bert, encoder.tokenizer, encoder.fingerprint)


def fastest_of(encoder: E) -> E | SentenceEncoder:
    """`encoder`, or the same model in the backend that is the fastest on this processor, which takes some seconds to find out
    once. Of other models than the bundled one, and where a GPU computes, it stays as it is."""
    if not isinstance(encoder, SentenceEncoder) or encoder.bert is None or encoder.backend == TORCH_GPU:
        return encoder
    source, torch_network = _source(encoder.bert, encoder.tokenizer, encoder.fingerprint), encoder.bert.torch_network
    texts = [text for texts in sentences("statements").values() for text in texts]
    batch = [tokens.ids for tokens in encoder.tokenizer.tokenize_all(texts, encoder.prompts.passage)]
    return in_backend(encoder, fastest(lambda name: network_of(source, torch_network, name), batch))


def made_ready(encoder: Encoder) -> None:
    """Have read what later questions need, for a program that answers many: a quarter of a second."""
    if isinstance(encoder, SentenceEncoder):
        encoder.tokenizer.make_ready()


def _bundled_encoder(folder: Path, backend: str) -> SentenceEncoder:
    try:
        bert = Bert(folder)
        tokenizer = Tokenizer.read(folder / "tokenizer.json", MAX_TOKENS)
    except (OSError, ValueError, KeyError) as error:
        why = of_system(error) if isinstance(error, OSError) else str(error)
        raise XunzhangError(say("model.damaged", folder=str(folder), why=why)) from error
    told = ((_BERT + name, shape, first) for name, shape, first in bert.first_values())
    fingerprint = fingerprint_of(_E5, MAX_TOKENS, told)
    return _computed_by(backend, bert, tokenizer, fingerprint)


def _computed_by(backend: str, bert: Bert, tokenizer: Tokenizer, fingerprint: str) -> SentenceEncoder:
    network = network_of(_source(bert, tokenizer, fingerprint), bert.torch_network, backend)
    return SentenceEncoder(HUB_NAME, tokenizer, MeanPooling(network), _E5, fingerprint, bert)


def _source(bert: Bert, tokenizer: Tokenizer, fingerprint: str) -> Source:
    """The bundled model as the fast engine takes it; the ranges of its values come from generic questions and statements."""

    def texts() -> list[list[int]]:
        kinds = (("statements", _E5.passage), ("questions", _E5.question))
        return [
            tokenizer.tokenize(text, prompt).ids for kind, prompt in kinds for some in sentences(kind).values() for text in some
        ]

    return bert.source("encoder", fingerprint, texts, bert.weights)


def _stock_encoder(model: Any, name: str) -> SentenceEncoder:
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None or not hasattr(model[0], "auto_model"):
        raise XunzhangError(say("model.no_tokens", model=name))
    most = model.get_max_seq_length() or DEFAULT_MAX_TOKENS
    prompts = Prompts(*(_prompt(model, names) for names in (QUESTION_PROMPTS, PASSAGE_PROMPTS)))
    tensors = (
        (name, tuple(parameter.shape), parameter.detach().flatten()[:64].float().cpu().numpy())
        for name, parameter in model.named_parameters()
    )
    fingerprint = fingerprint_of(prompts, most, tensors)
    return SentenceEncoder(name, Tokenizer(copy.deepcopy(tokenizer), most), StockPooling(model), prompts, fingerprint)


def _prompt(model: Any, names: tuple[str, ...]) -> str:
    return next((model.prompts[name] for name in names if model.prompts.get(name)), "")


def _stay_quiet() -> None:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")


def _load(model: str, *, fetch: bool = True, **options: Any) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    folder = Path(model).expanduser()
    if folder.exists() and not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise XunzhangError(say("model.none", model=model))
    try:
        loaded = SentenceTransformer(
            str(folder) if folder.exists() else model,
            device=gpu() or "cpu",
            model_kwargs={"dtype": "float32"},
            local_files_only=not fetch,
            **options,
        )
    except (OSError, ValueError, ImportError, RuntimeError, KeyError, TypeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        refused = "model.not_loading" if fetch else "model.not_fetched"
        raise XunzhangError(say(refused, model=model, why=reason[:160])) from error
    return loaded.eval()
