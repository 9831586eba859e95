"""The user's `metadata.csv`: what it says holds, and what cannot be used of it is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.helpers.dumps import LIBRARY, ORCHARD
from tests.helpers.reading import EnglishRow, in_english
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import index_is_stale
from xunzhang.index.opening import open_catalogue
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article

BODY, OTHER = LIBRARY.paragraphs[0][1], LIBRARY.paragraphs[1][1]
ENGLISH = ORCHARD.paragraphs[0][1]


def read(folder: Path) -> tuple[dict[str, list[Article]], dict[str, EnglishRow]]:
    """-> articles and audit row of each file; every row's sum is checked."""
    articles: dict[str, list[Article]] = {}
    rows: dict[str, EnglishRow] = {}
    for event in read_corpus([folder]):
        if isinstance(event, Article):
            articles.setdefault(event.head.path, []).append(event)
        else:
            rows[event.path] = in_english(event)
            assert event.characters_in - event.characters_kept == sum(count for _, count in event.removed), event
    return articles, rows


def table(folder: Path, *rows: list[str], delimiter: str = ",", encoding: str = "utf-8") -> None:
    with (folder / "metadata.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text(f"书\n来源：晚报\n2024年9月3日\n\n{BODY}\n", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(f"果园\n\n{OTHER}\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"id": "c-1", "text": "' + ENGLISH + '"}\n', encoding="utf-8")
    return tmp_path


def test_a_table_overrides_what_was_read_and_says_so(corpus: Path) -> None:
    before = {path: found[0].head.id for path, found in read(corpus)[0].items()}
    table(
        corpus,
        ["path", "id", "标题", "来源", "author", "date", "lang", "url"],
        ["a.txt", "", "", "《江北晚报》", "杨帆", "2024年9月", "", "https://example.org/a"],
        ["in\\b.txt", "", "果园二十年", "", "", "", "zh-TW", ""],
        ["", "c-1", "", "The Valley Courier", "", "3 Sept 2024", "", ""],
    )
    articles, rows = read(corpus)
    first, second, third = (articles[path][0].head for path in ("a.txt", "in/b.txt", "c.jsonl"))
    assert (first.title, first.source, first.byline, first.date) == ("书", "江北晚报", "杨帆", "2024-09")
    assert (second.title, second.language) == ("果园二十年", "zh-hant")
    assert (third.source, third.date) == ("The Valley Courier", "2024-09-03")
    assert dict(first.origins) | {"title": "title line", "source": "metadata.csv", "date": "metadata.csv"} == dict(first.origins)
    assert dict(second.origins)["language"] == "metadata.csv"
    assert {path: found[0].head.id for path, found in articles.items()} == before  # links and rows by id go on pointing there
    assert rows["metadata.csv"].messages[1:] == ("Rows used: 3 of 3.",)
    assert dict(rows["a.txt"].removed)["values replaced by metadata.csv"] == len("晚报") + len("2024-09-03")


def test_a_dash_takes_a_value_away(corpus: Path) -> None:
    table(corpus, ["path", "source", "date"], ["a.txt", "-", ""])
    head = read(corpus)[0]["a.txt"][0].head
    assert (head.source, head.date) == ("", "2024-09-03")
    assert "source" not in dict(head.origins)


def test_what_cannot_be_used_is_one_clear_line_each(corpus: Path) -> None:
    table(
        corpus,
        ["path", "date", "language", "mood", "stars"],
        ["a.txt", "soon", "", "", ""],
        ["gone.txt", "2024", "", "", ""],
        ["", "2024", "", "", ""],
        ["in/b.txt", "2024-02-30", "Klingon", "happy", "5"],
    )
    articles, rows = read(corpus)
    assert articles["a.txt"][0].head.date == "2024-09-03"
    note, used, *messages = rows["metadata.csv"].messages
    assert note.startswith("This is your own table")
    assert used == "Rows used: 2 of 3."
    assert messages == [
        "Unused columns: “mood”, “stars”; it can have path or id, title, source, byline, date, url and language.",
        "Line 2: the date 'soon' is not recognised and was not used; write it as 2024-11-19.",
        "Line 4: it gives neither a path nor an id; add one.",
        "Line 5: the date '2024-02-30' is not recognised and was not used; write it as 2024-11-19.",
        "Line 5: the language 'Klingon' is not recognised and was not used; write it as zh, zh-hant or en.",
        "Line 3: no article matches the file 'gone.txt'; correct it, or remove the row.",
    ]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "gb18030")])
def test_tables_as_spreadsheets_save_them(corpus: Path, delimiter: str, encoding: str) -> None:
    table(
        corpus,
        ["文件名", "来源", "作者"],
        ["a.txt", "江北晚报", "这是一位很有名的作者和他的同事们"],
        delimiter=delimiter,
        encoding=encoding,
    )
    assert read(corpus)[0]["a.txt"][0].head.source == "江北晚报"


@pytest.mark.parametrize("content", [b"", b"title,source\nx,y\n", b"\x89PNG\r\n\x1a\n\0\0", b'path,title\n"open,x\n'])
def test_a_table_of_no_use_keeps_nobody_out(corpus: Path, content: bytes) -> None:
    (corpus / "metadata.csv").write_bytes(content)
    articles, rows = read(corpus)
    assert len(articles) == 3
    assert rows["metadata.csv"].status == "skipped"
    assert len(rows["metadata.csv"].messages) >= 3
    assert all("\n" not in message for message in rows["metadata.csv"].messages)


def test_a_folder_may_have_a_table_of_its_own(corpus: Path) -> None:
    table(corpus, ["path", "source"], ["in/b.txt", "晚报"])
    table(corpus / "in", ["path", "source"], ["b.txt", "日报"])
    articles, rows = read(corpus)
    assert articles["in/b.txt"][0].head.source == "日报"  # the nearest one holds
    assert rows["in/metadata.csv"].messages[1] == "Rows used: 1 of 1."


def test_a_title_for_a_file_of_several_articles_is_questioned(corpus: Path) -> None:
    (corpus / "c.jsonl").write_text('{"text": "' + ENGLISH + '"}\n{"text": "' + BODY + '"}\n', encoding="utf-8")
    table(corpus, ["path", "title"], ["c.jsonl", "Both"])
    _, rows = read(corpus)
    assert (
        rows["metadata.csv"]
        .messages[2]
        .startswith("Line 2: all 2 articles of the file 'c.jsonl' were given this title; name each")
    )


def test_outlets_from_a_table_keep_equal_texts_apart(corpus: Path) -> None:
    for name in ("d.txt", "e.txt"):
        (corpus / name).write_text(f"书\n\n{OTHER}{BODY}\n", encoding="utf-8")
    assert "e.txt" not in read(corpus)[0]
    table(corpus, ["path", "source"], ["d.txt", "晚报"], ["e.txt", "日报"])
    articles, _ = read(corpus)
    assert [articles[name][0].head.source for name in ("d.txt", "e.txt")] == ["晚报", "日报"]


def test_a_changed_table_makes_the_index_stale_and_nothing_is_encoded_again(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory, bilingual
) -> None:
    index = tmp_path_factory.mktemp("index")
    table(corpus, ["path", "source"], ["a.txt", "晨报"])
    build_index([corpus], index, encoder=bilingual)
    assert not index_is_stale([corpus], index, bilingual.name)
    table(corpus, ["path", "source"], ["a.txt", "午报"])
    assert "metadata.csv" in index_is_stale([corpus], index, bilingual.name).text
    report = build_index([corpus], index, encoder=bilingual)
    assert (report.changed, report.files_read, report.passages_encoded) == (True, 0, 0)
    heads = {head.path: head for head in open_catalogue(index).heads()}
    assert heads["a.txt"].source == "午报"
    assert open_catalogue(index).origins()["a.txt"]["source"] == {"metadata.csv": 1}
