"""Files to articles, with an account of every file: what was read, what was left out, and why.

One module reads one family of formats, found by the name's suffix; layout, metadata and language are told elsewhere; ids,
copies and audit rows are `register.py`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xunzhang.messages.wording import of_system, say
from xunzhang.reading.files.account import Draft, Part
from xunzhang.reading.files.child import in_words
from xunzhang.reading.files.finding import Found, find_files
from xunzhang.reading.files.isolation import Reader, isolated
from xunzhang.reading.formats.archives import SUFFIX, archive_parts
from xunzhang.reading.register import Register, admit
from xunzhang.types import Article, AuditRow, XunzhangError
from xunzhang.types.message import Message

_plain = isolated("xunzhang.reading.formats.plain", "read_plain", streams=True)
_markdown = isolated("xunzhang.reading.formats.markdown", "read_markdown", streams=True)
_jsonl = isolated("xunzhang.reading.formats.jsonl", "read_jsonl", streams=True)
_table = isolated("xunzhang.reading.formats.tables", "read_table", streams=True)
_page = isolated("xunzhang.reading.formats.html", "read_html")
_archived_page = isolated("xunzhang.reading.formats.html", "read_mhtml")
_workbook = isolated("xunzhang.reading.formats.workbooks", "read_workbook")
_word = isolated("xunzhang.reading.formats.docx", "read_docx")
_open_document = isolated("xunzhang.reading.formats.odt", "read_odt")
_picture = isolated("xunzhang.reading.formats.images", "read_image")
READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".text": _plain,
    ".ris": _plain,
    ".enw": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".eml": isolated("xunzhang.reading.formats.mail", "read_message", streams=True),
    ".mbox": isolated("xunzhang.reading.formats.mail", "read_mailbox", streams=True),
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".json": isolated("xunzhang.reading.formats.json_files", "read_json", streams=True),
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".shtml": _page,
    ".mhtml": _archived_page,
    ".mht": _archived_page,
    ".csv": _table,
    ".tsv": _table,
    ".tab": _table,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".pdf": isolated("xunzhang.reading.formats.pdf", "read_pdf"),
    ".png": _picture,
    ".jpg": _picture,
    ".jpeg": _picture,
    ".tif": _picture,
    ".tiff": _picture,
    ".webp": _picture,
    ".docx": _word,
    ".docm": _word,
    ".odt": _open_document,
    ".ott": _open_document,
    ".epub": isolated("xunzhang.reading.formats.epub", "read_epub"),
    ".rtf": isolated("xunzhang.reading.formats.rtf", "read_rtf"),
}
SAVED_AS = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".pages", ".wpd"), ".docx"),
    **dict.fromkeys((".xls", ".et", ".numbers", ".ods"), ".xlsx"),
    **dict.fromkeys((".caj", ".nh", ".kdh", ".ppt", ".pptx", ".dps", ".key", ".ofd", ".djvu"), ".pdf"),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tar", ".tgz"), ".zip"),
    **dict.fromkeys((".mobi", ".azw3"), ".epub"),
}
UNREAD = say("left_out.unread")
log = logging.getLogger(__name__)


def read_corpus(paths: Sequence[Path]) -> Iterator[Article | AuditRow]:
    """Every file under `paths` (files or folders), sorted by name: its articles as they are read, then its audit row.

    Nothing is held back: a file of any length takes the memory of its reader. Article ids are unique over the whole call. A file
    that cannot be read yields a row that says why and what mends it, and does not keep the others out. Files and folders whose
    names begin with a dot are passed over. Raises `XunzhangError` at once when there is no file at all.
    """
    return _read_all(find_files([Path(path) for path in paths]))


def _read_all(found: Sequence[Found]) -> Iterator[Article | AuditRow]:
    register = Register(found)
    for file in found:
        for part in read_parts(file):
            for event in admit(part, register):
                if isinstance(event, AuditRow):
                    yield event
                elif event.article:
                    yield event.article


def read_parts(file: Found) -> Iterator[Part]:
    """What a file consists of, each part with an account and an audit row of its own. What it holds depends on the file alone:

    on its content, and on its name's suffix. So `previous.py` can keep it for as long as these stay.
    """
    if file.path.suffix.lower() == SUFFIX and not file.problem:
        yield from _of_archive(file)
        return
    part = Part(file.name)
    part.drafts = _drafts(file, part)
    yield part


def _of_archive(file: Found) -> Iterator[Part]:
    try:
        yield from archive_parts(file, read_parts)
    except Exception as error:  # nor does an archive
        log.exception("%s could not be read to its end", file.name)
        yield from read_parts(replace(file, problem=say("reading.broken", why=in_words(error))))


def _drafts(file: Found, part: Part) -> Iterator[Draft]:
    part.problem = file.problem
    kept = 0
    try:
        if not part.problem:
            for draft in _reader(file.path)(file.path, part.account, file.deadline):
                kept += draft.kept()
                yield draft
    except XunzhangError as error:
        part.problem = error.message
    except OSError as error:
        part.problem = say("reading.unreadable", why=of_system(error))
    except Exception as error:  # no file ends what others are read in
        log.exception("%s could not be read", part.name)
        part.problem = say("reading.broken", why=in_words(error))
    if not part.problem and not part.account.characters_in:
        part.problem = say("reading.empty")
    if part.problem:
        part.account.remove(UNREAD, part.account.characters_in - kept - part.account.removed.total())
    part.account.close()


def no_reader(suffix: str) -> Message:
    """That nothing reads files of this suffix, and what does get read."""
    return say("reading.no_reader", suffix=suffix or say("reading.no_suffix"), list=", ".join(sorted([*READERS, SUFFIX])))


def _reader(path: Path) -> Reader:
    reader = READERS.get(path.suffix.lower())
    if reader is None and (better := SAVED_AS.get(path.suffix.lower())):
        raise XunzhangError(say("reading.saved_as", suffix=path.suffix, kind=better))
    if reader is None:
        raise XunzhangError(no_reader(path.suffix))
    return reader
