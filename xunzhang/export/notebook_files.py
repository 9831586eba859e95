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

from xunzhang.export.bibliography import Reference, bibtex, passage_note, reference_list, references, ris
from xunzhang.export.citing import apa, gb7714
from xunzhang.export.result_files import citation, escape_markdown, guard, passage_cells
from xunzhang.export.word import LABELS, MIME, DocumentEntry, entries_to_docx
from xunzhang.types import Passage

COLUMNS = (
    "place", "question", "note", "added", "source", "title", "byline", "date", "language", "path", "url", "article_id",
    "passage_id", "number", "paragraph", "until", "piece", "page", "start", "end", "text", "gb7714", "apa", "guarded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotebookEntry:
    """A passage in a notebook. `added` is the ISO date on which it was put there; what is empty was not given."""

    passage: Passage
    question: str = ""
    note: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """What the browser is to save: `content` as it will be on disk."""

    suffix: str
    mime: str
    content: bytes


def notebook_file(entries: Sequence[NotebookEntry], format: str, title: str, language: str = "en") -> File:
    """The notebook as a file in one of FORMATS; `language` ("zh" or "en") is that of the labels. Raises KeyError for another."""
    suffix, mime, write = FORMATS[format]
    content = write(entries, title, language)
    return File(suffix, mime, content if isinstance(content, bytes) else content.encode("utf-8"))


def _markdown(entries: Sequence[NotebookEntry], title: str, language: str) -> str:
    words = LABELS[language]
    parts = [f"# {escape_markdown(' '.join(title.split()))}\n"]
    for place, entry in enumerate(entries, start=1):
        passage = entry.passage
        origin = passage.article.url or passage.article.path
        offsets = words["offsets"].format(start=passage.start, end=passage.end)
        parts.append(f"## {place}. {escape_markdown(citation(passage))}\n")
        parts.append(escape_markdown(" · ".join(part for part in (origin, offsets) if part)) + "\n")
        parts.append("".join(f"> {line}\n" for line in escape_markdown(passage.text).split("\n")))
        parts += [f"{escape_markdown(remark)}\n" for remark in _remarks(entry, language)]
    if entries:
        style = gb7714 if language == "zh" else apa
        listed = reference_list(_articles(entries), style).splitlines()
        parts.append(f"## {words['references']}\n")
        parts.append("".join(f"- {escape_markdown(line)}\n" for line in listed))
    return "\n".join(parts)


def _csv(entries: Sequence[NotebookEntry], _title: str, _language: str) -> str:
    """As `export.to_csv` has it: a cell that a spreadsheet would run is led by an apostrophe, and `guarded` names its column."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for place, entry in enumerate(entries, start=1):
        head = entry.passage.article
        said = {"place": place, "question": entry.question, "note": entry.note, "added": entry.added}
        page = entry.passage.page
        cited = {"gb7714": gb7714(head, date.today(), page), "apa": apa(head, date.today(), page)}
        writer.writerow(guard({**said, **passage_cells(entry.passage), **cited}))
    return buffer.getvalue()


def _json(entries: Sequence[NotebookEntry], title: str, _language: str) -> str:
    passages = [
        {
            "question": entry.question,
            "note": entry.note,
            "added": entry.added,
            "passage": entry.passage.as_dict(),
            "page": entry.passage.page,
            "url": entry.passage.article.url,
            "citation": {
                "gb7714": gb7714(entry.passage.article, date.today(), entry.passage.page),
                "apa": apa(entry.passage.article, date.today(), entry.passage.page),
            },
        }
        for entry in entries
    ]
    return json.dumps({"title": title, "passages": passages}, ensure_ascii=False, indent=1) + "\n"


def _docx(entries: Sequence[NotebookEntry], title: str, language: str) -> bytes:
    paragraphs = (DocumentEntry(entry.passage, remarks=tuple(_remarks(entry, language))) for entry in entries)
    return entries_to_docx(title, paragraphs, language)


def _remarks(entry: NotebookEntry, language: str) -> list[str]:
    words = LABELS[language]
    question = [words["asked"].format(question=entry.question)] if entry.question else []
    return question + ([words["note"].format(note=entry.note)] if entry.note else [])


def _articles(entries: Sequence[NotebookEntry]) -> list[Reference]:
    """The articles, each with its passages as notes, and what the reader wrote below the passage."""
    return references((entry.passage, _noted(entry)) for entry in entries)


def _noted(entry: NotebookEntry) -> str:
    return passage_note(entry.passage, entry.question) + (f"\n\nNote: {entry.note}" if entry.note else "")


Write = Callable[[Sequence[NotebookEntry], str, str], "str | bytes"]
FORMATS: Mapping[str, tuple[str, str, Write]] = MappingProxyType(
    {
        "docx": ("docx", MIME, _docx),
        "md": ("md", "text/markdown", _markdown),
        "csv": ("csv", "text/csv", _csv),
        "json": ("json", "application/json", _json),
        "bib": ("bib", "application/x-bibtex", lambda entries, _title, _language: bibtex(_articles(entries))),
        "ris": ("ris", "application/x-research-info-systems", lambda entries, _title, _language: ris(_articles(entries))),
        "gb7714": ("txt", "text/plain", lambda entries, _title, _language: reference_list(_articles(entries), gb7714)),
        "apa": ("txt", "text/plain", lambda entries, _title, _language: reference_list(_articles(entries), apa)),
    }
)
