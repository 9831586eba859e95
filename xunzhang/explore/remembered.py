"""What was computed of a generation, kept beside the generations so that it is computed once.

    index/explored/<generation>/    map.npz and frequent.json, each written whole and moved into place

A generation itself never changes; what is here may be deleted at any time, is made again when asked for, and goes with its
generation. A file that cannot be read, or is of another version, is made again; a folder that cannot be written costs time only.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import numpy as np

from xunzhang.explore.frequent import Frequent, Named
from xunzhang.explore.passage_map import PassageMap
from xunzhang.explore.telling_terms import Term

log = logging.getLogger(__name__)
EXPLORED, MAP, FREQUENT = "explored", "map.npz", "frequent.json"
VERSION = 2  # raise when what is computed changes


def explored_folder(generation: Path) -> Path:
    """Where what is known of a generation's folder is kept."""
    return generation.parent.parent / EXPLORED / generation.name


def read_map(folder: Path, total: int) -> PassageMap | None:
    """The map kept in `folder` of a collection of `total` passages; None where there is none that fits."""
    try:
        with np.load(folder / MAP) as kept:
            drawn = PassageMap(kept["rows"], kept["points"], kept["regions"], int(kept["total"]))
            fits = int(kept["version"]) == VERSION and drawn.total == total
            return (
                drawn if fits and drawn.points.shape == (len(drawn.rows), 2) and len(drawn.regions) == len(drawn.rows) else None
            )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError) as error:
        log.warning("%s cannot be read (%s) and is made again.", folder / MAP, error)
        return None


def write_map(folder: Path, drawn: PassageMap) -> None:
    arrays: dict[str, Any] = {"rows": drawn.rows, "points": drawn.points, "regions": drawn.regions}
    numbers: dict[str, Any] = {"total": drawn.total, "version": VERSION}
    _write(folder / MAP, lambda file: np.savez(file, **arrays, **numbers))


def read_frequent(folder: Path, total: int) -> Frequent | None:
    """The names and terms kept in `folder`; None where there are none that fit."""
    try:
        record = json.loads((folder / FREQUENT).read_text(encoding="utf-8"))
        if record["version"] != VERSION or record["total"] != total:
            return None
        return Frequent(
            {language: _terms(terms) for language, terms in record["terms"].items()},
            {language: tuple(Named(**name) for name in names) for language, names in record["names"].items()},
            {outlet: _terms(terms) for outlet, terms in record["outlets"].items()},
            tuple(map(tuple, record["regions"])),
            record["read"],
            record["total"],
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s cannot be read (%s) and is made again.", folder / FREQUENT, error)
        return None


def write_frequent(folder: Path, found: Frequent) -> None:
    record = json.dumps(asdict(found) | {"version": VERSION}, ensure_ascii=False)
    _write(folder / FREQUENT, lambda file: file.write(record.encode("utf-8")))


def _terms(records: list[dict[str, Any]]) -> tuple[Term, ...]:
    return tuple(Term(**record) for record in records)


def _write(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write beside the place and move there, so that no reader ever sees half of it; what has lost its generation goes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _forget_others(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s cannot be written (%s); it is made again at the next start.", path, error.strerror or error)


def _forget_others(folder: Path) -> None:
    generations = folder.parent.parent / "generations"
    for other in folder.parent.iterdir():
        if not (generations / other.name).is_dir():
            shutil.rmtree(other, ignore_errors=True)
