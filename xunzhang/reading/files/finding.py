"""Which files a corpus consists of: the walk through folders and links, in a stable order.

Names that begin with a dot are passed over without a word (they are the system's); whatever else cannot be read is reported.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xunzhang.messages.wording import of_system, say
from xunzhang.reading.files.file_names import shown_name
from xunzhang.reading.files.library_files import is_library
from xunzhang.reading.files.time_limits import Deadline
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message
from xunzhang.types.places import CURRENT, GENERATIONS

# Files that may stand in a corpus folder and are no articles.
NOT_ARTICLES = {
    "glossary.csv": say("finding.glossary"),
    "metadata.csv": say("finding.own_table"),
    "columns.yaml": say("finding.columns"),
    "xunzhang-fetched.csv": say("finding.fetched"),
    "thumbs.db": say("finding.thumbnails"),
    "desktop.ini": say("finding.desktop"),
    "readme": say("finding.readme"),
}

LIBRARY_NOTE = say("finding.library")
_TABLES = ("metadata.csv", "xunzhang-fetched.csv")
OWNERS = "~$"  # begins the name of the file by which Word and Excel know who has a document open
OPENED = say("finding.owner_file")
INDEX = say("finding.index")
_OF_FIRST_BUILD = {"lock", "holder.json", "stamps.json", GENERATIONS, "README.md"}
DEEPEST = 100  # folders inside of each other
PAGES, PAGE_FOLDERS = (".html", ".htm", ".xhtml"), ("_files", ".files", "_file", "-Dateien", "_fichiers")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the corpus. `name` is relative to its folder, as it is shown (`file_names.py`); `problem` says why
    it cannot be read, if so; `deadline` is that of the archive it is in.
    """

    path: Path
    name: str
    problem: Message = NOTHING
    deadline: Deadline | None = field(default=None, compare=False)


def find_files(paths: Sequence[Path]) -> list[Found]:
    """The files under `paths` (files or folders), folder by folder, sorted by name, tables of facts last. Each is listed once.

    Raises `XunzhangError` when there is no file at all.
    """
    several = sum(map(_is_folder, paths)) > 1
    found: list[Found] = []
    for path in paths:
        prefix = f"{path.resolve().name}/" if several and _is_folder(path) else ""
        found.extend(replace(file, name=shown_name(file.name)) for file in _found(path, prefix))
    seen: set[Path] = set()
    listed = []
    for file in found:
        real = _real(file.path)
        if real in seen and not file.problem:
            continue
        seen.add(real)
        listed.append(file)
    if not any(os.path.lexists(file.path) for file in listed):
        given = ", ".join(shown_name(str(path)) for path in paths) or "nothing"
        raise XunzhangError(say("finding.nothing", given=given))
    return sorted(listed, key=_is_table)  # what it matches is known in the end


def _is_table(file: Found) -> bool:
    return file.path.name.lower() in _TABLES or file.problem == LIBRARY_NOTE


def _found(path: Path, prefix: str) -> Iterator[Found]:
    if not os.path.lexists(path):
        yield Found(path, str(path), say("finding.missing", path=shown_name(str(path))))
        return
    try:
        found = _entry(path, prefix + path.name, ())
    except OSError as error:
        found = _unreadable(path, prefix + path.name, error)
    if found is None:
        yield from _walk(path, prefix, (_real(path),))
    else:
        yield found


def _unreadable(path: Path, name: str, error: OSError) -> Found:
    key = "finding.folder_unreadable" if _is_folder(path) else "reading.unreadable"
    return Found(path, name, say(key, why=of_system(error)))


def _real(path: Path) -> Path:
    """The path with its links followed, as far as they lead anywhere."""
    return Path(os.path.realpath(path))


def _walk(folder: Path, prefix: str, above: tuple[Path, ...]) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, prefix or folder.name, say("finding.folder_unreadable", why=of_system(error)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{prefix}{entry.name}"
        try:
            found = _entry(entry, name, above)
        except OSError as error:
            found = _unreadable(entry, name, error)
        if found is not None:
            yield found
        elif len(above) < DEEPEST:
            yield from _walk(entry, f"{name}/", (*above, _real(entry)))
        else:
            yield Found(entry, name, say("finding.deep", n=DEEPEST))


def _entry(entry: Path, name: str, above: tuple[Path, ...]) -> Found | None:
    """What an entry of a folder is, None for a folder to go through. Raises OSError where the system does not say."""
    if not _is_folder(entry):
        return _file(entry, name)
    if _is_index(entry):
        return Found(entry, name, INDEX)
    if page := _page_of(entry):
        return Found(entry, name, say("finding.page_folder", page=shown_name(page)))
    return Found(entry, name, say("finding.link_loop")) if _real(entry) in above else None


def _is_folder(path: Path) -> bool:
    """False, too, for one of which the system does not say."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_index(folder: Path) -> bool:
    """Whether a build wrote this folder, or is writing it for the first time."""
    if (folder / CURRENT).is_file():
        return (folder / GENERATIONS).is_dir()
    return (folder / "lock").is_file() and {entry.name for entry in folder.iterdir()} <= _OF_FIRST_BUILD


def _page_of(folder: Path) -> str:
    """The name of the web page that a browser saved beside this folder of its pictures and scripts; "" for another folder."""
    for ending in PAGE_FOLDERS:
        if folder.name.endswith(ending):
            stem = folder.name.removesuffix(ending)
            return next((page.name for suffix in PAGES if (page := folder.with_name(stem + suffix)).is_file()), "")
    return ""


def note_of(name: str) -> Message:
    """Why a file of this name is no article, nothing where it may be one."""
    if name.startswith(OWNERS):
        return OPENED
    return NOT_ARTICLES.get(name.lower()) or NOT_ARTICLES.get(Path(name).stem.lower(), NOTHING)


def _file(path: Path, name: str) -> Found:
    if note := note_of(path.name):
        return Found(path, name, note)
    if path.is_symlink() and not path.exists():
        return Found(path, name, say("finding.link_dead"))
    if not path.is_file():
        return Found(path, name, say("finding.irregular"))
    return Found(path, name, LIBRARY_NOTE if is_library(path) else NOTHING)
