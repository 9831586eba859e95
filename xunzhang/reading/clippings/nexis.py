"""Documents of Nexis, in its older and its newer form, and of ProQuest.

Outlet, date and title are told by where they stand, the rest by labels above the text and below it. Where one document ends is
`documents.py`'s.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from xunzhang.language.printed_dates import TIME, parse_date
from xunzhang.reading.clippings.record import CAPTIONS, Named
from xunzhang.reading.facts.outlet_names import looks_like_outlet
from xunzhang.reading.lines.headings import is_body
from xunzhang.reading.lines.line import ends_sentence, visible
from xunzhang.types.message import Message

_LABELS = {
    "title": "headline|title",
    "source": "publication title|publication|newspaper|source",
    "byline": "byline|author|authors",
    "date": "publication date|date",
    "language": "language of publication|language",
    "url": "url|document url",
    "body": "full text|body|highlight|abstract|correction",
    "caption": "graphic|caption|photo",
    "": "section|length|dateline|load-date|publication-type|document-type|subject|organization|company|ticker|geographic|person"
    "|industry|country|city|state|journal code|type|series|edition|word count|classification|notes|distribution|issn|publisher"
    "|place of publication|country of publication|publication info|publication year|publication subject|source type|document type"
    "|proquest document id|last updated|database|links|first page|pages|location|people|category",
}
_LABEL = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{kind or 'other'}>{words})" for kind, words in _LABELS.items()) + r") ?: ?(?P<value>.*)",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"\s*[A-Z][A-Za-z-]{2,20}(?: [A-Za-z]{2,15}){0,3}: ?\S.{0,200}")
_BODY_BEGINS = re.compile(r"\s*(?:Body|BODY|Full text|FULL TEXT|正文)\s*")
_BODY_ENDED = re.compile(r"\s*(?:Classification|CLASSIFICATION|Notes)\s*")
_EDITION = re.compile(rf".*\b(?:Edition|EDITION|edition)\b.*|{TIME}", re.IGNORECASE)


def read_nexis(lines: list[str], left: Counter[Message]) -> Named:
    """A document's lines, its marks taken out, as pairs of (kind, value); captions are counted in `left`."""
    blocks = _blocks(lines)
    end = len(blocks)
    while end and _is_foot(blocks[end - 1]):
        end -= 1
    head = 0
    named: Named = []
    plain: list[str] = []  # the lines of the head without a label; "" stands for the date's place
    while head < end:
        block = blocks[head]
        if _BODY_BEGINS.fullmatch(block[0]):
            blocks[head] = block[1:]
            head += len(block) == 1
            break
        if label := _LABEL.fullmatch(block[0]):
            if _kind(label) == "body" and not label["value"].strip():
                blocks[head] = block[1:]
                head += len(block) == 1
                break
            named += _labelled(block)
        elif (named and any(kind != "date" for kind, _ in named)) or is_body(" ".join(block)):
            break
        else:
            for line in block:
                date = "" if "" in plain else parse_date(line)
                named += [("date", line)] if date else []
                plain.append("" if date else line)
        head += 1
    named += _by_place(plain, {kind for kind, _ in named})
    for block in blocks[end:]:
        named += _labelled(block)
    text = "\n\n".join("\n".join(block) for block in blocks[head:end])
    return _without_captions([*named, ("body", text)], left)


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """The lines in groups, between blank ones."""
    blocks: list[list[str]] = []
    for before, line in pairwise(["", *lines]):
        if line.strip():
            if not before.strip() or not blocks:
                blocks.append([])
            blocks[-1].append(line)
    return blocks


def _kind(label: re.Match[str]) -> str:
    return next((kind for kind in _LABELS if label[kind or "other"] is not None), "")


def _is_foot(block: list[str]) -> bool:
    """Is this a label below the text, one that is known, or another that looks like one and holds no sentence?"""
    if _OTHER_LABEL.fullmatch(block[0]) and not ends_sentence(block[-1]):
        return True
    return bool(_BODY_ENDED.fullmatch(block[0]) or ((label := _LABEL.fullmatch(block[0])) and _kind(label) != "body"))


def _labelled(block: list[str]) -> Named:
    """A block of labels, each with its value over one line or more."""
    named: Named = []
    for line in block:
        label = _LABEL.fullmatch(line)
        if label:
            named.append((_kind(label), label["value"]))
        elif named:
            named[-1] = (named[-1][0], f"{named[-1][1]} {line.strip()}")
        else:
            named.append(("", line))
    return named


def _by_place(plain: list[str], known: set[str]) -> Named:
    """Title and outlet of a head: outlet, date, title in the older form; title, outlet, date in the newer one."""
    lines = [line.strip() for line in plain]
    editions = [line for line in lines if line and _EDITION.fullmatch(line)]
    at = lines.index("") if "" in lines else len(lines)
    before, after = ([line for line in part if line and line not in editions] for part in (lines[:at], lines[at:]))
    named: Named = [("", line) for line in editions]
    if "title" in known:
        return [
            *named,
            *((("source" if "source" not in known else ""), line) for line in before[:1]),
            *(("", line) for line in before[1:] + after),
        ]
    if at == len(lines) or (len(before) == 1 and not after and not looks_like_outlet(before[0])):
        return [*named, *(("title", line) for line in before)]
    if after:
        return [*named, ("source", " ".join(before)), *(("title", line) for line in after)]
    return [*named, *(("title", line) for line in before[:-1]), *(("source", line) for line in before[-1:])]


def _without_captions(named: Named, left: Counter[Message]) -> Named:
    left[CAPTIONS] += sum(visible(value) for kind, value in named if kind == "caption")
    return [(kind, value) for kind, value in named if kind != "caption"]
