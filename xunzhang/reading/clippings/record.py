"""One record of an export: the facts that are named in it, its body, and what of it is kept in neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from xunzhang.language.codes import normalise_language
from xunzhang.language.printed_dates import parse_date
from xunzhang.messages.wording import say
from xunzhang.reading.facts.metadata import FIELD, Facts
from xunzhang.reading.facts.outlet_names import clean_source, names_an_outlet
from xunzhang.reading.lines.line import visible
from xunzhang.types import Language
from xunzhang.types.message import Message

MARKS = say("left_out.export_marks")
CAPTIONS = say("left_out.captions")
FIELDS = say("left_out.export_fields")
_BY = re.compile(r"^(?:[Bb]y|BY)[ :]+(?=\S)|^(?:本报)?(?:记者|記者)[ 　:：]+")
_JOINED = {"byline": ", ", "title": " "}


Named = list[tuple[str, str]]  # (kind, value as printed)


@dataclass(slots=True)
class Record:
    """`printed` counts the visible characters kept in the facts and the language; `left_out` those kept nowhere, and as what.

    `untold` are dates that could not be told, as printed.
    """

    facts: Facts = field(default_factory=Facts)
    body: str = ""
    language: Language = ""
    printed: int = 0
    left_out: Counter[Message] = field(default_factory=Counter)
    untold: list[str] = field(default_factory=list)


def make_record(characters: int, named: Sequence[tuple[str, str]], left_out: Counter[Message]) -> Record:
    """A record from pairs of (kind, value as printed). Kinds are those of `Facts`, and "year", "language", "body" and "".

    `characters` is the visible length of all of it; what neither a kept value nor `left_out` accounts for were marks.
    """
    record = Record(left_out=+left_out)
    values: dict[str, list[str]] = {}
    for kind, value in named:
        if value.strip():
            values.setdefault(kind, []).append(value.strip())
    record.body = "\n\n".join(values.pop("body", []))
    for value in values.pop("", []):
        record.left_out[FIELDS] += visible(value)
    for kind in ("title", "source", "byline", "date", "year", "url", "language"):
        if kind in values:
            _keep(record, kind, values[kind])
    record.facts.said_by(FIELD)
    record.left_out[MARKS] += characters - visible(record.body) - record.printed - record.left_out.total()
    return record


def _keep(record: Record, kind: str, given: list[str]) -> None:
    """Put one kind's values into the record; of what may be there once only, the first."""
    together = given if kind in _JOINED else given[:1]
    value = _JOINED.get(kind, "").join(" ".join(part.split()) for part in together)
    if kind == "language":
        record.language = normalise_language(value.split("-")[0].split("–")[0]) or normalise_language(value)
        kept = value if record.language else ""
        if record.language:
            record.facts.origins["language"] = FIELD
    elif kind in ("date", "year"):
        kept = _date(record, value)
    elif kind == "source":
        kept = clean_source(value) if names_an_outlet(clean_source(value)) else ""
        record.facts.source = kept
    elif kind == "byline":
        kept = _BY.sub("", value).strip(" ;；,，")
        record.facts.byline = kept
    else:
        kept = value
        setattr(record.facts, kind, kept)
    printed = min(visible(kept), sum(map(visible, together)))
    record.printed += printed
    record.left_out[FIELDS] += sum(map(visible, given)) - printed


def _date(record: Record, value: str) -> str:
    """-> what was kept of a date: a year alone is one where nothing closer is given."""
    date = "" if record.facts.date else parse_date(value.strip("/").rstrip("/"))
    if date:
        record.facts.date = date
    elif not record.facts.date:
        record.untold.append(value)
    return value if date else ""
