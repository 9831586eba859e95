"""What is trained on, as arrays: what `preparing.py` writes and everything after it reads.

Nothing else than numpy is needed for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from training.work import made_before

MADE = "prepared.json"  # written last; it says of what everything was made

Ints = NDArray[np.int32]


class Posed(TypedDict):
    """An `Example` in which question and passage are numbers of texts."""

    kind: str
    question: int
    passage: int
    answers: bool
    span: Sequence[int] | None
    known: Sequence[str]
    mined: bool
    held: bool


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

    `examples` point into them by number; `prompts` are the token ids that stand before a question and a passage; `seed` is what
    everything that is drawn follows from, here and in what comes after.
    """

    questions: Texts
    passages: Texts
    titles: Texts
    question_languages: list[str]
    passage_languages: list[str]
    passage_sources: list[str]
    passage_texts: list[str]
    examples: list[Posed]
    prompts: dict[str, list[int]]
    seed: int

    @classmethod
    def read(cls, work: Path) -> Prepared:
        """Raises Unusable, naming the file, where one that `prepare` writes is missing or damaged."""
        with made_before(work / MADE) as file:
            seed = int(json.loads(file.read_text(encoding="utf-8"))["seed"])
        with made_before(work / "examples.json") as file:
            told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            parts = {name: told[name] for name in _TOLD}
        with made_before(work / "texts.npz") as file, np.load(file, allow_pickle=False) as arrays:
            questions, passages, titles = (
                Texts(*(arrays[f"{name}_{part.name}"] for part in fields(Texts))) for name in ("questions", "passages", "titles")
            )
        return cls(questions, passages, titles, seed=seed, **parts)


_TOLD = ("question_languages", "passage_languages", "passage_sources", "passage_texts", "examples", "prompts")
