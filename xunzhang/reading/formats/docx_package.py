"""A Word file as the parts that hold its text: found as Word finds them, whatever else of the package is odd or not there.

A relationship that leads nowhere, a picture that is missing, a name with backslashes or in another case, and the namespaces of
Strict Open XML keep nobody from the text. What the text points to and was not followed is for `docx.py` to say.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.formats.xml_parts import DAMAGED, parse, read_part
from xunzhang.types import XunzhangError

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
NOTES = ("footnotes", "endnotes")
OF_TEXT = frozenset(("header", "footer", "comments", *NOTES))
USUAL_TEXT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to, as `printed` there. `kind` is the last word of its type; `target` the name of a part, or ""."""

    id: str
    kind: str
    target: str
    printed: str = ""
    outside: bool = False


class WordPackage:
    """The parts of an open package. Raises `XunzhangError` where it has no text part, or that is no XML."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in reversed(package.namelist())}
        self.name = self._text_part()
        self.document = self.root(self.name)
        if self.document is None:
            raise XunzhangError(say("document.no_word_text", mend=DAMAGED))
        self.relations = self._relations_of(self.name)

    def data(self, name: str) -> bytes | None:
        """A part's bytes; None where there is none of that name. Case does not count, as in Word."""
        known = self._names.get(name.lower())
        return read_part(self._package, known) if known is not None else None

    def root(self, name: str) -> etree._Element | None:
        """A part's XML, in the namespaces of Transitional Open XML; None where there is no such part."""
        data = self.data(name)
        return parse(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data), name) if data is not None else None

    def related(self, kind: str) -> str:
        """The name of the first part of a kind that the text points to and that is there, or ""."""
        return next((each.target for each in self.relations if each.kind == kind and self.has(each.target)), "")

    def relation(self, id_: str) -> Relation | None:
        return next((each for each in self.relations if each.id == id_), None)

    def beside_the_text(self) -> list[tuple[str, str]]:
        """-> (kind, name) of the parts with text of their own; notes by their usual names, too, where nothing leads to them."""
        found = [(each.kind, each.target) for each in self.relations if each.kind in OF_TEXT and self.has(each.target)]
        for kind in NOTES:
            usual = f"word/{kind}.xml"
            if kind not in dict(found) and self.has(usual):
                found.append((kind, usual))
        return list(dict.fromkeys(found))

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def property(self, name: str) -> str:
        """Title or creator, as the properties of the file have it; "" where they say nothing or are damaged."""
        relations = self._relations_of("")
        part = next((each.target for each in relations if each.kind == "core-properties"), "docProps/core.xml")
        try:
            root = self.root(part)
        except XunzhangError:
            return ""
        return (root.findtext(f".//{_DC}{name}") or "") if root is not None else ""

    def _text_part(self) -> str:
        relations = self._relations_of("")
        named = [each.target for each in relations if each.kind == "officeDocument" and self.has(each.target)]
        return named[0] if named else USUAL_TEXT

    def _relations_of(self, part: str) -> list[Relation]:
        folder, name = posixpath.split(part)
        try:
            root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        except XunzhangError:
            return []  # a part whose relationships are damaged points to nothing
        found = []
        for each in root.iter(_RELATION) if root is not None else ():
            outside = (each.get("TargetMode") or "").lower() == "external"
            printed = each.get("Target") or ""
            kind = (each.get("Type") or "").rstrip("/").rsplit("/", 1)[-1]
            found.append(Relation(each.get("Id") or "", kind, "" if outside else _resolved(folder, printed), printed, outside))
        return found


def _resolved(folder: str, target: str) -> str:
    path = unquote(target.replace("\\", "/").partition("#")[0]).strip()
    if not path:
        return ""
    joined = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(joined).lstrip("/")
