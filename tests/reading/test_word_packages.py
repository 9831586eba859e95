"""Word files whose package is odd: their text is read, and what was not followed is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.helpers.reading import EnglishRow, read_one
from xunzhang.types import Article

TEXT = "The ferry landing was moved forty metres upstream, since the bank had given way, the harbour master said."
RELATIONS = "word/_rels/document.xml.rels"
STRICT = "http://purl.oclc.org/ooxml/"
TRANSITIONAL = "http://schemas.openxmlformats.org/"


def parts_of(text: str = TEXT) -> dict[str, bytes]:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.core_properties.author = "Ada Brook"
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_parts(folder: Path, parts: dict[str, bytes]) -> tuple[EnglishRow, list[Article]]:
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return read_one(folder / "a.docx")


def pointing(parts: dict[str, bytes], kind: str, target: str, mode: str = "") -> dict[str, bytes]:
    relation = f'<Relationship Id="rId99" Type="{TRANSITIONAL}officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
    return {**parts, RELATIONS: parts[RELATIONS].replace(b"</Relationships>", relation.encode() + b"</Relationships>")}


def strict(parts: dict[str, bytes]) -> dict[str, bytes]:
    found = dict(parts)
    for name, data in parts.items():
        for kind in (b"officeDocument", b"wordprocessingml"):
            data = data.replace(TRANSITIONAL.encode() + kind + b"/2006/", STRICT.encode() + kind + b"/")
        found[name] = data
    return found


@pytest.mark.parametrize("target", ["../NULL", "media/gone.png", "#_top", "/word/gone.xml", "../../x", "NULL", "", "a b%20c.xml"])
def test_a_relationship_that_leads_nowhere(tmp_path: Path, target: str) -> None:
    row, (found,) = read_parts(tmp_path, pointing(parts_of(), "image", target))
    assert (found.text, found.head.byline, row.status) == (TEXT, "Ada Brook", "read")
    assert row.messages == (
        f"The file refers to things that are not in it ({target or '?'}); they were ignored, and the text was read.",
    )


ODD: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "backslashes": lambda parts: {name.replace("/", "\\"): data for name, data in parts.items()},
    "other case": lambda parts: {name.replace("word/", "Word/"): data for name, data in parts.items()},
    "strict": strict,
    "no types": lambda parts: {name: data for name, data in parts.items() if name != "[Content_Types].xml"},
    "no relations": lambda parts: {name: data for name, data in parts.items() if not name.endswith(".rels")},
    "broken relations": lambda parts: {**parts, RELATIONS: b"<Relationships"},
    "no properties": lambda parts: {name: data for name, data in parts.items() if not name.startswith("docProps")},
    "no styles": lambda parts: {name: data for name, data in parts.items() if "styles" not in name.lower()},
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_package_with_a_whole_text(tmp_path: Path, name: str) -> None:
    row, (found,) = read_parts(tmp_path, ODD[name](parts_of()))
    assert (found.text, row.status) == (TEXT, "read")


def test_notes_to_which_no_relation_leads_are_text_still(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = (
        f'<w:footnotes {word}><w:footnote w:id="1"><w:p><w:r><w:t>Measured in May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    row, (found,) = read_parts(tmp_path, {**parts_of(), "word/footnotes.xml": note.encode()})
    assert (found.text, row.status) == (f"{TEXT}\n\nMeasured in May.", "read")


def test_notes_that_are_missing_are_missed(tmp_path: Path) -> None:
    row, _ = read_parts(tmp_path, pointing(parts_of(), "footnotes", "footnotes.xml"))
    assert row.status == "partly" and row.messages[0].startswith("footnotes.xml is missing from the file, and its text with it;")


CHUNK = b'<w:altChunk r:id="rId99" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
INNER = "The old landing will be kept as a place for anglers."


def with_chunk(name: str, data: bytes | None) -> dict[str, bytes]:
    parts = pointing(parts_of(), "aFChunk", f"/word/{name}")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", CHUNK + b"<w:sectPr")
    return {**parts, **({f"word/{name}": data} if data is not None else {})}


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    "name, data",
    [
        ("c.html", f"<html><body><p>{INNER}</p></body></html>".encode()),
        ("c.txt", INNER.encode()),
        ("c.rtf", f"{{\\rtf1\\ansi {INNER}\\par}}".encode()),
        ("c.docx", packed(parts_of(INNER))),
    ],
)
def test_a_text_in_another_format_that_the_body_points_to(tmp_path: Path, name: str, data: bytes) -> None:
    row, (found,) = read_parts(tmp_path, with_chunk(name, data))
    assert (found.text, row.status) == (f"{TEXT}\n\n{INNER}", "read")
    assert row.characters_in >= len("".join((TEXT + INNER).split()))


@pytest.mark.parametrize("name, data", [("c.bin", b"\x00\x01\x02"), ("c.docx", b"PK broken"), ("c.html", None)])
def test_one_that_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes | None) -> None:
    row, (found,) = read_parts(tmp_path, with_chunk(name, data))
    assert (found.text, row.status, len(row.messages)) == (TEXT, "partly", 1)
    assert name in row.messages[0]


def test_what_is_embedded_and_not_read_is_named(tmp_path: Path) -> None:
    parts = pointing(parts_of(), "package", "embeddings/sums.xlsx")
    row, _ = read_parts(tmp_path, {**parts, "word/embeddings/sums.xlsx": b"PK"})
    assert row.messages == (
        "embeddings/sums.xlsx is embedded in the file and was not read; put it into the folder as a file of its own.",
    )
    assert row.status == "partly"


def test_a_package_without_a_text_is_one_clear_line(tmp_path: Path) -> None:
    row, found = read_parts(tmp_path, {"a.xml": b"<a/>"})
    assert (found, row.status, len(row.messages)) == ([], "skipped", 1)
    assert row.messages[0].startswith("It contains no Word text")
