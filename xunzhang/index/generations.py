"""An index on disk: generations, the manifest with its checksums, and the one rename that makes a generation current.

    index/
        CURRENT                    the name of the current generation
        lock, holder.json          held by the one builder at work (`lock.py`)
        generations/<name>/        manifest.json and what it lists; never changed once it is current
                                   (what is found out of it later, such as background.json, is kept beside that)

A reader holds the generation it opened, which is not removed before it lets go. What the files contain is for `building/` to
write and for the other modules here to read; how an earlier format becomes this one, `upgrading.py`'s.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import stat
import time
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xunzhang.index.block_sums import FILE as BLOCKS
from xunzhang.index.block_sums import read_blocks, summed, write_blocks
from xunzhang.index.syncing import sync, sync_tree, write_synced
from xunzhang.messages.wording import of_system, say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.checksums import checksum as checksum  # its other users ask here
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
_NAME = re.compile(r"\d{8}-\d{6}-\d{9}(?:\.|$)")
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


def new_generation(index_dir: Path, suffix: str = PART) -> Path:
    """An empty folder for a new generation, named by the time so that names sort; `suffix` is PART or CONVERTING."""
    generations = index_dir / GENERATIONS
    if not generations.is_dir():
        generations.mkdir(parents=True, exist_ok=True)
        sync(index_dir)
        sync(index_dir.absolute().parent)
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(seconds))}-{nanoseconds:09d}"
    newest = max((each.name.partition(".")[0] for each in generations.iterdir() if _NAME.match(each.name)), default="")
    if name <= newest:  # the clock has gone back
        name = f"{newest[:-9]}{int(newest[-9:]) + 1:09d}"
    folder = generations / f"{name}{suffix}"
    folder.mkdir()
    return folder


def interrupted_generations(index_dir: Path, suffix: str = PART) -> list[Path]:
    """What builds (PART) or conversions (CONVERTING) that were interrupted left behind, the oldest first."""
    return sorted((index_dir / GENERATIONS).glob(f"*{suffix}"))


def seal(folder: Path, manifest: Manifest) -> Path:
    """Write the manifest with every file's checksum, and give the folder its final name; -> that folder.

    Files that `manifest.files` names have the checksum that stands there; that of the others is made.
    """
    known, _ = read_blocks(folder)
    files, blocks = {}, {}
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and file != folder / BLOCKS):
        name = file.relative_to(folder).as_posix()
        if name not in manifest.files:
            files[name], blocks[name] = summed(file)
            continue
        files[name] = manifest.files[name]
        if name in known and known[name].size == file.stat().st_size:
            blocks[name] = known[name]
    write_blocks(folder, blocks, manifest)
    files[BLOCKS] = checksum(folder / BLOCKS)
    write_manifest(folder, replace(manifest, files=files, sizes={name: (folder / name).stat().st_size for name in files}))
    _let_read(folder)
    sync_tree(folder)
    final = folder.with_suffix("")
    folder.rename(final)
    sync(final.parent)
    return final


def write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")


def _let_read(folder: Path) -> None:
    """Whoever may read what this program writes may read all files: Tantivy keeps some of its own to their owner."""
    ordinary = stat.S_IMODE((folder / MANIFEST).stat().st_mode)
    for file in folder.rglob("*"):
        mode = stat.S_IMODE(file.stat().st_mode)
        if file.is_file() and mode | ordinary != mode:
            file.chmod(mode | ordinary)


def make_current(index_dir: Path, generation: Path) -> None:
    """Point CURRENT at a sealed generation by one atomic rename, then remove the older ones that nobody has open."""
    write_synced(index_dir / CURRENT, generation.name + "\n")
    finished = sorted(folder for folder in (index_dir / GENERATIONS).iterdir() if folder.suffix not in (PART, CONVERTING))
    older = [folder for folder in finished if folder.name < generation.name]
    for folder in older[: -(GENERATIONS_KEPT - 1)]:
        if not in_use(folder):
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
        except PermissionError as error:
            raise unreadable(folder / MANIFEST, error) from error
        except OSError:
            if current_generation(index_dir) == folder:
                raise


def in_use(folder: Path) -> bool:
    """Whether anybody has a generation open."""
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


def current_generation(index_dir: Path) -> Path:
    """The current generation's folder. Raises XunzhangError where there is none."""
    pointer = index_dir / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except OSError as error:
        if (file := file_in_the_way(index_dir)) is not None:
            raise XunzhangError(say("index.is_file", folder=str(index_dir), file=str(file))) from error
        if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise unreadable(pointer, error) from error
        raise XunzhangError(say("index.none", folder=str(index_dir), command=_command(index_dir))) from error
    folder = index_dir / GENERATIONS / name
    try:
        found = bool(name) and (folder / MANIFEST).is_file()
    except OSError as error:
        raise unreadable(folder / MANIFEST, error) from error
    if not found:
        raise damaged(index_dir, say("index.names_missing", file=CURRENT, name=name))
    return folder


def file_in_the_way(index_dir: Path) -> Path | None:
    """The file that an index's path names, or leads through, where a folder has to be; None where there is none."""
    for path in (index_dir, *index_dir.parents):
        with contextlib.suppress(OSError):
            if path.is_file():
                return path
    return None


def unreadable(path: Path, error: OSError) -> XunzhangError:
    """That a file may not be read by whoever runs this, which is no damage."""
    return XunzhangError(say("index.unreadable", file=str(path), why=of_system(error)))


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
    except PermissionError as error:
        raise unreadable(folder / MANIFEST, error) from error
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
        except PermissionError as error:
            raise unreadable(path, error) from error
        except OSError:
            raise damaged(index_dir, say("index.file_missing", file=name)) from None
        if altered:
            raise damaged(index_dir, say("index.file_altered", file=name))


def damaged(index_dir: Path, how: Message | str) -> XunzhangError:
    """That an index is damaged, and what mends it."""
    repair = say("index.repair", command=f"python -m xunzhang repair --index {index_dir}")
    return XunzhangError(say("index.damaged", folder=str(index_dir), how=how, mend=repair))


def mend(index_dir: Path) -> Message:
    """What makes an index anew, as the end of a message."""
    return say("index.rebuild", command=_command(index_dir))


def _command(index_dir: Path) -> str:
    return f"python build_index.py --index {index_dir}"


LEXICAL, GLOSSARY = "lexical", "glossary.csv"
