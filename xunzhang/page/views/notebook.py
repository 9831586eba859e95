"""The notebook: passages a reader ticks, which stay in their browser, with notes, in an order of their own; files to take away.

The server keeps nothing of it. It draws what the browser sends, checks it against the collection (a passage that is no longer
there stays in the notebook as it was), and makes the files. What is in a file is `export/`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError
from typing_extensions import NotRequired, TypedDict

from xunzhang.export.notebook_files import FORMATS, File, NotebookEntry, notebook_file
from xunzhang.export.provenance import Manner, Provenance
from xunzhang.export.result_files import EXPORTS
from xunzhang.export.word import to_docx
from xunzhang.messages.wording import Spoken, words
from xunzhang.messages.wording import say as message
from xunzhang.page.parts.bilingual import notice
from xunzhang.page.parts.marks import Layer, nested, unsure_of
from xunzhang.page.parts.narrow import requested_filters
from xunzhang.page.parts.saving import file_reply, render_formats
from xunzhang.page.parts.templates import macros, render
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View, text_of, texts_of
from xunzhang.search.every_hit import every_hit
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, Passage, Span, XunzhangError
from xunzhang.types.contract import PassageJson
from xunzhang.types.printed_layout import scan_from
from xunzhang.types.results import MOST_HITS

MOST_ENTRIES = 500  # in a notebook: about a megabyte of the five that a browser allows
LONGEST_NAME = 200  # characters
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel takes a CSV for the system's old encoding


class NotebookEntryJson(TypedDict):
    """A passage as the browser keeps it: enough to show it, cite it and save it where the collection has it no longer.

    `marks` are pairs of offsets into its text, first that of the sentence that answers, [0, 0] for none, then the exact answers;
    `filters` are parameters of an address. Notebooks of before they were kept have none of these.
    """

    passage: PassageJson
    language: str
    heading: str
    page: int | None
    url: str
    question: str
    note: str
    added: str
    marks: NotRequired[list[tuple[int, int]]]
    filters: NotRequired[dict[str, list[str] | str]]
    generation: NotRequired[str]
    model: NotRequired[str]


_ENTRY = TypeAdapter(NotebookEntryJson)


def render_notebook(_searcher: Searcher | None) -> Markup:
    """The view without its entries, which the script asks for: what it is for, the files, the list."""
    return render("notebook/notebook.html", formats=render_formats("notebook", FORMATS), longest_name=LONGEST_NAME)


def make_notebook(get_searcher: GetSearcher) -> list[Handler]:
    """The functions `keep`, `notebook`, `save_notebook` and `save_results`."""

    def keep(request: Mapping[str, Any]) -> Reply:
        """{"passage": id} -> {"entry"}, what the browser is to keep of it.

        The question, what it was narrowed to, the marks of the answer and the note are the browser's to add.
        """
        searcher = _searcher(get_searcher)
        try:
            passage = searcher.passage(text_of(request, "passage"))
        except KeyError:
            return {"notice": notice("read.gone")}
        return {"entry": _record(passage, searcher)}

    def notebook(request: Mapping[str, Any]) -> Reply:
        """{"items": [NotebookEntryJson]} -> {"list", "problems"}, HTML."""
        searcher = get_searcher()
        entries, unreadable = _read(request)
        items = [
            (entry, nested(entry.passage.text, _layers(entry)), _found(searcher, entry.passage.id) is not None)
            for entry in entries
        ]
        problems = notice("notebook.unreadable", n=unreadable) if unreadable else ""
        return {"list": macros("notebook/entries.html").entries(items), "problems": problems}

    def save_notebook(request: Mapping[str, Any]) -> Reply:
        """{"items", "format", "title", "language"} -> {"name", "mime", "content"}, the content in base64."""
        searcher = get_searcher()
        entries, _ = _read(request)
        current = [_as_it_is_now(entry, _found(searcher, entry.passage.id)) for entry in entries]
        language = _language(request)
        default = words("notebook.untitled")
        name = text_of(request, "title").strip()[:LONGEST_NAME] or (default.zh if language == "zh" else default.en)
        format = _format(request, FORMATS)
        return _reply(notebook_file(current, format, name, language), "notebook", format)

    def save_results(request: Mapping[str, Any]) -> Reply:
        """{"question", filters, "format", "picked"} -> the same: all hits of the question, or the results picked by their ids."""
        searcher, question, filters = _searcher(get_searcher), text_of(request, "question"), requested_filters(request)
        if picked := frozenset(texts_of(request, "picked")):
            found = searcher.ask(question, MOST_HITS, filters)
            results = replace(found, groups=tuple(group for group in found.groups if group.hit.passage.id in picked))
        else:
            results = every_hit(searcher, question, filters)
        format = _format(request, FORMATS)
        suffix, mime, _ = FORMATS[format]
        manner = Manner(_language(request), Provenance(searcher.generation, searcher.manifest.model, filters))
        content = to_docx([results], manner) if format == "docx" else EXPORTS[format]([results], manner).encode()
        return _reply(File(suffix, mime, content), "results", format)

    return [keep, notebook, save_notebook, save_results]


# --- Requests ---


def _searcher(get_searcher: GetSearcher) -> Searcher:
    searcher = get_searcher()
    if searcher is None:
        raise XunzhangError(message("asking.no_collection"))
    return searcher


def _found(searcher: Searcher | None, passage_id: str) -> Passage | None:
    try:
        return searcher.passage(passage_id) if searcher else None
    except KeyError:
        return None


def _read(request: Mapping[str, Any]) -> tuple[list[NotebookEntry], int]:
    """-> the entries sent, and how many could not be read: a browser's storage can hold anything."""
    sent = request.get("items") if isinstance(request, Mapping) else None
    items = sent[:MOST_ENTRIES] if isinstance(sent, list) else []
    entries = []
    for item in items:
        try:
            entries.append(_entry(_ENTRY.validate_python(item)))
        except ValidationError:
            continue
    return entries, len(items) - len(entries)


def _entry(item: NotebookEntryJson) -> NotebookEntry:
    passage = item["passage"]
    head = ArticleHead(**passage["article"], url=item["url"])
    place = (passage["number"], passage["start"], passage["end"], passage["text"])
    printed = (passage.get("paragraph", 0), passage.get("until", passage.get("paragraph", 0)), passage.get("piece", 0))
    scan = scan_from(passage.get("ocr"), passage["text"])
    found = Passage(passage["id"], head, *place, item["heading"], item["language"], item["page"], *printed, scan)
    pairs = item.get("marks", [])
    spans = [Span(start, end) if 0 <= start < end <= len(found.text) else None for start, end in pairs]
    answer, exact = (spans[0] if spans else None), tuple(span for span in spans[1:] if span)
    return NotebookEntry(found, item["question"], item["note"], item["added"], answer, exact, _provenance(item))


def _provenance(item: NotebookEntryJson) -> Provenance | None:
    if not item.get("generation"):
        return None
    try:
        day = date.fromisoformat(item["added"])
    except ValueError:
        day = date.today()
    return Provenance(item["generation"], item.get("model", ""), requested_filters(item.get("filters", {})), day)


def _as_it_is_now(entry: NotebookEntry, found: Passage | None) -> NotebookEntry:
    """The entry with its passage as the collection has it, and its marks where the text is still the same."""
    if found is None:
        return entry
    same = found.text == entry.passage.text
    return replace(entry, passage=found, answer=entry.answer if same else None, exact=entry.exact if same else ())


def _layers(entry: NotebookEntry) -> list[Layer]:
    return [
        Layer("mark", "answer", [entry.answer] if entry.answer else []),
        Layer("strong", "exact", entry.exact),
        Layer("span", "unsure", unsure_of(entry.passage)),
    ]


def _record(passage: Passage, searcher: Searcher) -> NotebookEntryJson:
    return {
        "passage": passage.as_dict(),
        "language": passage.language,
        "heading": passage.heading,
        "page": passage.page,
        "url": passage.article.url,
        "question": "",
        "note": "",
        "added": date.today().isoformat(),
        "generation": searcher.generation,
        "model": searcher.manifest.model,
    }


def _format(request: Mapping[str, Any], formats: Mapping[str, object]) -> str:
    format = text_of(request, "format")
    if format not in formats:
        raise XunzhangError(message("export.no_format", format=format[:20], list=", ".join(formats)))
    return format


def _language(request: Mapping[str, Any]) -> Spoken:
    return "zh" if text_of(request, "language") == "zh" else "en"


def _reply(file: File, what: str, format: str) -> Reply:
    """A file whose suffix is not its format, such as a list of references, is named by both."""
    content = BYTE_ORDER_MARK + file.content if file.suffix == "csv" else file.content
    style = f"-{format}" if file.suffix != format else ""
    name = f"xunzhang-{what}{style}-{date.today().isoformat()}.{file.suffix}"
    return file_reply(name, file.mime, content)


NOTEBOOK = View(
    name="notebook",
    title="view.notebook",
    render=render_notebook,
    handlers=make_notebook,
    scripts=("notebook.js",),
    styles=("notebook.css",),
    words=(
        "notebook.kept",
        "notebook.removed",
        "notebook.full",
        "notebook.refused",
        "notebook.confirm",
        "notebook.cleared",
        "notebook.moved",
        "save.done",
        "save.hits",
        "save.picked",
    ),
    settings={"most": MOST_ENTRIES},
)
