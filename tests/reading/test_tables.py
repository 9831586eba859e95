"""Tables: columns guessed and said, delimiters and quotes, spreadsheets; every character accounted for."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.helpers.dumps import BRIDGE_HANT, LIBRARY, ORCHARD, TIDE, Printed
from tests.helpers.reading import read_one, texts, written
from xunzhang.types import Article

ARTICLES = (LIBRARY, TIDE, BRIDGE_HANT, ORCHARD)
CHINESE = ("编号", "标题", "正文", "媒体", "发布时间", "记者", "链接", "点击量")
ENGLISH = ("ID", "Headline", "Body Text", "Outlet", "Pub_Date", "Author", "URL", "Clicks")


def body(article: Printed) -> str:
    return "\n".join(text for _, text in article.paragraphs)


def rows(header: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [header] + [
        (
            f"n-{i}",
            a.title,
            body(a),
            a.source or "晚报",
            f"2024/11/{i + 1} 08:30",
            "Ann Lee",
            f"https://example.org/{i}",
            str(900 + i),
        )
        for i, a in enumerate(ARTICLES)
    ]


def table(content: list[tuple[str, ...]], **dialect: object) -> str:
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(content)  # type: ignore[arg-type]
    return out.getvalue()


def check_articles(found: list[Article]) -> None:
    assert [a.head.id for a in found] == ["n-0", "n-1", "n-2", "n-3"]
    for i, (article, printed) in enumerate(zip(found, ARTICLES, strict=True)):
        assert article.text.replace("\r\n", "\n") == body(printed)
        assert [text for _, text in texts(article)] == [text for _, text in printed.paragraphs]
        head = article.head
        assert (head.title, head.source) == (printed.title, printed.source or "晚报")
        assert (head.date, head.byline, head.url) == (f"2024-11-0{i + 1}", "Ann Lee", f"https://example.org/{i}")


@pytest.mark.parametrize("header", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("name", "dialect", "encoding"),
    [
        ("a.csv", {}, "utf-8"),
        ("a.csv", {"lineterminator": "\n", "quoting": csv.QUOTE_ALL}, "utf-8-sig"),
        ("a.csv", {"delimiter": ";"}, "utf-8"),
        ("a.tsv", {"delimiter": "\t"}, "utf-16"),
        ("a.csv", {"delimiter": "\t"}, "gb18030"),
        ("a.csv", {"delimiter": "|", "doublequote": False, "escapechar": "\\"}, "utf-8"),
    ],
)
def test_articles_of_a_table_come_back(
    tmp_path: Path, header: tuple[str, ...], name: str, dialect: dict[str, object], encoding: str
) -> None:
    quoted = [(*r[:2], r[2] if i == 0 else f'{r[2]}\n她说："好"。“Yes,” said "A".', *r[3:]) for i, r in enumerate(rows(header))]
    row, found = read_one(written(tmp_path, name, table(quoted, **dialect).encode(encoding)))
    assert all(article.text.endswith('她说："好"。“Yes,” said "A".') for article in found)
    row, found = read_one(written(tmp_path, name, table(rows(header), **dialect).encode(encoding)))
    check_articles(found)
    removed = dict(row.removed)
    assert row.status == "read" and removed["unused columns"] == 4 * len("900")
    assert header[2] in row.messages[0] and header[7] in row.messages[0].split("not used")[1]


def test_rows_that_hold_no_article_are_named_and_the_others_read(tmp_path: Path) -> None:
    content = 'title,text,date\nA,"One, two.",2024\nB,,2024\nC,cut, here,2024,x\nnan,Three.,nan\n\nD,NULL,\nE,Four,2024-13-01\n'
    row, found = read_one(written(tmp_path, "a.csv", content))
    assert [(a.head.title, a.text, a.head.date) for a in found] == [
        ("A", "One, two.", "2024"),
        ("", "Three.", ""),
        ("E", "Four", ""),
    ]
    assert row.status == "partly"
    named = [message for message in row.messages if message.startswith("Line ")]
    assert [message.split(":")[0] for message in named] == ["Line 3", "Line 4", "Line 7", "Line 8"]
    assert "5 cells" in named[1] and "2024-13-01" in named[3]
    assert dict(row.removed)["rows without an article"] == len("B,,2024Ccut,here,2024,x,D,NULL,")


def test_bytes_that_are_damaged_cost_their_row_alone(tmp_path: Path) -> None:
    content = f"title,text\nA,{LIBRARY.paragraphs[0][1]}\n".encode() + b"B,da\xffmaged\nC,Three.\n"
    row, found = read_one(written(tmp_path, "a.csv", content))
    assert [a.head.title for a in found] == ["A", "C"]
    assert row.status == "partly" and row.messages[1].startswith("Line 3: it has bytes")


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    for path in (written(tmp_path, "a.csv", "title,text\n\n"), workbook(tmp_path / "a.xlsx", {"s": [("title", "text")]})):
        row, found = read_one(path)
        assert not found and "no rows" in row.messages[1]


def test_a_table_of_something_else_gets_one_line_that_says_how_to_map_it(tmp_path: Path) -> None:
    path = written(tmp_path, "prices.csv", "地区,均价\n江北,9.5\n")
    row, found = read_one(path)
    assert not found and len(row.messages) == 1
    assert all(word in row.messages[0] for word in ("“地区”, “均价”", "columns.yaml", "prices.csv"))


def test_columns_said_by_the_user(tmp_path: Path) -> None:
    written(tmp_path, "a-1.csv", "text,报道,时刻\nnot this,这是要读的。,2024年3月\n")
    written(tmp_path, "b.csv", "书,第一句话。,2024\n画,第二句话。,2023\n")
    written(tmp_path, "columns.yaml", '"a-*.csv":\n  text: 报道\n  date: 3\nb.csv: {title: 1, text: 2, date: 3}\n')
    row, (article,) = read_one(tmp_path / "a-1.csv")
    assert (article.text, article.head.date) == ("这是要读的。", "2024-03")
    assert dict(row.removed)["unused columns"] == len("notthis")
    _, found = read_one(tmp_path / "b.csv")
    assert [(a.head.title, a.text, a.head.date) for a in found] == [("书", "第一句话。", "2024"), ("画", "第二句话。", "2023")]


@pytest.mark.parametrize(
    ("own", "word"),
    [("a.csv: {text: 没有}", "没有"), ("a.csv: {text: 9}", "9"), ("a.csv: {body: b}", "'body'"), ("a.csv: text", "no columns"),
     ("a.csv: {title: b}", "holds the text"), ("a.csv: [", "YAML")],
)  # fmt: skip
def test_columns_said_wrongly_are_told(tmp_path: Path, own: str, word: str) -> None:
    written(tmp_path, "columns.yaml", own)
    row, found = read_one(written(tmp_path, "a.csv", "a,b\nx,y\n"))
    assert not found and len(row.messages) == 1 and word in row.messages[0] and "columns.yaml" in row.messages[0]


def test_a_quotation_mark_that_is_not_closed_takes_no_rows_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNZHANG_LIMIT_RECORD_CHARS", "2000")
    content = 'title,text\nA,One.\nB,"open\n' + "C,Two.\n" * 1000
    row, found = read_one(written(tmp_path, "a.csv", content))
    assert [a.text for a in found] == ["One."]
    assert row.status == "partly" and "Line 3" in row.messages[1] and "quotation mark" in row.messages[1]


def test_a_quotation_mark_that_is_open_at_the_end_glues_no_rows(tmp_path: Path) -> None:
    table = 'title,text\nFirst,The tide rose.\nSecond,"The tide fell.\nThird,Nothing moved.\n'
    row, (found,) = read_one(written(tmp_path, "a.csv", table))
    assert (found.head.title, found.text, row.status) == ("First", "The tide rose.", "partly")
    assert row.messages[-1].startswith("Line 3: a quotation mark is not closed; what follows was not read.")


def test_a_row_that_groups_the_columns_is_not_taken_for_their_names(tmp_path: Path) -> None:
    table = "基本信息,,内容\n标题,日期,正文\n渡口,2024-11-19,渡口在城北。\n"
    _, (found,) = read_one(written(tmp_path, "a.csv", table))
    assert (found.head.title, found.head.date, found.text) == ("渡口", "2024-11-19", "渡口在城北。")


def test_a_cell_over_the_limit_is_left_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNZHANG_LIMIT_CELL_CHARS", "1000")
    row, found = read_one(written(tmp_path, "a.csv", f"title,text\nA,One.\nB,{'很' * 1001}\nC,Two.\n"))
    assert [a.text for a in found] == ["One.", "Two."]
    assert "1,001" in row.messages[1] and "XUNZHANG_LIMIT_CELL_CHARS" in row.messages[1]
    monkeypatch.setenv("XUNZHANG_LIMIT_RECORD_CHARS", "500")
    row, found = read_one(written(tmp_path, "a.csv", f"title,text\nA,One.\nB,{'很' * 1001}\nC,Two.\n"))
    assert [a.text for a in found] == ["One."] and "what follows was not read" in row.messages[1]


def test_a_cell_of_fifty_megabytes_gets_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"title,text\nA,One.\nB,")
        for _ in range(50):
            file.write(b"x" * 999_999 + b" ")
        file.write(b"\nC,Two.\n")
    row, found = read_one(path)
    assert [a.text for a in found] == ["One."]
    assert [message.split(":")[0] for message in row.messages[1:]] == ["Line 3"]
    assert dict(row.removed)["everything after a row whose end cannot be found"] == len("B,C,Two.") + 50 * 999_999


# Spreadsheets


def workbook(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


def test_articles_of_a_workbook_come_back(tmp_path: Path) -> None:
    content: list[tuple[object, ...]] = [("采集结果",), (), *rows(CHINESE)]
    row, found = read_one(workbook(tmp_path / "a.xlsx", {"文章": content, "备注": [("说明", "值"), ("采集", 4)], "空": []}))
    check_articles(found)
    assert (row.status, row.encoding) == ("partly", "XLSX")  # the notes are no articles, and are named
    assert any("Sheet 备注" in message and "“说明”, “值”" in message for message in row.messages)
    assert dict(row.removed)["sheets without a text column"] == len("说明值采集4")


def test_cells_that_are_no_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"s": [("id", "title", "date", "text"), (7.0, 2024, datetime(2024, 11, 19), "One."), (8, 2.5, date(2023, 1, 2), "=A1&B1"),
               (9, True, datetime(2024, 11, 19, 8, 5), "a_x000D_\nb")]},
    )  # fmt: skip
    row, found = read_one(path)
    assert [(a.head.id, a.head.title, a.head.date) for a in found] == [("7", "2024", "2024-11-19"), ("9", "True", "2024-11-19")]
    assert found[1].text == "a\r\nb"
    assert any("Formulas" in message for message in row.messages)
    assert any(message.startswith("Row 3: there is no text") for message in row.messages)


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The package with `old` replaced by `new` in one of its files."""
    with zipfile.ZipFile(path) as package:
        content = {name: package.read(name) for name in package.namelist()}
    assert old in content[part]
    content[part] = content[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return path


def test_formulas_are_read_as_their_saved_values_and_wrong_dimensions_hide_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"s": [("title", "text"), ("A", "=B9"), ("B", "Two.")]})
    changed(path, "xl/worksheets/sheet1.xml", b"<f>B9</f><v></v>", b"<f>B9</f><v>12</v>")
    changed(path, "xl/worksheets/sheet1.xml", b'ref="A1:B3"', b'ref="A1:A1"')
    _, found = read_one(path)
    assert [a.text for a in found] == ["12", "Two."]


def test_hostile_workbooks_get_one_line(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", {"s": [("title", "text"), ("A", "One.")]}).read_bytes()
    bomb = written(tmp_path, "bomb.xlsx", good)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.bin", bytes(8 << 20))
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    entities = changed(written(tmp_path, "entities.xlsx", good), "xl/workbook.xml", b"<workbook", laughs + b"<workbook")
    cut = written(tmp_path, "cut.xlsx", good[: len(good) // 2])
    broken = changed(written(tmp_path, "broken.xlsx", good), "xl/worksheets/sheet1.xml", b"</row>", b"")
    for path, word in ((bomb, "times its size"), (entities, "document type"), (cut, "damaged"), (broken, "ParseError")):
        row, found = read_one(path)
        assert not found and len(row.messages) == 1 and word in row.messages[0], (path.name, row)
        assert "\n" not in row.messages[0]


def test_a_name_of_several_lines_is_told_in_one(tmp_path: Path) -> None:
    row, _ = read_one(written(tmp_path, "a.csv", 'one;"two\nlines";three\n1;2;3\n'))
    assert "“two lines”" in row.messages[0] and "\n" not in row.messages[0]


def test_merged_cells_fill_all_their_rows(tmp_path: Path) -> None:
    """Also those of the header, and of a sheet that is not the first; a row that holds nothing else stays empty."""
    book = openpyxl.Workbook()
    book.active.append(["empty"])
    sheet = book.create_sheet("剪报")
    rows = [["来源", "日期", "报道", None], [None, None, "标题", "正文"]]
    rows += [["港区晚报", "2023-03-02", f"第{n}号船", f"第{n}号船昨天下水，船长说试航顺利。"] for n in (1, 2)]
    rows += [[None, None, None, None], ["港区晚报", "2023-03-04", "新码头", "新码头昨天开工，工期一年半。"]]
    for row in rows:
        sheet.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "A3:A5", "B3:B5"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    _, found = read_one(tmp_path / "a.xlsx")
    assert [(a.head.title, a.head.source, a.head.date) for a in found] == [
        ("第1号船", "港区晚报", "2023-03-02"), ("第2号船", "港区晚报", "2023-03-02"), ("新码头", "港区晚报", "2023-03-04"),
    ]  # fmt: skip
