"""Lines that carry nothing but facts about an article: 来源：…, 作者：…, a date alone, "By Jane Doe", 责任编辑：….

`read_label_line` says which facts a line states and what of it is mere label. A line is one only if every part of it is a label
with its value, a date, a byline, an outlet beside one of these, or what web pages print about an article (a page, a count). Which
lines are asked about is `heads.py`'s, as the same words inside an article belong to its text; the words are `label_words.py`'s.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xunzhang.language.printed_dates import TIME, WEEKDAY, find_date, parse_date
from xunzhang.reading.facts.label_line import EDITORS, LABELS, UNTOLD, LabelLine
from xunzhang.reading.facts.label_words import (
    AFFILIATION,
    CATALOGUED,
    DATED,
    FIRST_PRINTED,
    LABEL,
    NAME,
    OTHER,
    PEOPLE,
    UNKNOWN,
    URL,
)
from xunzhang.reading.facts.outlet_names import clean_source, is_no_person, looks_like_outlet, names_an_outlet
from xunzhang.reading.facts.writers import are_writers, may_be_names, writer
from xunzhang.reading.lines.line import visible
from xunzhang.types.characters import HAN

LONGEST_NAME = 18  # Han characters in a row, of a person or an outlet
LONGEST_VALUE = 60  # characters; what stands after a label and is longer is prose
_OPENING, _CLOSING = "（(【[〔", ")）】]〕"  # brackets around a whole line, and emphasis
_CELLS = re.compile(r"\s{2,}|[\u3000|｜丨│•●;；]+|\s[-–—/·]\s|[（(【\[]|[)）】\]](?:\s*[,，])?")
_BRACKETED_AT_END = re.compile(r"^(.+?)(?<!\s)\s*[（(【\[]([^（）()【】\[\]]*)[)）】\]]?$")
_TIME_BEFORE = re.compile(rf"^(?:(?:\s*(?:at|,|，))?\s*|T){TIME}(?![\d])", re.IGNORECASE)
_TIME_AT_END = re.compile(rf"(?:^|(?<=\s)){TIME}$", re.IGNORECASE)
_AROUND = " \u3000|｜丨/／;；,，-–—·•"
_PROSE = re.compile(r"[。！？!?]")


@lru_cache(maxsize=1 << 13)
def read_label_line(text: str) -> LabelLine | None:
    """`text` as a line of facts, or None when it is, or may be, anything else. What is given back is not to be changed."""
    inner = _without_brackets(text.strip())
    line = _Reading(inner).line()
    if line and (rest := visible(text) - sum(line.printed.values()) - sum(line.removed.values())):
        line.removed[LABELS] = line.removed.get(LABELS, 0) + rest
    return line


def _without_brackets(text: str) -> str:
    """What stands between brackets around a whole line, or between marks of emphasis; another line as it is."""
    before = min(len(text) - len(text.lstrip(f"{_OPENING}*_")), len(text) - 1)
    inside = text[before:-1]
    return inside if before > 0 and text[-1] in f"{_CLOSING}*_" and not any(map(inside.__contains__, _OPENING)) else text


class _Reading:
    """One line being read, part by part; any part that is none of the known makes it no line of facts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = LabelLine()
        self._outlets: list[str] = []  # names without a label, which count beside another fact
        self._whole_date = False
        self._unknown: list[str] = []
        self._in_cells = bool(_CELLS.search(text))

    def line(self) -> LabelLine | None:
        if match := CATALOGUED.fullmatch(self._text):
            self._line.put("source", match["source"])
            self._line.put("date", parse_date(match["date"].replace("/", "")), match["date"])
            return self._line
        if match := FIRST_PRINTED.fullmatch(self._text):
            return self._first_printed(match)
        found = list(LABEL.finditer(self._text))
        free = self._text[: found[0].start()] if found else self._text
        if not self._free(free):
            return None
        ends = [*(match.start() for match in found[1:]), len(self._text)]
        for match, end in zip(found, ends, strict=False):
            if not self._labelled(match.lastgroup or "", self._text[match.end() : end]):
                return None
        return self._finished()

    def _first_printed(self, match: re.Match[str]) -> LabelLine | None:
        if not self._outlet(re.sub("^the ", "", match["source"])) or (match["date"] and not parse_date(match["date"])):
            return None
        self._whole_date = True
        if match["date"]:
            self._line.put("date", parse_date(match["date"]), match["date"])
        return self._finished()

    def _finished(self) -> LabelLine | None:
        line = self._line
        if self._outlets:
            if not line.names and not self._whole_date:
                line.weak = len(self._outlets) == 1
            for outlet in self._outlets:
                line.put("source", clean_source(outlet))
            if not line.names - {"source"} and not line.weak and not self._whole_date:
                return None
        if self._unknown:
            line.loose = True
            if not self._whole_date or len(self._unknown) > 2:
                return None
        if "when" in line.names and not line.names & {"source", "byline"}:
            return None  # 时间：… alone may be that of an event
        return line if line.names or line.removed else None

    # Labelled values

    def _labelled(self, kind: str, piece: str) -> bool:
        value, *more = [cell.strip(_AROUND) for cell in re.split(r"\s{2,}|[\u3000|｜丨│•;；]+|\s(?=《)", piece.strip(_AROUND))]
        if len(value) > LONGEST_VALUE or _PROSE.search(value) or (kind == "byline" and not may_be_names(value)):
            return False
        if kind == "byline":
            while more and re.fullmatch(NAME, more[0]) and not looks_like_outlet(more[0]):
                value = piece[piece.index(value) : piece.index(more[0]) + len(more[0])]
                more = more[1:]
        if not self._take(kind, value):
            return False
        return all(self._free(cell) for cell in more)

    def _take(self, kind: str, value: str) -> bool:
        line = self._line
        if kind in ("date", "updated", "when"):
            line.names |= {kind}
            return self._dated(value, "updated" if kind == "updated" else "date") if value else True
        if kind == "source":
            return self._source(value)
        if kind == "count" and not re.fullmatch(r"[\d,.万]{1,9} ?(?:次|人|字|words?)?", value):
            return False
        if kind == "wrote" and not PEOPLE.fullmatch(value):
            return False
        kind = {"wrote": "byline", "count": "other"}.get(kind, kind)
        line.names |= {kind}
        if kind == "editor":
            line.leave_out(EDITORS, value)
        elif kind == "byline":
            return self._byline(value)
        elif kind in ("title", "url"):
            line.put(kind, value)
        else:
            line.leave_out(LABELS, value)
        return True

    def _source(self, value: str) -> bool:
        line = self._line
        line.names |= {"source"}
        while (match := _BRACKETED_AT_END.match(value)) and self._beside(match[2]):
            value = match[1]
        _, start, end = find_date(value)
        if end:
            before, after = value[:start], value[end:]
            if not self._dated(value[start:end], "date"):
                return False
            after = _TIME_BEFORE.sub("", WEEKDAY.sub("", after).strip(_AROUND + "）)"))
            value, rest = (before, after) if before.strip(_AROUND + "（(") else (after, "")
            if not self._free(rest):
                return False
        source = clean_source(value)
        if max(map(len, re.findall(f"[{HAN}]+", source)), default=0) > LONGEST_NAME:
            return False
        if names_an_outlet(source):
            line.put("source", source)
        return True

    def _beside(self, text: str) -> bool:
        """What stands in brackets behind an outlet's name: is it a fact of its own?"""
        if URL.fullmatch(text.strip()):
            self._line.put("url", text.strip())
            return True
        _, start, end = find_date(text)
        return bool(end) and not text[:start].strip(_AROUND) and self._free(text)

    def _byline(self, value: str) -> bool:
        _, start, end = find_date(value)
        if end and not self._dated(value[start:], "date"):
            return False
        names = (value[:start] if end else value).strip(_AROUND)
        if not names:
            return bool(end)
        match = writer(names) or writer(f"By {names}")
        self._line.put("byline", match["names"].strip() if match else names)
        return True

    # Parts without a label

    def _free(self, text: str) -> bool:
        cells = [text] if "\u3000" in text and are_writers(text.strip(_AROUND)) else _CELLS.split(text)
        return all(self._cell(cell.strip(_AROUND)) for cell in cells)

    def _cell(self, cell: str) -> bool:
        if not cell:
            return True
        if URL.fullmatch(cell):
            self._line.put("url", cell)
            return True
        if OTHER.fullmatch(cell) or WEEKDAY.fullmatch(cell):
            self._line.leave_out(LABELS, cell)
            return True
        _, _, end = find_date(cell)
        if end:
            return self._dated(cell, "date")
        if match := writer(cell):
            if is_no_person(match["names"]):
                return self._outlet(match["names"])
            names, _, last = match["names"].rpartition(", ")
            if not (names and self._outlet(last)):
                names = match["names"]
            self._line.put("byline", names.strip())
            self._outlet((match.groupdict().get("beside") or "").strip(_AROUND))
            return True
        if AFFILIATION.fullmatch(cell) or self._outlet(cell):
            return True
        for separator in ("[,，]", r"\s+") if re.search(f"[{HAN}]", cell) else ("[,，]",):
            parts = [part.strip() for part in re.split(separator, cell)]
            if len(parts) > 1:
                return all(self._cell(part) for part in parts)
        if self._in_cells and UNKNOWN.fullmatch(cell):
            self._unknown.append(cell)
            return True
        return False

    def _outlet(self, text: str) -> bool:
        if looks_like_outlet(text):
            self._outlets.append(text)
            return True
        return False

    def _dated(self, text: str, kind: str) -> bool:
        """A part with a date in it: what stands around the date has to be known too."""
        date, start, end = find_date(text)
        if not end:
            return bool(OTHER.fullmatch(text))
        before, after = WEEKDAY.sub("", text[:start]).strip(_AROUND), text[end:]
        before = _TIME_AT_END.sub("", before).strip(_AROUND)
        if match := DATED.fullmatch(before):
            kind = "updated" if match["updated"] else "date"
            before = (match["rest"] or "").strip(_AROUND)
        after = _TIME_BEFORE.sub("", WEEKDAY.sub("", after).strip()).strip(_AROUND)
        whole = len(date) == 10 or date.startswith("--")
        if not whole and before and not before.startswith("《") and not OTHER.fullmatch(after or "-"):
            return False
        self._whole_date = self._whole_date or whole or before.startswith("《")
        if date:
            self._line.put(kind, date, text[start:end])
        else:
            self._line.leave_out(UNTOLD, text[start:end])
            self._line.names |= {kind}
        return self._free(before) and self._free(after)
