"""From the training data to arrays that any machine can fit on: `prepare` writes them, `arrays.py` gives them back.

Token ids are renumbered to those that occur, and the encoder's embeddings cut to them, so that what travels to a machine with a
GPU is a tenth of the model. Nothing else than numpy, torch and transformers is needed from here on.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from training.arrays import MADE, Posed, Texts
from training.work import Unusable, made_before, whole
from xunzhang.encoding.windows import LONGEST_QUESTION
from xunzhang.types.arrays import Floats

if TYPE_CHECKING:
    from training.material import Example, Material, Passage
    from xunzhang.encoding.encoder import SentenceEncoder
    from xunzhang.encoding.tokenizing import Tokenizer
    from xunzhang.types import Span

PSEUDO_PARAGRAPHS = 5000
# What `prepare` writes, and all that a machine needs which only fits.
WRITTEN = ("texts.npz", "examples.json", "encoder.safetensors", "encoder.json", MADE)
SPECIAL = (0, 1, 2, 3)  # <s>, <pad>, </s> and <unk> of XLM-RoBERTa's vocabulary, which keep their numbers


def is_prepared(folder: Path, work: Path, seed: int) -> bool:
    """Whether `work` holds what `prepare` makes of `folder`.

    Raises Unusable where the data is not there, or `work` was made of other data or with another seed.
    """
    made = _made_of(folder, seed)
    if not (work / MADE).exists():
        return False
    with made_before(work / MADE) as file:
        before: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        other = sorted(name for name in made if before[name] != made[name])
    if other:
        raise Unusable(f"{work} was made with another {', another '.join(other)}: take another folder to work in")
    return all((work / name).is_file() for name in WRITTEN)


def _made_of(folder: Path, seed: int) -> dict[str, str | int]:
    from training.material import data_files

    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in data_files(folder)} | {"seed": seed}


def make_examples(
    material: Material, embed: Callable[[Sequence[str]], Floats], seed: int
) -> tuple[dict[str, Passage], list[Example]]:
    """-> all passages, those put together included, and every example that is not mined; those of held passages are marked."""
    from training.across import cut_figures, paired_questions, parallel, translated
    from training.material import Example
    from training.variations import Alterations, Switching
    from xunzhang.language.dictionaries.dictionary import Dictionary

    rng, alterations, switching = random.Random(seed), Alterations(material, seed), Switching(Dictionary.open(), seed)
    examples: list[Example] = []
    paired = paired_questions(material, embed)
    held = {asked.passage for asked in material.questions if asked.held}
    for asked in material.questions:
        passage = material.passages[asked.passage]
        known = (passage.text[slice(*asked.answer)],) if asked.answer else ()
        kind = asked.source.split("-")[0] if asked.answerable else "adversarial"
        examples.append(
            Example(
                kind, asked.text, asked.language, passage.id, asked.answerable, asked.answer, known, asked.answerable, asked.held
            )
        )
        if asked.held or not asked.answerable or asked.source == "nqg":
            continue
        if altered := alterations.alter(asked, passage):
            examples.append(Example("altered", altered, asked.language, passage.id, False))
        if rng.random() < 0.7 and (switched := switching.switch(asked.text, asked.language)):
            examples.append(Example("switched", switched, asked.language, passage.id, True, asked.answer, known, True))
    examples += translated(material, paired)
    examples += cut_figures(material, held)
    passages, more = parallel(material, PSEUDO_PARAGRAPHS, seed)
    return material.passages | passages, examples + more


def prepare(folder: Path, work: Path, seed: int = 0, encoder: SentenceEncoder | None = None) -> None:
    """Read `folder`, make the examples and write everything that fitting needs into `work`, for the bundled encoder.

    Raises Unusable where the data is missing or does not hold what it has to.
    """
    from training.material import Material
    from xunzhang.encoding.loading import load_encoder

    made, material = _made_of(folder, seed), Material.read(folder)
    work.mkdir(parents=True, exist_ok=True)
    encoder = encoder or load_encoder(None)
    passages, examples = make_examples(material, _embedding(encoder), seed)
    if not examples:
        raise Unusable(f"{folder} holds nothing to learn from: no question, and no two parallel sentences")
    _write(work, encoder, passages, examples)
    with whole(work / MADE) as file:
        file.write_text(json.dumps(made, indent=1), encoding="utf-8")


def _embedding(encoder: SentenceEncoder) -> Callable[[Sequence[str]], Floats]:
    from xunzhang.encoding.centring import unit

    def embed(texts: Sequence[str]) -> Floats:
        pooled = encoder.encode_questions(texts).pooled
        return unit(pooled - pooled.mean(0))

    return embed


def _write(work: Path, encoder: SentenceEncoder, passages: dict[str, Passage], examples: Sequence[Example]) -> None:
    from xunzhang.language.sentences import sentence_spans

    order = sorted(passages)
    number = {id: row for row, id in enumerate(order)}
    languages = {example.question: example.language for example in examples}
    asked = sorted(languages)
    question_number = {text: row for row, text in enumerate(asked)}
    tokenizer = encoder.tokenizer
    texts = {
        "questions": _tokenised(tokenizer, "query: ", asked, most=LONGEST_QUESTION),
        "passages": _tokenised(tokenizer, "passage: ", [passages[id].text for id in order], sentences=sentence_spans),
        "titles": _tokenised(tokenizer, "passage: ", [f"{passages[id].title}:" if passages[id].title else "" for id in order]),
    }
    prompts = dict(zip(("query: ", "passage: "), encoder.prompt_ids, strict=True))
    used = sorted(
        {*SPECIAL} | {i for ids in prompts.values() for i in ids} | {int(i) for t in texts.values() for i in np.unique(t.ids)}
    )
    renumbered = np.zeros(max(used) + 1, np.int32)
    renumbered[used] = np.arange(len(used))
    arrays: dict[str, NDArray[Any]] = {}
    for name, laid in texts.items():
        arrays |= {f"{name}_{part.name}": getattr(laid, part.name) for part in fields(Texts)}
        arrays[f"{name}_ids"] = renumbered[laid.ids]
    posed = [_posed(example, question_number[example.question], number[example.passage]) for example in examples]
    told = {
        "question_languages": [languages[text] for text in asked],
        "passage_languages": [passages[id].language for id in order],
        "passage_sources": [passages[id].source for id in order],
        "passage_texts": [passages[id].text.lower() for id in order],
        "examples": posed,
        "prompts": {prompt: renumbered[ids].tolist() for prompt, ids in prompts.items()},
    }
    with whole(work / "texts.npz") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    with whole(work / "examples.json") as file:
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    assert encoder.bert is not None  # that of the bundled model
    _write_encoder(work, encoder.bert.torch_network(), used)


def _posed(example: Example, question: int, passage: int) -> Posed:
    return {
        "kind": example.kind,
        "question": question,
        "passage": passage,
        "answers": example.answers,
        "span": example.span,
        "known": example.known,
        "mined": example.mined,
        "held": example.held,
    }


def _tokenised(
    tokenizer: Tokenizer,
    prompt: str,
    texts: Sequence[str],
    most: int = 100_000,
    sentences: Callable[[str], list[Span]] | None = None,
) -> Texts:
    """The tokens of the texts, without those of the prompt."""
    ids: list[int] = []
    starts: list[int] = []
    stops: list[int] = []
    numbers: list[int] = []
    ends = [0]
    for text in texts:
        told = tokenizer.tokenize_whole(text, prompt)
        own = [(i, span.start, span.end) for i, span in zip(told.own_ids, told.spans)][:most]
        boundaries = [span.start for span in sentences(text)][1:] if sentences else []
        ids += [i for i, _, _ in own]
        starts += [a for _, a, _ in own]
        stops += [b for _, _, b in own]
        numbers += np.searchsorted(boundaries, [(a + b) / 2 for _, a, b in own], side="right").tolist() if own else []
        ends.append(len(ids))
    laid = [np.array(values, np.int32) for values in (ids, starts, stops, numbers)]
    return Texts(laid[0], laid[1], laid[2], laid[3], np.array(ends, np.int64))


def _write_encoder(work: Path, bert: Any, used: Sequence[int]) -> None:
    from safetensors.torch import save_file

    weights = {name: tensor.half().contiguous() for name, tensor in bert.state_dict().items() if "pooler" not in name}
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][list(used)].contiguous()
    weights.pop("embeddings.position_ids", None)
    with whole(work / "encoder.safetensors") as file:
        save_file(weights, str(file))
    with whole(work / "encoder.json") as file:
        file.write_text(json.dumps(bert.config.to_dict() | {"vocab_size": len(used)}, default=str), encoding="utf-8")
