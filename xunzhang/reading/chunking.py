"""An article's paragraphs as passages: the unit that is embedded, searched and shown.

A paragraph is a passage. One over the limit is cut at sentence ends into pieces of about the same size; runs of short lines
(verse, lists) are taken together; headings are context of what follows and no passages. Nothing is changed or left out: passages
and headings together hold every visible character of an article exactly once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from xunzhang.language.scripts import detect_language
from xunzhang.language.sentences import sentence_spans
from xunzhang.reading.lines.headings import mark_headings
from xunzhang.reading.lines.line import columns, ends_sentence, is_chinese
from xunzhang.reading.paragraph_numbers import numbered
from xunzhang.types import Article, Paragraph, Passage, Span
from xunzhang.types.characters import HAN, HANGUL, KANA

# Measured on Chinese news articles of about 580 characters, hit@1 by article (docs: chunk size): whole articles .75 by their
# best arm, passages of at most 300 characters .79, of 150 no better. 180 English words fill as many of the model's tokens.
MOST_HAN = 300
MOST_WORDS = 180
LONG_WORD = 9  # letters; what is longer (an address, a run of digits) counts as several words, as it takes several tokens
SHORT_LINE = 60  # columns; lines up to this width that follow each other without a blank line are verse, a list or a dialogue
_COUNTED = re.compile(
    rf"(?P<wide>[{HAN}{KANA}{HANGUL}\u3000-\u303f\uff00-\uffef]+)|(?P<word>[^\W{HAN}{KANA}{HANGUL}]+)|(?P<mark>[^\w\s])"
)
_WORDS = re.compile(r"[^\W_]")
_CLAUSE_END = re.compile(r"[，、；：——…]+[”’」』》）]*|[,;:](?=\s)|\n\s*|\s[–—-](?=\s)")
# What a hard cut never goes through: a number, a word of Latin letters, a character with its marks or the parts of an emoji.
_MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e\u1ab0-\u1aff"
    r"\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
_LETTER = rf"[A-Za-z\u00c0-\u024f\u0370-\u0482\u048a-\u052f]{_MARKS}*"
_ATOM = re.compile(rf"\d+(?:[.,:/]\d+)*[%‰]?|(?:{_LETTER})+(?:['’-](?:{_LETTER})+)*|.(?:{_MARKS}|\u200d.)*", re.DOTALL)
_LONGEST_ATOM = 60  # characters; what is longer is no word


def chunk(article: Article) -> list[Passage]:
    """The passages of an article, numbered from 1 in order; `passage.text == article.text[passage.start:passage.end]` for each.

    An id is the article's id, a point and 8 hex digits of the SHA-256 of the passage's text, with "-2" and so on for a repeated
    text: it does not change with the paragraphs around it.
    """
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for part in _parts(article):
        for piece in _pieces(article.text, part):
            text = piece.of(article.text)
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            seen[digest] = seen.get(digest, 0) + 1
            repeat = f"-{seen[digest]}" if seen[digest] > 1 else ""
            language = detect_language(text)
            passages.append(
                Passage(
                    id=f"{article.head.id}.{digest}{repeat}",
                    article=article.head,
                    number=len(passages) + 1,
                    start=piece.start,
                    end=piece.end,
                    text=text,
                    heading=part.heading,
                    language=article.head.language if language == "und" else language,
                    page=max((at for at in part.pages if at[0] <= piece.start), default=(0, None))[1],
                )
            )
    places = numbered(article.paragraphs, [Span(passage.start, passage.end) for passage in passages])
    return [replace(passage, **place._asdict()) for passage, place in zip(passages, places, strict=True)]


@dataclass(slots=True)
class _Part:
    """A paragraph, or several short lines together. `lines` are where it may be cut before sentences come into it."""

    span: Span
    heading: str = ""
    lines: list[Span] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)  # from which offset on it stands on which page, if known


def _parts(article: Article) -> Iterator[_Part]:
    """The article cut at its paragraphs; what has neither letter nor figure in it (a rule) goes with the part before it."""
    waiting: _Part | None = None
    for part in _paragraphs(article):
        no_words = waiting and not all(_WORDS.search(p.span.of(article.text)) for p in (waiting, part))
        if waiting and no_words and part.heading == waiting.heading:
            waiting.span = Span(waiting.span.start, part.span.end)
            waiting.lines += part.lines
            waiting.pages += part.pages
            continue
        if waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting


def _paragraphs(article: Article) -> Iterator[_Part]:
    text, paragraphs = article.text, mark_headings(article.text, article.paragraphs)
    headings: list[Paragraph] = []
    heading, at = "", 0
    while at < len(paragraphs):
        if paragraphs[at].kind == "heading":
            headings.append(paragraphs[at])
            at += 1
            continue
        if headings:
            heading = " / ".join(" ".join(text[p.start : p.end].split()) for p in headings)
            headings = []
        run = _run_of_short_lines(text, paragraphs[at:])
        span = Span(run[0].start, run[-1].end)
        yield _Part(span, heading, [Span(p.start, p.end) for p in run], _pages(run))
        at += len(run)
    if headings:  # nothing stands under the last ones, so they are searched themselves
        lines = [Span(p.start, p.end) for p in headings]
        yield _Part(Span(headings[0].start, headings[-1].end), heading, lines, _pages(headings))


def _pages(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    return [at for p in paragraphs if p.page is not None for at in ((p.start, p.page), *p.turns)]


def _run_of_short_lines(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    """The first paragraph, with those after it that belong to the same run of short lines."""
    run = [paragraphs[0]]
    if not _is_short(text, run[0]):
        return run
    for paragraph in paragraphs[1:]:
        between = text[run[-1].end : paragraph.start]
        if paragraph.kind == "heading" or between.count("\n") > 1 or not _is_short(text, paragraph):
            break
        run.append(paragraph)
    whole_sentences = all(ends_sentence(text[p.start : p.end]) for p in run)
    return run[:1] if len(run) == 2 and whole_sentences else run


def _is_short(text: str, paragraph: Paragraph) -> bool:
    line = text[paragraph.start : paragraph.end]
    return "\n" not in line and columns(line, is_chinese(line)) <= SHORT_LINE


def size(text: str) -> float:
    """How much of a passage `text` fills: 1.0 is 300 wide characters or 180 words, or a mixture of both."""
    filled = 0.0
    for match in _COUNTED.finditer(text):
        if match.lastgroup == "wide":
            filled += len(match.group()) / MOST_HAN
        elif match.lastgroup == "word":
            filled += max(1.0, len(match.group()) / LONG_WORD) / MOST_WORDS
        else:
            filled += 0.5 / MOST_HAN
    return filled


def _pieces(text: str, part: _Part) -> list[Span]:
    if size(part.span.of(text)) <= 1:
        return [part.span]
    units: list[_Unit] = []
    for line in part.lines:
        units.extend(_units(text, line))
    return _balanced(units)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch that is not cut further. `cost` says how bad a cut before it is: 0 line or sentence, 1 clause, 4 else."""

    span: Span
    size: float
    cost: int


def _units(text: str, line: Span) -> Iterator[_Unit]:
    for sentence in _sentences(text, line):
        if size(sentence.of(text)) <= 1:
            yield _Unit(sentence, size(sentence.of(text)), 0)
            continue
        for number, clause in enumerate(_cut_after(text, sentence, _CLAUSE_END)):
            cost = 1 if number else 0
            if size(clause.of(text)) <= 1:
                yield _Unit(clause, size(clause.of(text)), cost)
                continue
            for place, atom in enumerate(_atoms(text, clause)):
                yield _Unit(atom, size(atom.of(text)), 4 if place else cost)


def _sentences(text: str, line: Span) -> list[Span]:
    words = line.of(text)
    return [Span(line.start + s.start, line.start + s.end) for s in sentence_spans(words)]


def _cut_after(text: str, span: Span, ends: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for match in ends.finditer(text, span.start, span.end):
        if text[start : match.end()].strip() and match.end() < span.end:
            yield _trimmed(text, start, match.end())
            start = match.end()
    if text[start : span.end].strip():
        yield _trimmed(text, start, span.end)


def _atoms(text: str, span: Span) -> Iterator[Span]:
    for match in _ATOM.finditer(text, span.start, span.end):
        if match.group().isspace():
            continue
        for start in range(match.start(), match.end(), _LONGEST_ATOM):
            yield Span(start, min(start + _LONGEST_ATOM, match.end()))


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


def _balanced(units: list[_Unit]) -> list[Span]:
    """The fewest pieces that are within the limit; of those ways, the one with the best cuts, and then the most even one."""
    best: list[tuple[float, float, float, int]] = [(0, 0, 0, 0)]  # pieces, cost of cuts, sum of squares, where the last begins
    for end in range(1, len(units) + 1):
        choices, filled = [], 0.0
        for start in range(end - 1, -1, -1):
            filled += units[start].size
            if filled > 1 and start < end - 1:
                break
            pieces, cost, squares, _ = best[start]
            choices.append((pieces + 1, cost + (units[start].cost if start else 0), squares + filled**2, start))
        best.append(min(choices))
    spans: list[Span] = []
    end = len(units)
    while end:
        start = best[end][3]
        spans.append(Span(units[start].span.start, units[end - 1].span.end))
        end = start
    return spans[::-1]
