"""Pictures of text, drawn here with our own sentences: pages of one column and of two, turned, sloping, bad ones; and scanned PDFs.

Those that tests read are kept in tests/data/scans, so that a test takes no Chinese font: `python -m tests.helpers.scans` draws them
anew where fonts-noto-cjk is installed.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.helpers.places import ROOT

KEPT = ROOT / "tests" / "data" / "scans"
FONT = ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2)  # the face for simplified Chinese
INK, PAPER = "black", "white"

TITLE = "渡口新桥建成通车"
CHINESE = (
    "二〇二四年十一月十九日，渡口新桥建成通车，总投资17.1亿元，全长1240米，设计时速八十公里。",
    "老船工在岸边守了三十年，如今他把渡船交给了县里的博物馆，自己做起了讲解员，每天给学生讲过去的事。",
    "县交通局说，新桥每天可以通过两万辆汽车，两岸村民进城的时间由一个小时缩短到十分钟。",
)
MORE_CHINESE = (
    "县图书馆也在同一天开放了新的阅览室，读者可以借阅地方志，也可以听老人讲渡口过去九十年的故事。",
    "馆长说，以后每个星期六下午都有讲座，不收门票，学生和外地来的游客都可以参加，座位有一百二十个。",
)
TRADITIONAL = ("圖書館週六開放至晚間九時，讀者可以預約閱覽室的座位。", "館長說，新館藏書三十萬冊，其中地方志有四千冊。")
ENGLISH = (
    "The ferry at Dukou stopped on 19 November 2024 after ninety years on the river. "
    "The new bridge cost 1.71 billion yuan and carries twenty thousand cars a day.",
    "The old boatman gave his boat to the county museum, where he now tells pupils how people once crossed.",
)


def kept(name: str) -> Image.Image:
    """A picture that is kept, in colour."""
    return Image.open(KEPT / f"{name}.png").convert("RGB")


def font(size: int) -> ImageFont.FreeTypeFont:
    """The Chinese face that the tests' PDFs are set in."""
    return ImageFont.truetype(FONT[0], size, index=FONT[1])


def set_lines(text: str, face: ImageFont.FreeTypeFont, width: int, indent: int = 0) -> list[str]:
    """A paragraph in lines, as a typesetter breaks it: Chinese anywhere but before a mark, English between words."""
    units = list(text) if not text.isascii() else [f"{word} " for word in text.split()]
    lines, line, room = [], "", width - indent
    for unit in units:
        if line and face.getlength((line + unit).rstrip()) > room and unit not in "，。、；：":
            lines.append(line.rstrip())
            line, room = "", width
        line += unit
    return [*lines, line.rstrip()]


def draw_column(page: Image.Image, paragraphs: Sequence[str], at: tuple[int, int], width: int, size: int) -> int:
    """Draw paragraphs below each other; -> where the next would begin."""
    face, pen, (x, y) = font(size), ImageDraw.Draw(page), at
    for text in paragraphs:
        indent = 0 if text.isascii() else 2 * size
        for number, line in enumerate(set_lines(text, face, width, indent)):
            pen.text((x + (indent if not number else 0), y), line, font=face, fill=INK)
            y += round(1.6 * size)
        y += round(0.5 * size) if text.isascii() else 0
    return y


def one_column(paragraphs: Sequence[str] = CHINESE, title: str = TITLE, size: int = 26) -> Image.Image:
    page = Image.new("RGB", (900, 700), PAPER)
    if title:
        ImageDraw.Draw(page).text((200, 50), title, font=font(round(1.9 * size)), fill=INK)
    draw_column(page, paragraphs, (80, 160 if title else 60), 740, size)
    return page


def two_columns(left: Sequence[str], right: Sequence[str], size: int = 22) -> Image.Image:
    page = Image.new("RGB", (1100, 620), PAPER)
    draw_column(page, left, (60, 60), 460, size)
    draw_column(page, right, (580, 60), 460, size)
    return page


def scanned_pdf(path: Path, pages: Sequence[Image.Image]) -> Path:
    """A PDF of nothing but pictures, 150 dots an inch."""
    pages[0].save(path, "PDF", resolution=150, save_all=True, append_images=list(pages[1:]))
    return path


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some kilobytes whose head says that it is 3.6 billion pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")


def png(page: Image.Image) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    return buffer.getvalue()


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    drawn = {
        "chinese": one_column(),
        "english": one_column(ENGLISH, ""),
        "traditional": one_column(TRADITIONAL, "").crop((0, 0, 900, 320)),
        "columns": two_columns(CHINESE, MORE_CHINESE),
    }
    for name, page in drawn.items():
        page.convert("L").quantize(16).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
