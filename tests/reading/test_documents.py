"""Word, OpenDocument, RTF and EPUB: articles come back paragraph for paragraph, and every character is kept or accounted for."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from tests.helpers.articles import TITLES, article
from tests.helpers.documents import BOX, NOTE, TABLE, WORD, Blocks, Extras, write_docx, write_epub, write_odt, write_rtf, zipped
from tests.helpers.printing import HEADING
from tests.helpers.reading import read_one
from xunzhang.reading.files import limits
from xunzhang.types import Article

Writer = Callable[[Path, str, Blocks, Extras], Path]
WRITERS: dict[str, Writer] = {".docx": write_docx, ".odt": write_odt, ".rtf": write_rtf}
ENOUGH = 0.98  # of the paragraphs
COUNTED = {
    ".docx": {"head": "running heads", "comment": "comments", "deleted": "deleted text (tracked changes)", "field_code": "field codes"},
    ".odt": {"head": "running heads", "comment": "comments", "deleted": "deleted text (tracked changes)"},
    ".rtf": {"head": "running heads", "comment": "comments", "deleted": "deleted text (tracked changes)", "field_code": "field codes"},
}  # fmt: skip


def extras() -> Extras:
    return Extras(
        head="江北晚报 2024年", comment="请核对这个数字", deleted="被删去的一句话。", field_code="PAGE 7", author="王小川"
    )


def dressed(chinese: bool, seed: int) -> Blocks:
    """An article with a footnote and a text box after two of its paragraphs, and a table before its last heading."""
    blocks: Blocks = [(kind, text) for kind, text in article(chinese, seed, aside=False)]
    blocks.insert(
        3, (NOTE, "数字取自镇统计站的年报，四舍五入到个位。" if chinese else "Figures are from the annual report of the county.")
    )
    blocks.insert(9, (BOX, "一只写了七十年的本子" if chinese else "A notebook of seventy years"))
    blocks.insert(
        14,
        (
            TABLE,
            "村\t户数\t亩数\n上岸\t1,140\t5,244\n渡口\t820\t96" if chinese else "Village\tHouseholds\nFerry\t820\nRidge\t340",
        ),
    )
    return blocks


def paragraphs(found: Article) -> list[tuple[str, str]]:
    return [(p.kind, " ".join(found.text[p.start : p.end].split())) for p in found.paragraphs]


def expected(blocks: Blocks) -> list[tuple[str, str]]:
    return [("heading" if kind == HEADING else "text", " ".join(text.split())) for kind, text in blocks]


def visible(text: str) -> int:
    return len("".join(text.split()))


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("chinese", [True, False])
def test_paragraph_for_paragraph(tmp_path: Path, suffix: str, chinese: bool) -> None:
    for seed in range(3):
        blocks, more = dressed(chinese, seed), extras()
        row, (found,) = read_one(WRITERS[suffix](tmp_path / f"a{suffix}", TITLES[chinese], blocks, more))
        assert (found.head.title, found.head.byline) == (TITLES[chinese], "王小川")
        assert dict(found.head.origins)["byline"] == "document properties"
        wanted, got = expected(blocks), paragraphs(found)
        assert sum(paragraph in got for paragraph in wanted) >= ENOUGH * len(wanted)
        assert got == wanted  # no less, no more, in order
        assert (row.status, row.messages, row.encoding) == ("read", (), suffix[1:].upper())
        counted = {what: visible(getattr(more, name)) for name, what in COUNTED[suffix].items()}
        if suffix == ".docx":
            counted["duplicate copies of text boxes"] = visible(next(text for kind, text in blocks if kind == BOX))
        assert dict(row.removed) == counted | more.removed
        assert row.characters_in == sum(visible(text) for _, text in blocks) + visible(TITLES[chinese]) + sum(
            counted.values()
        ) + sum(more.removed.values()) + visible("王小川")


@pytest.mark.parametrize("version", [2, 3])
def test_a_book_chapter_by_chapter(tmp_path: Path, version: int) -> None:
    chapters = [(f"第{n}章 {TITLES[True]}", dressed(True, n)) for n in (1, 2, 3)]
    more = extras()
    row, found = read_one(write_epub(tmp_path / "a.epub", "江边小镇纪事", chapters, more, version))
    assert [a.head.title for a in found] == [heading for heading, _ in chapters]
    assert {(a.head.source, a.head.byline, a.head.date, a.head.language) for a in found} == {
        ("江边小镇纪事", "王小川", "2023-05-01", "zh")
    }
    for a, (_, blocks) in zip(found, chapters, strict=True):
        assert paragraphs(a) == expected(blocks)
    assert dict(row.removed) == more.removed
    assert row.characters_in == row.characters_kept + sum(more.removed.values())
    assert row.characters_kept == sum(visible(h) + sum(visible(t) for _, t in blocks) for h, blocks in chapters)


def test_a_book_of_one_chapter_goes_by_its_own_title(tmp_path: Path) -> None:
    row, (found,) = read_one(write_epub(tmp_path / "a.epub", "江边小镇纪事", [("渡口", dressed(True, 1))], extras()))
    assert (found.head.title, found.head.source, row.status) == ("江边小镇纪事", "", "read")
    assert paragraphs(found)[0] == ("heading", "渡口")


def test_gbk_in_rtf(tmp_path: Path) -> None:
    """As WPS and old Word wrote it: two bytes a character, in escapes, in a Chinese font."""
    blocks = dressed(True, 4)
    more = Extras(author="王小川", codepage=936)
    _, (found,) = read_one(write_rtf(tmp_path / "a.rtf", TITLES[True], blocks, more))
    assert (found.head.title, found.head.byline) == (TITLES[True], "王小川")
    assert paragraphs(found) == expected(blocks)


def test_characters_beyond_the_first_plane_in_rtf(tmp_path: Path) -> None:
    text = "古籍里有一个字写作𠮷，校勘的人在旁边画了一个记号😀，说这个字不能省。"
    _, (found,) = read_one(write_rtf(tmp_path / "a.rtf", TITLES[True], [("text", text), ("text", text[:20] + "。")], Extras()))
    assert paragraphs(found)[0] == ("text", text)


@pytest.mark.parametrize("suffix", WRITERS)
def test_line_breaks_within_a_paragraph(tmp_path: Path, suffix: str) -> None:
    """Lines as long as paragraphs are paragraphs; verse keeps its lines together."""
    first = "渡口的老船工每天清早五点起来，把缆绳一根一根检查过，才让第一批客人上船。"
    second = "他说江水涨落都有脾气，人要顺着它，不能跟它较劲，这是师父传下来的话。"
    verse = "江水东流去\n一去不回头\n渡口人不散\n明日又开舟"
    _, (found,) = read_one(
        WRITERS[suffix](tmp_path / f"a{suffix}", TITLES[True], [("text", f"{first}\n{second}"), ("text", verse)], Extras())
    )
    assert [text for _, text in paragraphs(found)] == [first, second, " ".join(verse.split())]


def test_facts_are_taken_from_the_lines_at_the_head(tmp_path: Path) -> None:
    for suffix, write in WRITERS.items():
        blocks = [("text", "来源：江北晚报  2024年11月19日"), *dressed(True, 2)]
        _, (found,) = read_one(write(tmp_path / f"a{suffix}", TITLES[True], blocks, Extras()))
        assert (found.head.title, found.head.source, found.head.date) == (TITLES[True], "江北晚报", "2024-11-19"), suffix


# Files that cannot be read


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off", zipped({"mimetype": "x"})])
def test_a_damaged_file_is_one_clear_line(tmp_path: Path, suffix: str, content: bytes) -> None:
    (tmp_path / f"a{suffix}").write_bytes(content)
    row, articles = read_one(tmp_path / f"a{suffix}")
    assert (row.status, articles, len(row.messages)) == ("skipped", [], 1)
    assert "\n" not in row.messages[0] and ("save it again" in row.messages[0] or "put text into it" in row.messages[0])


def test_an_old_or_encrypted_word_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    row, _ = read_one(tmp_path / "a.docx")
    assert row.messages == ("The file is encrypted, or is an old .doc; open it in Word and save it as .docx without a password.",)


def test_a_protected_book_is_named(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", "书", [("一", dressed(True, 1))], Extras())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("META-INF/encryption.xml", "<encryption><EncryptionMethod Algorithm='aes128-cbc'/></encryption>")
    row, _ = read_one(path)
    assert row.messages == ("The book is protected against copying (DRM) and cannot be read; get a copy without protection.",)


def test_a_chapter_that_is_missing_is_reported_and_the_others_read(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", "书", [("第一章", dressed(True, 1)), ("第二章", dressed(True, 2))], Extras())
    kept = {}
    with zipfile.ZipFile(path) as package:
        kept = {name: package.read(name) for name in package.namelist() if name != "OEBPS/chapter 1.xhtml"}
    path.write_bytes(zipped(kept))
    row, (found,) = read_one(path)
    assert (row.status, found.text.startswith("第二章")) == ("partly", True)
    assert row.messages == ("Chapter OEBPS/chapter 1.xhtml is missing.",)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(
        {"word/document.xml": bytes(20 << 20), "content.xml": bytes(20 << 20), "META-INF/container.xml": bytes(20 << 20)}
    )
    for suffix in (".docx", ".odt", ".epub"):
        (tmp_path / f"a{suffix}").write_bytes(bomb)
        row, _ = read_one(tmp_path / f"a{suffix}")
        assert row.status == "skipped" and "times its size" in row.messages[0]
        monkeypatch.setattr(limits, "_current", limits.Limits(unpacked_bytes=1 << 20))
        row, _ = read_one(tmp_path / f"a{suffix}")
        assert "bytes unpacked" in row.messages[0]
        monkeypatch.undo()


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def test_entities_do_not_grow(tmp_path: Path) -> None:
    """A billion laughs end the chapter, and that is said; a harmless one stays a reference, which is left out and counted."""
    path = write_epub(tmp_path / "a.epub", "书", [("第一章", dressed(True, 1))], Extras())
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    page = files["OEBPS/chapter 1.xhtml"].decode()
    files["OEBPS/chapter 1.xhtml"] = (
        LAUGHS + page[page.index("<html") :].replace("</h1>", "</h1><p>在这里&i;停下。</p>")
    ).encode()
    path.write_bytes(zipped(files))
    row, (found,) = read_one(path)
    assert len(found.text) < 5_000
    assert row.status == "partly" and "amplification" in row.messages[0]
    files["OEBPS/chapter 1.xhtml"] = page.replace("</h1>", "</h1><p>在这里&nbsp;&hellip;&own;停下。</p>").replace(
        "<!DOCTYPE html", "<!DOCTYPE html [<!ENTITY own 'x'>]><!--", 1
    ).replace(".dtd\">", "-->", 1).encode()  # fmt: skip
    path.write_bytes(zipped(files))
    row, (found,) = read_one(path)
    assert paragraphs(found)[1] == ("text", "在这里 …停下。")
    assert dict(row.removed)["entities that the file defines itself"] == len("&own;")


def test_a_chapter_with_a_name_that_is_none_is_read_all_the_same(tmp_path: Path) -> None:
    """Found by fuzzing: an element of a prefix that nothing declares."""
    path = write_epub(tmp_path / "a.epub", "书", [("第一章", dressed(True, 1))], Extras())
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    page = files["OEBPS/chapter 1.xhtml"].decode()
    files["OEBPS/chapter 1.xhtml"] = page.replace("</h1>", "</h1><x:1y><text:s c='9'/><p>在这里停下。</p></x:1y>").encode()
    path.write_bytes(zipped(files))
    row, (found,) = read_one(path)
    assert ("text", "在这里停下。") in paragraphs(found)
    assert row.status == "partly" and "damaged" in row.messages[0]


def test_a_spreadsheet_in_opendocument_is_no_text(tmp_path: Path) -> None:
    path = write_odt(tmp_path / "a.odt", "题", [("text", "一")], Extras())
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name).replace(b"office:text", b"office:spreadsheet") for name in package.namelist()}
    path.write_bytes(zipped(files))
    row, _ = read_one(path)
    assert "is not a text but a spreadsheet" in row.messages[0]


def test_an_rtf_file_that_is_cut_off_is_read_as_far_as_it_goes_and_reported(tmp_path: Path) -> None:
    path = write_rtf(tmp_path / "a.rtf", TITLES[False], dressed(False, 1), Extras())
    path.write_bytes(path.read_bytes()[:3000])
    row, (found,) = read_one(path)
    assert row.status == "partly" and "incomplete" in row.messages[0]
    assert expected(dressed(False, 1))[0] in paragraphs(found)


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    paragraphs = ["江城老桥今天早上恢复通行，第一班公交车已经开过去了。", "桥上的石狮子洗干净了，数目一只也没有少。"]
    path = tmp_path / "a.docx"
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = paragraphs[0]
    cells[0].add_paragraph(paragraphs[1])
    cells[1].text = "相关链接：老桥建于一九八五年。"
    document.save(str(path))
    _, (found,) = read_one(path)
    assert [found.text[p.start : p.end] for p in found.paragraphs] == [*paragraphs, "相关链接：老桥建于一九八五年。"]


def test_a_table_of_rtf_that_lays_out_the_page(tmp_path: Path) -> None:
    first, second = (
        "The bridge opened again this morning, and the first bus has crossed.",
        "Nobody counted the lions on it, though there were children enough.",
    )
    cells = rf"\intbl {first}\par {second}\cell Beside it\par {second}\par {first}\cell\row"
    data = r"\pard\intbl Ferry\cell 820\cell\row"
    path = tmp_path / "a.rtf"
    path.write_text(rf"{{\rtf1\ansi \trowd {cells}\trowd{data}\pard The end of it all.\par}}", encoding="ascii")
    _, (found,) = read_one(path)
    texts = [found.text[p.start : p.end] for p in found.paragraphs]
    assert texts == [first, second, "Beside it", second, first, "Ferry\t820", "The end of it all."]


def test_a_paragraphs_end_that_is_deleted_joins_it_to_the_next(tmp_path: Path) -> None:
    document = docx.Document()
    opening = document.add_paragraph("桥上的石狮子洗干净了，")
    mark = f'<w:pPr {WORD}><w:rPr><w:del w:id="5" w:author="a"/></w:rPr></w:pPr>'
    opening._p.insert(0, parse_xml(mark))
    document.add_paragraph("数目一只也没有少。")
    last = document.add_paragraph("孩子们都来数。")
    last._p.insert(0, parse_xml(mark))
    path = tmp_path / "a.docx"
    document.save(str(path))
    _, (found,) = read_one(path)
    assert found.text == "桥上的石狮子洗干净了，数目一只也没有少。\n\n孩子们都来数。"
