"""References in CSL JSON, which Zotero, Pandoc and other reference managers take: an array, an item an article.

As in BibTeX and RIS the passages are a note of their article, verbatim; a date has the parts that are given, names are taken
apart only where it is certain which is the family's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xunzhang.export.bibliography import Reference, references_of
from xunzhang.export.citing import Author, doi_of, is_paper, read_authors
from xunzhang.export.provenance import PLAIN, Manner, provenance_lines
from xunzhang.language.controls import as_json
from xunzhang.language.iso_dates import IsoDate, iso_date, without_year_mark
from xunzhang.messages.wording import in_language, say
from xunzhang.types import ArticleHead, Results


def to_csl(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """One JSON array, its items in the order in which the articles first turn up; "" where there are none."""
    return csl(references_of(results, manner), manner)


def csl(references: Iterable[Reference], manner: Manner = PLAIN) -> str:
    """The references as one array, an item a line; a note of each says what it came from."""
    items = [as_json(_item(reference, manner)) for reference in references]
    return "[\n" + ",\n".join(items) + "\n]\n" if items else ""


def _item(reference: Reference, manner: Manner) -> dict[str, Any]:
    head, language = reference.head, manner.spoken
    origin = provenance_lines(manner.provenance, language) if manner.provenance else []
    when = iso_date(head.date) or IsoDate()
    yearless = in_language(say("taken.yearless", day=without_year_mark(str(when))), language)
    file = in_language(say("taken.file", path=head.path), language) if head.path else ""
    notes = [yearless if when.month and not when.year else "", file, *reference.notes, "; ".join(origin)]
    item: dict[str, Any] = {
        "id": head.id,
        "type": _kind(head),
        "title": head.title,
        "container-title": head.source,
        "author": [_name(author) for author in read_authors(head.byline)],
        "issued": _date(when) if when.year else None,
        "accessed": _date(retrieved) if (retrieved := iso_date(head.retrieved)) else None,
        "URL": head.url,
        "DOI": doi_of(head),
        "language": head.language if head.language != "und" else "",
        "note": "\n\n".join(filter(None, notes)),
    }
    return {name: value for name, value in item.items() if value}


def _kind(head: ArticleHead) -> str:
    if doi_of(head):
        return "article-journal"
    if head.source and (is_paper(head.source) or not head.url):
        return "article-newspaper"
    return "webpage" if head.url else "document"


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.family else {"literal": author.printed}


def _date(when: IsoDate) -> dict[str, Any]:
    return {"date-parts": [[part for part in (when.year, when.month, when.day) if part]]}
