"""A library as Zotero exports it in RDF: its items, with the attachments that it puts into `files/` beside.

Of the many elements those are read that say title, authors, where it appeared, when, and its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.beside.library_items import LibraryItem, creators
from xunzhang.types import XunzhangError

NAMESPACE = "http://www.zotero.org/namespaces/export#"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_BIB, _FOAF = "{http://purl.org/net/biblio#}", "{http://xmlns.com/foaf/0.1/}"
_LINK = "{http://purl.org/rss/1.0/modules/link/}"
_Z = f"{{{NAMESPACE}}}"
_NO_ITEMS = {f"{_Z}Attachment", f"{_Z}Collection", f"{_BIB}Memo"}


def read_rdf(path: Path) -> Iterator[LibraryItem]:
    """Every item with its attachments, in order; an attachment that no item has is an item of its own.

    Raises XunzhangError where the file is no XML, OSError where it cannot be read.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise XunzhangError(say("zotero.no_xml", why=" ".join(str(error.msg).split())[:120])) from error
    elements = [element for element in root if isinstance(element.tag, str)]
    about = {element.get(f"{_RDF}about", ""): element for element in elements}
    linked = {link.get(f"{_RDF}resource") for element in elements for link in element.iter(f"{_LINK}link")}
    parts = {element.get(f"{_RDF}resource") for each in elements for element in each.iter(f"{_TERMS}isPartOf")}
    for element in elements:
        name = element.get(f"{_RDF}about")
        if element.tag == f"{_Z}Attachment":
            if name not in linked and (file := _file(element)):
                yield LibraryItem(attachments=(file,))
        elif element.tag not in _NO_ITEMS and name not in parts:
            yield _item(element, about)


def _item(element: Any, about: dict[str, Any]) -> LibraryItem:
    container = element.find(f"{_TERMS}isPartOf")
    whole = None
    if container is not None:
        inner = next((each for each in container if isinstance(each.tag, str)), None)
        whole = inner if inner is not None else about.get(container.get(f"{_RDF}resource", ""))
    publisher = element.find(f"{_DC}publisher/{_FOAF}Organization/{_FOAF}name")
    links = (about.get(link.get(f"{_RDF}resource", "")) for link in element.iter(f"{_LINK}link"))
    files = (_file(each) for each in links if each is not None and each.tag == f"{_Z}Attachment")
    return LibraryItem(
        title=_text(element.find(f"{_DC}title")),
        creators=creators(
            (
                _text(person.find(f"{_FOAF}surname")),
                _text(person.find(f"{_FOAF}givenName")),
            )
            for person in element.iterfind(f"{_BIB}authors/{_RDF}Seq/{_RDF}li/{_FOAF}Person")
        ),
        source=_text(whole.find(f"{_DC}title")) if whole is not None else _text(publisher),
        date=_text(element.find(f"{_DC}date")),
        url=_text(element.find(f"{_DC}identifier/{_TERMS}URI/{_RDF}value")),
        doi=_doi(element) or (_doi(whole) if whole is not None else ""),
        accessed=_text(element.find(f"{_TERMS}dateSubmitted")),
        attachments=tuple(file for file in files if file),
    )


def _file(attachment: Any) -> str:
    """The path of an attachment beside the export; "" where it is a link to elsewhere."""
    resource = attachment.find(f"{_RDF}resource")
    return (resource.get(f"{_RDF}resource") or "") if resource is not None else ""


def _doi(element: Any) -> str:
    """The one DOI that an element names; where it names several, none is the item's for certain."""
    named = {_text(each)[4:].strip() for each in element.findall(f"{_DC}identifier") if _text(each).upper().startswith("DOI ")}
    return named.pop() if len(named) == 1 else ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
