"""How well copies are told from other passages, and how surely what they tell differently is named.

    python -m benchmarks.near_duplicates FOLDER [--seed N]

FOLDER is a benchmark in the layout of docs/formats.md with near_duplicates.jsonl. First, every two passages of it: which are
said to be one paragraph, against the pairs of the file (it lists pairs with half of their sentences in common, so that shortened
copies count as false here). Then differences that are planted: pieces of the passages are copied with small edits (a sentence
dropped, added or moved, the same figures spelled otherwise, the other script), and in half of them one fact is changed.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from opencc import OpenCC
from scipy.sparse import csr_matrix

from xunzhang.evaluate.benchmark import BenchPassage, read_benchmark
from xunzhang.language.mentions.dates import dates
from xunzhang.language.mentions.figures import figures
from xunzhang.language.mentions.names import names
from xunzhang.language.sentences import sentence_spans
from xunzhang.search.grouping import differences, group_hits
from xunzhang.search.resemblance import same_paragraph, shingles
from xunzhang.types import ArticleHead, Hit, Passage, Span

SHORTEST, LONGEST = 60, 300  # characters of a piece
PLANTED = 2000
COMPARED = 0.15  # pairs with less of the shorter one's shingles in common are no copies by any threshold
TO_TRADITIONAL = OpenCC("s2t")
OTHER_NAMES = ("陈志远", "刘晓东", "王海峰", "赵文静", "孙建国")


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision and recall of near-duplicates and of their differences.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    bench = read_benchmark(arguments.folder)
    pairs_of_articles(bench.passages, bench.near_duplicates)
    planted_differences(bench.passages, random.Random(arguments.seed))


def pairs_of_articles(passages: Sequence[BenchPassage], labelled: frozenset[frozenset[str]]) -> None:
    candidates = list(_sharing(passages))
    found = {frozenset((a.id, b.id)) for a, b in candidates if same_paragraph(_passage(a.id, a.text), _passage(b.id, b.text))}
    right = len(found & labelled)
    print(f"pairs of articles: {len(labelled)} labelled, {len(found)} found, {right} of them labelled")
    print(f"  precision {right / len(found):.3f}  recall {right / len(labelled):.3f}")


def _sharing(passages: Sequence[BenchPassage]) -> Iterator[tuple[BenchPassage, BenchPassage]]:
    """Every two passages with some text in common; the others are no copies and need not be asked."""
    sets = [shingles(passage.text) for passage in passages]
    number = {shingle: i for i, shingle in enumerate(set().union(*sets))}
    rows = np.repeat(np.arange(len(sets)), [len(some) for some in sets])
    columns = np.array([number[shingle] for some in sets for shingle in some])
    held = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(sets), len(number)))
    shared = (held @ held.T).toarray()
    sizes = np.array([len(some) for some in sets])
    for a, b in np.argwhere(np.triu(shared > COMPARED * np.minimum.outer(sizes, sizes), 1)):
        yield passages[a], passages[b]


@dataclass(frozen=True, slots=True)
class Planted:
    """A piece of news, its copy, and the fact that is changed in the copy, of which `kind`; both "" where none is."""

    original: str
    copy: str
    kind: str = ""
    before: str = ""


def planted_differences(passages: Sequence[BenchPassage], rng: random.Random) -> None:
    grouped: Counter[tuple[str, bool]] = Counter()
    reported: Counter[tuple[str, str]] = Counter()
    spent = 0.0
    for planted in _plant(passages, rng):
        a, b = _passage("a", planted.original), _passage("b", planted.copy)
        started = time.perf_counter()
        groups = group_hits([Hit(a, 1.0, "strong"), Hit(b, 0.9, "strong")])
        spent += time.perf_counter() - started
        grouped[planted.kind, len(groups) == 1] += 1
        told = {(d.here, d.there) for d in differences(a, b)}
        right = any(planted.before in here for here, _ in told)  # "there" may be spelled otherwise
        reported[planted.kind, "right" if planted.kind and right else "missed" if planted.kind else "asked"] += 1
        reported[planted.kind, "false"] += len(told) - (right and bool(planted.kind))
    print(f"planted differences: {PLANTED} copies, {spent / PLANTED * 1000:.2f} ms each to group and compare")
    for kind in ("figure", "date", "name"):
        right = reported[kind, "right"]
        changed = right + reported[kind, "missed"]
        print(f"  {kind:7} recall {right / max(1, changed):.3f} of {changed}, false ones beside it {reported[kind, 'false']}")
    right = sum(reported[kind, "right"] for kind in ("figure", "date", "name"))
    false = sum(count for (_, what), count in reported.items() if what == "false")
    print(f"  precision {right / max(1, right + false):.3f}; copies that tell the same: {reported['', 'asked']}, ", end="")
    print(f"reports on them: {reported['', 'false']}")
    together = sum(count for (_, one), count in grouped.items() if one)
    print(f"  copies grouped with their original: {together / sum(grouped.values()):.3f}")


def _plant(passages: Sequence[BenchPassage], rng: random.Random) -> Iterator[Planted]:
    made = 0
    order = list(passages)
    rng.shuffle(order)
    while made < PLANTED:
        for passage in order:
            piece = _piece(passage.text, rng)
            facts = list(_changeable(piece, rng)) if piece else []
            if not facts:
                continue
            kind, span, after = rng.choice(facts)
            changed = rng.random() < 0.5
            before = span.of(piece)
            copy = piece[: span.start] + after + piece[span.end :] if changed else piece
            copy = _edited(copy, after if changed else before, rng)
            yield Planted(piece, copy, kind, before) if changed else Planted(piece, copy)
            made += 1
            if made == PLANTED:
                return


def _piece(text: str, rng: random.Random) -> str:
    """A run of whole sentences of a paragraph's length, or "" where the text has none."""
    spans = sentence_spans(text)
    first = rng.randrange(len(spans)) if spans else 0
    for last in range(first, len(spans)):
        length = spans[last].end - spans[first].start
        if length >= SHORTEST and (last > first or length >= 2 * SHORTEST):
            return text[spans[first].start : spans[last].end] if length <= LONGEST else ""
    return ""


def _changeable(piece: str, rng: random.Random) -> Iterator[tuple[str, Span, str]]:
    """Facts that stand once in the piece, each with what it is changed to."""
    for figure in figures(piece):
        printed = figure.span.of(piece)
        digits = re.search(r"\d+(?:\.\d+)?", printed)
        if digits and not figure.hedged and piece.count(digits[0]) == 1 and "," not in printed:
            other = rng.choice(
                [digits[0].replace(".", "") if "." in digits[0] else digits[0] + "0", f"{rng.randint(2, 9)}{digits[0]}"]
            )
            yield "figure", figure.span, printed.replace(digits[0], other)
    for date in dates(piece):
        printed = date.span.of(piece)
        if date.day and printed.endswith(("日", "号")) and piece.count(printed) == 1 and "电" not in piece[date.span.end :][:2]:
            yield "date", date.span, re.sub(r"\d+(?=\s?[日号]$)", str(date.day % 28 + 1), printed)
    for name in names(piece):
        printed = name.span.of(piece)
        if name.kind == "person" and 2 <= len(printed) <= 4 and piece.count(printed) == 1:
            yield "name", name.span, rng.choice([other for other in OTHER_NAMES if other != printed])


def _edited(copy: str, kept: str, rng: random.Random) -> str:
    """The copy as another outlet prints it: one to three edits that change nothing of what it tells, `kept` left in place."""
    told: list[Callable[[str], str]] = [
        lambda text: _without_a_sentence(text, kept, rng),
        lambda text: _sentences_swapped(text, rng),
        lambda text: "据多家媒体报道，" + text,
        lambda text: text + "记者将继续关注此事的后续进展。",
    ]
    spelled: list[Callable[[str], str]] = [
        lambda text: re.sub(r"(?<![\d.])(\d)(\d{3})(?![\d年.])", r"\1,\2", text),
        lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text),
        lambda text: re.sub(r"(\d+(?:\.\d+)?)%", r"百分之\1", text),
        lambda text: text.replace("（", "(").replace("）", ")").replace("，", ", "),
        lambda text: TO_TRADITIONAL.convert(text),
    ]
    for edit in [*rng.sample(told, rng.randint(1, 2)), rng.choice(spelled)]:
        copy = edit(copy)
    return copy


def _without_a_sentence(text: str, kept: str, rng: random.Random) -> str:
    spans = sentence_spans(text)
    others = [span for span in spans if kept not in span.of(text)]
    if len(spans) < 3 or not others:
        return text
    dropped = rng.choice(others)
    return text[: dropped.start] + text[dropped.end :]


def _sentences_swapped(text: str, rng: random.Random) -> str:
    spans = sentence_spans(text)
    if len(spans) < 2:
        return text
    at = rng.randrange(len(spans) - 1)
    a, b = spans[at], spans[at + 1]
    return text[: a.start] + b.of(text) + a.of(text) + text[b.end :]


def _passage(article: str, text: str) -> Passage:
    return Passage(f"{article}.0", ArticleHead(article), 1, 0, len(text), text, language="zh")


if __name__ == "__main__":
    main()
