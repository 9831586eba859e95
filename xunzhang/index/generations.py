"""An index on disk: generations, the manifest with its checksums, and the one rename that makes a generation current.

    index/
        CURRENT                    the name of the current generation
        lock, holder.json          held by the one builder at work (`lock.py`)
        generations/<name>/        manifest.json and what it lists; never changed once it is current

A reader holds the generation it opened, which is not removed before it lets go. What the files contain is for `building/` to
write and for the other modules here to read; how an earlier format becomes this one, `upgrading.py`'s.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xunzhang.messages.wording import say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.message import Message
from xunzhang.types.places import CURRENT, GENERATIONS

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FORMAT_VERSION = 6
OLDEST_FORMAT = 3  # that is converted to the present one; what is older is built anew
MANIFEST = "manifest.json"
# At opening, files are checked by size, and by checksum up to this size: reading 256 MB takes about a fifth of a second.
CHECKSUM_AT_OPENING = 256 << 20
GENERATIONS_KEPT = 2  # the current one, and the one that somebody may be about to open
PART, CONVERTING = ".part", ".converting"  # end the name of a generation that is being written, or converted to this format


class NewerIndex(XunzhangError):
    """An index that a newer version of the program has written: not to be written over by this one unasked."""


class Opened(NamedTuple):
    """A generation whose files are as they were written. `held` keeps them there."""

    folder: Path
    manifest: Manifest
    held: object


def is_present(manifest: Manifest) -> bool:
    """Whether a generation is in the format that this program writes."""
    return manifest.format_version == FORMAT_VERSION


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def new_generation(index_dir: Path, suffix: str = PART) -> Path:
    """An empty folder for a new generation, named by the time so that names sort; `suffix` is PART or CONVERTING."""
    generations = index_dir / GENERATIONS
    generations.mkdir(parents=True, exist_ok=True)
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    folder = generations / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(seconds))}-{nanoseconds:09d}{suffix}"
    folder.mkdir()
    return folder


def interrupted_generations(index_dir: Path, suffix: str = PART) -> list[Path]:
    """What builds (PART) or conversions (CONVERTING) that were interrupted left behind, the oldest first."""
    return sorted((index_dir / GENERATIONS).glob(f"*{suffix}"))


def seal(folder: Path, manifest: Manifest) -> Path:
    """Write the manifest with every file's checksum, and give the folder its final name; -> that folder.

    Files that `manifest.files` names have the checksum that stands there; that of the others is made.
    """
    found = [(file.relative_to(folder).as_posix(), file) for file in sorted(folder.rglob("*")) if file.is_file()]
    files = {name: manifest.files.get(name) or checksum(file) for name, file in found}
    sizes = {name: (folder / name).stat().st_size for name in files}
    record = asdict(manifest) | {"files": files, "sizes": sizes}
    (folder / MANIFEST).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    for name in (*files, MANIFEST):
        _sync(folder / name)
    final = folder.with_suffix("")
    folder.rename(final)
    return final


def make_current(index_dir: Path, generation: Path) -> None:
    """Point CURRENT at a sealed generation by one atomic rename, then remove the older ones that nobody has open."""
    pointer = index_dir / f"{CURRENT}.new"
    pointer.write_text(generation.name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index_dir / CURRENT)
    finished = sorted(folder for folder in (index_dir / GENERATIONS).iterdir() if folder.suffix not in (PART, CONVERTING))
    older = [folder for folder in finished if folder.name < generation.name]
    for folder in older[: -(GENERATIONS_KEPT - 1)]:
        if not _in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def hold(folder: Path) -> BinaryIO:
    """Keep a generation from being removed while the file that is returned is open; a process that ends lets go of it.

    Raises OSError where the generation is gone. Where there are no such locks (Windows), open files cannot be removed anyway.
    """
    file = (folder / MANIFEST).open("rb")
    if fcntl:
        with contextlib.suppress(OSError):  # a file system without locks: the previous generation is kept all the same
            fcntl.flock(file, fcntl.LOCK_SH)
    return file


def hold_current(index_dir: Path) -> tuple[Path, BinaryIO]:
    """The current generation, held. Two builds may replace and remove it between a look and the hold: then look again."""
    while True:
        folder = current_generation(index_dir)
        try:
            return folder, hold(folder)
        except OSError:
            if current_generation(index_dir) == folder:
                raise


def _in_use(folder: Path) -> bool:
    if not fcntl:
        return False
    try:
        with (folder / MANIFEST).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def current_generation(index_dir: Path) -> Path:
    """The current generation's folder. Raises XunzhangError where there is none."""
    pointer = index_dir / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise XunzhangError(say("index.none", folder=str(index_dir), command=_command(index_dir))) from error
    folder = index_dir / GENERATIONS / name
    if not name or not (folder / MANIFEST).is_file():
        raise damaged(index_dir, say("index.names_missing", file=CURRENT, name=name))
    return folder


def read_manifest(index_dir: Path, folder: Path) -> Manifest:
    """Read a generation's manifest, of this program's format or one that is converted to it (`Manifest.format_version`).

    Raises XunzhangError where it is damaged or older than that; NewerIndex where a newer program has written it.
    """
    try:
        record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version = record["format_version"]
        if version > FORMAT_VERSION:
            raise NewerIndex(
                say("index.version", folder=str(index_dir), theirs=version, ours=FORMAT_VERSION, mend=say("index.update"))
            )
        if version < OLDEST_FORMAT:
            raise XunzhangError(
                say("index.version", folder=str(index_dir), theirs=version, ours=FORMAT_VERSION, mend=mend(index_dir))
            )
        return Manifest(
            **{field.name: record[field.name] for field in fields(Manifest) if field.name in record or field.name != "backends"}
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(index_dir, say("index.file_unreadable", file=MANIFEST, why=str(error))) from error


def checked(index_dir: Path) -> tuple[Path, Manifest]:
    """The current generation's folder and manifest, its files being as they were written. Raises XunzhangError else."""
    folder = current_generation(index_dir)
    manifest = read_manifest(index_dir, folder)
    check_files(index_dir, folder, manifest)
    return folder, manifest


def check_files(index_dir: Path, folder: Path, manifest: Manifest, largest: int = CHECKSUM_AT_OPENING) -> None:
    """Compare every file with the manifest: sizes, and checksums of files up to `largest` bytes.

    Raises XunzhangError naming the first file that is missing, cut short or altered.
    """
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
            altered = size != manifest.sizes[name] or (size <= largest and checksum(path) != expected)
        except OSError:
            raise damaged(index_dir, say("index.file_missing", file=name)) from None
        if altered:
            raise damaged(index_dir, say("index.file_altered", file=name))


def damaged(index_dir: Path, how: Message | str) -> XunzhangError:
    """That an index is damaged, and what mends it."""
    return XunzhangError(say("index.damaged", folder=str(index_dir), how=how, mend=mend(index_dir)))


def mend(index_dir: Path) -> Message:
    """What makes an index anew, as the end of a message."""
    return say("index.rebuild", command=_command(index_dir))


def _command(index_dir: Path) -> str:
    return f"python build_index.py --index {index_dir}"


LEXICAL, GLOSSARY = "lexical", "glossary.csv"
