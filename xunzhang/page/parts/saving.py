"""The row of files that results and the notebook can be saved as: a button for each format, in one order everywhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection

from markupsafe import Markup

from xunzhang.export.notebook_files import FORMATS
from xunzhang.export.result_files import EXPORTS
from xunzhang.page.parts.templates import macros
from xunzhang.page.parts.view import Reply

TEMPLATE = "parts/saving.html"
NAMES = {  # the same in any language; any other format has words of the page
    "docx": "Word",
    "md": "Markdown",
    "csv": "CSV",
    "json": "JSON",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl": "CSL JSON",
}


def file_reply(name: str, mime: str, content: bytes) -> Reply:
    """A file for the browser to save: {"name", "mime", "content"}, the content in base64."""
    return {"name": name, "mime": mime, "content": b64encode(content).decode("ascii")}


def render_formats(what: str, formats: Collection[str]) -> Markup:
    """A button for each format; `what` is saved: "notebook" or "results"."""
    order = [(name, NAMES.get(name, "")) for name in FORMATS if name in formats]
    return Markup(macros(TEMPLATE).formats(what, order))


def render_saving() -> Markup:
    """What stands below the results: the files that all hits of the question can be saved as."""
    return Markup(macros(TEMPLATE).below_results(render_formats("results", [*EXPORTS, "docx"])))
