"""The articles that results come from as references, in BibTeX and RIS.

One reference an article, however many of its passages were found: each passage is a note of it, verbatim, with its paragraph
number, offsets and the question. A date keeps only the parts that were given; neither a year nor a title is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xunzhang.types import ArticleHead, Passage, Results

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Every replacement is balanced in braces, which BibTeX counts even behind a backslash.
_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{character: rf"\{character}" for character in "$&#%_"},
    }
)


_URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})  # a URL stays one: percent, not commands


@dataclass(slots=True)
class _Reference:
    head: ArticleHead
    notes: list[str] = field(default_factory=list)


def to_bibtex(results: Sequence[Results]) -> str:
    """BibTeX: `@article` where the outlet is known, else `@misc`; the passages are in `annote`, UTF-8."""
    keys: set[str] = set()
    return "\n".join(_bibtex_entry(_unique_key(reference.head.id, keys), reference) for reference in _references(results))


def to_ris(results: Sequence[Results]) -> str:
    """RIS, one `TY  - NEWS` record an article; each passage is an `N1`. A line break within a passage becomes a space there."""
    return "".join(_ris_record(reference) for reference in _references(results))


def _references(results: Sequence[Results]) -> list[_Reference]:
    """The articles in the order in which they first turn up, each with its passages as notes."""
    references: dict[str, _Reference] = {}
    for result in results:
        for passage in _passages(result):
            reference = references.setdefault(passage.article.id, _Reference(passage.article))
            where = f"¶{passage.number}, characters {passage.start} to {passage.end}"
            reference.notes.append(f"{where}, found for “{result.question}”: {passage.text}")
    return list(references.values())


def _passages(result: Results) -> Iterator[Passage]:
    for group in result.groups:
        yield group.hit.passage
        for copy in group.also_in:
            yield copy.passage


def _date_parts(date: str) -> tuple[str, str, str]:
    """An ISO date with the parts that are there -> (year, month, day), "" for each that is missing."""
    matched = re.fullmatch(r"(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?", date)
    year, month, day = matched.groups(default="") if matched else ("", "", "")
    return year.removeprefix("-"), month, day


# --- BibTeX ---


def _bibtex_entry(key: str, reference: _Reference) -> str:
    head = reference.head
    year, month, day = _date_parts(head.date)
    values = {
        "title": f"{{{_escape_bibtex(head.title)}}}" if head.title else "",  # a second pair of braces keeps its capitals
        "author": f"{{{_escape_bibtex(head.byline)}}}" if head.byline else "",  # and keeps a byline from being cut at "and"
        "journal": _escape_bibtex(head.source),
        "year": year,
        "day": day.lstrip("0"),
        "url": head.url.translate(_URL_ESCAPES),
        "file": _escape_bibtex(head.path),
        "langid": {"zh": "chinese", "zh-hant": "chinese", "en": "english"}.get(head.language, ""),
        "annote": "\n\n".join(_escape_bibtex(note) for note in reference.notes),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
    if month in {f"{number:02}" for number in range(1, 13)}:
        lines.append(f"  month = {_MONTHS[int(month) - 1]}")
    kind = "article" if head.source else "misc"
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _escape_bibtex(text: str) -> str:
    return text.translate(_BIBTEX_ESCAPES)


def _unique_key(article_id: str, taken: set[str]) -> str:
    """A BibTeX key from an article id, which may hold anything; "-2", "-3" where two ids come out the same."""
    stem = "xunzhang-" + re.sub(r"[^A-Za-z0-9._-]+", "-", article_id)
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key


# --- RIS ---


def _ris_record(reference: _Reference) -> str:
    head = reference.head
    year, month, day = _date_parts(head.date)
    fields = [
        ("TY", "NEWS"),
        ("ID", head.id),
        ("TI", head.title),
        ("AU", head.byline),
        ("T2", head.source),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year and month else ""),
        ("LA", head.language if head.language != "und" else ""),
        ("UR", head.url),
        ("N1", f"Dated {month}-{day}, without a year" if month and not year else ""),
        ("N1", f"File: {head.path}" if head.path else ""),
        *(("N1", note) for note in reference.notes),
    ]
    lines = [f"{tag}  - {' '.join(value.splitlines())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])
