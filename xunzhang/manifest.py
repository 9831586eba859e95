"""An index on disk: generations, the manifest with its checksums, and the one rename that makes a generation current.

    index/
        CURRENT                    the name of the current generation
        lock                       held by the one builder at work
        generations/<name>/        manifest.json and what it lists; never changed once it is current

A reader holds the generation it opened. Writing what the files contain is `index.py`'s business.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path

from filelock import FileLock, Timeout

from xunzhang.types import Manifest, XunzhangError

FORMAT_VERSION = 2
MANIFEST, CURRENT, LOCK, GENERATIONS = "manifest.json", "CURRENT", "lock", "generations"
# At opening, files are checked by size, and by checksum up to this size: reading 256 MB takes about a fifth of a second.
CHECKSUM_AT_OPENING = 256 << 20
GENERATIONS_KEPT = 2  # the current one, and the one that a page started before may still be reading
REBUILD = "rebuild it with: python build_index.py --index {}"


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def building_lock(index_dir: Path, wait_s: float) -> Iterator[None]:
    """Hold the index's lock. Raises XunzhangError where another builder still has it after `wait_s` seconds."""
    index_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index_dir / LOCK)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise XunzhangError(
            f"Another build is writing {index_dir}; wait until it has finished, or end it, and try again."
        ) from error
    try:
        yield
    finally:
        lock.release()


def new_generation(index_dir: Path) -> Path:
    """An empty folder for a new generation, named by the time so that names sort; leftovers of killed builds are removed."""
    generations = index_dir / GENERATIONS
    generations.mkdir(parents=True, exist_ok=True)
    for leftover in generations.glob("*.part"):
        shutil.rmtree(leftover, ignore_errors=True)
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    folder = generations / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(seconds))}-{nanoseconds:09d}.part"
    folder.mkdir()
    return folder


def seal(folder: Path, manifest: Manifest) -> Path:
    """Write the manifest with every file's checksum, and give the folder its final name; -> that folder."""
    files = {file.relative_to(folder).as_posix(): checksum(file) for file in sorted(folder.rglob("*")) if file.is_file()}
    sizes = {name: (folder / name).stat().st_size for name in files}
    record = asdict(manifest) | {"files": files, "sizes": sizes}
    (folder / MANIFEST).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    for name in (*files, MANIFEST):
        _sync(folder / name)
    final = folder.with_suffix("")
    folder.rename(final)
    return final


def make_current(index_dir: Path, generation: Path) -> None:
    """Point CURRENT at a sealed generation by one atomic rename, then remove what is too old to be in use."""
    pointer = index_dir / f"{CURRENT}.new"
    pointer.write_text(generation.name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index_dir / CURRENT)
    finished = sorted(folder for folder in (index_dir / GENERATIONS).iterdir() if folder.suffix != ".part")
    older = [folder for folder in finished if folder.name < generation.name]
    for folder in older[: -(GENERATIONS_KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def current_generation(index_dir: Path) -> Path:
    """The current generation's folder. Raises XunzhangError where there is none."""
    pointer = index_dir / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise XunzhangError(
            f"There is no index in {index_dir}; build one with: python build_index.py --index {index_dir}"
        ) from error
    folder = index_dir / GENERATIONS / name
    if not name or not (folder / MANIFEST).is_file():
        raise XunzhangError(
            f"The index in {index_dir} is damaged ({CURRENT} names {name!r}, which is not there); {_mend(index_dir)}"
        )
    return folder


def read_manifest(index_dir: Path, folder: Path) -> Manifest:
    """Read a generation's manifest. Raises XunzhangError where it is damaged or of another format version."""
    try:
        record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version = record["format_version"]
        if version != FORMAT_VERSION:
            raise XunzhangError(
                f"The index in {index_dir} has format version {version}, and this program reads version {FORMAT_VERSION}; "
                f"{_mend(index_dir)}"
            )
        return Manifest(**{field.name: record[field.name] for field in fields(Manifest)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise XunzhangError(
            f"The index in {index_dir} is damaged ({MANIFEST} cannot be read: {error}); {_mend(index_dir)}"
        ) from error


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
            raise XunzhangError(
                f"The index in {index_dir} is damaged ({name} is missing or unreadable); {_mend(index_dir)}"
            ) from None
        if altered:
            raise XunzhangError(f"The index in {index_dir} is damaged ({name} is not as it was written); {_mend(index_dir)}")


def _mend(index_dir: Path) -> str:
    return REBUILD.format(index_dir)
