"""Results as files that other programs read: CSV and JSON lines here, references and Markdown from modules of their own.

Passages leave verbatim, with their offsets, source and the question they were found for. What a format cannot hold as it is
gets escaped in that format's own way, so that its readers give back the very text. The terminal's view is `terminal.py`'s, and
Word documents are `word.py`'s.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from xunzhang.export.bibliography import to_apa, to_bibtex, to_gb7714, to_ris
from xunzhang.export.csl import to_csl
from xunzhang.export.markdown_files import to_markdown
from xunzhang.export.provenance import PLAIN, Manner, Provenance, filters_cell
from xunzhang.language.controls import as_json
from xunzhang.types import Hit, Passage, Results

CSV_COLUMNS = (
    "question",
    "verdict",
    "answerable",
    "confidence",
    "missing",
    "rank",
    "relation",
    "score",
    "strength",
    "source",
    "title",
    "byline",
    "date",
    "language",
    "path",
    "url",
    "article_id",
    "passage_id",
    "number",
    "paragraph",
    "until",
    "piece",
    "page",
    "start",
    "end",
    "text",
    "ocr",
    "unsure",
    "answer_start",
    "answer_end",
    "answer",
    "exact",
    "nearest",
    "differences",
    "filters",
    "generation",
    "model",
    "exported",
    "guarded",
)

# A spreadsheet takes a cell that starts so for a formula and runs it (OWASP, "CSV injection"; full-width forms included).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_json(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """The JSON of the command line (docs/formats.md): one object a question, one a line; `provenance` too where it is given."""
    origin = {"provenance": manner.provenance.as_dict()} if manner.provenance else {}
    return "".join(as_json({**result.as_dict(), **origin}) + "\n" for result in results)


# --- CSV ---


def to_csv(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """One row a passage, RFC 4180, UTF-8 without a byte order mark; the columns are `CSV_COLUMNS`.

    Near-duplicates of a hit follow it with the relation "also in"; a question that found nothing keeps one row with the
    relation "nothing found". The sentence of a weak hit is only the nearest: it stands in `nearest`, not in `answer`. A cell that
    a spreadsheet would run as a formula gets a leading apostrophe, and the row's `guarded` column names the columns where that
    was done: elsewhere every cell is as it was.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, CSV_COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    origin = provenance_cells(manner.provenance)
    writer.writerows(guard(row | origin) for result in results for row in _csv_rows(result))
    return buffer.getvalue()


def _csv_rows(result: Results) -> Iterator[dict[str, object]]:
    asked: dict[str, object] = {
        "question": result.question,
        "verdict": result.verdict,
        "answerable": str(result.answerable).lower(),
        "confidence": round(result.confidence, 4),
        "missing": "; ".join(result.missing),
    }
    if not result.groups:
        yield asked | {"relation": "nothing found"}
    for rank, group in enumerate(result.groups, start=1):
        yield asked | {"rank": rank, "relation": "found"} | _hit_cells(group.hit)
        for copy in group.also_in:
            differences = "; ".join(f"{d.here} ≠ {d.there}" for d in copy.differences)
            yield asked | {"rank": rank, "relation": "also in", "differences": differences} | passage_cells(copy.passage)


def provenance_cells(provenance: Provenance | None) -> dict[str, object]:
    """The columns of CSV_COLUMNS that say what a file came from."""
    if provenance is None:
        return {}
    told = provenance.as_dict()
    filters = filters_cell(provenance.filters)
    return {"filters": filters, "generation": told["generation"], "model": told["model"], "exported": told["exported"]}


def _hit_cells(hit: Hit) -> dict[str, object]:
    text = hit.passage.text
    cells: dict[str, object] = {"score": round(hit.score, 4), "strength": hit.strength}
    if hit.answer and hit.strength == "weak":
        cells |= {"nearest": hit.answer.of(text)}
    elif hit.answer:
        cells |= {"answer_start": hit.answer.start, "answer_end": hit.answer.end, "answer": hit.answer.of(text)}
    if hit.strength != "weak":
        cells |= {"exact": "; ".join(span.of(text) for span in hit.exact)}
    return cells | passage_cells(hit.passage)


def passage_cells(passage: Passage) -> dict[str, object]:
    """The columns of CSV_COLUMNS that say what a passage is and where it stands."""
    head = passage.article
    return {
        "source": head.source,
        "title": head.title,
        "byline": head.byline,
        "date": head.date,
        "language": passage.language,
        "path": head.path,
        "url": head.url,
        "article_id": head.id,
        "passage_id": passage.id,
        "number": passage.number,
        "paragraph": passage.paragraph or "",
        "until": passage.until if passage.until > passage.paragraph else "",
        "piece": passage.piece or "",
        "page": "" if passage.page is None else passage.page,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "ocr": passage.scan.confidence / 100 if passage.scan else "",
        "unsure": "; ".join(passage.text[u.start : u.end] for u in passage.scan.unsure) if passage.scan else "",
    }


def guard(row: dict[str, object]) -> dict[str, object]:
    """The row with the cells that a spreadsheet would run led by an apostrophe, and their columns named in `guarded`."""
    guarded = [name for name, cell in row.items() if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS)]
    return row | {name: f"'{row[name]}" for name in guarded} | {"guarded": " ".join(guarded)}


EXPORTS: Mapping[str, Callable[[Sequence[Results], Manner], str]] = MappingProxyType(
    {
        "json": to_json,
        "csv": to_csv,
        "md": to_markdown,
        "bib": to_bibtex,
        "ris": to_ris,
        "csl": to_csl,
        "gb7714": to_gb7714,
        "apa": to_apa,
    }
)
