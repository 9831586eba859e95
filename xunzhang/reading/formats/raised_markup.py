"""What a tree of HTML, XHTML or MathML sets higher or lower, put as it reads into the tree, before anything else is read of it.

Note marks go, exponents become ⁶, fractions of formulae 1/2. What the letters mean is `lines/raised.py`'s to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xunzhang.reading.lines.line import visible
from xunzhang.reading.lines.raised import DOWN, NOTE, UP, as_read

SEEN = 60  # characters before and after that tell what letters mean
_TAGS = {"sup": UP, "sub": DOWN}
_RAISED = re.compile(r"vertical-align\s*:\s*(?:(super|0?\.[2-9]\d*em|[2-9]\d%)|(sub\b|-0?\.[1-9]\d*em|-[1-9]\d%))", re.IGNORECASE)
_CLASS = re.compile(r"(?:^|\s)(?:(superscript|sup)|(subscript))(?:$|\s)", re.IGNORECASE)
_NOTE_WORDS = r"(?:foot|end)?-?note-?(?:ref|reference|call|mark|link)|noteref|footnote-anchor"
_NOTE_CLASS = re.compile(rf"(?:^|\s)(?:{_NOTE_WORDS})(?:$|\s)", re.IGNORECASE)
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_CLASS_OF_RULE = re.compile(r"\.([\w-]+)\s*$")
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br",
))  # fmt: skip
_SCRIPTS = {"msup": (UP,), "msub": (DOWN,), "msubsup": (DOWN, UP)}  # MathML: what stands at the base, and how
_FRACTION, _ROOTS, _ANNOTATIONS = "mfrac", ("msqrt", "mroot"), ("annotation", "annotation-xml")


@dataclass(slots=True)
class Settling:
    """In visible characters: note marks that were taken out, formulae that stood there a second time in a notation of their own,
    and what was put in.
    """

    notes: int = 0
    repeated: int = 0
    added: int = 0


def settle_raised(tree: Any, css: str = "") -> Settling:
    """Put what is set higher or lower into running text, all through the tree. `css` are style sheets beside the page."""
    found = Settling()
    styled = _classes(css + "".join(style.text or "" for style in tree.iter() if _name(style) == "style"))
    for element in list(tree.iter()):
        name = _name(element)
        if name in _ANNOTATIONS:
            found.repeated += visible("".join(element.itertext()))
            _replace(element, "")
        elif name == _FRACTION and len(element) == 2:
            found.added += 1 + sum(map(_bracket, element))
            element[0].tail = "/"
        elif name in _ROOTS:
            element.text = f"√{element.text or ''}"
            found.added += 1
        elif name in _SCRIPTS and len(element) > len(_SCRIPTS[name]):
            for part, kind in zip(element[1:], _SCRIPTS[name]):
                part.set("class", "superscript" if kind == UP else "subscript")
    for element in [each for each in tree.iter() if _kind(each, styled)]:
        if not any(above is not None and _kind(above, styled) for above in element.iterancestors()):
            _settle(element, styled, found)
    return found


def _bracket(part: Any) -> int:
    """Brackets around a half of a fraction that is a sum itself; -> how many."""
    if len(part) < 2:
        return 0
    part.text = f"({part.text or ''}"
    part[-1].tail = f"{part[-1].tail or ''})"
    return 2


def _settle(element: Any, styled: dict[str, str], found: Settling) -> None:
    kind, text = _kind(element, styled), "".join(element.itertext())
    if not text.strip():
        return
    if kind == UP and any(_is_note_link(inner) for inner in (element, *element.iterdescendants(), *element.iterancestors("a"))):
        kind = NOTE
    after = _after(element)
    reads = as_read(kind, _before(element), text, after)
    if reads.strip():
        found.added += visible(reads) - visible(text)
    else:
        found.notes += visible(text)
    _replace(element, reads)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _kind(element: Any, styled: dict[str, str]) -> str:
    """UP, DOWN, NOTE for a link that says it is a note's, or nothing."""
    name = _name(element)
    if not name or name in _BLOCKS:
        return ""
    if name in _TAGS:
        return _TAGS[name]
    given = element.get("class") or ""
    if name == "a" and _says_note(element):
        return NOTE
    if match := _RAISED.search(element.get("style") or "") or _CLASS.search(given):
        return UP if match[1] else DOWN
    return next((styled[one] for one in given.split() if one in styled), "")


def _says_note(element: Any) -> bool:
    kinds = f"{element.get('{http://www.idpf.org/2007/ops}type') or element.get('epub:type') or ''} {element.get('role') or ''}"
    return "noteref" in kinds or bool(_NOTE_CLASS.search(element.get("class") or ""))


def _is_note_link(element: Any) -> bool:
    """A link to a place of the same page or book, or one that says what it is."""
    return (_name(element) == "a" and ("#" in (element.get("href") or "") or not element.get("href"))) or _says_note(element)


def _classes(css: str) -> dict[str, str]:
    """-> for each class that a style sheet sets higher or lower: which."""
    found: dict[str, str] = {}
    for selectors, body in _RULE.findall(css[: 1 << 20]) if "vertical-align" in css else ():
        match = _RAISED.search(body)
        for selector in selectors.split(",") if match else ():
            if (named := _CLASS_OF_RULE.search(selector)) and match:
                found[named[1]] = UP if match[1] else DOWN
    return found


def _before(element: Any) -> str:
    return "".join(reversed(list(_limited(_backwards(element)))))


def _after(element: Any) -> str:
    return "".join(_limited(_forwards(element)))


def _limited(pieces: Iterator[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        if length >= SEEN:
            return


def _backwards(element: Any) -> Iterator[str]:
    """The text before an element, within its block, from its end."""
    while element is not None:
        previous = element.getprevious()
        while previous is not None:
            yield previous.tail or ""
            if _name(previous) in _BLOCKS:
                return
            yield "".join(previous.itertext()) if isinstance(previous.tag, str) else ""
            previous = previous.getprevious()
        element = element.getparent()
        if element is None:
            return
        yield element.text or ""
        if _name(element) in _BLOCKS:
            return


def _forwards(element: Any) -> Iterator[str]:
    while element is not None:
        yield element.tail or ""
        following = element.getnext()
        while following is not None:
            if _name(following) in _BLOCKS:
                return
            yield "".join(following.itertext()) if isinstance(following.tag, str) else ""
            yield following.tail or ""
            following = following.getnext()
        element = element.getparent()
        if element is None or _name(element) in _BLOCKS:
            return


def _replace(element: Any, text: str) -> None:
    """Text in an element's place."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    whole = text + (element.tail or "")
    if previous is not None:
        previous.tail = (previous.tail or "") + whole
    else:
        parent.text = (parent.text or "") + whole
    element.tail = None
    parent.remove(element)
