"""From the training data to arrays that any machine can fit on: `prepare` writes them, `Prepared.read` gives them back.

Token ids are renumbered to those that occur, and the encoder's embeddings cut to them, so that what travels to a machine with a
GPU is a tenth of the model. Nothing else than numpy, torch and transformers is needed from here on.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoding.windows import LONGEST_QUESTION

if TYPE_CHECKING:
    from training.material import Example, Material, Passage

PSEUDO_PARAGRAPHS = 5000

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Texts:
    """Tokenised texts laid end to end: `ids` of text i are those from `ends[i]` to `ends[i + 1]`, without special tokens.

    `starts` and `stops` are the tokens' characters; `sentences` the number of the sentence that each stands in.
    """

    ids: Ints
    starts: Ints
    stops: Ints
    sentences: Ints
    ends: NDArray[np.int64]

    def slice(self, text: int) -> slice:
        return slice(int(self.ends[text]), int(self.ends[text + 1]))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that fitting needs. `questions` and `passages` are texts, `titles` the passages' titles as a prompt.

    `examples` point into them by number; `prompts` are the token ids that stand before a question and a passage.
    """

    questions: Texts
    passages: Texts
    titles: Texts
    question_languages: list[str]
    passage_languages: list[str]
    passage_sources: list[str]
    passage_texts: list[str]
    examples: list[dict[str, object]]
    prompts: dict[str, list[int]]

    @classmethod
    def read(cls, work: Path) -> Prepared:
        told = json.loads((work / "examples.json").read_text(encoding="utf-8"))
        arrays = np.load(work / "texts.npz")
        named = {
            name: Texts(*(arrays[f"{name}_{part}"] for part in Texts.__slots__)) for name in ("questions", "passages", "titles")
        }
        return cls(**named, **told)


def make_examples(
    material: Material, embed: Callable[[Sequence[str]], NDArray[np.float32]], seed: int
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


def prepare(folder: Path, work: Path, seed: int = 0) -> None:
    """Read `folder`, make the examples and write everything that fitting needs into `work`."""
    from training.material import Material
    from xunzhang.encoding.loading import load_encoder

    work.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(None)
    passages, examples = make_examples(Material.read(folder), _embedding(encoder), seed)
    _write(work, encoder._tokenizer, encoder._model[0].auto_model, passages, examples)


def _embedding(encoder: object) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    from xunzhang.encoding.centring import unit

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        pooled = encoder.encode_questions(texts).pooled
        return unit(pooled - pooled.mean(0))

    return embed


def _write(work: Path, tokenizer: object, bert: object, passages: dict[str, Passage], examples: Sequence[Example]) -> None:
    from xunzhang.language.sentences import sentence_spans

    order = sorted(passages)
    number = {id: row for row, id in enumerate(order)}
    languages = {example.question: example.language for example in examples}
    asked = sorted(languages)
    question_number = {text: row for row, text in enumerate(asked)}
    texts = {
        "questions": _tokenised(tokenizer, "query: ", asked, most=LONGEST_QUESTION),
        "passages": _tokenised(tokenizer, "passage: ", [passages[id].text for id in order], sentences=sentence_spans),
        "titles": _tokenised(tokenizer, "passage: ", [f"{passages[id].title}:" if passages[id].title else "" for id in order]),
    }
    prompts = {prompt: tokenizer(prompt, add_special_tokens=False)["input_ids"] for prompt in ("query: ", "passage: ")}
    used = sorted(
        {0, 1, 2, 3}
        | {i for ids in prompts.values() for i in ids}
        | {int(i) for t in texts.values() for i in np.unique(t["ids"])}
    )
    renumbered = np.zeros(max(used) + 1, np.int32)
    renumbered[used] = np.arange(len(used))
    arrays = {f"{name}_{part}": renumbered[v] if part == "ids" else v for name, t in texts.items() for part, v in t.items()}
    np.savez_compressed(work / "texts.npz", **arrays)
    told = {
        "question_languages": [languages[text] for text in asked],
        "passage_languages": [passages[id].language for id in order],
        "passage_sources": [passages[id].source for id in order],
        "passage_texts": [passages[id].text.lower() for id in order],
        "examples": [asdict(e) | {"question": question_number[e.question], "passage": number[e.passage]} for e in examples],
        "prompts": {prompt: renumbered[ids].tolist() for prompt, ids in prompts.items()},
    }
    (work / "examples.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    _write_encoder(work, bert, used)


def _tokenised(
    tokenizer: object, prompt: str, texts: Sequence[str], most: int = 100_000, sentences: object = None
) -> dict[str, NDArray]:
    """The tokens of the texts, without those of the prompt; a token counts as the text's own where it ends past the prompt."""
    ids, starts, stops, numbers, ends = [], [], [], [], [0]
    skip = len(prompt)
    for text in texts:
        encoding = tokenizer(prompt + text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        own = [
            (i, max(a - skip, 0), b - skip) for i, (a, b) in zip(encoding["input_ids"], encoding["offset_mapping"]) if b > skip
        ][:most]
        boundaries = [span.start for span in sentences(text)][1:] if sentences else []
        ids += [i for i, _, _ in own]
        starts += [a for _, a, _ in own]
        stops += [b for _, _, b in own]
        numbers += np.searchsorted(boundaries, [(a + b) / 2 for _, a, b in own], side="right").tolist() if own else []
        ends.append(len(ids))
    parts = {"ids": ids, "starts": starts, "stops": stops, "sentences": numbers}
    return {name: np.array(values, np.int32) for name, values in parts.items()} | {"ends": np.array(ends, np.int64)}


def _write_encoder(work: Path, bert: object, used: Sequence[int]) -> None:
    from safetensors.torch import save_file

    weights = {name: tensor.half().contiguous() for name, tensor in bert.state_dict().items() if "pooler" not in name}
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][list(used)].contiguous()
    weights.pop("embeddings.position_ids", None)
    save_file(weights, str(work / "encoder.safetensors"))
    (work / "encoder.json").write_text(
        json.dumps(bert.config.to_dict() | {"vocab_size": len(used)}, default=str), encoding="utf-8"
    )
