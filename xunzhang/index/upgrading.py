"""Brings an index that an earlier version of the program wrote into the present format, without encoding anything again.

What comes of it is a new generation beside the old one, which shares the files that stay as they are and is made current by the
same rename as a build's: ended at any moment, it leaves the old one whole, and who has that open keeps it. An index that may not
be written to is converted into a temporary folder for as long as it is open, so that all that reads an index knows one format
only. What each step changes is `conversions/`'s.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from xunzhang.index import generations
from xunzhang.index.conversions import STEPS
from xunzhang.index.generations import Opened, is_present
from xunzhang.index.lock import Busy, building_lock
from xunzhang.index.schema import FILE, set_format
from xunzhang.index.sharing import share, temporary_view
from xunzhang.messages.wording import of_system, say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.message import Message

LOCK_WAIT_S = 5.0  # for another that converts it; a build takes longer, and then a temporary folder is the quicker way


def upgraded(index_dir: Path, old: Opened, tell: Callable[[Message], None]) -> Opened:
    """The index in the present format: converted in place, or for this run alone where that cannot be. `tell` gets which.

    Raises XunzhangError where it can be neither, or what it holds cannot be converted.
    """
    try:
        with building_lock(index_dir, LOCK_WAIT_S):
            folder, held = generations.hold_current(index_dir)
            manifest = generations.read_manifest(index_dir, folder)
            if is_present(manifest):  # another program was first
                return Opened(folder, manifest, held)
            folder, manifest = upgrade(index_dir, folder, manifest, tell)
            return Opened(folder, manifest, generations.hold(folder))
    except Busy:
        return _for_now(index_dir, old, tell, say("index.being_written"))
    except OSError as error:
        return _for_now(index_dir, old, tell, of_system(error))


def upgrade(index_dir: Path, folder: Path, manifest: Manifest, tell: Callable[[Message], None]) -> tuple[Path, Manifest]:
    """Convert a generation, and make what comes of it current; -> its folder and manifest. The caller holds the index's lock.

    Raises OSError where it cannot be written, XunzhangError where it cannot be converted.
    """
    for left in generations.interrupted_generations(index_dir, generations.CONVERTING):
        shutil.rmtree(left, ignore_errors=True)
    target = generations.new_generation(index_dir, generations.CONVERTING)
    try:
        share(folder, target, _changes(manifest))
        (target / generations.MANIFEST).unlink()
        sealed = generations.seal(target, _converted(index_dir, target, manifest))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    generations.make_current(index_dir, sealed)
    theirs, ours = manifest.format_version, generations.FORMAT_VERSION
    tell(say("index.converted", folder=str(index_dir), theirs=theirs, ours=ours))
    return sealed, generations.read_manifest(index_dir, sealed)


def _for_now(index_dir: Path, old: Opened, tell: Callable[[Message], None], why: Message) -> Opened:
    version = old.manifest.format_version
    try:
        view, temporary = temporary_view(old.folder, _changes(old.manifest))
        manifest = _converted(index_dir, view, old.manifest)
    except OSError as error:
        given_up = say("index.unconverted", folder=str(index_dir), theirs=version, why=why, how=of_system(error))
        raise XunzhangError(given_up) from error
    tell(say("index.converted_for_now", folder=str(index_dir), theirs=version, why=why))
    return Opened(view, manifest, (old.held, temporary))


def _changes(manifest: Manifest) -> set[str]:
    """The files that change on the way to the present format."""
    steps = range(manifest.format_version, generations.FORMAT_VERSION)
    return {FILE, *(name for version in steps for name in STEPS[version].changes)}


def _converted(index_dir: Path, folder: Path, manifest: Manifest) -> Manifest:
    """Convert the files in `folder`, those that change being its own; -> its manifest, of the other files only.

    Raises OSError where they cannot be written, XunzhangError where they are not what they should be.
    """
    try:
        for version in range(manifest.format_version, generations.FORMAT_VERSION):
            STEPS[version].convert(folder)
        with closing(sqlite3.connect(folder / FILE)) as catalogue:
            set_format(catalogue, generations.FORMAT_VERSION)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        theirs, mend = manifest.format_version, generations.mend(index_dir)
        unfit = say("index.not_convertible", folder=str(index_dir), theirs=theirs, how=str(error), mend=mend)
        raise XunzhangError(unfit) from error
    changed = _changes(manifest)
    files = {name: digest for name, digest in manifest.files.items() if changed.isdisjoint((name, name.partition("/")[0]))}
    return replace(manifest, format_version=generations.FORMAT_VERSION, files=files, sizes={})
