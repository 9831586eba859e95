"""Where a text's sentences begin and end, for Chinese and English; used for chunking and for marking the answer sentence.

Rules, not a model: a terminator ends a sentence unless it belongs to a number, an abbreviation, an initial or a list number.
A semicolon does not end one, in either language: what stands beside it is read together.
"""

from __future__ import annotations

import re

from xunzhang.types import Span

CLOSERS = "”’」』》〉）】〕］)]"
_ABBREVIATIONS = (
    "mr mrs ms dr prof st mt ft gen gov sen rep lt col sgt capt cmdr adm maj hon rev fr messrs vs cf viz approx est dept fig "
    "figs eq nos vol pp jan feb apr jun jul aug sept oct nov dec inc ltd co corp jr sr bros etc al ph.d"
)
_BEFORE_FIGURES = "no art ch sec ed op mar para p"
_STARTERS = (
    "the a an it he she they we in on at but and this that these those however his her its their there when while after "
    "before as for if since although by with from some many most other all one according how why where"
)
# After one of these and a full stop the sentence goes on, unless the next word can hardly be inside a sentence with a capital.
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# These are plain English too, and abbreviations only before a figure: "No. 5", "art. 3", "Mar. 8".
BEFORE_FIGURES = frozenset(_BEFORE_FIGURES.split())
STARTERS = frozenset(_STARTERS.split())
_BOUNDARY = re.compile(
    r"(?P<chinese>[。！？｡!?]*[。！？｡][。！？｡!?]*|(?<!…)…{2,}(?=[”’」』])|[!?]+(?=[\u3400-\u9fff]))"
    r"|(?P<latin>[.!?]+(?: \.)*)"
    r"|(?P<newline>(?<![^\S\n])[^\S\n]*\n\s*)"
)
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_])){0,23}$")
_NEXT_WORD = re.compile(r"[^\w\n]{0,100}([^\W\d_]{1,100})")
_WORD = re.compile(r"[^\W_]")
_NO_SPACE = re.compile(r"\S")
_INITIAL_NEXT = re.compile(r"\s*[A-Z]\.")
_INITIALS = re.compile(r"[a-z](?:\.[a-z])*")
_NOTE = re.compile(r"\[[^\[\]\n]{1,20}\]")
_LIST_NUMBER = re.compile(r"\s*[(（]?[\dA-Za-z]{1,3}$")
LONGEST_QUOTED = 4000  # characters, in which a straight quotation mark is looked for that another one may close


def sentence_spans(text: str) -> list[Span]:
    """The sentences of `text`, in order, without the white space around them; every other character is in exactly one.

    Closing quotes and brackets, and note marks such as "[3]", stay with their sentence: 他说：“好。” is one. A blank line
    always ends a sentence, a single newline unless the line stops without a terminator and the next begins in lower case.
    """
    spans: list[Span] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if match.start() < start:
            continue
        end = _sentence_end(text, start, match)
        if end is not None and text[start:end].strip():
            _append(spans, _trimmed(text, start, end), text)
            start = end
    if text[start:].strip():
        _append(spans, _trimmed(text, start, len(text)), text)
    return spans


def _append(spans: list[Span], span: Span, text: str) -> None:
    """Add a sentence; what has no word in it, such as the dots of an ellipsis, belongs to the one before."""
    if spans and not _WORD.search(text, span.start, span.end):
        spans[-1] = Span(spans[-1].start, span.end)
    else:
        spans.append(span)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


def _sentence_end(text: str, start: int, match: re.Match[str]) -> int | None:
    """Where the sentence that began at `start` ends if this terminator ends it, else None."""
    if match["newline"]:
        goes_on = match.group().count("\n") == 1 and text[match.end() : match.end() + 1].islower()
        return None if goes_on else match.end()
    end = _with_closers(text, start, match.end())
    if match["chinese"]:
        return end
    following = text[end : end + 1]
    if following and not following.isspace() and following not in "“‘「『":
        return None  # 3.5, example.com, U.S.-made
    if match.group() in ("!", "?") or len(match.group()) > 1:
        return None if _next_word(text, end).islower() else end
    return None if _stop_goes_on(text, start, match.start(), end) else end


def _with_closers(text: str, start: int, end: int) -> int:
    """Past the closing marks after a terminator; a straight quote closes when one is open in this sentence."""
    start = max(start, end - LONGEST_QUOTED)
    while end < len(text):
        if text[end] in CLOSERS or (text[end] in "\"'" and text.count(text[end], start, end) % 2):
            end += 1
        elif note := _NOTE.match(text, end):
            end = note.end()
        else:
            break
    return end


def _next_word(text: str, at: int) -> str:
    match = _NEXT_WORD.match(text, at)
    return match.group(1) if match else ""


def _stop_goes_on(text: str, start: int, stop: int, end: int) -> bool:
    """Is the full stop at `stop` part of an abbreviation, an initial, a list number, or before a lower-case word?"""
    if not _NO_SPACE.search(text, end):
        return False
    following = _next_word(text, end)
    if following.islower() and text[end : end + 2].strip() == following[:1]:
        return True
    if _LIST_NUMBER.fullmatch(text, start, stop):
        return True
    before = _WORD_BEFORE.search(text, max(start, stop - 24), stop)
    word = before.group().lower() if before else ""
    if word in BEFORE_FIGURES:
        return (first := _NO_SPACE.search(text, end)) is not None and first.group().isdigit()
    if word in ABBREVIATIONS or _INITIALS.fullmatch(word):
        if _INITIAL_NEXT.match(text, end):
            return True  # J. A. Hobson
        return following.lower() not in STARTERS
    return False
