"""Letters that a document sets higher or lower than the line: note marks, which leave the running text, and exponents, ordinals
and formulae, which stay and are told from the figure that they stand by.

A reader puts such letters between marks (`raised`, `note`, `lowered`) while it gathers a paragraph, and `settle` says how the
paragraph reads. Which letters are set so is for each format to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xunzhang.reading.lines.line import visible

# Noncharacters, which stand in no text: what they open goes on to CLOSED. NOTE is what a document itself calls a note's mark.
UP, NOTE, DOWN, CLOSED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_MARKS = UP + NOTE + DOWN + CLOSED
_SET_APART = re.compile(f"([{UP}{NOTE}{DOWN}][^{_MARKS}]*{CLOSED})")
LONGEST_EXPONENT = 8  # characters; what is longer is a remark
_UPPER = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True)) | dict(
    zip("abcdefghjklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_TRADE = {"TM": "ᵀᴹ", "SM": "ˢᴹ"}
_LOWER = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)) | {".": "."}
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "re", "e", "ère", "ème", "nde", "os", "o", "a", "ª", "º"))
_ONE = r"(?:\d{1,3}|[*＊†‡§¶‖]{1,3}|[①-⑳㉑-㊿]|[a-z]|[ivx]{1,4}|注 ?\d{0,3}|[Nn]otes? ?\d{1,3})"
_SEPARATOR = r"\s*[,，、;；–—~-]\s*"
_LINKED = re.compile(rf"[\[［(（〔【]?\^?\s*{_ONE}(?:(?:{_SEPARATOR}|\s+){_ONE})*\s*[\]］)）〕】]?", re.IGNORECASE)
_BRACKETED = re.compile(rf"(?:[\[［(（〔【]\s*{_ONE}(?:{_SEPARATOR}{_ONE})*\s*[\]］)）〕】]\s*)+")
_SIGNS = re.compile(r"[*＊†‡§¶‖]{1,4}|[①-⑳㉑-㊿]+|注 ?\d{1,3}|[,，、;；\s]+")
_NUMBERS = re.compile(rf"\d{{1,3}}(?:{_SEPARATOR}\d{{1,3}})+(?:{_SEPARATOR}[a-z])?")
_NUMBER = re.compile(r"[1-9]\d{0,2}")
_LETTER = re.compile("[a-h]")
# What may have a power: ten and two, a factor, a unit, a letter that stands for a quantity, a sum in brackets.
_POWERS = re.compile(
    r"(?:(?<![\d.,，])10|(?<![\w.,])2|[×x*·∙]\s?\d+|[=+−×·]\s?[A-Za-z]{1,3}|(?<![A-Za-z'’])[A-Za-zα-ωΑ-Ω]"
    r"|\([^()]*[+=×^−][^()]*\))$"
)
_UNITS = re.compile(
    r"(?:(?<![A-Za-z])(?:[kcdmnµμ]?m|ft|mi|yd|kg|mol)|\d\s?(?:in|min|sec)|(?<!平方)(?<!立方)(?:米|公里|千米|厘米|毫米|公分|英里|英尺))$"
)
_SMALL_POWER = re.compile("[234]")
_CENTS = re.compile(r"(?:[$€£¥￥]|US\$|HK\$|NT\$|Rs)\s?\d[\d,]*$")
_ELEMENT = re.compile(r"(?:[A-Z][a-z]?)(?![a-z])")
_DEGREES = re.compile(r"\s?[CF](?![A-Za-z])")
_WORD_GOES_ON = re.compile("[A-Za-z]")


def raised(text: str) -> str:
    return f"{UP}{text}{CLOSED}" if text else ""


def note(text: str) -> str:
    """Of what a document itself names as the mark of a note, or links to one."""
    return f"{NOTE}{text}{CLOSED}" if text else ""


def lowered(text: str) -> str:
    return f"{DOWN}{text}{CLOSED}" if text else ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A text without marks. `notes` are the visible characters of note marks that are gone, `added` those that were put in."""

    text: str
    notes: int = 0
    added: int = 0


def settle(marked: str) -> Settled:
    """How a paragraph reads: 412⟨4⟩ hectares -> 412 hectares, 10⟨6⟩ -> 10⁶, 19⟨th⟩ -> 19th, CO⟨2⟩ -> CO₂."""
    if not any(mark in marked for mark in _MARKS):
        return Settled(marked)
    pieces = list(_pieces(marked))  # a mark without its counterpart, as of <sup> that is never closed, says nothing
    shown, notes, added = "", 0, 0
    for at, (kind, text) in enumerate(pieces):
        if not kind:
            doubled = at > 0 and shown[-1:].isspace() and text[:1].isspace()  # around a mark that is gone
            shown += text.lstrip(" ") if doubled else text
            continue
        after = next((piece for _, piece in pieces[at + 1 :] if piece), "")
        reads = as_read(kind, shown, text, after)
        if reads.strip():
            added += visible(reads) - visible(text)
        else:
            notes += visible(text)
        shown += reads.lstrip() if not shown or shown[-1:].isspace() else reads
    return Settled(shown, notes, added)


def without_marks(marked: str) -> str:
    """The text as it was before it was marked."""
    return marked.translate(dict.fromkeys(map(ord, _MARKS))) if any(mark in marked for mark in _MARKS) else marked


def _pieces(marked: str) -> Iterator[tuple[str, str]]:
    """-> (UP, NOTE, DOWN or "", text); what stands side by side at the same height is one."""
    kind, gathered = "", ""
    for piece in _SET_APART.split(marked):
        if not piece:
            continue
        this = piece[0] if _SET_APART.fullmatch(piece) else ""
        text = without_marks(piece)
        if this and kind and (this == DOWN) == (kind == DOWN):
            kind, gathered = (NOTE if NOTE in (this, kind) else this), gathered + text
            continue
        if gathered:
            yield kind, gathered
        kind, gathered = this, text
    if gathered:
        yield kind, gathered


def as_read(kind: str, before: str, inner: str, after: str) -> str:
    """What stands in the running text for `inner`, which is set apart between `before` and `after`: nothing, or a space, for
    the mark of a note.
    """
    text = inner.strip()
    if not text:
        return inner
    is_note = bool(_BRACKETED.fullmatch(text)) if kind == DOWN else _is_note(kind == NOTE, before, text, after)
    if is_note:
        apart = inner != text or (before[-1:].isdigit() and after[:1].isdigit())
        return " " if apart else ""
    reads = _lowered(before, text) if kind == DOWN else _raised(before, text, after)
    lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return lead + reads + trail


def _is_note(linked: bool, before: str, text: str, after: str) -> bool:
    if _SIGNS.fullmatch(text) or _BRACKETED.fullmatch(text) or _NUMBERS.fullmatch(text):
        return True
    if linked:
        return bool(_LINKED.fullmatch(text))
    if _NUMBER.fullmatch(text):
        return not _is_power(before, text, after)
    if _LETTER.fullmatch(text):
        stands_free = not _WORD_GOES_ON.match(after) and not _POWERS.search(before) and not _is_ordinal(before, text)
        return stands_free and bool(before.strip()) and not re.search(r"(?<!\d)\d$", before)
    return False


def _is_power(before: str, number: str, after: str) -> bool:
    """Is a number that is set higher a power, an isotope's, the upper half of a fraction, or cents?"""
    if _POWERS.search(before) or _is_upper_half(before, after):
        return True
    if (_UNITS.search(before) and _SMALL_POWER.fullmatch(number)) or (_CENTS.search(before) and len(number) == 2):
        return True
    may_begin = not before[-1:].isalnum() and (bool(before.strip()) or len(number) > 1)
    return may_begin and bool(_ELEMENT.match(after)) and not before.endswith(tuple(".。!！?？”\"'’)）"))


def _is_upper_half(before: str, after: str) -> bool:
    """Of a fraction: 5⟨1⟩/⟨2⟩."""
    return after.startswith(("/", "⁄", "∕")) and (before[-1:].isdigit() or not before[-1:].strip())


def _is_ordinal(before: str, text: str) -> bool:
    """19th, 1er; a single letter is an ordinal's behind a small number only (2º), and the mark of a note behind a figure."""
    few = re.search(r"(?<![\d.,])\d{1,2}$" if len(text) == 1 else r"\d$", before)
    return bool(few) and text.lower() in _ORDINALS


def _raised(before: str, text: str, after: str) -> str:
    if text in _TRADE:
        return _TRADE[text]
    if text.isdigit() and _is_upper_half(before, after):
        return f" {text}" if before[-1:].isdigit() else text
    if before[-1:].isdigit() and _DEGREES.match(after) and text in ("o", "0", "O", "○"):
        return "ᵒ" if text in ("o", "O", "○") else "⁰"
    if _is_ordinal(before, text):
        return text
    if text.isalpha() and before[-1:].isalpha() and (len(text) > 1 or not _POWERS.search(before) or _WORD_GOES_ON.match(after)):
        return text  # Mme, McKay
    if len(text) <= LONGEST_EXPONENT and all(c in _UPPER for c in text):
        return "".join(_UPPER[c] for c in text)
    if not before[-1:].isalnum():
        return text
    return f"^{text}" if len(text) <= LONGEST_EXPONENT and not re.search(r"\s", text) else f" {text}"


def _lowered(before: str, text: str) -> str:
    if before.endswith(("/", "⁄", "∕")) or not before[-1:].isalnum():
        return text
    if len(text) <= LONGEST_EXPONENT and all(c in _LOWER for c in text):
        return "".join(_LOWER[c] for c in text)
    return f" {text}" if before[-1:].isdigit() and text[:1].isdigit() else text
