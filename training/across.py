"""Examples across languages: what no benchmark has, made from paragraphs and sentences that stand in both.

- a question asked of a paragraph, held against the paragraph's translation; where the same question was asked in the other
  language too, its answer says where;
- a sentence whose figure was taken out, asked of the translation, which has the figure;
- a sentence, asked of a paragraph in the other language that has its translation among other sentences.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from training.material import Asked, Example, Material, Passage
from xunzhang.language.sentences import sentence_spans
from xunzhang.types.arrays import Floats

# Questions of a paragraph and of its translation are one where they are this similar at least; centred cosines.
ALIKE = 0.35
_FIGURE = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)*(?![\d.,]*\d)")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
OTHER = {"zh": "en", "en": "zh"}

Embed = Callable[[Sequence[str]], Floats]  # questions of one language -> (n, d), centred, length one


def paired_questions(material: Material, embed: Embed) -> dict[str, Asked]:
    """A question's id -> the same question asked of the translated paragraph. Both orders are in it."""
    by_passage: dict[str, list[Asked]] = defaultdict(list)
    for asked in material.questions:
        by_passage[asked.passage].append(asked)
    doubles = [p for p in material.passages.values() if p.language == "zh" and p.translation in by_passage and p.id in by_passage]
    vectors: dict[str, Floats] = {}
    for ids in ([p.id for p in doubles], [p.translation for p in doubles]) if doubles else ():
        questions = [asked for id in ids for asked in by_passage[id]]
        vectors |= dict(zip([q.id for q in questions], embed([q.text for q in questions]), strict=True))
    paired: dict[str, Asked] = {}
    for passage in doubles:
        ours, theirs = by_passage[passage.id], by_passage[passage.translation]
        alike = np.stack([vectors[q.id] for q in ours]) @ np.stack([vectors[q.id] for q in theirs]).T
        same_kind = np.array([[a.answerable == b.answerable for b in theirs] for a in ours])
        for i, j in in_order(np.where(same_kind, alike - ALIKE, -1.0)):
            paired[ours[i].id], paired[theirs[j].id] = theirs[j], ours[i]
    return paired


def in_order(gain: Floats) -> list[tuple[int, int]]:
    """The pairs (i, j) of the greatest total gain in which neither side goes back; `gain` is (m, n), at most 0 where none is."""
    m, n = gain.shape
    total = np.zeros((m + 1, n + 1))
    for i in range(m - 1, -1, -1):
        for j in range(n - 1, -1, -1):
            total[i, j] = max(total[i + 1, j], total[i, j + 1], gain[i, j] + total[i + 1, j + 1] if gain[i, j] > 0 else 0.0)
    pairs, i, j = [], 0, 0
    while i < m and j < n:
        if gain[i, j] > 0 and total[i, j] == gain[i, j] + total[i + 1, j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif total[i, j] == total[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def translated(material: Material, paired: dict[str, Asked]) -> Iterator[Example]:
    """Every question of a paragraph that has a translation, held against that one."""
    for asked in material.questions:
        other = material.passages.get(material.passages[asked.passage].translation)
        if not other:
            continue
        twin = paired.get(asked.id)
        span = twin.answer if twin and asked.answerable else None
        known = tuple(a for q in (asked, twin) if q and (a := _answer(material, q)))
        kind = "across" if asked.answerable else "across-adversarial"
        yield Example(kind, asked.text, asked.language, other.id, asked.answerable, span, known, asked.answerable, asked.held)


def _answer(material: Material, asked: Asked) -> str:
    return material.passages[asked.passage].text[slice(*asked.answer)] if asked.answer else ""


def cut_figures(material: Material, held: set[str]) -> Iterator[Example]:
    """Sentences without their figure, asked of the paragraph's translation where the same figure stands, once in each.

    `held` are the passages that nothing may be trained on.
    """
    for passage in material.passages.values():
        other = material.passages.get(passage.translation)
        if other and passage.id not in held and other.id not in held:
            yield from figure_questions("cut", passage, other, passage.language)


def figure_questions(kind: str, passage: Passage, other: Passage, language: str) -> Iterator[Example]:
    ours, theirs = list(_FIGURE.finditer(passage.text)), list(_FIGURE.finditer(other.text))
    counts = [_counted(ours), _counted(theirs)]
    at = {match.group(): match for match in theirs}
    sentences = sentence_spans(passage.text)
    for match in ours:
        figure = match.group()
        if any(count.get(figure) != 1 for count in counts) or len(figure) < 2:
            continue
        sentence = next((s for s in sentences if s.start <= match.start() and match.end() <= s.end), None)
        if not sentence or sentence.end - sentence.start > 240:
            continue
        there = at[figure]
        question = without_figure(
            passage.text[sentence.start : match.start()], figure, passage.text[match.end() : sentence.end], language
        )
        end = there.end() + 1 if other.text[there.end() : there.end() + 1] == "年" else there.end()
        yield Example(kind, question, language, other.id, True, (there.start(), end), (figure,), True)


def without_figure(before: str, figure: str, after: str, language: str) -> str:
    """A sentence as a question for the figure in it: 设有12个班 -> 设有多少个班？"""
    year = bool(_YEAR.fullmatch(figure))
    if language == "zh":
        word = "哪一" if year and after.startswith("年") else "多少"
        return f"{before}{word}{after}".rstrip("。！；;,，") + "？"
    word = "what year" if year else "how many"
    return f"{before}{word}{after}".rstrip(".!;,") + "?"


def _counted(matches: Sequence[re.Match[str]]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for match in matches:
        counts[match.group()] += 1
    return counts


def parallel(material: Material, paragraphs: int, seed: int) -> tuple[dict[str, Passage], list[Example]]:
    """-> paragraphs put together from parallel sentences, in both languages, and questions across to them.

    The sentence itself is asked, or what is left of it without its figure.
    """
    rng = random.Random(seed)
    rows = [pair for pair in material.parallel if 12 <= len(pair[0]) <= 220]
    rng.shuffle(rows)
    passages: dict[str, Passage] = {}
    examples: list[Example] = []
    at = 0
    for number in range(paragraphs):
        group = rows[at : at + rng.randint(2, 5)]
        at += len(group)
        if len(group) < 2:
            break
        pair = {"en": _joined(f"parallel-en-{number}", "en", [en for en, _ in group], " ")}
        pair["zh"] = _joined(f"parallel-zh-{number}", "zh", [zh for _, zh in group], "")
        passages |= {passage.id: passage for passage in pair.values()}
        for language in ("en", "zh"):
            asked, other = pair[language], pair[OTHER[language]]
            examples += figure_questions("parallel", asked, other, language)
            en, zh = rng.choice(group)
            examples.append(Example("sentence", en if language == "en" else zh, language, other.id, True, mined=True))
    return passages, examples


def _joined(id: str, language: str, sentences: Sequence[str], between: str) -> Passage:
    return Passage(id, language, "", between.join(sentences), "parallel")
