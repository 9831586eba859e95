"""Exports that set each article out on a page: divided at their marks, and those of Factiva (without codes) and WiseNews read.

A document is known by the mark that begins or ends it ("Document 1 of 12", "End of Document", an accession number). Its head is
read line by line: labels by their names, a date by its form, and what is left is title and outlet by where it stands. Nexis and
ProQuest are `nexis.py`'s.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from xunzhang.language.printed_dates import TIME, parse_date
from xunzhang.messages.wording import say
from xunzhang.reading.clippings.nexis import read_nexis
from xunzhang.reading.clippings.record import Named, Record, make_record
from xunzhang.reading.facts.label_words import PEOPLE
from xunzhang.reading.lines.line import columns, visible
from xunzhang.types.message import Message

COPYRIGHT, SEPARATORS = say("left_out.copyright"), say("left_out.separators")
STRAY = say("left_out.stray")
WIDEST_OUTLET = 60  # columns
_NUMBERED = re.compile(
    r"(?<!\s)\s*(?:Document \d{1,5} of \d{1,5}|\d{1,5} (?:of|OF) \d{1,5} DOCUMENTS?)\s*"
    r"|(?<!\s)\s*第 ?\d+ ?(?:篇|条|篇文章)?[，,]? ?共 ?\d+ ?(?:篇|条)\s*"
)
_ENDED = re.compile(r"(?<!\s)\s*(?:End of Document|文档结束)\s*")
_FACTIVA = re.compile(r"(?<!\s)\s*(?:Document|文件) [A-Z]{2,10}\d{6}[0-9a-zA-Z]{6,24}\s*")
_WISE = re.compile(r"(?<!\s)\s*文章[编編][号號][:：] ?\d{10,24}\s*")
_BARS = re.compile("[|｜]")
_RULE = re.compile(r"(?<!\s)\s*([=_*~-])(?: ?\1){9,}\s*")
_COPYRIGHT = re.compile(
    r"\s*(?:(?:\(c\)|©|Copyright\b|COPYRIGHT\b).{0,20}(?:19|20)\d\d.{0,140}|Copyright: .{0,160}"
    r"|(?:.{0,40}All [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED|(?:\(c\) ?)?版[权權]所有).{0,60})"
)
_WORDS = re.compile(r"[\d,]+ ?(?:words|字|个字)")
_BESIDE = re.compile(  # what Factiva prints between outlet and text, and does not name
    rf"[A-Z][A-Z0-9]{{2,8}}|[A-Z]?\d{{1,4}}(?:-\d+)?|第?[A-Z]?\d{{1,4}}版?|(?:Volume|Number|Issue|ISSN) .*"
    rf"|{TIME}|.*\b[Ee]dition\b.*"
)
_LANGUAGE = re.compile(r"English|Chinese(?: ?[-–] ?(?:Simplified|Traditional))?|简体中文|繁體中文|繁体中文|中文|英语|英文")
_BY = re.compile(r"(?:By|BY|by)[ :]+[^\s:].*|(?:本报)?(?:记者|記者)[ 　]*\S.*")
_SAYS_NEXIS = re.compile(  # at least two of these, and one that hardly any other text has
    r"\s*(byline|section|load-date|full text|publication info|publication-type|length(?=: *[\d,]+ *(?:words|字))) ?:",
    re.IGNORECASE,
)
MOST_HEAD_LINES = 14  # lines that are not blank, within which a document says how long it is


def find_documents(text: str) -> list[Record]:
    """The documents of an export, in order; none where the marks of the known kinds are missing."""
    lines = text.split("\n")
    if any(_FACTIVA.fullmatch(line) for line in lines):
        return _divided(lines, _FACTIVA, _factiva)
    if any(_WISE.fullmatch(line) for line in lines):
        return _divided(lines, _WISE, _wise)
    labels = {match[1].lower() for line in lines if (match := _SAYS_NEXIS.match(line))}
    if len(labels) < 2 or labels <= {"byline", "section"}:
        return []
    if any(_NUMBERED.fullmatch(line) for line in lines):
        return _divided(lines, _NUMBERED, read_nexis, begins=True)
    return _divided(lines, _ENDED, read_nexis) if "length" in labels else []


def _divided(
    lines: Sequence[str], mark: re.Pattern[str], read: Callable[[list[str], Counter[Message]], Named], begins: bool = False
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
        left: Counter[Message] = Counter()
        kept = [line for line in group if not _is_mark(line, left)]
        named = read(kept, left) if any(line.strip() for line in kept) else []
        if {"body", "title"} <= {kind for kind, value in named if value.strip()}:
            records.append(make_record(characters, named, left))
        elif characters:
            stray += characters
    if records and stray:
        records[-1].left_out[STRAY] += stray
    return records


def _is_mark(line: str, left: Counter[Message]) -> bool:
    """A mark between documents, or a copyright line: counted, and no more looked at."""
    if any(mark.fullmatch(line) for mark in (_NUMBERED, _ENDED, _FACTIVA, _WISE, _RULE)):
        left[SEPARATORS] += visible(line)
        return True
    if _COPYRIGHT.fullmatch(line):
        left[COPYRIGHT] += visible(line)
        return True
    return False


def _factiva(lines: list[str], left: Counter[Message]) -> Named:
    """Factiva without codes: title, byline, length, date, outlet, what is not named, language, then the text."""
    places = [i for i, line in enumerate(lines) if line.strip()]
    top = [lines[i].strip() for i in places[:MOST_HEAD_LINES]]
    named: Named
    length = next((n for n, line in enumerate(top) if _WORDS.fullmatch(line)), None)
    if length is None or length == 0:
        named = [("title", top[0]), ("body", "\n".join(lines[places[0] + 1 :]))]
        return named if left[SEPARATORS] else []  # what follows the last document's mark may be the search that was made
    bylines = [line for line in top[1:length] if _BY.fullmatch(line) or PEOPLE.fullmatch(line)]
    named = [("byline" if line in bylines else "title", line) for line in top[:length]]
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


def _wise(lines: list[str], left: Counter[Message]) -> Named:
    """WiseNews: lines of outlet, date, page, section and writer between bars, then the title and the text.

    The outlet may stand above them on a line of its own.
    """
    named: Named = []
    places = [i for i, line in enumerate(lines) if line.strip()]
    cells = [[cell.strip() for cell in _BARS.split(lines[i])] for i in places[:2]]
    outlet_above = len(cells) == 2 and len(cells[0]) == 1 < len(cells[1]) and any(map(parse_date, cells[1]))
    for at, i in enumerate(places):
        if not _BARS.search(lines[i]) and not (at == 0 and outlet_above):
            title = lines[i].strip()
            return [*named, ("title", title), ("body", "\n".join(lines[i + 1 :]))]
        for n, cell in enumerate(cell.strip() for cell in _BARS.split(lines[i])):
            known = {kind for kind, _ in named}
            if at == 0 and n == 0:
                named.append(("source", cell))
            elif "date" not in known and parse_date(cell):
                named.append(("date", cell))
            else:
                named.append(("byline" if "byline" not in known and _BY.fullmatch(cell) else "", cell))
    return named
