"""Articles written as Word, OpenDocument, RTF and EPUB files, with everything that a reader has to leave out or put in its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.helpers.printing import HEADING

Blocks = list[tuple[str, str]]
NOTE, BOX, TABLE = "note", "box", "table"  # kinds of blocks besides: a footnote or a text box of the paragraph before, a table
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass
class Extras:
    """What stands in the file and is no text of the article, by the name under which the audit counts it."""

    head: str = ""
    comment: str = ""
    deleted: str = ""
    field_code: str = ""
    author: str = ""
    codepage: int = 0  # of an RTF file that knows no Unicode
    removed: dict[str, int] = field(default_factory=dict)


def write_docx(path: Path, title: str, blocks: Blocks, extras: Extras) -> Path:
    document = docx.Document()
    document.core_properties.author = extras.author
    document.add_paragraph(title, style="Title")
    notes: list[str] = []
    for kind, text in blocks:
        if kind == NOTE:
            notes.append(text)
            reference = f'<w:r {WORD}><w:footnoteReference w:id="{len(notes)}"/></w:r>'
            document.paragraphs[-1]._p.append(parse_xml(reference))
        elif kind == BOX:
            document.paragraphs[-1]._p.append(parse_xml(_text_box(text)))
        elif kind == TABLE:
            rows = [line.split("\t") for line in text.split("\n")]
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        else:
            document.add_heading(text, 1) if kind == HEADING else document.add_paragraph(text)
    _add_notes(document, notes)
    document.sections[0].header.paragraphs[0].text = extras.head
    last = document.paragraphs[-1]._p
    if extras.deleted:
        last.append(parse_xml(f'<w:del {WORD} w:id="9"><w:r><w:delText>{escape(extras.deleted)}</w:delText></w:r></w:del>'))
    if extras.field_code:
        last.append(parse_xml(f"<w:r {WORD}><w:instrText>{escape(extras.field_code)}</w:instrText></w:r>"))
    if extras.comment:
        document.add_comment(document.paragraphs[-1].runs, text=extras.comment)
    document.save(str(path))
    return path


def _text_box(text: str) -> str:
    """As Word writes one: a shape, and beside it the same once more for programs that know no shapes."""
    content = f"<w:txbxContent><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:txbxContent>"
    return (
        f'<w:r {WORD} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _add_notes(document: Document, notes: list[str]) -> None:
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {WORD}>{body}</w:footnotes>'.encode()
    part = Part(PackURI("/word/footnotes.xml"), content, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def write_odt(path: Path, title: str, blocks: Blocks, extras: Extras) -> Path:
    parts = [f'<text:p text:style-name="Title">{escape(title)}</text:p>']
    for kind, text in blocks:
        body = escape(text).replace("\n", "<text:line-break/>")
        if kind == HEADING:
            parts.append(f'<text:h text:outline-level="1">{body}</text:h>')
        elif kind == NOTE:
            note = (
                f'<text:note text:note-class="footnote"><text:note-citation>{len(parts)}</text:note-citation>'
                f"<text:note-body><text:p>{body}</text:p></text:note-body></text:note></text:p>"
            )
            extras.removed["note numbers"] = extras.removed.get("note numbers", 0) + len(str(len(parts)))
            parts[-1] = parts[-1].removesuffix("</text:p>") + note
        elif kind == BOX:
            box = f"<draw:frame><draw:text-box><text:p>{body}</text:p></draw:text-box></draw:frame></text:p>"
            parts[-1] = parts[-1].removesuffix("</text:p>") + box
        elif kind == TABLE:
            rows = "".join(
                "<table:table-row>" + "".join(
                    f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in line.split("\t")
                ) + "</table:table-row>"
                for line in text.split("\n")
            )  # fmt: skip
            parts.append(f"<table:table>{rows}</table:table>")
        else:
            parts.append(f"<text:p>{body}</text:p>")
    deleted = (
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{escape(extras.deleted)}</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    comment = f"<office:annotation><text:p>{escape(extras.comment)}</text:p></office:annotation></text:p>"
    parts[1] = parts[1].removesuffix("</text:p>") + comment
    content = f"<office:body><office:text>{deleted}{''.join(parts)}</office:text></office:body>"
    head = (
        '<office:master-styles><style:master-page style:name="Standard"><style:header>'
        f"<text:p>{escape(extras.head)}</text:p></style:header></style:master-page></office:master-styles>"
    )
    meta = f"<office:meta><meta:initial-creator>{escape(extras.author)}</meta:initial-creator></office:meta>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, inner in (("content", content), ("styles", head), ("meta", meta)):
            package.writestr(
                f"{name}.xml", f'<?xml version="1.0"?><office:document-{name} {_ODF}>{inner}</office:document-{name}>'
            )
    return path


def write_rtf(path: Path, title: str, blocks: Blocks, extras: Extras) -> Path:
    say: Callable[[str], str] = _in_codepage(extras.codepage) if extras.codepage else _in_unicode
    parts = [
        f"{{\\rtf1\\ansi\\ansicpg{extras.codepage or 1252}\\deff0{{\\fonttbl{{\\f0\\fcharset0 Times New Roman;}}"
        + ("{\\f1\\fcharset134 SimSun;}" if extras.codepage == 936 else "")
        + "}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}{\\s15 Title;}}"
        f"{{\\info{{\\author {_bare(say(extras.author))}}}{{\\creatim\\yr2024\\mo11}}}}{{\\*\\generator Some Program 7.2;}}",
        f"{{\\header\\pard {say(extras.head)}\\par}}",
        f"\\pard\\plain\\s15 {say(title)}\\par",
    ]
    for kind, text in blocks:
        if kind == HEADING:
            parts.append(f"\\pard\\plain\\s1\\b {say(text)}\\par")
        elif kind == NOTE:
            parts[-1] = parts[-1].removesuffix("\\par") + f"{{\\super\\chftn}}{{\\footnote\\pard {say(text)}}}\\par"
        elif kind == BOX:
            shape = (
                f"{{\\shp{{\\*\\shpinst\\shpleft0{{\\sp{{\\sn shapeType}}{{\\sv 202}}}}{{\\shptxt\\pard {say(text)}\\par}}}}}}"
            )
            parts[-1] = parts[-1].removesuffix("\\par") + "\\par" + shape
        elif kind == TABLE:
            for line in text.split("\n"):
                cells = "".join(f"\\pard\\intbl {say(cell)}\\cell" for cell in line.split("\t"))
                parts.append(f"\\trowd\\cellx2000\\cellx4000\\cellx6000 {cells}\\row")
        else:
            parts.append(f"\\pard\\plain {say(text)}\\par")
    if extras.deleted:
        parts.append(f"{{\\deleted {say(extras.deleted)}}}")
    if extras.field_code:
        parts.append(f"{{\\field{{\\*\\fldinst {say(extras.field_code)}}}{{\\fldrslt }}}}")
    if extras.comment:
        parts.append(f"{{\\*\\annotation\\pard {say(extras.comment)}}}")
    path.write_bytes(("\n".join(parts) + "}").encode("ascii"))
    return path


def _bare(said: str) -> str:
    return said.removeprefix("{\\f1 ").removesuffix("}")


def _in_unicode(text: str) -> str:
    """\\u with its UTF-16 units, a question mark standing in for each."""
    said = ""
    for character in text:
        if character in "\\{}":
            said += "\\" + character
        elif character == "\n":
            said += "\\line "
        elif ord(character) < 128:
            said += character
        else:
            units = character.encode("utf-16-le")
            pairs = [int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2)]
            said += "".join(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?" for unit in pairs)
    return said


def _in_codepage(number: int) -> Callable[[str], str]:
    def say(text: str) -> str:
        found = ""
        for character in text:
            data = character.encode(f"cp{number}")
            found += character if len(data) == 1 and character not in "\\{}" else "".join(f"\\'{byte:02x}" for byte in data)
        return f"{{\\f1 {found}}}" if number == 936 else found

    return say


def write_epub(path: Path, title: str, chapters: list[tuple[str, Blocks]], extras: Extras, version: int = 3) -> Path:
    """A book of chapters, (title, blocks) each, with a table of contents, a style sheet and a cover without text."""
    items, spine, links = [], [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        package.writestr(
            "META-INF/container.xml",
            '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        pages = [("cover.xhtml", "", '<div><img src="cover.png" alt="the cover"/></div>')]
        pages += [(f"chapter {n}.xhtml", heading, _chapter(heading, blocks)) for n, (heading, blocks) in enumerate(chapters, 1)]
        for number, (name, heading, body) in enumerate(pages):
            package.writestr(f"OEBPS/{name}", _xhtml(heading, body))
            href = name.replace(" ", "%20")
            items.append(f'<item id="p{number}" href="{href}" media-type="application/xhtml+xml"/>')
            spine.append(f'<itemref idref="p{number}"/>')
            links.append(f'<li><a href="{href}">{escape(heading)}</a></li>')
            extras.removed["page titles"] = extras.removed.get("page titles", 0) + len("".join(heading.split()))
            extras.removed["page titles"] += len("p{margin:0}")
        package.writestr("OEBPS/nav.xhtml", _xhtml("Contents", f"<nav><ol>{''.join(links)}</ol></nav>"))
        nav = 'properties="nav" ' if version == 3 else ""
        guide = "" if version == 3 else '<guide><reference type="toc" title="Contents" href="nav.xhtml"/></guide>'
        items.append(f'<item id="nav" {nav}href="nav.xhtml" media-type="application/xhtml+xml"/>')
        package.writestr(
            "OEBPS/book.opf",
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'version="{version}.0"><metadata><dc:title>{escape(title)}</dc:title><dc:creator>{escape(extras.author)}</dc:creator>'
            "<dc:date>2023-05-01T00:00:00Z</dc:date><dc:language>zh-CN</dc:language></metadata>"
            f'<manifest>{"".join(items)}</manifest><spine><itemref idref="nav"/>{"".join(spine)}</spine>{guide}</package>',
        )
    return path


def _chapter(heading: str, blocks: Blocks) -> str:
    parts = [f"<section><h1>{escape(heading)}</h1>"]
    for kind, text in blocks:
        body = escape(text).replace("\n", "<br/>")
        if kind == HEADING:
            parts.append(f"<h2>{body}</h2>")
        elif kind == TABLE:
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in line.split("\t")) + "</tr>"
                for line in text.split("\n")
            )
            parts.append(f"<table><tbody>{rows}</tbody></table>")
        elif kind == NOTE:
            parts.append(f"<aside><p>{body}</p></aside>")
        elif kind == BOX:
            parts.append(f"<div>{body}</div>")
        else:
            parts.append(f"<p>{body}</p>")
    return "\n".join(parts) + "</section>"


def _xhtml(heading: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{escape(heading)}</title><style>p{{margin:0}}</style></head><body>{body}</body></html>"
    )


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()
