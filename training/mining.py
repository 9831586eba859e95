"""Which passages look as if they answered a question and do not, and which window of a passage is read with it.

Passages are ranked as search ranks them: pooled vectors first, then MaxSim over token vectors, both centred by language. What
holds the question's known answer is left out. One pass over everything, on a GPU a minute.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor
from transformers import BertModel

from training.preparing import Prepared, Texts
from xunzhang.encoding.windows import grown

POOLED = 32  # passages of each language that MaxSim is asked about
SAME, ACROSS = 6, 4  # the hardest of them that are kept, in the question's language and in the other
LIMITS = (88, 120, 160)  # tokens of a window
BATCH_TOKENS = 60_000
QUESTIONS = 48  # whose nearest passages are looked for at once


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is trained on: question, passage, the window (token numbers in the passage), label, span in the window, kind.

    `start` and `end` are -1 where nobody knows, -2 where nothing answers.
    """

    question: np.ndarray
    passage: np.ndarray
    low: np.ndarray
    high: np.ndarray
    answers: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray
    held: np.ndarray


class Vectors:
    """Token vectors of all texts of a kind, centred by language, length one; and pooled ones."""

    def __init__(self, bert: BertModel, texts: Texts, prompt: list[int], languages: list[str], device: str) -> None:
        self.texts = texts
        kept = torch.float16 if device == "cuda" else torch.float32  # halves are slow on a processor
        self.tokens = torch.zeros(len(texts.ids), bert.config.hidden_size, dtype=kept, device=device)
        self.pooled = torch.zeros(len(languages), bert.config.hidden_size, device=device)
        order = np.argsort(np.diff(texts.ends), kind="stable")
        for rows in _batches(np.diff(texts.ends)[order] + len(prompt) + 2):
            self._encode(bert, order[rows], prompt, device)
        for language in sorted(set(languages)):
            rows = [row for row, its in enumerate(languages) if its == language]
            places = torch.from_numpy(np.concatenate([np.arange(texts.ends[r], texts.ends[r + 1]) for r in rows])).to(device)
            mean = torch.zeros(self.tokens.shape[1], device=device)
            for part in places.split(1_000_000):
                mean += self.tokens[part].float().sum(0)
            mean /= len(places)
            for part in places.split(1_000_000):
                self.tokens[part] = torch.nn.functional.normalize(self.tokens[part].float() - mean, dim=-1).to(kept)
            self.pooled[rows] = torch.nn.functional.normalize(self.pooled[rows] - self.pooled[rows].mean(0), dim=-1)

    @torch.inference_mode()
    def _encode(self, bert: BertModel, rows: np.ndarray, prompt: list[int], device: str) -> None:
        lists = [[0, *prompt, *self.texts.ids[self.texts.slice(row)][: 508 - len(prompt)].tolist(), 2] for row in rows]
        ids, mask = padded(lists, device)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            hidden = bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        self.pooled[rows] = torch.nn.functional.normalize((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)
        skip = 1 + len(prompt)
        for k, row in enumerate(rows):
            own = len(lists[k]) - skip - 1
            at = int(self.texts.ends[row])
            self.tokens[at : at + own] = hidden[k, skip : skip + own]

    def padded(self, rows: np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
        """-> vectors (n, t, d), which of them are there (n, t), and their sentences (n, t)."""
        lengths = np.diff(self.texts.ends)[rows]
        width = int(max(lengths.max(initial=1), 1))
        places = self.texts.ends[rows][:, None] + np.arange(width)
        there = np.arange(width) < lengths[:, None]
        places = np.where(there, places, 0)
        device = self.tokens.device
        return (
            self.tokens[torch.from_numpy(places).to(device)],
            torch.from_numpy(there).to(device),
            torch.from_numpy(np.where(there, self.texts.sentences[places], 0)).long().to(device),
        )


def padded(lists: list[list[int]], device: str) -> tuple[Tensor, Tensor]:
    width = max(map(len, lists))
    ids = np.ones((len(lists), width), np.int64)
    mask = np.zeros((len(lists), width), np.int64)
    for row, one in enumerate(lists):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def _batches(lengths: np.ndarray) -> list[np.ndarray]:
    """Slices of rows in ascending length whose padded batch stays within BATCH_TOKENS."""
    out, at = [], 0
    while at < len(lengths):
        end = at + 1
        while end < len(lengths) and (end + 1 - at) * lengths[end] <= BATCH_TOKENS and end - at < 1024:
            end += 1
        out.append(np.arange(at, end))
        at = end
    return out


class Miner:
    def __init__(self, prepared: Prepared, bert: BertModel, device: str) -> None:
        self.prepared, self.device = prepared, device
        self.questions = Vectors(bert, prepared.questions, prepared.prompts["query: "], prepared.question_languages, device)
        self.passages = Vectors(bert, prepared.passages, prepared.prompts["passage: "], prepared.passage_languages, device)
        self._held = {e["passage"] for e in prepared.examples if e["held"]}
        self._rows = {
            (language, held): np.array(
                [r for r, its in enumerate(prepared.passage_languages) if its == language and (r in self._held) == held]
            )
            for language in ("zh", "en")
            for held in (False, True)
        }

    @torch.inference_mode()
    def similarities(self, questions: np.ndarray, passages: np.ndarray) -> tuple[Tensor, Tensor]:
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
    def nearest(self, questions: np.ndarray, language: str, held: bool) -> np.ndarray:
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

    def negatives(self) -> list[dict[str, object]]:
        """The hardest passages that do not answer, for every question that is to have some, in both languages."""
        self._learn_answers()
        mined = {e["question"]: e for e in self.prepared.examples if e["mined"]}
        out: list[dict[str, object]] = []
        for language, held in self._rows:
            asked = np.array([q for q, e in mined.items() if e["held"] == held])
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

    def _hardest(self, e: dict[str, object], near: list[int], language: str) -> list[dict[str, object]]:
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
        return [
            {"kind": kind, "question": question, "passage": p, "answers": False, "span": None, "held": e["held"]} for p in kept
        ]

    def _is_of_its_kind(self, kind: str, passage: int) -> bool:
        """nqg's sentences and SQuAD's paragraphs overlap, so neither is the other's negative."""
        source = self.prepared.passage_sources[passage]
        return source == "nqg" if kind == "nqg" else source != "nqg"

    def pairs(self, examples: list[dict[str, object]], kinds: list[str], seed: int) -> Pairs:
        """Each example with its windows: of what answers as many as LIMITS has sizes that differ for it, of the rest one."""
        lengths = np.diff(self.prepared.passages.ends)
        order = np.argsort([lengths[e["passage"]] for e in examples], kind="stable")
        windows = Windows(self.prepared.passages, kinds)
        out: list[tuple[int, ...]] = []
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork"), initializer=windows.here) as pool:
            waiting = []
            for rows in _batches(np.maximum(lengths[[examples[i]["passage"] for i in order]], 30) * 3):
                group = [examples[i] for i in order[rows]]
                _, scores = self.similarities(np.array([e["question"] for e in group]), np.array([e["passage"] for e in group]))
                waiting.append(pool.submit(_of_group, group, scores.cpu().numpy(), seed + len(waiting)))
            for future in waiting:
                out += future.result()
        out = [pair for pair in dict.fromkeys(out) if pair[4] >= 0]
        return Pairs(*(np.array(column, np.int32) for column in zip(*out)))


class Windows:
    """Cuts windows out of passages, in a process of its own."""

    shared: ClassVar[Windows]

    def __init__(self, texts: Texts, kinds: list[str]) -> None:
        self._texts, self._kinds = texts, kinds

    def here(self) -> None:
        Windows.shared = self

    def of(self, e: dict[str, object], score: np.ndarray, rng: np.random.Generator) -> list[tuple[int, ...]]:
        length = int(self._texts.ends[e["passage"] + 1] - self._texts.ends[e["passage"]])
        limits = LIMITS if length > LIMITS[0] else LIMITS[:1]
        limits = limits if e["answers"] else (int(rng.choice(limits)),)
        return [self._pair(e, score, limit, e["span"] is not None and rng.random() < 0.3) for limit in limits]

    def _pair(self, e: dict[str, object], score: np.ndarray, limit: int, jitter: bool) -> tuple[int, ...]:
        own = self._texts.slice(e["passage"])
        starts, stops, sentences = self._texts.starts[own], self._texts.stops[own], self._texts.sentences[own]
        hit = np.flatnonzero((starts < e["span"][1]) & (stops > e["span"][0])) if e["span"] else np.zeros(0, int)
        best = (
            int(sentences[hit[0]]) if jitter and len(hit) else int(score[: (sentences[-1] if len(sentences) else 0) + 1].argmax())
        )
        low, high = grown(np.bincount(sentences, minlength=best + 1), score, best, limit)
        answers, start, end = int(e["answers"]), -1 if e["answers"] else -2, -1 if e["answers"] else -2
        if len(hit):
            inside = low <= hit[0] and hit[-1] < high
            answers, start, end = (1, int(hit[0]) - low, int(hit[-1]) - low) if inside else (0, -2, -2)
        elif e["answers"] and high - low < len(sentences):
            answers = -1  # a part of a passage that answers somewhere: nothing is known of it
        return e["question"], e["passage"], low, high, answers, start, end, self._kinds.index(e["kind"]), int(e["held"])


def _of_group(group: list[dict[str, object]], scores: np.ndarray, seed: int) -> list[tuple[int, ...]]:
    rng = np.random.default_rng(seed)
    return [pair for e, score in zip(group, scores) for pair in Windows.shared.of(e, score, rng)]
