"""Files to articles, with an account of every file: what was read, what was left out, and why.

One module reads one family of formats, found by the name's suffix; layout, metadata and language are told elsewhere; ids,
copies and audit rows are `register.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xunzhang.messages.wording import of_system, say
from xunzhang.reading.files.account import Account, Draft, Part
from xunzhang.reading.files.finding import Found, find_files
from xunzhang.reading.files.isolation import isolated
from xunzhang.reading.files.mojibake import without_garbage
from xunzhang.reading.formats.archives import SUFFIX, archive_parts
from xunzhang.reading.formats.json_files import read_json
from xunzhang.reading.formats.jsonl import read_jsonl
from xunzhang.reading.formats.mail import read_mailbox, read_message
from xunzhang.reading.formats.markdown import read_markdown
from xunzhang.reading.formats.plain import read_plain
from xunzhang.reading.formats.tables import read_table
from xunzhang.reading.register import Register, admit
from xunzhang.types import Article, AuditRow, XunzhangError
from xunzhang.types.message import Message

Reader = Callable[[Path, Account], Iterator[Draft]]
_page = isolated("xunzhang.reading.formats.html", "read_html")
_archived_page = isolated("xunzhang.reading.formats.html", "read_mhtml")
_workbook = isolated("xunzhang.reading.formats.workbooks", "read_workbook")
_word = isolated("xunzhang.reading.formats.docx", "read_docx")
_open_document = isolated("xunzhang.reading.formats.odt", "read_odt")
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".ris": read_plain,
    ".enw": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".eml": read_message,
    ".mbox": read_mailbox,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".shtml": _page,
    ".mhtml": _archived_page,
    ".mht": _archived_page,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".pdf": isolated("xunzhang.reading.formats.pdf", "read_pdf"),
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
        yield from archive_parts(file, read_parts)
        return
    part = Part(file.name)
    part.drafts = _drafts(file, part)
    yield part


def _drafts(file: Found, part: Part) -> Iterator[Draft]:
    part.problem = file.problem
    kept = 0
    try:
        if not part.problem:
            for read in _reader(file.path)(file.path, part.account):
                if draft := without_garbage(read, part.account):
                    kept += draft.kept()
                    yield draft
    except XunzhangError as error:
        part.problem = error.message
    except OSError as error:
        part.problem = say("reading.unreadable", why=of_system(error))
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
