"""PDFs: articles set in one and two columns come back paragraph for paragraph, and every character is kept or accounted for."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.helpers.articles import TITLES, article
from tests.helpers.pdf_reading import folded, paragraphs, read
from tests.helpers.printing import CAPTION, FOOTNOTE, HEADING, TEXT, Setting, print_pdf
from tests.helpers.reading import read_one
from xunzhang.reading.chunking import chunk
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account
from xunzhang.reading.formats.pdf import read_pdf
from xunzhang.reading.scans import engines
from xunzhang.types import Article, ArticleHead, Paragraph, XunzhangError

HEADS = {True: "江北晚报 2024年第3期 第{}页", False: "Valley Courier, Issue {}"}
SETTINGS = list(product((True, False), (1, 2), (2.0, 0.0), (True, False)))
ENOUGH = 0.98  # of the paragraphs


def expected(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("heading" if kind == HEADING else "text", folded(text)) for kind, text in blocks]


# Round trips


@pytest.mark.parametrize("chinese, columns, indent, justified", SETTINGS)
def test_paragraph_for_paragraph(tmp_path: Path, chinese: bool, columns: int, indent: float, justified: bool) -> None:
    blocks = article(chinese, seed=columns + 2 * justified + 4 * bool(indent))
    setting = Setting(chinese, columns, indent=indent, justified=justified, head=HEADS[chinese])
    account, (draft,) = read(print_pdf(tmp_path / "a.pdf", TITLES[chinese], blocks, setting))
    wanted, found = expected(blocks), paragraphs(draft)
    assert draft.facts.title == TITLES[chinese]
    assert sum(paragraph in found for paragraph in wanted) >= ENOUGH * len(wanted)
    assert len(found) == len(wanted)
    # Captions and footnotes stand where they were found; all else is in order.
    aside = {folded(text) for kind, text in blocks if kind in (CAPTION, FOOTNOTE)}
    assert [text for _, text in found if text not in aside] == [text for _, text in wanted if text not in aside]
    assert account.pages > 1 and account.pages_without_text == 0
    heads = sum(len("".join(HEADS[chinese].format(page).split())) for page in range(1, account.pages + 1))
    assert account.removed["running heads"] == heads
    assert account.removed["page numbers"] == account.pages
    assert (account.removed["hyphens at line ends"] > 0) == (not chinese and justified)


def test_where_a_paragraph_stands_is_kept_to_the_page(tmp_path: Path) -> None:
    """Also that of the second half of one that goes over a page's end."""
    blocks = article(True, seed=3, paragraphs=40)
    path = print_pdf(tmp_path / "a.pdf", TITLES[True], blocks, Setting(True))
    row, (found,) = read_one(path)
    turning = [p for p in found.paragraphs if p.turns]
    assert turning and row.pages > 2
    document = pdfium.PdfDocument(path)
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    for p in found.paragraphs:
        assert p.page is not None
        places = [p.start, *(at for at, _ in p.turns)]
        for start, end in zip(places, [*places[1:], p.end], strict=True):
            assert (
                "".join(found.text[start:end].split())
                in pages[(max((page for at, page in p.turns if at <= start), default=p.page)) - 1]
            )
    for passage in chunk(found):
        assert passage.page is not None and "".join(passage.text.split())[:8] in pages[passage.page - 1]


def test_a_passage_cut_from_a_paragraph_is_cited_by_its_own_page() -> None:
    text = "".join(f"这是第{n}句话，它只是为了把段落写得足够长而已。" for n in range(30))
    turn = text.index("这是第20句")
    made = Article(ArticleHead("a", language="zh"), text, (Paragraph(0, len(text), page=4, turns=((turn, 5),)),))
    passages = chunk(made)
    assert len(passages) > 1
    assert [p.page for p in passages] == [4 if p.start < turn else 5 for p in passages]
    assert {p.page for p in passages} == {4, 5}


def test_words_broken_at_line_ends(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    lines = (
        "The committee's administra-", "tion met in a well-", "known house by the har-", "bour, and the long-", "term plan of the grapplewick com-",
        "pany, or of the grapple-", "wick family, was read aloud.",
    )  # fmt: skip
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    account, (draft,) = read(tmp_path / "a.pdf")
    assert folded(draft.text) == (
        "The committee's administration met in a well-known house by the harbour, and the long-term plan of the grapplewick "
        "company, or of the grapplewick family, was read aloud."
    )
    assert account.removed["hyphens at line ends"] == 4


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    rows = [
        ("Village", "Households", "Acres"),
        ("Upper Bank", "1,140", "5,244"),
        ("Ferry", "820", "96"),
        ("Ridge", "340", "1,020"),
    ]
    canvas.drawString(
        72, 760, "The county office has counted the households that grow tea, village by village, for the first time."
    )
    for number, row in enumerate(rows):
        for cell, x in zip(row, (72, 220, 340), strict=True):
            canvas.drawString(x, 700 - 16 * number, cell)
    canvas.drawString(
        72, 600, "The figures are those of last year, and the ridge has been counted twice to be sure of its acres."
    )
    canvas.save()
    _, (draft,) = read(tmp_path / "a.pdf")
    assert [text for _, text in paragraphs(draft)][1] == " ".join(cell for row in rows for cell in row)
    assert "Upper Bank\t1,140\t5,244" in draft.text


def test_words_drawn_one_by_one_without_spaces(tmp_path: Path) -> None:
    """As browsers do; a quotation mark or a dash between Latin letters is not one of Chinese type."""
    said = (
        "“We were told it was impossible,” she said — and laughed…  “The harbour’s own”",
        "people had “no idea” of the tides.",
    )
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number, line in enumerate(said):
        draw_words(canvas, line.split(), 700 - 14 * number, 3.0)
    canvas.save()
    _, (draft,) = read(tmp_path / "a.pdf")
    assert folded(draft.text) == folded(" ".join(said))


@pytest.mark.parametrize("words, between", [("station records the", " "), ("1956 1957 1958", "\t")])
def test_wide_gaps_in_a_line(tmp_path: Path, words: str, between: str) -> None:
    """Even gaps between uneven words are those of a line justified in a narrow column; cells of a table are as wide as each other."""
    canvas = Canvas(str(tmp_path / "a.pdf"))
    draw_words(canvas, words.split(), 700, 2.5 * 12)
    canvas.save()
    _, (draft,) = read(tmp_path / "a.pdf")
    assert draft.text == words.replace(" ", between)


def draw_words(canvas: Canvas, words: list[str], base: float, gap: float) -> None:
    """Each by itself, without spaces. `gap` in points."""
    canvas.setFont("Times-Roman", 12)
    x = 72.0
    for word in words:
        canvas.drawString(x, base, word)
        x += stringWidth(word, "Times-Roman", 12) + gap


def test_facts_at_the_head(tmp_path: Path) -> None:
    blocks = [block for block in article(True, seed=5, paragraphs=8, aside=False) if block[0] == TEXT]
    path = print_pdf(tmp_path / "a.pdf", TITLES[True], blocks, Setting(True), lead="来源：江北晚报 2024年11月19日")
    _, (draft,) = read(path)
    assert (draft.facts.title, draft.facts.source, draft.facts.date) == (TITLES[True], "江北晚报", "2024-11-19")


def test_properties_stand_in_for_what_is_not_printed(tmp_path: Path) -> None:
    """But the date on which a file was made is not that of an article, and a file's name is no title."""
    for title, kept in (("两江四岸的新图书馆", "两江四岸的新图书馆"), ("Microsoft Word - 稿件3.docx", "")):
        canvas = Canvas(str(tmp_path / "a.pdf"))
        canvas.setTitle(title)
        canvas.setAuthor("王小川" if kept else "Administrator")
        canvas.setFont("STSong-Light", 11)
        canvas.drawString(72, 700, "停了两年的老桥昨天恢复通行，第一个走上去的是对岸小学的一群学生。")
        canvas.save()
        _, (draft,) = read(tmp_path / "a.pdf")
        assert (draft.facts.title, draft.facts.byline, draft.facts.date) == (kept, "王小川" if kept else "", "")
        assert draft.facts.origins == ({"title": "document properties", "byline": "document properties"} if kept else {})


def test_what_a_browser_prints_around_a_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("STSong-Light", 8)
    canvas.drawString(30, 822, "2024/11/23 16:50")
    canvas.drawString(280, 822, "两江四岸的新图书馆")
    canvas.drawString(30, 18, "https://example.org/news/2024/library.html")
    canvas.drawString(550, 18, "1/1")
    canvas.setFont("STSong-Light", 11)
    canvas.drawString(72, 700, "停了两年的老桥昨天恢复通行，第一个走上去的是对岸小学的一群学生。")
    canvas.drawString(72, 684, "他们手里举着自己画的桥。")
    canvas.save()
    account, (draft,) = read(tmp_path / "a.pdf")
    assert draft.text == "停了两年的老桥昨天恢复通行，第一个走上去的是对岸小学的一群学生。他们手里举着自己画的桥。"
    assert (draft.facts.url, draft.facts.origins["url"]) == ("https://example.org/news/2024/library.html", "page foot")
    assert account.removed == {"running heads": len("2024/11/2316:50两江四岸的新图书馆1/1")}


def test_what_is_set_askew_or_twice_is_left_out_and_counted(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, "The painted board that once told fishermen when to sail is back on the harbour wall.")
    canvas.drawString(72.3, 700, "The painted board that once told fishermen when to sail is back on the harbour wall.")
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "DRAFT")
    canvas.save()
    account, (draft,) = read(tmp_path / "a.pdf")
    assert draft.text == "The painted board that once told fishermen when to sail is back on the harbour wall."
    assert account.removed["text set at an angle"] == len("DRAFT")


def test_a_page_on_its_side(tmp_path: Path) -> None:
    for degrees, x, y in ((90, 200, 100), (-90, 200, 700), (180, 500, 500)):
        canvas = Canvas(str(tmp_path / "a.pdf"))
        canvas.translate(x, y)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, "The painted board that once told fishermen when to sail is back on")
        canvas.drawString(0, -14, "the harbour wall, seven years after a storm carried it off.")
        canvas.save()
        account, (draft,) = read(tmp_path / "a.pdf")
        assert draft.text.endswith("back on the harbour wall, seven years after a storm carried it off."), degrees
        assert not account.removed.total()


# Files that cannot be read, or not whole


def test_an_encrypted_pdf_is_one_clear_line(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "Nobody reads this.")
    canvas.save()
    row, articles = read_one(tmp_path / "a.pdf")
    assert (row.status, articles) == ("skipped", [])
    assert row.messages == ("The PDF is encrypted; open it with its password and save it without one.",)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"no PDF at all, but a text", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n"]
)
def test_a_damaged_pdf_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    row, _ = read_one(tmp_path / "a.pdf")
    assert row.status == "skipped"
    (message,) = row.messages
    assert "damaged" in message and "export it again" in message


def test_more_pages_than_the_limit_are_not_read_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = print_pdf(tmp_path / "a.pdf", TITLES[True], article(True, 1, 40), Setting(True))
    monkeypatch.setattr(limits, "_current", limits.Limits(pages=2))
    row, articles = read_one(path)
    assert (row.status, articles) == ("skipped", [])
    assert "over the limit of 2; split it, or raise the limit `pages`" in row.messages[0]


# Pages that are pictures


def scanned(path: Path, blocks: list[tuple[str, str]], chinese: bool, pages: int = 1) -> Path:
    """The first pages of a document as pictures of it, as a scanner makes them, after a page of text."""
    printed = print_pdf(path.with_suffix(".text.pdf"), TITLES[chinese], blocks, Setting(chinese, size=12, leading=20, foot=""))
    document = pdfium.PdfDocument(printed)
    canvas = Canvas(str(path))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, "这一页是文字，后面的一页是扫描出来的图片，需要用文字识别的办法来读。")
    canvas.showPage()
    for index in range(pages):
        picture = document[index].render(scale=300 / 72, grayscale=True).to_pil()
        buffer = io.BytesIO()
        picture.save(buffer, format="PNG")
        canvas.drawImage(ImageReader(Image.open(io.BytesIO(buffer.getvalue()))), 0, 0, *canvas._pagesize)
        canvas.showPage()
    canvas.showPage()  # and one that is blank, which lacks nothing
    canvas.save()
    printed.unlink()
    return path


def test_a_page_without_text_is_reported_where_there_is_no_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scanned(tmp_path / "a.pdf", article(True, 1, 4, aside=False), True)
    monkeypatch.setattr(engines, "chosen", lambda: None)
    account, (draft,) = read(path)
    assert account.incomplete and account.pages_without_text == 1
    assert account.messages == ["Page 2: no text, so OCR is needed; run pip install rapidocr==3.10.0 and build again."]
    assert "扫描出来的图片" in draft.text


def _has_tesseract() -> bool:
    try:
        return "chi_sim" in engines.of_tesseract("tesseract").languages
    except XunzhangError:
        return False


@pytest.mark.skipif(not _has_tesseract(), reason=f"needs Tesseract with chi_sim and eng: {engines.INSTALL_TESSERACT}")
@pytest.mark.parametrize("chinese", [True, False])
def test_a_page_without_text_is_read_by_tesseract_where_it_is_named(
    tmp_path: Path, chinese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XUNZHANG_OCR", "tesseract:chi_sim+eng")
    blocks = [block for block in article(chinese, 2, 5, aside=False) if block[0] == TEXT][:4]
    row, articles = read_one(scanned(tmp_path / "a.pdf", blocks, chinese))
    assert (row.status, row.pages, row.pages_without_text) == ("read", 3, 1)
    assert row.messages == (
        "Page 2: no text, so OCR was used (Tesseract, chi_sim+eng); check figures and names against the page.",
    )
    text = "".join("".join(found.text.split()) for found in articles)
    wanted = ["".join(text.split()) for _, text in blocks]
    # What Tesseract misreads is its own affair: with its small Chinese model, a character in twenty.
    assert sum(likeness(paragraph, text) for paragraph in wanted) / len(wanted) > (0.75 if chinese else 0.95)
    assert sum(p.page == 2 and p.kind == "text" for found in articles for p in found.paragraphs) == len(wanted)
    assert {p.page for found in articles for p in found.paragraphs} >= {2}


def likeness(paragraph: str, text: str) -> float:
    """The share of its runs of three characters that the text has."""
    runs = [paragraph[i : i + 3] for i in range(len(paragraph) - 2)]
    return sum(run in text for run in runs) / len(runs)


def test_a_missing_file_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_pdf(tmp_path / "missing.pdf", Account()))
    with pytest.raises(XunzhangError):
        (tmp_path / "a.pdf").write_bytes(b"")
        list(read_pdf(tmp_path / "a.pdf", Account()))
