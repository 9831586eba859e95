"""Where text stands on the pages of PDFs made here, held against the ink of the page that is drawn; and files that have changed."""

from __future__ import annotations

import io
import math
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.helpers import scans
from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.printing import pdfmetrics
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import index_is_stale
from xunzhang.index.schema import layout_from
from xunzhang.page.parts.printed import outlines
from xunzhang.reading.files.account import Account
from xunzhang.reading.formats.images import read_image
from xunzhang.reading.formats.pdf import read_pdf
from xunzhang.reading.scans.page_picture import drawn
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.service import page_pictures
from xunzhang.service.originals import file_of, original_of
from xunzhang.service.page_pictures import pages_of, printed_page
from xunzhang.types import XunzhangError
from xunzhang.types.printed_layout import NO_LAYOUT, WHOLE, PlacedLine, PrintedLayout, unpacked_layout

LINES = (
    "The ferry at Dukou stopped after ninety years on the river, and the new",
    "bridge carries twenty thousand cars a day between its two banks.",
)
OTHER = ("The old boatman gave his boat to the county museum, where he tells", "pupils how people crossed.")
WIDTH, HEIGHT = 600, 800


def set_pdf(path: Path, *, rotation: int = 0, turned: int = 0) -> Path:
    """Two paragraphs at known places, 12 points; `rotation` is the page's own, `turned` that of the text drawn on it."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT) if turned % 180 == 0 else (HEIGHT, WIDTH))
    if turned == 90:
        canvas.translate(HEIGHT, 0)
    if turned:
        canvas.rotate(turned)
    canvas.setFont("Times-Roman", 12)
    for number, line in enumerate((*LINES, *OTHER)):
        canvas.drawString(72, 700 - 15 * number - 20 * (number > 1), line)
    canvas.save()
    if rotation:
        document = pdfium.PdfDocument(path.read_bytes())
        document[0].set_rotation(rotation)
        document.save(path)
        document.close()
    return path


def layout_of(path: Path) -> tuple[str, PrintedLayout]:
    (draft,) = read_pdf(path, Account())
    return draft.text, unpacked_layout(draft.layout)


def ink(path: Path, layout: PrintedLayout) -> np.ndarray:
    """Where the page as it is drawn is dark (height, width)."""
    picture = Image.open(io.BytesIO(drawn(path, 1, layout.angles.get(1, 0.0), 900))).convert("L")
    return np.asarray(picture) < 128


def box_of(line: PlacedLine, dark: np.ndarray, around: float = 0.0) -> tuple[slice, slice]:
    height, width = dark.shape
    x0, x1 = ((x / WHOLE + sign * around) * width for x, sign in ((line.x0, -1), (line.x1, 1)))
    y0, y1 = ((y / WHOLE + sign * around) * height for y, sign in ((line.y0, -1), (line.y1, 1)))
    return slice(max(int(y0), 0), math.ceil(y1)), slice(max(int(x0), 0), math.ceil(x1))


def test_lines_stand_where_they_were_drawn(tmp_path: Path) -> None:
    text, layout = layout_of(set_pdf(tmp_path / "a.pdf"))
    assert [text[line.start : line.end] for line in layout.lines] == [*LINES, *OTHER]
    first = layout.lines[0]
    end = 72 + pdfmetrics.stringWidth(LINES[0], "Times-Roman", 12)
    assert (first.page, first.confidence) == (1, 0)
    assert (first.x0, first.x1) == (pytest.approx(WHOLE * 72 / WIDTH, abs=20), pytest.approx(WHOLE * end / WIDTH, abs=20))
    baseline = WHOLE * (HEIGHT - 700) / HEIGHT
    assert first.y0 < baseline - WHOLE * 6 / HEIGHT and baseline < first.y1 < baseline + WHOLE * 6 / HEIGHT


@pytest.mark.parametrize(
    ("rotation", "turned"), [(0, 0), (90, 0), (180, 0), (270, 0), (0, 90), (90, 90)], ids=lambda degrees: f"{degrees}"
)
def test_the_page_is_shown_upright_and_its_ink_is_in_the_boxes(tmp_path: Path, rotation: int, turned: int) -> None:
    path = set_pdf(tmp_path / "a.pdf", rotation=rotation, turned=turned)
    _, layout = layout_of(path)
    dark = ink(path, layout)
    assert dark.shape[0] > dark.shape[1]  # as it is read, upright
    left = dark.copy()
    for line in layout.lines:
        assert dark[box_of(line, dark)].sum() > 300
        left[box_of(line, dark, around=0.004)] = False
    assert len(layout.lines) == 4 and left.sum() == 0


def test_a_page_set_downwards_is_not_turned(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("STSong-Light", 14)
    for column in range(3):
        for number, character in enumerate(scans.CHINESE[1][column * 15 : column * 15 + 15]):
            canvas.drawString(500 - 30 * column, 700 - 18 * number, character)
    canvas.save()
    text, layout = layout_of(tmp_path / "a.pdf")
    assert text.replace("\n", "") == scans.CHINESE[1][:45] and not layout.angles
    first = layout.lines[0]
    assert (first.x0, first.x1) == (pytest.approx(WHOLE * 500 / WIDTH, abs=60), pytest.approx(WHOLE * 514 / WIDTH, abs=60))
    assert first.y0 < WHOLE * 100 / HEIGHT and first.y1 > WHOLE * (100 + 17 * 14) / HEIGHT
    assert layout.lines[1].x1 < first.x0


def test_a_passage_is_outlined_in_each_column(tmp_path: Path) -> None:
    lines = [PlacedLine(10 * n, 10 * n + 10, 1, 1000, 1000 + 200 * n, 4500, 1150 + 200 * n) for n in range(3)]
    lines += [PlacedLine(30 + 10 * n, 40 + 10 * n, 1, 5500, 500 + 200 * n, 9000, 650 + 200 * n) for n in range(2)]
    lines.append(PlacedLine(50, 60, 2, 1000, 500, 4500, 650))

    class Whole:
        start, end = 10, 60

    boxes = outlines(PrintedLayout(tuple(lines)), Whole, 1)  # type: ignore[arg-type]
    assert [(box.start, box.end) for box in boxes] == [(10, 30), (30, 50)]
    assert [(box.x0, box.y0, box.x1, box.y1) for box in boxes] == [(960, 1160, 4540, 1590), (5460, 460, 9040, 890)]
    assert [box.start for box in outlines(PrintedLayout(tuple(lines)), Whole, 2)] == [50]  # type: ignore[arg-type]


# --- The file that was read ---


@pytest.fixture
def collection(tmp_path: Path) -> tuple[Searcher, Path]:
    corpus = tmp_path / "corpus"
    (corpus / "papers").mkdir(parents=True)
    set_pdf(corpus / "papers" / "a.pdf")
    (corpus / "b.txt").write_text(LINES[0], encoding="utf-8")
    build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
    return open_searcher(tmp_path / "index", encoder=BilingualEncoder(), reads=False), corpus


def head_of(searcher: Searcher, path: str):
    return next(head for head in searcher.heads() if head.path == path)


def test_a_page_is_drawn_in_a_process_of_its_own_and_kept(collection, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher, _ = collection
    head = head_of(searcher, "papers/a.pdf")
    assert pages_of(searcher.layout(head.id)) == (1,)
    page = printed_page(searcher, head, 7, 700)
    assert (page.number, page.pages, len(page.lines)) == (1, (1,), 4)
    with Image.open(io.BytesIO(page.picture)) as picture:
        assert picture.format == "WEBP" and picture.size == (900, 1200)
    monkeypatch.setattr(page_pictures, "_drawn", lambda *_: pytest.fail("drawn again"))
    assert printed_page(searcher, head, 1, 800).picture == page.picture


def test_a_file_that_changed_or_went_is_not_shown(collection) -> None:
    searcher, corpus = collection
    head = head_of(searcher, "papers/a.pdf")
    file = corpus / "papers" / "a.pdf"
    assert original_of(searcher, head) == file.resolve() == file_of(searcher, head)
    before = file.read_bytes()
    file.write_bytes(before + b"\n")
    with pytest.raises(XunzhangError, match=r"^The file papers/a\.pdf has changed since it was read, so it is not shown; build"):
        printed_page(searcher, head, 1, 700)
    file.write_bytes(before)
    assert printed_page(searcher, head, 1, 700).number == 1
    file.unlink()
    with pytest.raises(XunzhangError, match=r"^The file papers/a\.pdf is no longer where it was read"):
        printed_page(searcher, head, 1, 700)


def test_what_is_no_printed_page_has_none(collection) -> None:
    searcher, _ = collection
    head = head_of(searcher, "b.txt")
    assert not searcher.layout(head.id).lines
    with pytest.raises(XunzhangError, match="Where this article is printed is not known"):
        printed_page(searcher, head, 1, 700)


@pytest.mark.parametrize("path", ["/etc/passwd", "../index/CURRENT", "papers/../../index/CURRENT", "papers", "nothing.pdf"])
def test_only_files_that_the_index_names_are_given(collection, path: str) -> None:
    searcher, _ = collection
    with pytest.raises(XunzhangError, match="no longer where it was read"):
        file_of(searcher, replace(head_of(searcher, "b.txt"), path=path))


def test_a_page_that_cannot_be_drawn_says_so_within_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(XunzhangError, match=r"^Page 3 cannot be drawn; open the file in another program\.$"):
        page_pictures._drawn(broken, 3, 0.0, 900)
    (tmp_path / "bomb.png").write_bytes(scans.bomb())
    with pytest.raises(XunzhangError, match="cannot be drawn"):
        page_pictures._drawn(tmp_path / "bomb.png", 1, 0.0, 900)
    monkeypatch.setattr(page_pictures, "_CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(page_pictures, "DRAWN_S", 0.5)
    began = time.monotonic()
    with pytest.raises(XunzhangError, match="cannot be drawn"):
        page_pictures._drawn(broken, 1, 0.0, 900)
    assert time.monotonic() - began < 10


def test_a_sloping_scan_is_drawn_level(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    scans.kept("traditional").rotate(-6, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC).save(path)
    (draft,) = read_image(path, Account())
    layout = unpacked_layout(draft.layout)
    assert layout.angles[1] == pytest.approx(6, abs=0.3)
    dark = ink(path, layout)
    left = dark.copy()
    for line in layout.lines:
        assert dark[box_of(line, dark)].sum() > 300
        left[box_of(line, dark, around=0.02)] = False
    assert left.sum() < 0.01 * dark.sum()


def test_a_scan_that_was_passed_over_is_read_by_the_next_build_and_kept_by_the_one_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, index, encoder = tmp_path / "corpus", tmp_path / "index", BilingualEncoder()
    corpus.mkdir()
    (corpus / "b.txt").write_text(LINES[0], encoding="utf-8")
    scans.kept("traditional").save(corpus / "a.png")
    monkeypatch.setenv("XUNZHANG_OCR", "off")
    first = build_index([corpus], index, encoder=encoder)
    assert (first.manifest.articles, first.manifest.settings["ocr"]) == (1, [])
    monkeypatch.delenv("XUNZHANG_OCR")
    assert "ocr" in index_is_stale([corpus], index, encoder.name).text
    second = build_index([corpus], index, encoder=encoder)
    assert (second.manifest.articles, second.files_read) == (2, 2)
    read = open_searcher(index, encoder=encoder, reads=False)
    (head,) = [head for head in read.heads() if head.path == "a.png"]
    assert ("text", "ocr") in head.origins and read.layout(head.id).by_ocr
    (corpus / "c.txt").write_text(OTHER[0], encoding="utf-8")
    third = build_index([corpus], index, encoder=encoder)
    assert third.files_read == 1
    kept = open_searcher(index, encoder=encoder, reads=False)
    assert kept.layout(head.id) == read.layout(head.id) and kept.passages_of(head.id) == read.passages_of(head.id)
    assert all(passage.scan for passage in kept.passages_of(head.id))


def test_what_was_read_before_there_were_layouts_has_none() -> None:
    assert layout_from('{"facts": {"title": "T"}, "given_id": ""}') == NO_LAYOUT
