"""The folder of what is made: written whole or not at all, and what is said of one that cannot be used.

Which files lie in it is their writers' affair; what a line of the data has to hold is `material.py`'s.
"""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError

# What readers of JSON, of arrays, of safetensors and of torch's own files raise for one that is cut short or of another shape.
DAMAGED = (ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, pickle.UnpicklingError, SafetensorError)


class Unusable(Exception):
    """What was given cannot be used. Its text is one line that says what is wrong, and where it helps what to do."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` at the end of the block: whoever is killed leaves no half of a file."""
    part = path.with_name(f"part.{path.name}")
    yield part
    part.replace(path)


@contextmanager
def made_before(path: Path) -> Iterator[Path]:
    """For reading what an earlier step made. Raises Unusable where it is missing or damaged."""
    makes = f"`python -m training FOLDER {path.parent} SECONDS` makes it"
    try:
        yield path
    except FileNotFoundError as error:
        raise Unusable(f"{path} is missing: {makes}") from error
    except DAMAGED as error:
        raise Unusable(f"{path} is damaged ({in_a_line(error)}): once it is taken away, {makes} anew") from error


def in_a_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    said = f"no {error}" if isinstance(error, KeyError) else lines[0] if lines else type(error).__name__
    return said[:120].rstrip(" .:")
