"""What a reader has collected: passages in an order of their own, each with the question it was found for and a note; as files.

The notebook itself stays in the reader's browser (`page/views/notebook.py`). Here it becomes Markdown, CSV, JSON, BibTeX,
RIS, a list of references or a Word document, with the means of `result_files.py`, `bibliography.py` and `word.py`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from xunzhang.export.bibliography import (
    Reference,
    Style,
    bibtex,
    passage_note,
    provenance_note,
    reference_list,
    reference_numbers,
    references,
    ris,
)
from xunzhang.export.citing import apa, gb7714
from xunzhang.export.csl import csl
from xunzhang.export.markdown_files import escape_markdown, markdown_head, markdown_quotation, markdown_references
from xunzhang.export.provenance import Manner, Provenance, index_line, within_line
from xunzhang.export.result_files import guard, passage_cells, provenance_cells
from xunzhang.export.word import MIME, DocumentEntry, entries_to_docx
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import Passage, Span

COLUMNS = (
    "place", "question", "note", "added", "source", "title", "byline", "date", "language", "path", "url", "article_id",
    "passage_id", "number", "paragraph", "until", "piece", "page", "start", "end", "text", "ocr", "unsure",
    "answer_start", "answer_end", "answer", "exact", "gb7714", "apa", "filters", "generation", "model", "exported", "guarded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotebookEntry:
    """A passage in a notebook. `added` is the ISO date on which it was put there; what is empty was not given.

    `answer` and `exact` are offsets into its text, as `types.Hit` has them; `provenance` is what it was found in.
    """

    passage: Passage
    question: str = ""
    note: str = ""
    added: str = ""
    answer: Span | None = None
    exact: tuple[Span, ...] = ()
    provenance: Provenance | None = None


Write: TypeAlias = "Callable[[Sequence[NotebookEntry], str, Spoken], str | bytes]"


@dataclass(frozen=True, slots=True)
class File:
    """What the browser is to save: `content` as it will be on disk."""

    suffix: str
    mime: str
    content: bytes


def notebook_file(entries: Sequence[NotebookEntry], format: str, title: str, language: Spoken = "en") -> File:
    """The notebook as a file in one of FORMATS, in one language ("zh" or "en"). Raises KeyError for another format."""
    suffix, mime, write = FORMATS[format]
    content = write(entries, title, language)
    return File(suffix, mime, content if isinstance(content, bytes) else content.encode("utf-8"))


def _markdown(entries: Sequence[NotebookEntry], title: str, language: Spoken) -> str:
    heads = [entry.passage.article for entry in entries]
    numbers = reference_numbers(heads)
    parts = [f"# {escape_markdown(' '.join(title.split()))}\n"]
    for place, entry in enumerate(entries, start=1):
        parts.append(markdown_head(place, entry.passage, language, numbers, level=2))
        parts.append(markdown_quotation(entry.passage.text, entry.answer))
        parts += [f"{escape_markdown(remark)}\n" for remark in _remarks(entry, language)]
    parts += markdown_references(heads, language)
    return "\n".join(parts)


def _csv(entries: Sequence[NotebookEntry], _title: str, _language: Spoken) -> str:
    """As `export.to_csv` has it: a cell that a spreadsheet would run is led by an apostrophe, and `guarded` names its column."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for place, entry in enumerate(entries, start=1):
        said = {"place": place, "question": entry.question, "note": entry.note, "added": entry.added}
        cells = {**said, **passage_cells(entry.passage), **_answer_cells(entry), **_cited(entry.passage)}
        writer.writerow(guard({**cells, **provenance_cells(entry.provenance)}))
    return buffer.getvalue()


def _answer_cells(entry: NotebookEntry) -> dict[str, object]:
    text, answer = entry.passage.text, entry.answer
    cells: dict[str, object] = {"exact": "; ".join(span.of(text) for span in entry.exact)}
    return cells | ({"answer_start": answer.start, "answer_end": answer.end, "answer": answer.of(text)} if answer else {})


def _cited(passage: Passage) -> dict[str, str]:
    return {style.__name__: style(passage.article, date.today(), passage.page) for style in (gb7714, apa)}


def _json(entries: Sequence[NotebookEntry], title: str, _language: Spoken) -> str:
    passages = [
        {
            "question": entry.question,
            "note": entry.note,
            "added": entry.added,
            "passage": entry.passage.as_dict(),
            "answer": _span(entry, entry.answer) if entry.answer else None,
            "exact": [_span(entry, span) for span in entry.exact],
            "page": entry.passage.page,
            "url": entry.passage.article.url,
            "citation": _cited(entry.passage),
            "provenance": entry.provenance.as_dict() if entry.provenance else None,
        }
        for entry in entries
    ]
    return json.dumps({"title": title, "passages": passages}, ensure_ascii=False, indent=1) + "\n"


def _span(entry: NotebookEntry, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.of(entry.passage.text)}


def _docx(entries: Sequence[NotebookEntry], title: str, language: Spoken) -> bytes:
    paragraphs = (DocumentEntry(entry.passage, entry.answer, tuple(_remarks(entry, language))) for entry in entries)
    return entries_to_docx(title, paragraphs, Manner(language))


def _remarks(entry: NotebookEntry, language: Spoken) -> list[str]:
    """The question, what it was found in, and the note, each where it is given."""
    said = [say("taken.asked", question=entry.question)] if entry.question else []
    if entry.provenance:
        said += [within_line(entry.provenance.filters, language), index_line(entry.provenance)]
        said.append(say("taken.kept", day=entry.provenance.day.isoformat()))
    return [in_language(line, language) for line in [*said, *([say("taken.note", note=entry.note)] if entry.note else [])]]


def _articles(entries: Sequence[NotebookEntry], language: Spoken = "en") -> list[Reference]:
    """The articles, each with its passages as notes, and what the reader wrote below the passage."""
    return references((entry.passage, _noted(entry, language)) for entry in entries)


def _noted(entry: NotebookEntry, language: Spoken) -> str:
    note = passage_note(entry.passage, entry.question, language)
    if entry.note:
        note += "\n\n" + in_language(say("taken.note", note=entry.note), language)
    return note


def _bibtex(entries: Sequence[NotebookEntry], _title: str, language: Spoken) -> str:
    return bibtex(_articles(entries, language), _manner(entries, language))


def _ris(entries: Sequence[NotebookEntry], _title: str, language: Spoken) -> str:
    return ris(_articles(entries, language), _manner(entries, language))


def _csl(entries: Sequence[NotebookEntry], _title: str, language: Spoken) -> str:
    return csl(_articles(entries, language), _manner(entries, language))


def _listed(style: Style) -> Write:
    def write(entries: Sequence[NotebookEntry], _title: str, language: Spoken) -> str:
        questions = list(dict.fromkeys(entry.question for entry in entries if entry.question))
        return reference_list(_articles(entries), style) + provenance_note(_manner(entries, language), questions)

    return write


def _manner(entries: Sequence[NotebookEntry], language: Spoken) -> Manner:
    """How references are written, which have one account of what all of them came from: that of the last entry."""
    known = [entry.provenance for entry in entries if entry.provenance]
    return Manner(language, known[-1] if known else None)


FORMATS: Mapping[str, tuple[str, str, Write]] = MappingProxyType(
    {
        "docx": ("docx", MIME, _docx),
        "md": ("md", "text/markdown", _markdown),
        "csv": ("csv", "text/csv", _csv),
        "json": ("json", "application/json", _json),
        "bib": ("bib", "application/x-bibtex", _bibtex),
        "ris": ("ris", "application/x-research-info-systems", _ris),
        "csl": ("json", "application/vnd.citationstyles.csl+json", _csl),
        "gb7714": ("txt", "text/plain", _listed(gb7714)),
        "apa": ("txt", "text/plain", _listed(apa)),
    }
)
