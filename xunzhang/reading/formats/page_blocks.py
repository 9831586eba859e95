"""A web page as blocks: its paragraphs as the page shows them, each with the part of the page it stands in.

Every visible character of the page's text is in exactly one block, that of hidden elements and forms too, marked so; scripts and
styles are no text. Which blocks are the article is `html.py`'s to tell.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.lines.headings import is_body
from xunzhang.reading.lines.line import visible
from xunzhang.types.characters import HAN, KANA
from xunzhang.types.message import NOTHING, Message

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    "td", "th",
))  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SCRIPTS, HIDDEN, FORMS = say("left_out.scripts"), say("left_out.hidden"), say("left_out.forms")
NAVIGATION, ADVERTISEMENTS, COMMENTS = (
    say("left_out.navigation"),
    say("left_out.advertisements"),
    say("left_out.readers_comments"),
)
SIDEBARS, SHARING, FOOTER = say("left_out.sidebars"), say("left_out.sharing"), say("left_out.page_footer")
HEADER, CAPTIONS, REST = say("left_out.page_header"), say("left_out.captions"), say("left_out.beside_article")
# Parts that are no article whatever else is said of them.
NEVER = frozenset((SCRIPTS, HIDDEN, FORMS, NAVIGATION, ADVERTISEMENTS, COMMENTS, SHARING, CAPTIONS))
_BY_TAG = {
    "script": SCRIPTS, "style": SCRIPTS, "noscript": SCRIPTS, "template": SCRIPTS, "iframe": SCRIPTS, "object": SCRIPTS,
    "svg": SCRIPTS, "math": NOTHING, "head": SCRIPTS, "title": SCRIPTS, "button": FORMS, "select": FORMS, "textarea": FORMS,
    "option": FORMS, "label": FORMS, "nav": NAVIGATION, "aside": SIDEBARS, "footer": FOOTER, "header": HEADER,
    "figcaption": CAPTIONS,
}  # fmt: skip
_BY_ROLE = {"navigation": NAVIGATION, "banner": HEADER, "complementary": SIDEBARS, "contentinfo": FOOTER, "search": FORMS}
_BY_NAME = tuple(
    (part, re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])", re.IGNORECASE))
    for part, words in (
        (
            ADVERTISEMENTS,
            r"ads?|adv|advert\w*|adsbygoogle|ad-?(?:box|slot|unit|wrap\w*|banner)|sponsor\w*|promo\w*|guanggao",
        ),
        (COMMENTS, r"comments?|comment-?(?:list|section|area|thread|box)|disqus\w*|pinglun|replies|discussion"),
        (NAVIGATION, r"nav|navbar|navi\w*|menu|breadcrumbs?|crumbs?|pagination|pager|mianbaoxie|daohang"),
        (SHARING, r"share|sharing|social\w*|newsletter|subscribe|subscription|cookie\w*|consent|fenxiang|qrcode"),
        (SIDEBARS, r"side-?bar|related\w*|recommend\w*|more-?(?:news|stories|articles)|hot-?news|tuijian|xiangguan|rank\w*"),
        (FOOTER, r"foot|footer|copyright"),
        (HEADER, r"rich_media_meta_list"),  # of WeChat: writer, account, time and place in one line
        (CAPTIONS, r"caption|wp-caption-text|photo-?credit|figcaption"),
    )
)
MOST_LINKED = 0.6  # of a paragraph's characters inside links, from which on it is a list of links
APART = "\ufdd4"  # between two elements of a line, a noncharacter
MEANT = "\x00"  # after white space that the page shows; the parser lets no such character through
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")  # sideBar -> side-Bar
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WIDE = rf"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INDENTED = re.compile(r"\n(?=[\u3000\u00a0 ]{2})|\n(?:[\u3000\u00a0 ]*\n)+")


@dataclass(slots=True)
class PageBlock:
    """A paragraph of the page. `linked` counts its characters inside links; `part` is nothing in what may be the article.

    `cells` is the text with two spaces where one element ends and the next begins, "" where that is nowhere.
    """

    text: str
    element: Any  # the block element it stands in
    part: Message = NOTHING
    linked: int = 0
    cells: str = ""

    @property
    def is_links(self) -> bool:
        """Is it made of links, as a menu is, and no running text that happens to be one?"""
        return self.linked >= MOST_LINKED * visible(self.text) and not is_body(self.text)

    @property
    def heading(self) -> bool:
        return self.element.tag in HEADINGS


def blocks_of(tree: Any) -> Iterator[PageBlock]:
    """The blocks of an lxml tree, in order; those without visible characters are left out."""
    return _Walk().blocks(tree)


class _Walk:
    """The way through a page, with what is open at each point of it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []  # of the block that is being read
        self._length = 0  # its visible characters so far
        self._links: deque[tuple[int, int]] = deque()  # from which to which of them a link goes
        self._opened: list[Any] = []
        self._parts = [NOTHING]  # the part of the page that each open element belongs to
        self._rows: list[bool] = []  # for each open row: is it one of data?
        self._counts = {"a": 0, "pre": 0}
        self._ended = False  # has an element ended here, and nothing come after it yet?

    def blocks(self, tree: Any) -> Iterator[PageBlock]:
        for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            if event == "start":
                yield from self._open(element)
            elif event == "end":
                yield from self._close(element)
            else:
                self._add(element.tail)
        yield from self._flushed(tree, NOTHING)

    def _open(self, element: Any) -> Iterator[PageBlock]:
        tag, outer = element.tag, self._parts[-1]
        part = outer if outer in NEVER else _part(element) or outer  # the navigation in a page's header is navigation
        if tag == "tr":
            self._rows.append(_is_row(element))
        if self._breaks(tag) or part != outer:
            yield from self._flushed(self._opened[-1] if self._opened else element, outer)
        if self._ended:
            self._pieces.append(APART)
        self._ended = False
        self._opened.append(element)
        self._parts.append(part)
        if tag in self._counts:
            self._counts[tag] += 1
        if tag == "br":
            self._pieces.append(f"\n{MEANT}")
        self._add(element.text)

    def _close(self, element: Any) -> Iterator[PageBlock]:
        tag, part = element.tag, self._parts.pop()
        if self._breaks(tag) or part != self._parts[-1]:
            yield from self._flushed(element, part)
        elif tag in ("td", "th", "tr"):
            self._pieces.append(f"\n{MEANT}" if tag == "tr" else f"\t{MEANT}")
        self._opened.pop()
        self._ended = tag not in ("br", "wbr")
        if tag in self._counts:
            self._counts[tag] -= 1
        if tag == "tr":
            self._rows.pop()
        self._add(element.tail)

    def _breaks(self, tag: Any) -> bool:
        """Does a new paragraph begin and end with it? Rows of data stay together, and so do their cells."""
        return tag in BLOCKS and not (tag in ("td", "th", "tr") and self._rows and self._rows[-1])

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._ended = self._ended and not text.strip()
        self._pieces.append(_meant(text) if self._counts["pre"] else text)
        before, self._length = self._length, self._length + visible(text)
        if self._counts["a"]:
            self._links.append((before, self._length))

    def _flushed(self, element: Any, part: Message) -> Iterator[PageBlock]:
        """The gathered text as a block, or several where line breaks make paragraphs of it."""
        text, links = "".join(self._pieces), self._links
        self._pieces, self._length, self._links, self._ended = [], 0, deque(), False
        if part == SCRIPTS or not text.strip(f"{MEANT}{APART} \t\r\n\f\u00a0\u3000"):
            return
        stands_in = next((above for above in (element, *element.iterancestors()) if above.tag in BLOCKS), element)
        at = 0
        paragraphs = _INDENTED.split(_shown(text.replace(APART, "")))
        apart = _INDENTED.split(_shown(text)) if APART in text else paragraphs
        for paragraph, pieces in zip(paragraphs, apart if len(apart) == len(paragraphs) else paragraphs, strict=True):
            if shown := "\n".join(line.strip() for line in paragraph.split("\n")).strip():
                end = at + visible(shown)
                cells = pieces.replace(APART, "  ").strip()
                yield PageBlock(shown, stands_in, part, _covered(links, at, end), "" if cells == shown else cells)
                at = end


def _covered(links: deque[tuple[int, int]], start: int, end: int) -> int:
    """How many of the characters from `start` to `end` are in links; those before `start` are dropped."""
    while links and links[0][1] <= start:
        links.popleft()
    within = takewhile(lambda link: link[0] < end, links)
    return sum(min(last, end) - max(first, start) for first, last in within)


def _is_row(row: Any) -> bool:
    """Is it a row of data, and not of a table that lays out the page: several cells without blocks in them?"""
    return len(row) > 1 and not any(inner.tag in BLOCKS for cell in row for inner in cell.iterdescendants())


def _meant(text: str) -> str:
    return re.sub("([\n\t])", rf"\1{MEANT}", text)


def _shown(text: str) -> str:
    """White space as a page shows it: runs as one space, none between Chinese characters; what stands before a mark is meant."""
    marked = re.split(f"([\n\t]){MEANT}", text)
    shown = [_SPACES.sub(" ", _BREAK_IN_CHINESE.sub("", piece)) if at % 2 == 0 else piece for at, piece in enumerate(marked)]
    return "".join(shown)


def drop_phonetic(tree: Any) -> int:
    """Take how characters are read (ruby) out of the tree, since it would stand between them; -> its visible characters."""
    readings = [each for each in tree.iter("rt", "rp") if not any(above.tag in ("rt", "rp") for above in each.iterancestors())]
    for reading in readings:
        reading.drop_tree()
    return sum(visible("".join(reading.itertext())) for reading in readings)


def show_what_scripts_show(blocks: Sequence[PageBlock]) -> bool:
    """Unhide the element that keeps more text hidden than all of the page shows; -> whether there is one.

    Some pages hide their article until a script of theirs has run: those of WeChat, and those that wait for a test or a font.
    """
    kept_back: Counter[Any] = Counter()
    for block in blocks:
        if block.part == HIDDEN:
            hidden = [above for above in (block.element, *block.element.iterancestors()) if _is_hidden(above)]
            kept_back.update(dict.fromkeys(hidden[-1:], visible(block.text)))
    (element, most), *_ = kept_back.most_common(1) or [(None, 0)]
    if most <= sum(visible(block.text) for block in blocks if block.part not in NEVER):
        return False
    for name in ("hidden", "style"):
        element.attrib.pop(name, None)
    return True


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _part(element: Any) -> Message:
    """The part of the page that the element begins, nothing where it begins none."""
    tag = element.tag
    if tag in _BY_TAG:
        part = _BY_TAG[tag]
        return NOTHING if part == HEADER and any(above.tag in ("article", "main") for above in element.iterancestors()) else part
    if _is_hidden(element):
        return HIDDEN
    if part := _BY_ROLE.get(element.get("role") or "", NOTHING):
        return part
    if tag in ("body", "html", "main", "article"):
        return NOTHING
    names = _CAPITALS.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}")
    return next((part for part, pattern in _BY_NAME if pattern.search(names)), NOTHING) if names.strip() else NOTHING
