"""Which program reads pictures of text: RapidOCR where it is installed, else Tesseract, or the one that is named; or none.

It is named by `XUNZHANG_OCR`, or `--ocr`: auto, off, rapid, tesseract, or tesseract:deu+fra with the languages. Nothing of the
programs is imported here: a build asks what would read before it knows of any scan.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache
from importlib.util import find_spec
from typing import Literal, NamedTuple

from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

LANGUAGES = ("chi_sim", "chi_tra", "eng")  # what Tesseract reads where no others are named
INSTALL_RAPID = "pip install rapidocr==3.10.0"
INSTALL_TESSERACT = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
_TESSERACT = re.compile(r"tesseract(?::\w+(?:\+\w+)*)?", re.ASCII)


class Engine(NamedTuple):
    """What reads; `languages` are Tesseract's, RapidOCR's model being of Chinese and English."""

    name: Literal["rapid", "tesseract"]
    languages: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return "RapidOCR" if self.name == "rapid" else f"Tesseract, {'+'.join(self.languages)}"


def chosen() -> Engine | None:
    """What is to read scans here; None where nothing is. Raises `XunzhangError` where the one that is named is not installed."""
    named = limits.current().ocr
    if named == "off":
        return None
    if _TESSERACT.fullmatch(named):
        return of_tesseract(named)
    if named == "rapid" or (named == "auto" and _has_rapid()):
        if not _has_rapid():
            raise XunzhangError(say("ocr.not_installed", name=named, command=INSTALL_RAPID))
        return Engine("rapid")
    if named != "auto":
        raise XunzhangError(say("ocr.unknown", given=named[:40]))
    found = tuple(language for language in LANGUAGES if language in _tesseract_languages())
    return Engine("tesseract", found) if found else None


def of_tesseract(named: str) -> Engine:
    """Tesseract with the languages that are named after it, or those of LANGUAGES that it has. Raises as `chosen` does."""
    languages = named.partition(":")[2]
    wanted = tuple(languages.split("+")) if languages else LANGUAGES
    found = tuple(language for language in wanted if language in _tesseract_languages())
    if not found or (languages and found != wanted):
        missing = [language for language in wanted if language not in found] if languages else ["chi_sim"]
        packages = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in missing)
        raise XunzhangError(say("ocr.not_installed", name=named, command=f"apt-get install tesseract-ocr {packages}"))
    return Engine("tesseract", found)


def mend() -> Message:
    """What lets a page be read that was not."""
    return say("ocr.is_off") if limits.current().ocr == "off" else say("pdf.install_ocr", command=INSTALL_RAPID)


def setting() -> list[str]:
    """What an index depends on of this: the program, its version or its languages. Empty where nothing reads scans."""
    try:
        engine = chosen()
    except XunzhangError:
        return []
    if engine is None:
        return []
    return [engine.name, *(engine.languages or (_version(),))]


@lru_cache(maxsize=1)
def _version() -> str:
    from importlib.metadata import version  # here, not above: it takes a while, and a question has no use for it

    return version("rapidocr")


@lru_cache(maxsize=1)
def _has_rapid() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _tesseract_languages() -> tuple[str, ...]:
    """Those that Tesseract can read here; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return tuple(listed.stdout.split())
