"""What is set higher or lower than the line: note marks leave the text and are counted, exponents, ordinals and formulae stay."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from tests.helpers.documents import WORD
from tests.helpers.reading import read_one, written
from xunzhang.language.folding import fold
from xunzhang.reading.lines.raised import Settled, lowered, note, raised, settle

Pieces = Sequence[tuple[str, str]]  # (text, "up", "down" or "")
HAY: Pieces = (
    ("The meadow was mown for the first time in 1963", ""), ("5", "up"), (" and yielded 718", ""), ("6", "up"),
    (" tonnes of hay from 24 km", ""), ("2", "up"), (", the co-operative wrote on the 21", ""), ("st", "up"),
    (" of May; some 10", ""), ("7", "up"), (" seeds were sown, and the CO", ""), ("2", "down"), (" that they bind was weighed.", ""),
)  # fmt: skip
HAY_READS = (
    "The meadow was mown for the first time in 1963 and yielded 718 tonnes of hay from 24 km², the co-operative wrote on the 21st"
    " of May; some 10⁷ seeds were sown, and the CO₂ that they bind was weighed."
)
TEA: Pieces = (
    ("茶山去年采下春茶640", ""), ("3", "up"), ("担，比前年多出二十担，新茶园有48平方公里", ""), ("4", "up"), ("，茶农说雨水来得正好。", "")
)  # fmt: skip
TEA_READS = "茶山去年采下春茶640担，比前年多出二十担，新茶园有48平方公里，茶农说雨水来得正好。"


def html(pieces: Pieces, up: str = "<sup>{}</sup>", down: str = "<sub>{}</sub>") -> str:
    return "".join({"up": up, "down": down, "": "{}"}[height].format(escape(text)) for text, height in pieces)


def page(path: Path, pieces: Pieces) -> None:
    body = f"<article><h1>Notes</h1><p>{html(pieces)}</p></article>"
    path.write_text(f"<html><head><title>Notes</title></head><body>{body}</body></html>", "utf-8")


def styled_page(path: Path, pieces: Pieces) -> None:
    """Without <sup>: by a class of the page's own style sheet, and by the element's own style."""
    up, down = "<span class='n7'>{}</span>", "<span style='vertical-align: sub; font-size: 60%'>{}</span>"
    body = f"<article><h1>Notes</h1><p>{html(pieces, up, down)}</p></article>"
    style = "<style>.n7 {font-size: 60%; vertical-align: super}</style>"
    path.write_text(f"<html><head><title>Notes</title>{style}</head><body>{body}</body></html>", "utf-8")


def markdown(path: Path, pieces: Pieces) -> None:
    path.write_text(f"# Notes\n\n{html(pieces)}\n", "utf-8")


def word(path: Path, pieces: Pieces) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, height in pieces:
        run = paragraph.add_run(text)
        if height:
            setattr(run.font, {"up": "superscript", "down": "subscript"}[height], True)
    document.save(str(path))


def word_by_style(path: Path, pieces: Pieces) -> None:
    """By a character style based on another one, and by a shift off the line."""
    document = docx.Document()
    styles = document.styles.element
    rise = f'<w:style {WORD} w:type="character" w:styleId="Rise"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    styles.append(parse_xml(rise))
    styles.append(parse_xml(f'<w:style {WORD} w:type="character" w:styleId="Mark"><w:basedOn w:val="Rise"/></w:style>'))
    own = {"up": '<w:rStyle w:val="Mark"/>', "down": '<w:position w:val="-6"/>', "": ""}
    paragraph = document.add_paragraph()
    for text, height in pieces:
        run = f'<w:r {WORD}><w:rPr>{own[height]}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        paragraph._p.append(parse_xml(run))
    document.save(str(path))


def open_document(path: Path, pieces: Pieces) -> None:
    uris = {"office": "office", "text": "text", "style": "style"}
    names = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in uris.items())
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text">'
        f'<style:text-properties style:text-position="{position}"/></style:style>'
        for name, position in (("T1", "super 58%"), ("T2", "-8% 58%"))
    )
    span = {"up": "T1", "down": "T2"}
    body = "".join(
        f'<text:span text:style-name="{span[height]}">{escape(text)}</text:span>' if height else escape(text)
        for text, height in pieces
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
        f"<text:p>{body}</text:p></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("content.xml", content)


def rich_text(path: Path, pieces: Pieces) -> None:
    def said(text: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000}?" for c in text)

    words = {"up": "{{\\super {}}}", "down": "{{\\dn6 {}}}", "": "{}"}
    body = "".join(words[height].format(said(text)) for text, height in pieces)
    path.write_text(f"{{\\rtf1\\ansi\\pard\\plain {body}\\par}}", "ascii")


def book(path: Path, pieces: Pieces) -> None:
    """By classes of a style sheet of the book."""
    chapter = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><link rel="stylesheet" href="s.css"/></head>'
        f"<body><p>{html(pieces, '<span class=&quot;k1&quot;>{}</span>'.replace('&quot;', chr(34)))}</p></body></html>"
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/><item id="s" href="s.css" media-type="text/css"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/></rootfiles>'
        "</container>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("META-INF/container.xml", container)
        package.writestr("b.opf", opf)
        package.writestr("s.css", "p {margin: 0} .k1 {font-size: 0.7em; vertical-align: super}")
        package.writestr("a.xhtml", chapter)


def portable(path: Path, pieces: Pieces) -> None:
    markup = html(pieces, "<super>{}</super>", "<sub>{}</sub>")
    SimpleDocTemplate(str(path)).build([Paragraph(markup, ParagraphStyle("t", fontSize=11, leading=15))])


def workbook(path: Path, pieces: Pieces) -> None:
    heights = {"up": "superscript", "down": "subscript"}
    cell = [TextBlock(InlineFont(vertAlign=heights[height]), text) if height else text for text, height in pieces]
    book = openpyxl.Workbook()
    book.active.append(["title", "text"])
    book.active.append(["Notes", CellRichText(*cell)])
    book.save(path)


WRITERS: dict[str, Callable[[Path, Pieces], None]] = {
    "a.html": page, "b.html": styled_page, "a.md": markdown, "a.docx": word, "b.docx": word_by_style, "a.odt": open_document,
    "a.rtf": rich_text, "a.epub": book, "a.pdf": portable, "a.xlsx": workbook,
}  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_a_figure_is_the_same_whatever_is_set_above_it(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name, HAY)
    row, (found,) = read_one(tmp_path / name)
    assert " ".join(found.text.split()) == HAY_READS
    assert dict(row.removed)["note numbers"] == 2  # 5 and 6; the sum is checked where it is read


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "a.pdf"])  # its fonts have no Chinese
def test_chinese_figures_too(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name, TEA)
    row, (found,) = read_one(tmp_path / name)
    assert (found.text, dict(row.removed)["note numbers"]) == (TEA_READS, 2)


READS = {
    # note marks
    f"718{note('6')} t": "718 t", f"1963{raised('5,7')} and": "1963 and", f"done.{raised('[4]')}": "done.", f"cost{raised('*')}": "cost",
    f"in 1963{raised('a')} all": "in 1963 all", f"640{raised('注3')}担": "640担", f"640{raised('③')}担": "640担",
    f"718{raised('6 ')}t": "718 t", f"718{raised('6')}{raised(',')}{raised('8')} t": "718 t", f"60 acres{note('iv')},": "60 acres,",
    f"52%{raised('8')} of": "52% of", f"平方公里{raised('2')}": "平方公里", f"{raised('7')} See there.": "See there.",
    # what stays
    f"10{raised('6')}": "10⁶", f"2.4×10{raised('-6')} g": "2.4×10⁻⁶ g", f"2{raised('32')}": "2³²", f"x{raised('n')}": "xⁿ",
    f"E=mc{raised('2')}": "E=mc²", f"60 m{raised('3')}/s": "60 m³/s", f"9.8 m/s{raised('2')}": "9.8 m/s²", f"60米{raised('2')}": "60米²",
    f"19{raised('th')} century": "19th century", f"1{raised('er')} mai": "1er mai", f"M{raised('me')} Roy": "Mme Roy",
    f"M{raised('c')}Kay": "McKay", f"Ca{raised('2+')}": "Ca²⁺", f"the {raised('14')}C date": "the ¹⁴C date", f"log{lowered('10')}": "log₁₀",
    f"101{lowered('2')}": "101₂", f"5{raised('1')}/{lowered('2')} km": "5 1/2 km", f"$19{raised('99')}": "$19⁹⁹",
    f"25{raised('o')}C": "25ᵒC", f"PM{lowered('2.5')}": "PM₂.₅", f"Word{raised('TM')}": "Wordᵀᴹ", f"e{raised('2πi')}": "e^2πi",
    f"38{raised('as the mayor had said')}": "38 as the mayor had said",
}  # fmt: skip


@pytest.mark.parametrize("marked", READS)
def test_how_it_reads(marked: str) -> None:
    found = settle(marked)
    assert found.text.strip() == READS[marked]
    visible = ["".join(c for c in text if not c.isspace() and not "\ufdd0" <= c <= "\ufdd3") for text in (marked, found.text)]
    assert len(visible[0]) == len(visible[1]) + found.notes - found.added


def test_text_without_marks_and_a_mark_without_its_counterpart() -> None:
    assert settle("718 t") == Settled("718 t")
    assert settle("718\ufdd06 t").text == "7186 t"


def test_notes_are_told_by_their_links(tmp_path: Path) -> None:
    """Where no more is said than that: an anchor with the role of a note's mark, and letters in a link to the page's foot."""
    words = (
        "<p>The dyke is 94<a epub:type='noteref' href='n.xhtml#n1'>2</a> years old and 360<sup><a href='#iv'>iv</a></sup> metres"
        " long, and the sluice of 1871<a class='footnote-ref' href='#fn3' role='doc-noteref'><sup>3</sup></a> is older, the board"
        " of the polder said at its yearly meeting.</p>"
    )
    row, (found,) = read_one(written(tmp_path, "a.html", f"<html><body><article>{words}</article></body></html>"))
    wanted = "The dyke is 94 years old and 360 metres long, and the sluice of 1871 is older, the board of the polder said at its"
    assert found.text.startswith(wanted)
    assert dict(row.removed)["note numbers"] == len("2iv3")


def test_formulae_read_as_they_are_meant(tmp_path: Path) -> None:
    formula = (
        "<math><semantics><mrow><msup><mn>10</mn><mn>9</mn></msup><mo>+</mo><mfrac><mn>3</mn><mn>4</mn></mfrac><mo>+</mo>"
        "<msqrt><mn>2</mn></msqrt><mo>+</mo><msub><mi>x</mi><mn>1</mn></msub></mrow>"
        "<annotation encoding='application/x-tex'>10^9+\\frac34</annotation></semantics></math>"
    )
    text = f"<p>The sum that the pupils were given was {formula}, which none of them could work out before the bell rang.</p>"
    row, (found,) = read_one(written(tmp_path, "a.html", f"<html><body><article>{text}</article></body></html>"))
    assert "was 10⁹+3/4+√2+x₁, which none" in found.text
    assert dict(row.removed)["hidden text"] == len(r"10^9+\frac34")


def test_formulae_of_word(tmp_path: Path) -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = (
        f'<m:oMath xmlns:m="{math}"><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>9</m:t></m:r></m:sup></m:sSup>'
        "<m:r><m:t>+</m:t></m:r><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    )
    document = docx.Document()
    paragraph = document.add_paragraph("The sum that the pupils were given was ")
    paragraph._p.append(parse_xml(formula))
    paragraph.add_run(", which none of them could work out.")
    document.save(str(tmp_path / "a.docx"))
    _, (found,) = read_one(tmp_path / "a.docx")
    assert found.text == "The sum that the pupils were given was 10⁹+3/4, which none of them could work out."


def test_letters_of_the_same_size_that_a_pdf_moves_up(tmp_path: Path) -> None:
    markup = 'The dyke is 360<super rise="4" size="11">4</super> metres long, the board of the polder said at its meeting.'
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build([Paragraph(markup, ParagraphStyle("t", fontSize=11, leading=15))])
    _, (found,) = read_one(tmp_path / "a.pdf")
    assert "360 metres" in found.text


def test_small_figures_behind_a_figure_are_no_part_of_it_when_it_is_matched() -> None:
    assert (fold("10⁶ m²"), fold("718④吨"), fold("CO₂"), fold("ＧＤＰ①")) == ("10⁶ m2", "718④吨", "co2", "gdp1")
