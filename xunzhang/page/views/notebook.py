"""The notebook: passages a reader ticks, kept in their browser, with notes, in an order of their own; and files to take away.

The server keeps nothing of it. It draws what the browser sends, checks it against the collection (a passage that is no longer
there stays in the notebook as it was kept), and makes the files. What is in a file is `notebook.py`'s and `export.py`'s.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from xunzhang.export.notebook_files import FORMATS, File, Kept, notebook_file
from xunzhang.export.results import EXPORTS
from xunzhang.export.word import to_docx
from xunzhang.messages.wording import words
from xunzhang.page.parts.narrow import filters_of
from xunzhang.page.parts.sources import cite_button, html_language, open_button, source_line, title
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View, text_of
from xunzhang.page.parts.wording import attribute, say
from xunzhang.search.pipeline import Searcher
from xunzhang.service.interfaces import MOST_RESULTS
from xunzhang.types import ArticleHead, Passage, XunzhangError
from xunzhang.types.contract import PassageJson

MOST_KEPT = 500  # passages in a notebook: about a megabyte of the five that a browser allows
NAMES = {
    "docx": "Word",
    "md": "Markdown",
    "csv": "CSV",
    "json": "JSON",
    "bib": "BibTeX",
    "ris": "RIS",
}  # the same in any language
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel takes a CSV for the system's old encoding


class KeptJson(TypedDict):
    """A passage as the browser keeps it: enough to show it, cite it and save it where the collection has it no longer."""

    passage: PassageJson
    language: str
    heading: str
    page: int | None
    url: str
    question: str
    note: str
    added: str


_KEPT = TypeAdapter(KeptJson)


def render_notebook(_searcher: Searcher | None) -> str:
    """The view without its passages, which the script asks for: what it is for, the files, the list."""
    name = (
        f'<label class="name"><span>{say("notebook.name")}</span>'
        f'<input type="text" class="name" maxlength="200"{attribute("placeholder", words("notebook.untitled"))}></label>'
    )
    clear = f'<button type="button" class="emptying" data-empty>{say("notebook.clear")}</button>'
    return (
        f'<div class="notebook"><h2 class="unseen">{say("view.notebook")}</h2><p class="notice refused" role="status" hidden></p>'
        f'<p class="empty note">{say("notebook.empty")}</p>'
        f'<div class="filled" hidden><div class="tools">{name}{_formats("notebook", FORMATS)}{clear}</div>'
        f'<div class="problems"></div><ol class="kept"></ol></div></div>'
    )


def render_saving() -> str:
    """What stands below the results: the files that all hits of the question can be saved as."""
    return f'<div class="saving" hidden>{_formats("results", [*EXPORTS, "docx"])}</div>'


def _formats(what: str, formats: Sequence[str] | Mapping[str, object]) -> str:
    """A button for each format, in one order everywhere."""
    order = [name for name in FORMATS if name in formats]
    buttons = "".join(
        f'<button type="button" data-save="{what}" data-format="{name}">{NAMES.get(name) or say(f"save.{name}")}</button>'
        for name in order
    )
    return (
        f'<div class="formats" role="group"{attribute("aria-label", words(f"save.{what}"))}>{say(f"save.{what}")}{buttons}</div>'
    )


def make_notebook(get_searcher: GetSearcher) -> list[Handler]:
    """The functions `keep`, `notebook`, `save_notebook` and `save_results`."""

    def keep(request: Mapping[str, Any]) -> Reply:
        """{"passage": id} -> {"kept"}, what the browser is to keep of it (the question and the note are the browser's to add)."""
        searcher = _searcher(get_searcher)
        try:
            passage = searcher.passage(text_of(request, "passage"))
        except KeyError:
            return {"notice": f'<p class="notice">{say("read.gone")}</p>'}
        return {"kept": _record(passage)}

    def notebook(request: Mapping[str, Any]) -> Reply:
        """{"items": [KeptJson]} -> {"list", "problems"}, HTML."""
        searcher = get_searcher()
        kept, unreadable = _read(request)
        items = "".join(_item(each, _found(searcher, each.passage.id) is not None) for each in kept)
        problems = f'<p class="notice">{say("notebook.unreadable", n=unreadable)}</p>' if unreadable else ""
        return {"list": items, "problems": problems}

    def save_notebook(request: Mapping[str, Any]) -> Reply:
        """{"items", "format", "title", "language"} -> {"name", "mime", "content"}, the content in base64."""
        searcher = get_searcher()
        kept, _ = _read(request)
        current = [Kept(_found(searcher, e.passage.id) or e.passage, e.question, e.note, e.added) for e in kept]
        language = _language(request)
        default = words("notebook.untitled")
        name = text_of(request, "title").strip()[:200] or (default.zh if language == "zh" else default.en)
        return _reply(notebook_file(current, _format(request, FORMATS), name, language), "notebook")

    def save_results(request: Mapping[str, Any]) -> Reply:
        """{"question", filters, "format"} -> the same: every passage that the question finds, in the order of the results."""
        results = _searcher(get_searcher).ask(text_of(request, "question"), MOST_RESULTS, filters_of(request))
        format = _format(request, FORMATS)
        suffix, mime, _ = FORMATS[format]
        content = to_docx([results]) if format == "docx" else EXPORTS[format]([results]).encode()
        return _reply(File(suffix, mime, content), "results")

    return [keep, notebook, save_notebook, save_results]


# --- Requests ---


def _searcher(get_searcher: GetSearcher) -> Searcher:
    searcher = get_searcher()
    if searcher is None:
        raise XunzhangError("There is no collection to search; put articles into corpus/.")
    return searcher


def _found(searcher: Searcher | None, passage_id: str) -> Passage | None:
    try:
        return searcher.passage(passage_id) if searcher else None
    except KeyError:
        return None


def _read(request: Mapping[str, Any]) -> tuple[list[Kept], int]:
    """-> the passages sent, and how many could not be read: a browser's storage can hold anything."""
    sent = request.get("items") if isinstance(request, Mapping) else None
    items = sent[:MOST_KEPT] if isinstance(sent, list) else []
    kept = []
    for item in items:
        try:
            kept.append(_kept(_KEPT.validate_python(item)))
        except ValidationError:
            continue
    return kept, len(items) - len(kept)


def _kept(item: KeptJson) -> Kept:
    passage = item["passage"]
    head = ArticleHead(**passage["article"], url=item["url"])
    place = (passage["number"], passage["start"], passage["end"], passage["text"])
    found = Passage(passage["id"], head, *place, item["heading"], item["language"], item["page"])
    return Kept(found, item["question"], item["note"], item["added"])


def _record(passage: Passage) -> KeptJson:
    return {
        "passage": passage.as_dict(),
        "language": passage.language,
        "heading": passage.heading,
        "page": passage.page,
        "url": passage.article.url,
        "question": "",
        "note": "",
        "added": date.today().isoformat(),
    }


def _format(request: Mapping[str, Any], formats: Mapping[str, object]) -> str:
    format = text_of(request, "format")
    if format not in formats:
        raise XunzhangError(f"There is no format {format[:20]!r}; there are: {', '.join(formats)}.")
    return format


def _language(request: Mapping[str, Any]) -> str:
    return "zh" if text_of(request, "language") == "zh" else "en"


def _reply(file: File, what: str) -> Reply:
    content = BYTE_ORDER_MARK + file.content if file.suffix == "csv" else file.content
    name = f"xunzhang-{what}-{date.today().isoformat()}.{file.suffix}"
    return {"name": name, "mime": file.mime, "content": b64encode(content).decode("ascii")}


# --- The list ---


def _item(kept: Kept, is_there: bool) -> str:
    """A passage of the notebook: where it stands, what it was found for, the text, the note, and what can be done with it."""
    passage = kept.passage
    key = escape(passage.id)
    asked = f'<p class="source">{say("notebook.asked", question=kept.question)}</p>' if kept.question else ""
    gone = "" if is_there else f'<p class="notice">{say("notebook.gone")}</p>'
    note = (
        f'<label class="note"><span>{say("notebook.note")}</span>'
        f'<textarea rows="2" data-note="{key}">{escape(kept.note)}</textarea></label>'
    )
    uses = open_button(passage) + cite_button(passage) if is_there else ""
    moves = "".join(
        f'<button type="button" data-move="{step}"{attribute("aria-label", words(f"notebook.{name}"))}>{arrow}</button>'
        for name, step, arrow in (("up", -1, "↑"), ("down", 1, "↓"))
    )
    remove = f'<button type="button" data-remove>{say("notebook.remove")}</button>'
    text = f'<blockquote class="passage"{html_language(passage.language)}>{escape(passage.text, quote=False)}</blockquote>'
    return (
        f'<li data-kept="{key}"><article class="card"><header><h3>{title(passage.article)}</h3>{source_line(passage)}</header>'
        f"{gone}{asked}{text}{note}"
        f'<div class="actions">{uses}{moves}{remove}</div></article></li>'
    )


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
    ),
)
