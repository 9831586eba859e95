"""Which passages look as if they answered a question and do not.

Passages are ranked as search ranks them: pooled vectors first, then MaxSim over token vectors, both centred by language. What
holds the question's known answer is left out. Which window of a passage is read is `cutting.py`'s.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from transformers import BertModel

from training.arrays import Posed, Prepared
from training.vectors import Vectors
from xunzhang.types.arrays import Rows

POOLED = 32  # passages of each language that MaxSim is asked about
SAME, ACROSS = 6, 4  # the hardest of them that are kept, in the question's language and in the other
QUESTIONS = 48  # whose nearest passages are looked for at once


class Miner:
    """Finds the passages that look like an answer; `similarities` are what windows grow by, too."""

    def __init__(self, prepared: Prepared, bert: BertModel, device: str) -> None:
        self.prepared, self.device = prepared, device
        self.questions = Vectors(bert, prepared.questions, prepared.prompts["query: "], prepared.question_languages, device)
        self.passages = Vectors(bert, prepared.passages, prepared.prompts["passage: "], prepared.passage_languages, device)
        kept_apart = {e["passage"] for e in prepared.examples if e["held"]}
        self._rows = {
            (language, held): np.array(
                [r for r, its in enumerate(prepared.passage_languages) if its == language and (r in kept_apart) == held], np.int64
            )
            for language in ("zh", "en")
            for held in (False, True)
        }

    @torch.inference_mode()
    def similarities(self, questions: Rows, passages: Rows) -> tuple[Tensor, Tensor]:
        """-> MaxSim (n,) of each question with its passage, and (n, sentences) within each sentence, -1 where there is none."""
        q, q_there, _ = self.questions.padded(questions)
        p, p_there, sentences = self.passages.padded(passages)
        cosines = torch.bmm(q, p.transpose(1, 2)).float().masked_fill(~p_there[:, None], -1.0)
        shape = (*cosines.shape[:2], int(sentences.max()) + 1)
        best = torch.full(shape, -1.0, device=cosines.device).scatter_reduce(
            2, sentences[:, None].expand_as(cosines), cosines, "amax"
        )
        share = q_there.float() / q_there.sum(1, keepdim=True).clamp(min=1)
        return (cosines.amax(2) * share).sum(1), (best * share[..., None]).sum(1)

    @torch.inference_mode()
    def nearest(self, questions: Rows, language: str, held: bool) -> Rows:
        """(n, m): of each question the POOLED passages of a language that are nearest to it, by MaxSim, best first."""
        rows = self._rows[language, held]
        found = np.zeros((len(questions), min(POOLED, len(rows))), np.int64)
        for at in range(0, len(questions), QUESTIONS):
            some = questions[at : at + QUESTIONS]
            near = (self.questions.pooled[some] @ self.passages.pooled[rows].T).topk(found.shape[1]).indices.cpu().numpy()
            passages = rows[near]
            late, _ = self.similarities(np.repeat(some, found.shape[1]), passages.ravel())
            order = np.argsort(-late.cpu().numpy().reshape(passages.shape), kind="stable", axis=1)
            found[at : at + QUESTIONS] = np.take_along_axis(passages, order, 1)
        return found

    def negatives(self) -> list[Posed]:
        """The hardest passages that do not answer, for every question that is to have some, in both languages."""
        self._learn_answers()
        mined = {e["question"]: e for e in self.prepared.examples if e["mined"]}
        out: list[Posed] = []
        for language, held in self._rows:
            asked = np.array([q for q, e in mined.items() if e["held"] == held], np.int64)
            if len(asked) and len(self._rows[language, held]):
                for question, near in zip(asked.tolist(), self.nearest(asked, language, held).tolist()):
                    out += self._hardest(mined[question], near, language)
        return out

    def _learn_answers(self) -> None:
        self._answering: dict[int, set[int]] = {}
        self._known: dict[int, set[str]] = {}
        for e in self.prepared.examples:
            self._answering.setdefault(e["question"], set()).add(e["passage"])  # or was written not to be answered by it
            self._known.setdefault(e["question"], set()).update(k.lower() for k in e["known"] if len(k) > 1)

    def _hardest(self, e: Posed, near: list[int], language: str) -> list[Posed]:
        question, texts = e["question"], self.prepared.passage_texts
        across = language != self.prepared.question_languages[question]
        wrong = [
            p
            for p in near
            if p not in self._answering[question]
            and not any(known in texts[p] for known in self._known[question])
            and self._is_of_its_kind(e["kind"], p)
        ]
        skip = 3 if e["kind"] == "nqg" else 0  # sentences of the same paragraph may answer too
        kind = "hard-across" if across else "hard"
        kept = wrong[skip : skip + (ACROSS if across else SAME)]
        told = Posed(kind=kind, question=question, passage=-1, answers=False, span=None, known=(), mined=False, held=e["held"])
        return [told | {"passage": p} for p in kept]

    def _is_of_its_kind(self, kind: str, passage: int) -> bool:
        """nqg's sentences and SQuAD's paragraphs overlap, so neither is the other's negative."""
        source = self.prepared.passage_sources[passage]
        return source == "nqg" if kind == "nqg" else source != "nqg"
