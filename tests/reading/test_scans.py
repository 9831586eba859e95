"""Pictures of text read by the real RapidOCR, each once: what they say, where it stands, what is to be checked, what is refused."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageDraw

from tests.helpers import scans
from tests.helpers.places import ROOT
from xunzhang.building.staleness import settings
from xunzhang.reading.corpus import read_corpus
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.formats.pdf import read_pdf
from xunzhang.reading.scans import engines, pictures
from xunzhang.reading.scans.doubt import doubts
from xunzhang.reading.scans.engines import Engine
from xunzhang.reading.scans.uprightness import size_once_turned, slope, turned
from xunzhang.types import Article, AuditRow, XunzhangError
from xunzhang.types.printed_layout import NO_LAYOUT, PlacedLine, PrintedLayout, Scan, Unsure, unpacked_layout

BICUBIC = Image.Resampling.BICUBIC


class ReadFile(NamedTuple):
    articles: list[Article]
    row: AuditRow

    @property
    def text(self) -> str:
        return "\n".join(article.text for article in self.articles)

    @property
    def messages(self) -> list[str]:
        return [message.text for message in self.row.messages]


def read_all(folder: Path) -> dict[str, ReadFile]:
    found: dict[str, ReadFile] = {}
    articles: list[Article] = []
    for event in read_corpus([folder]):
        if isinstance(event, AuditRow):
            found[event.path] = ReadFile(articles, event)
            articles = []
        else:
            articles.append(event)
    return found


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadFile]:
    """Every kind of picture once, read as a build reads them."""
    folder = tmp_path_factory.mktemp("scans")
    chinese, columns, traditional = (scans.kept(name) for name in ("chinese", "columns", "traditional"))
    chinese.save(folder / "chinese.png")
    traditional.transpose(Image.Transpose.ROTATE_90).save(folder / "on its side.jpg", quality=92)
    columns.rotate(5, expand=True, fillcolor="white", resample=BICUBIC).save(folder / "sloping columns.webp", quality=92)
    short = scans.kept("english").crop((0, 0, 900, 200))
    scans.scanned_pdf(folder / "scanned.pdf", [short, Image.new("RGB", (900, 200), "white")])
    pages = [traditional.transpose(Image.Transpose.ROTATE_180), short.copy()]
    pages[0].save(folder / "two pages.tiff", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    Image.new("RGB", (400, 300), "white").save(folder / "blank.png")
    (folder / "cut short.png").write_bytes(scans.png(chinese)[:9_000])
    (folder / "no picture.png").write_bytes(b"\x89PNG nothing of the kind")
    (folder / "bomb.png").write_bytes(scans.bomb())
    return read_all(folder)


def test_chinese_is_read_to_the_character(read: dict[str, ReadFile]) -> None:
    found = read["chinese.png"]
    (article,) = found.articles
    assert article.head.title == scans.TITLE
    assert [article.text[p.start : p.end] for p in article.paragraphs] == list(scans.CHINESE)
    assert article.head.language == "zh" and {p.page for p in article.paragraphs} == {1}
    assert ("text", "ocr") in article.head.origins
    assert (found.row.status, found.row.pages, found.row.pages_without_text) == ("read", 1, 1)
    assert found.row.characters_in == found.row.characters_kept
    assert found.messages[0] == "Page 1: no text, so OCR was used (RapidOCR); check figures and names against the page."
    assert found.messages[1].startswith("OCR is unsure of 1 figure or date; check it on the page: 二〇二四 (")


def test_columns_of_a_sloping_page_are_read_one_after_the_other_in_paragraphs(read: dict[str, ReadFile]) -> None:
    (article,) = read["sloping columns.webp"].articles
    paragraphs = [article.text[p.start : p.end] for p in article.paragraphs]
    assert paragraphs == [*scans.CHINESE, *scans.MORE_CHINESE]


def test_traditional_characters_stay_and_a_picture_may_lie_on_its_side_or_head(read: dict[str, ReadFile]) -> None:
    for name in ("on its side.jpg", "two pages.tiff"):
        assert "".join(scans.TRADITIONAL) in read[name].text.replace("\n", "")
    assert read["on its side.jpg"].articles[0].head.language == "zh-hant"
    assert [p.page for article in read["two pages.tiff"].articles for p in article.paragraphs] == [1, 2]
    assert read["two pages.tiff"].row.pages == 2


def test_a_scanned_pdf_is_read_and_an_empty_page_of_it_lacks_nothing(read: dict[str, ReadFile]) -> None:
    found = read["scanned.pdf"]
    assert found.text.replace(" ", "") == scans.ENGLISH[0].replace(" ", "")  # it may miss a space before a figure
    assert found.text.count(" ") > 25 and found.row.pages == 2
    assert found.row.status == "read"


def test_what_cannot_be_read_says_so_in_a_line_and_keeps_nothing_else_out(read: dict[str, ReadFile]) -> None:
    assert read["blank.png"].messages == ["No text was found in the picture."]
    assert read["no picture.png"].messages == [
        "It is no picture that can be opened, or it is damaged; save it again as PNG or JPEG."
    ]
    assert read["bomb.png"].messages == [
        "The picture has 60000 by 60000 pixels, over the limit of 100,000,000; make it smaller, or raise XUNZHANG_LIMIT_PIXELS."
    ]
    assert read["cut short.png"].messages[0].startswith("the picture is damaged (")
    assert {read[name].row.status for name in ("blank.png", "no picture.png", "bomb.png", "cut short.png")} == {"skipped"}


# --- Which program reads ---


def test_off_reads_nothing_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings()
    monkeypatch.setenv("XUNZHANG_OCR", "off")
    scans.kept("traditional").save(tmp_path / "a.png")
    assert read_all(tmp_path)["a.png"].messages == ["A picture takes OCR to be read; OCR is off (--ocr off); turn it on."]
    assert before["ocr"] == ["rapid", "3.10.0"] and settings()["ocr"] == []
    assert before != settings()  # so that what was not read for want of OCR is read by the next build


def test_without_a_package_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_has_rapid", lambda: False)
    monkeypatch.setattr(engines, "_tesseract_languages", lambda: ())
    assert engines.chosen() is None
    scans.scanned_pdf(tmp_path / "a.pdf", [scans.kept("traditional")])
    account = Account()
    assert list[Draft](read_pdf(tmp_path / "a.pdf", account)) == []
    assert [m.text for m in account.messages] == [
        "Page 1: no text, so OCR is needed; run pip install rapidocr==3.10.0 and build again."
    ]
    monkeypatch.setenv("XUNZHANG_OCR", "rapid")
    with pytest.raises(XunzhangError, match=r"^Scans are to be read by rapid, .*: pip install rapidocr==3\.10\.0$"):
        engines.chosen()


@pytest.mark.parametrize(
    ("named", "has", "found"),
    [
        ("tesseract", ("chi_sim", "deu", "eng"), Engine("tesseract", ("chi_sim", "eng"))),
        ("tesseract:deu+fra", ("deu", "eng", "fra"), Engine("tesseract", ("deu", "fra"))),
        ("tesseract:deu+fra", ("deu",), "apt-get install tesseract-ocr tesseract-ocr-fra"),
        ("tesseract", (), "apt-get install tesseract-ocr tesseract-ocr-chi-sim"),
        ("finereader", ("eng",), "There is no OCR called finereader"),
    ],
)
def test_another_program_is_taken_by_name(
    monkeypatch: pytest.MonkeyPatch, named: str, has: tuple[str, ...], found: Engine | str
) -> None:
    monkeypatch.setenv("XUNZHANG_OCR", named)
    monkeypatch.setattr(engines, "_tesseract_languages", lambda: has)
    if isinstance(found, Engine):
        assert engines.chosen() == found
        return
    with pytest.raises(XunzhangError, match=found):
        engines.chosen()


def test_the_flag_refuses_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry stopped.", encoding="utf-8")
    command = [sys.executable, "-m", "xunzhang", "build", str(tmp_path), "--index", str(tmp_path / "i"), "--ocr", "finereader"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "There is no OCR called finereader; there are auto, off, rapid, tesseract" in done.stderr


def test_nothing_of_ocr_is_imported_to_ask_what_would_read() -> None:
    code = (
        "import sys; from xunzhang.building.staleness import settings; import xunzhang.reading.formats.pdf; settings(); "
        "print([m for m in ('rapidocr', 'cv2', 'PIL', 'onnxruntime', 'xunzhang.reading.scans.rapid') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


# --- Parts ---


def test_a_picture_is_read_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    large = Image.new("RGB", (7_000, 5_000), "white")
    ImageDraw.Draw(large).rectangle((0, 0, 3_500, 5_000), fill="black")
    large.save(path, quality=60)
    with pictures.opened(path) as picture:
        page = pictures.page_of(picture, 1)
    assert page.width * page.height <= pictures.READ_PIXELS and page.mode == "RGB"
    assert page.width / page.height == pytest.approx(1.4, rel=0.01)
    assert page.getpixel((page.width // 4, 50)) == (0, 0, 0) and page.getpixel((page.width * 3 // 4, 50)) == (255, 255, 255)
    limits.use(limits.Limits(pixels=1_000_000))
    try:
        with (
            pictures.opened(path) as picture,
            pytest.raises(XunzhangError, match="7000 by 5000 pixels, over the limit of 1,000,000"),
        ):
            pictures.page_of(picture, 1)
    finally:
        limits.use(None)


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    clear.putpixel((5, 5), (0, 0, 0, 255))
    clear.save(tmp_path / "a.png")
    with pictures.opened(tmp_path / "a.png") as picture:
        page = pictures.page_of(picture, 1)
    assert page.getpixel((5, 5)) == (0, 0, 0) and page.getpixel((20, 20)) == (255, 255, 255)


def test_a_slope_is_told_by_the_lines_and_undone() -> None:
    down = [
        ((0.0, y), (100.0, y + 100 * math.tan(math.radians(3))), (99.0, y + 15.0), (-1.0, y + 10.0)) for y in (0.0, 40.0, 80.0)
    ]
    assert slope(down) == pytest.approx(3.0, abs=0.01) and slope([]) == 0.0
    width, height = size_once_turned(200, 100, 90)
    assert (width, height) == (pytest.approx(100), pytest.approx(200))
    # A quarter counter-clockwise, the right edge's middle is at the top.
    assert turned((200, 50), 200, 100, 90) == (pytest.approx(50), pytest.approx(0))
    x0, y0 = turned(down[0][0], 200, 100, 3)
    x1, y1 = turned(down[0][1], 200, 100, 3)
    assert y0 == pytest.approx(y1) and x1 > x0


@pytest.mark.parametrize(
    ("text", "bad", "places", "found"),
    [
        ("总投资17.1亿元", {3: 0.6}, (), [("17.1", 0.6)]),
        ("总投资17.1亿元", {0: 0.6}, (), []),  # a word that is wrong shows it
        ("二二四年十一月", {}, (), [("二二四", 0.5)]),  # 〇 was passed over: no year has three digits
        ("二〇二四年", {1: 0.41}, (), [("二〇二四", 0.41)]),
        ("于二四年通车了", {}, (0.05, 0.15, 0.35, 0.45, 0.55, 0.65, 0.75), [("二四", 0.5)]),  # room for a digit
        ("于二四年通车了", {}, (0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65), []),
        ("On 19 May 2024", {10: 0.3}, (), [("2024", 0.3)]),
    ],
)
def test_figures_that_are_doubtful(
    text: str, bad: dict[int, float], places: Sequence[float], found: list[tuple[str, float]]
) -> None:
    confidences = [bad.get(at, 1.0) for at in range(len(text))]
    assert [(text[d.start : d.end], d.confidence) for d in doubts(text, confidences, places)] == found


LAYOUT = PrintedLayout(
    (PlacedLine(0, 10, 1, 1000, 500, 9000, 700, 97), PlacedLine(10, 18, 1, 1000, 800, 5000, 1000, 80), PlacedLine(20, 30, 2, 0, 0, 10000, 300)),
    (Unsure(2, 6, 58), Unsure(12, 13, 40)),
    {1: -3.5},
)  # fmt: skip


def test_a_layout_is_kept_as_a_short_text() -> None:
    assert unpacked_layout(LAYOUT.packed()) == LAYOUT
    assert NO_LAYOUT.packed() == "" and unpacked_layout("") == NO_LAYOUT == unpacked_layout("none of ours")
    many = PrintedLayout(
        tuple(PlacedLine(40 * n, 40 * n + 39, 1 + n // 40, 900, 10 * n, 9_100, 10 * n + 9, 97) for n in range(4_000))
    )
    assert len(many.packed()) < 10 * 4_000  # ten bytes a line
    assert unpacked_layout(many.packed()) == many


def test_what_a_layout_says_of_a_passage() -> None:
    assert LAYOUT.between(0, 18) == list(LAYOUT.lines[:2])
    assert LAYOUT.between(5, 12) == [
        PlacedLine(5, 10, 1, 5000, 500, 9000, 700, 97),
        PlacedLine(10, 12, 1, 1000, 800, 2000, 1000, 80),
    ]
    assert LAYOUT.scan_of(2, 18) == Scan(88, (Unsure(0, 4, 58), Unsure(10, 11, 40)))
    assert LAYOUT.scan_of(20, 30) is None
    cut = LAYOUT.moved([(10, 18, 0), (20, 30, 10)])
    assert [(line.start, line.end) for line in cut.lines] == [(0, 8), (10, 20)] and cut.unsure == (Unsure(2, 3, 40),)
