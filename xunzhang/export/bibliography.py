"""The articles that results come from as references, in BibTeX, RIS, GB/T 7714 and APA.

One reference an article, however many of its passages were found: in BibTeX and RIS each passage is a note of it, verbatim, with
its paragraph number, offsets and the question. A date keeps only the parts that were given; neither a year nor a title is made
up. The wording of one GB/T 7714 or APA reference is `citing.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xunzhang.export.citing import apa, doi_of, gb7714
from xunzhang.export.provenance import PLAIN, Manner, provenance_lines
from xunzhang.export.whereabouts import page_mark, paragraph_mark, scan_mark
from xunzhang.language.calendar_words import MONTHS
from xunzhang.language.codes import family
from xunzhang.language.iso_dates import IsoDate, iso_date, without_year_mark
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import ArticleHead, Passage, Results

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


Style = Callable[[ArticleHead, date], str]
_URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})  # a URL stays one: percent, not commands


@dataclass(frozen=True, slots=True)
class Reference:
    """An article to refer to, and what to note of it: passages, verbatim, with where they stand."""

    head: ArticleHead
    notes: tuple[str, ...] = ()


def to_bibtex(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """BibTeX: `@article` where the outlet is known, else `@misc`; the passages are in `annote`, UTF-8."""
    return bibtex(references_of(results, manner), manner)


def to_ris(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """RIS, one `TY  - NEWS` record an article; each passage is an `N1`. A line break within a passage becomes a space there."""
    return ris(references_of(results, manner), manner)


def to_gb7714(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """A line an article, in GB/T 7714—2015, as of today; in the order in which they first turn up."""
    return reference_list(references_of(results, manner), gb7714) + provenance_note(manner, _questions(results))


def to_apa(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """A line an article, in APA 7; in the order in which they first turn up."""
    return reference_list(references_of(results, manner), apa) + provenance_note(manner, _questions(results))


def references(noted: Iterable[tuple[Passage, str]]) -> list[Reference]:
    """The articles of (passage, what to say of it), in the order in which they first turn up."""
    notes: dict[str, list[str]] = {}
    heads: dict[str, ArticleHead] = {}
    for passage, note in noted:
        heads.setdefault(passage.article.id, passage.article)
        notes.setdefault(passage.article.id, []).append(note)
    return [Reference(head, tuple(notes[key])) for key, head in heads.items()]


def passage_note(passage: Passage, question: str, language: Spoken = "en") -> str:
    """A passage as a reference's note: where it stands, what it was found for, and its text, verbatim."""
    found = in_language(say("taken.found_for", question=question), language) if question else ""
    offsets = in_language(say("taken.offsets", start=passage.start, end=passage.end), language)
    comma, colon = ("，", "：") if language == "zh" else (", ", ": ")
    place = (paragraph_mark(passage, language), page_mark(passage, language), scan_mark(passage, language), offsets, found)
    return f"{comma.join(filter(None, place))}{colon}{passage.text}"


def bibtex(references: Iterable[Reference], manner: Manner = PLAIN) -> str:
    """The entries, an empty line between; a comment says what they came from."""
    keys: set[str] = set()
    entries = [_bibtex_entry(_unique_key(reference.head.id, keys), reference) for reference in references]
    if manner.provenance and entries:
        entries.append(f"@comment{{{_escape_bibtex('; '.join(provenance_lines(manner.provenance, manner.spoken)))}}}\n")
    return "\n".join(entries)


def ris(references: Iterable[Reference], manner: Manner = PLAIN) -> str:
    """The records, each ending with `ER`; a note of each says what it came from."""
    return "".join(_ris_record(reference, manner) for reference in references)


def provenance_note(manner: Manner, questions: Sequence[str] = ()) -> str:
    """What a list of references came from, below it."""
    if manner.provenance is None:
        return ""
    return "\n" + "".join(f"{line}\n" for line in provenance_lines(manner.provenance, manner.spoken, " / ".join(questions)))


def reference_numbers(heads: Iterable[ArticleHead]) -> dict[str, int]:
    """The number of each article among the references, by its id, in the order in which they first turn up."""
    return {article: number for number, article in enumerate(dict.fromkeys(head.id for head in heads), start=1)}


def numbered_references(heads: Sequence[ArticleHead], language: Spoken) -> list[str]:
    """A line an article, "[1] ...": in GB/T 7714 in a Chinese file, in APA in an English one."""
    style = gb7714 if language == "zh" else apa
    known = {head.id: head for head in reversed(heads)}  # the first of each
    numbers = reference_numbers(heads)
    return [f"[{number}] {' '.join(style(known[article], date.today()).split())}" for article, number in numbers.items()]


def reference_list(references: Iterable[Reference], style: Style) -> str:
    """A reference a line, white space within one made single spaces."""
    return "".join(" ".join(style(reference.head, date.today()).split()) + "\n" for reference in references)


def references_of(results: Sequence[Results], manner: Manner) -> list[Reference]:
    """The articles of results, in the order in which they first turn up, their passages as notes."""
    found = ((passage, result.question) for result in results for passage in _passages(result))
    return references((passage, passage_note(passage, question, manner.spoken)) for passage, question in found)


def _questions(results: Sequence[Results]) -> list[str]:
    return list(dict.fromkeys(result.question for result in results))


def _passages(result: Results) -> Iterator[Passage]:
    for group in result.groups:
        yield group.hit.passage
        for copy in group.also_in:
            yield copy.passage


# --- BibTeX ---


def _bibtex_entry(key: str, reference: Reference) -> str:
    head = reference.head
    when = iso_date(head.date) or IsoDate()
    values = {
        "title": f"{{{_escape_bibtex(head.title)}}}" if head.title else "",  # a second pair of braces keeps its capitals
        "author": f"{{{_escape_bibtex(head.byline)}}}" if head.byline else "",  # and keeps a byline from being cut at "and"
        "journal": _escape_bibtex(head.source),
        "year": f"{when.year:04}" if when.year else "",
        "day": str(when.day or ""),
        "url": head.url.translate(_URL_ESCAPES),
        "urldate": head.retrieved[:10],
        "doi": doi_of(head).translate(_URL_ESCAPES),
        "file": _escape_bibtex(head.path),
        "langid": {"zh": "chinese", "en": "english"}.get(family(head.language), ""),
        "annote": "\n\n".join(_escape_bibtex(note) for note in reference.notes),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
    if when.month:
        lines.append(f"  month = {MONTHS[when.month - 1][:3]}")
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


def _ris_record(reference: Reference, manner: Manner) -> str:
    head, language = reference.head, manner.spoken
    origin = provenance_lines(manner.provenance, language) if manner.provenance else []
    when = iso_date(head.date) or IsoDate()
    yearless = say("taken.yearless", day=without_year_mark(str(when)))
    year, month, day = (f"{part:0{width}}" if part else "" for part, width in ((when.year, 4), (when.month, 2), (when.day, 2)))
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
        ("DO", doi_of(head)),
        ("Y2", head.retrieved[:10].replace("-", "/") + "/" if head.retrieved else ""),
        ("N1", in_language(yearless, language) if month and not year else ""),
        ("N1", in_language(say("taken.file", path=head.path), language) if head.path else ""),
        *(("N1", note) for note in reference.notes),
        ("N1", "; ".join(origin)),
    ]
    lines = [f"{tag}  - {' '.join(value.splitlines())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])
