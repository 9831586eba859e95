"""What a reader has collected: passages in an order of their own, each with the question it was found for and a note; as files.

The notebook itself is kept in the reader's browser (`page/views/notebook.py`). Here it becomes Markdown, CSV, JSON, BibTeX,
RIS, a list of references or a Word document, with the means of `results.py`, `bibliography.py` and `word.py`.
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
from xunzhang.export.results import citation, escape_markdown, guard, passage_cells
from xunzhang.export.word import LABELS, MIME, Entry, entries_to_docx
from xunzhang.types import Passage

COLUMNS = (
    "place", "question", "note", "added", "source", "title", "byline", "date", "language", "path", "url", "article_id",
    "passage_id", "number", "page", "start", "end", "text", "gb7714", "apa", "guarded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
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


def notebook_file(kept: Sequence[Kept], format: str, title: str, language: str = "en") -> File:
    """The notebook as a file in one of FORMATS; `language` ("zh" or "en") is that of the labels. Raises KeyError for another."""
    suffix, mime, write = FORMATS[format]
    content = write(kept, title, language)
    return File(suffix, mime, content if isinstance(content, bytes) else content.encode("utf-8"))


def _markdown(kept: Sequence[Kept], title: str, language: str) -> str:
    words = LABELS[language]
    parts = [f"# {escape_markdown(' '.join(title.split()))}\n"]
    for place, each in enumerate(kept, start=1):
        passage = each.passage
        origin = passage.article.url or passage.article.path
        offsets = words["offsets"].format(start=passage.start, end=passage.end)
        parts.append(f"## {place}. {escape_markdown(citation(passage))}\n")
        parts.append(escape_markdown(" · ".join(part for part in (origin, offsets) if part)) + "\n")
        parts.append("".join(f"> {line}\n" for line in escape_markdown(passage.text).split("\n")))
        parts += [f"{escape_markdown(remark)}\n" for remark in _remarks(each, language)]
    if kept:
        style = gb7714 if language == "zh" else apa
        listed = reference_list(_articles(kept), style).splitlines()
        parts.append(f"## {words['references']}\n")
        parts.append("".join(f"- {escape_markdown(line)}\n" for line in listed))
    return "\n".join(parts)


def _csv(kept: Sequence[Kept], _title: str, _language: str) -> str:
    """As `export.to_csv` has it: a cell that a spreadsheet would run is led by an apostrophe, and `guarded` names its column."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for place, each in enumerate(kept, start=1):
        head = each.passage.article
        said = {"place": place, "question": each.question, "note": each.note, "added": each.added}
        page = each.passage.page
        cited = {"gb7714": gb7714(head, date.today(), page), "apa": apa(head, date.today(), page)}
        writer.writerow(guard({**said, **passage_cells(each.passage), **cited}))
    return buffer.getvalue()


def _json(kept: Sequence[Kept], title: str, _language: str) -> str:
    passages = [
        {
            "question": each.question,
            "note": each.note,
            "added": each.added,
            "passage": each.passage.as_dict(),
            "page": each.passage.page,
            "url": each.passage.article.url,
            "citation": {
                "gb7714": gb7714(each.passage.article, date.today(), each.passage.page),
                "apa": apa(each.passage.article, date.today(), each.passage.page),
            },
        }
        for each in kept
    ]
    return json.dumps({"title": title, "passages": passages}, ensure_ascii=False, indent=1) + "\n"


def _docx(kept: Sequence[Kept], title: str, language: str) -> bytes:
    entries = (Entry(each.passage, remarks=tuple(_remarks(each, language))) for each in kept)
    return entries_to_docx(title, entries, language)


def _remarks(kept: Kept, language: str) -> list[str]:
    words = LABELS[language]
    question = [words["asked"].format(question=kept.question)] if kept.question else []
    return question + ([words["note"].format(note=kept.note)] if kept.note else [])


def _articles(kept: Sequence[Kept]) -> list[Reference]:
    """The articles, each with its passages as notes, and what the reader wrote below the passage."""
    return references((each.passage, _noted(each)) for each in kept)


def _noted(kept: Kept) -> str:
    return passage_note(kept.passage, kept.question) + (f"\n\nNote: {kept.note}" if kept.note else "")


Write = Callable[[Sequence[Kept], str, str], "str | bytes"]
FORMATS: Mapping[str, tuple[str, str, Write]] = MappingProxyType(
    {
        "docx": ("docx", MIME, _docx),
        "md": ("md", "text/markdown", _markdown),
        "csv": ("csv", "text/csv", _csv),
        "json": ("json", "application/json", _json),
        "bib": ("bib", "application/x-bibtex", lambda kept, _title, _language: bibtex(_articles(kept))),
        "ris": ("ris", "application/x-research-info-systems", lambda kept, _title, _language: ris(_articles(kept))),
        "gb7714": ("txt", "text/plain", lambda kept, _title, _language: reference_list(_articles(kept), gb7714)),
        "apa": ("txt", "text/plain", lambda kept, _title, _language: reference_list(_articles(kept), apa)),
    }
)
