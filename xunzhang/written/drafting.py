"""A model's text as it comes, cut into sentences, each with the passages that it cites.

A citation belongs to the sentence that it stands in or behind: [1], [1][3], [1, 3], 【1】. A sentence is given out once the next
one has begun, so that no citation can follow any more. What a model thinks aloud before it answers (<think>) is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xunzhang.language.sentences import sentence_spans

FIRM = 16  # characters of the next sentence that have to be there: an abbreviation is known by what follows it
_CITATION = re.compile(
    r"(?:(?<!\s)\s+)?[\[【［]\s?(?:passages?|sources?|段落|资料)?\s?(\d{1,3}(?:\s?[,，、;；和]\s?\d{1,3})*)\s?[\]】］]",
    re.IGNORECASE,
)
_OPEN_CITATION = re.compile(r"[\[【［][^\]】］]{0,40}$")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_OPEN_TAG = re.compile(r"<[/a-z]{0,10}$", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:[-*•·#>]+\s+|\d{1,2}[.)、．]\s+|#+(?=\S))*")
_EMPHASIS = re.compile(r"\*\*|__|`")
_WORD = re.compile(r"[^\W_]")


class Drafted(NamedTuple):
    """A sentence without its citations, and these, each once."""

    text: str
    citations: tuple[int, ...]


class SentenceDraft:
    """Takes a text piece by piece, and gives its sentences."""

    def __init__(self) -> None:
        self._raw = ""
        self.length = 0  # characters so far

    @property
    def unfinished(self) -> str:
        """What has come of the sentence under way."""
        return _cleaned(_CITATION.sub("", _OPEN_CITATION.sub("", _unthought(self._raw))))

    def add(self, piece: str) -> list[Drafted]:
        """-> the sentences that are complete now."""
        self.length += len(piece)
        self._raw += piece
        folded = self._raw.lower()
        if _OPEN_TAG.search(self._raw) or folded.rfind("<think") > folded.rfind("</think"):
            return []
        self._raw = _unthought(self._raw)
        return list(self._finished())

    def end(self) -> list[Drafted]:
        """-> what is left, as if it were whole."""
        plain, cited = _apart(_unthought(self._raw))
        self._raw = ""
        return [drafted for span, numbers in _with_citations(plain, cited) if (drafted := _drafted(span, numbers))]

    def _finished(self) -> Iterator[Drafted]:
        held = _OPEN_CITATION.search(self._raw)
        plain, cited = _apart(self._raw[: held.start()] if held else self._raw)
        spans = sentence_spans(plain)
        if len(spans) < 2 or len(plain) - spans[-1].start < FIRM:
            return
        last = spans[-1].start
        for text, numbers in _with_citations(plain[:last], [each for each in cited if each[0] <= last]):
            if drafted := _drafted(text, numbers):
                yield drafted
        self._raw = self._raw[_in_raw(self._raw, last) :]


def _unthought(raw: str) -> str:
    return _THOUGHT.sub("", raw)


def _apart(raw: str) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    """-> the text without citations, and each citation's place in it with its numbers."""
    plain, cited, at = "", [], 0
    for match in _CITATION.finditer(raw):
        plain += raw[at : match.start()]
        cited.append((len(plain), tuple(map(int, re.findall(r"\d+", match[1])))))
        at = match.end()
    return plain + raw[at:], cited


def _in_raw(raw: str, place: int) -> int:
    """Where a place of the text without citations is with them; those that stand there are before it."""
    shift = 0
    for match in _CITATION.finditer(raw):
        if match.start() - shift > place:
            break
        shift += len(match[0])
    return place + shift


def _with_citations(plain: str, cited: list[tuple[int, tuple[int, ...]]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    spans = sentence_spans(plain)
    numbers: list[list[int]] = [[] for _ in spans]
    for place, given in cited if spans else ():
        numbers[max((row for row, span in enumerate(spans) if span.start < place), default=0)] += given
    for span, own in zip(spans, numbers, strict=True):
        yield span.of(plain), tuple(dict.fromkeys(own))


def _drafted(text: str, citations: tuple[int, ...]) -> Drafted | None:
    cleaned = _cleaned(text)
    return Drafted(cleaned, citations) if _WORD.search(cleaned) else None


def _cleaned(text: str) -> str:
    """Without the marks of lists, headings and emphasis, in one line."""
    return " ".join(_EMPHASIS.sub("", _LIST_MARK.sub("", text)).split())
