"""XML inside packages: parsed without entities, external or grown, and without the network; and what its text amounts to.

A document type is allowed, as old EPUB has one, but what it defines is not followed: such a reference stays a node of its own.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError

SAFELY = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
DAMAGED = say("document.save_again")


def said(error: Exception) -> str:
    """What an error says, as part of a line."""
    return " ".join(str(error).split())[:100]


def parse(data: bytes, name: str) -> etree._Element:
    """The root of a part. Raises `XunzhangError` where it is no XML, or nested more than 256 deep."""
    parser = etree.XMLParser(**SAFELY, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XunzhangError(say("document.part_damaged", name=name, why=said(error), mend=DAMAGED)) from error
    return root


def read_part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """A file inside a package, None where there is none of that name. Raises `XunzhangError` where it cannot be unpacked."""
    try:
        return package.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise XunzhangError(say("document.encrypted")) from error
        raise XunzhangError(say("document.part_damaged", name=name, why=said(error), mend=DAMAGED)) from error


def text_of(element: etree._Element, tags: Iterable[str] | None = None) -> int:
    """The visible characters below `element`: of all its text, or of the elements of `tags` only."""
    if tags is None:
        return visible("".join(element.itertext()))
    return sum(visible(found.text or "") for found in element.iter(*tags))
