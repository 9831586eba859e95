"""Exports that set each article out on a page: Nexis, ProQuest, Factiva without codes, WiseNews.

A document is known by the mark that begins or ends it ("Document 1 of 12", "End of Document", an accession number). Its head is
read line by line: labels by their names, a date by its form, and what is left is title and outlet by where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from ..label_words import PEOPLE
from ..lines import columns, ends_sentence, visible
from ..metadata import TIME, parse_date
from ..outlets import looks_like_outlet
from .record import Record, make_record

COPYRIGHT, CAPTIONS, SEPARATORS = "copyright lines", "photo captions", "marks between documents"
STRAY = "text before the first or after the last document"
WIDEST_OUTLET = 60  # columns
_NUMBERED = re.compile(
    r"\s*(?:Document )?\d{1,5} (?:of|OF) \d{1,5}(?: DOCUMENTS?)?\s*|\s*第 ?\d+ ?(?:篇|条|篇文章)?[，,]? ?共 ?\d+ ?(?:篇|条)\s*"
)
_ENDED = re.compile(r"\s*End of Document\s*|\s*文档结束\s*")
_FACTIVA = re.compile(r"\s*(?:Document|文件) [A-Z]{2,10}\d{6}[0-9a-zA-Z]{6,24}\s*")
_WISE = re.compile(r"\s*文章[编編][号號][:：] ?\d{10,24}\s*")
_RULE = re.compile(r"\s*([=_*~-])(?: ?\1){9,}\s*")
_COPYRIGHT = re.compile(
    r"\s*(?:\(c\)|©|Copyright\b|COPYRIGHT\b|All [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED|版权所有|版權所有).{0,160}"
)
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
_WORDS = re.compile(r"[\d,]+ ?(?:words|字|个字)")
_BESIDE = re.compile(  # what Factiva prints between outlet and text, and does not name
    rf"[A-Z][A-Z0-9]{{2,8}}|[A-Z]?\d{{1,4}}(?:-\d+)?|第?[A-Z]?\d{{1,4}}版?|(?:Volume|Number|Issue|ISSN) .*"
    rf"|{TIME}|.*\b[Ee]dition\b.*"
)
_LANGUAGE = re.compile(r"English|Chinese(?: ?[-–] ?(?:Simplified|Traditional))?|简体中文|繁體中文|繁体中文|中文|英语|英文")
_BY = re.compile(r"(?:By|BY|by)[ :]+\S.*|(?:本报)?(?:记者|記者)[ 　]*\S.*")
_SAYS_NEXIS = {"length", "byline", "load-date", "section", "language", "full text", "publication info", "publication-type"}
MOST_HEAD_LINES = 14  # lines that are not blank, within which a document says how long it is

Named = list[tuple[str, str]]  # (kind, value as printed)


def find_documents(text: str) -> list[Record]:
    """The documents of an export, in order; none where the marks of the known kinds are missing."""
    lines = text.split("\n")
    if any(_FACTIVA.fullmatch(line) for line in lines):
        return _divided(lines, _FACTIVA, _factiva)
    if any(_WISE.fullmatch(line) for line in lines):
        return _divided(lines, _WISE, _wise)
    labels = {line.split(":")[0].strip().lower() for line in lines if _LABEL.fullmatch(line)}
    if len(labels & _SAYS_NEXIS) < 2:
        return []
    if any(_NUMBERED.fullmatch(line) for line in lines):
        return _divided(lines, _NUMBERED, _nexis, begins=True)
    return _divided(lines, _ENDED, _nexis) if "length" in labels else []


def _divided(
    lines: Sequence[str], mark: re.Pattern[str], read: Callable[[list[str], Counter[str]], Named], begins: bool = False
) -> list[Record]:
    """Cut at the marks, which begin a document or end one. What stands before the first, or after the last, and is no document is
    left out and counted with the one beside it."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if mark.fullmatch(line) and begins:
            groups.append([line])
        else:
            groups[-1].append(line)
            if mark.fullmatch(line):
                groups.append([])
    records: list[Record] = []
    stray = 0
    for group in groups:
        characters = visible("".join(group))
        left: Counter[str] = Counter()
        kept = [line for line in group if not _is_mark(line, left)]
        named = read(kept, left) if any(line.strip() for line in kept) else []
        if {"body", "title"} <= {kind for kind, value in named if value.strip()}:
            records.append(make_record(characters, named, left))
        elif characters:
            stray += characters
    if records and stray:
        records[-1].left_out[STRAY] += stray
    return records


def _is_mark(line: str, left: Counter[str]) -> bool:
    """A mark between documents, or a copyright line: counted, and no more looked at."""
    what = SEPARATORS if any(mark.fullmatch(line) for mark in (_NUMBERED, _ENDED, _FACTIVA, _WISE, _RULE)) else ""
    what = what or (COPYRIGHT if _COPYRIGHT.fullmatch(line) else "")
    left[what or SEPARATORS] += visible(line) if what else 0
    return bool(what)


def _nexis(lines: list[str], left: Counter[str]) -> Named:
    """Nexis, old and new, and ProQuest: outlet, date and title by where they stand, the rest behind labels."""
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
        elif named and any(kind != "date" for kind, _ in named):
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


def _without_captions(named: Named, left: Counter[str]) -> Named:
    left[CAPTIONS] += sum(visible(value) for kind, value in named if kind == "caption")
    return [(kind, value) for kind, value in named if kind != "caption"]


def _factiva(lines: list[str], left: Counter[str]) -> Named:
    """Factiva without codes: title, byline, length, date, outlet, what is not named, language, then the text."""
    places = [i for i, line in enumerate(lines) if line.strip()]
    top = [lines[i].strip() for i in places[:MOST_HEAD_LINES]]
    length = next((n for n, line in enumerate(top) if _WORDS.fullmatch(line)), None)
    if length is None or length == 0:
        return [("title", top[0]), ("body", "\n".join(lines[places[0] + 1 :]))]
    bylines = [line for line in top[1:length] if _BY.fullmatch(line) or PEOPLE.fullmatch(line)]
    named: Named = [("byline" if line in bylines else "title", line) for line in top[:length]]
    named.append(("", top[length]))
    known: set[str] = set()
    n = length + 1
    while n < len(top) and (kind := _factiva_kind(top[n], known)) is not None:
        named.append((kind, top[n]))
        known.add(kind)
        n += 1
    return [*named, ("body", "\n".join(lines[places[n] :]) if n < len(places) else "")]


def _factiva_kind(line: str, known: set[str]) -> str | None:
    if "date" not in known:
        return "date" if parse_date(line) else None
    if _LANGUAGE.fullmatch(line) and "language" not in known:
        return "language"
    if _BESIDE.fullmatch(line):
        return ""
    return "source" if "source" not in known and "language" not in known and columns(line, True) <= WIDEST_OUTLET else None


def _wise(lines: list[str], left: Counter[str]) -> Named:
    """WiseNews: lines of outlet, date, page, section and writer between bars, then the title and the text."""
    named: Named = []
    places = [i for i, line in enumerate(lines) if line.strip()]
    for at, i in enumerate(places):
        if not re.search("[|｜]", lines[i]):
            title = lines[i].strip()
            return [*named, ("title", title), ("body", "\n".join(lines[i + 1 :]))]
        for n, cell in enumerate(cell.strip() for cell in re.split("[|｜]", lines[i])):
            known = {kind for kind, _ in named}
            if at == 0 and n == 0:
                named.append(("source", cell))
            elif "date" not in known and parse_date(cell):
                named.append(("date", cell))
            else:
                named.append(("byline" if "byline" not in known and _BY.fullmatch(cell) else "", cell))
    return named
