"""The view that adds files to the collection, where the operator allows it: drop them, see what was read, ask them.

Files arrive over HTTP (`http.py`), one at a time, so that the browser can show how far each has come; here is what became of
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from xunzhang.messages.told import told
from xunzhang.messages.wording import words
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View
from xunzhang.page.parts.wording import attribute, say, show, verbatim
from xunzhang.reading.corpus import READERS
from xunzhang.reading.files.limits import current as limits
from xunzhang.reading.formats.archives import SUFFIX
from xunzhang.search.pipeline import Searcher
from xunzhang.service.adding import Added, Adding, IndexingState
from xunzhang.types import AuditRow


def add_view(adding: Adding) -> View:
    """The view over `adding`."""

    def handlers(_collection: GetSearcher) -> list[Handler]:
        def added(_request: Mapping[str, Any]) -> Reply:
            """{} -> {"files", "progress"}, HTML, and "busy", whether something is being indexed."""
            now = adding.progress
            files = "".join(_file(each) for each in adding.files)
            return {"files": files, "progress": _progress(now), "busy": bool(now.stage)}

        return [added]

    return View(
        name="add",
        title="view.add",
        render=render_add,
        handlers=handlers,
        scripts=("add.js",),
        styles=("add.css",),
        words=("add.sending", "add.failed", "add.large", "add.foreign"),
    )


def render_add(_searcher: Searcher | None) -> str:
    """The place to drop files on, which is a file chooser too; what is under way; and the files that have been added."""
    suffixes = ", ".join(sorted([*READERS, SUFFIX]))
    return (
        f'<div class="adding"><h2 class="unseen">{say("view.add")}</h2><label class="drop"><span>{say("add.drop")}</span>'
        f'<input type="file" multiple accept="{escape(suffixes)}" data-most="{limits().added_bytes}"></label>'
        f'<p class="note">{say("add.suffixes", list=suffixes)}</p>'
        f'<div class="under-way" role="status" aria-live="polite"></div><ol class="sending"></ol><ol class="added"></ol></div>'
    )


def _progress(now: IndexingState) -> str:
    if now.trouble:
        return f'<p class="notice">{say("add.trouble", why=told(now.trouble))}</p>'
    if not now.stage:
        return ""
    value = f' value="{now.done}" max="{now.total}"' if now.total else ""
    label = attribute("aria-label", words(f"add.{now.stage}"))
    return f"<p>{say(f'add.{now.stage}')}</p><progress{value}{label}></progress>"


def _file(added: Added) -> str:
    """What became of one file: its name, whether it can be asked, and its audit."""
    name = escape(added.name or added.given, quote=False)
    renamed = f'<p class="note">{say("add.renamed", given=added.given)}</p>' if added.name not in ("", added.given) else ""
    rows = "".join(_row(row) for row in added.rows)
    state = f'<p class="state">{say(f"add.{added.state}")}</p>'
    return f'<li class="{added.state}"><h3>{name}</h3>{state}{renamed}<ul class="audit">{rows}</ul></li>'


def _row(row: AuditRow) -> str:
    """What was read of a file, or of one inside an archive, and its messages, each a line."""
    read = say("add.read", n=row.articles, paragraphs=row.paragraphs) if row.articles else ""
    kept = say("add.kept", kept=row.characters_kept, all=row.characters_in) if row.articles else ""
    inner = f"<code>{verbatim(row.path)}</code>" if "/" in row.path else ""
    parts = "".join(f'<span class="part">{part}</span>' for part in (inner, read, kept) if part)
    messages = "".join(f'<p class="note">{show(told(message))}</p>' for message in row.messages)
    line = f'<p class="source">{parts}</p>' if parts else ""
    return f"<li>{line}{messages}</li>"
