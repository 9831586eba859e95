"""JSON files: where the articles are in one, and what is reported of the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.dumps import BRIDGE_HANT, LIBRARY, ORCHARD, TIDE
from tests.helpers.reading import read_one, texts, written
from xunzhang.reading.corpus import READERS
from xunzhang.reading.files.account import Account

RECORDS = [
    {
        "id": i,
        "标题": a.title,
        "正文": "\n\n".join(t for _, t in a.paragraphs),
        "来源": a.source,
        "发布时间": f"2024-11-0{i}T08:00:00Z",
        "阅读": 4,
    }
    for i, a in enumerate((LIBRARY, TIDE, BRIDGE_HANT, ORCHARD), 1)
]


def dumped(content: object, **how: Any) -> str:
    return json.dumps(content, ensure_ascii=False, **how)


@pytest.mark.parametrize(
    "content",
    [
        RECORDS,
        {"articles": RECORDS},
        {"status": "ok", "tags": ["a", {"b": 1}], "response": {"total": 4, "docs": RECORDS}},
        {"authors": [{"name": "Ann"}], "meine.liste": [1], "Nachrichten": RECORDS, "end": None},
    ],
    ids=["array", "articles", "nested", "another name"],
)
@pytest.mark.parametrize(("encoding", "indent"), [("utf-8", None), ("utf-8-sig", 2), ("gb18030", 1), ("utf-16", None)])
def test_articles_of_a_json_file_come_back(tmp_path: Path, content: object, encoding: str, indent: int | None) -> None:
    row, found = read_one(written(tmp_path, "a.json", dumped(content, indent=indent).encode(encoding)))
    assert [a.text for a in found] == [r["正文"] for r in RECORDS]
    for article, printed in zip(found, (LIBRARY, TIDE, BRIDGE_HANT, ORCHARD), strict=True):
        assert [text for _, text in texts(article)] == [text for _, text in printed.paragraphs]
    assert [(a.head.id, a.head.title, a.head.source, a.head.date) for a in found] == [
        (str(r["id"]), r["标题"], r["来源"], f"2024-11-0{r['id']}") for r in RECORDS
    ]
    assert (row.status, set(dict(row.removed))) == (
        "read",
        {"JSON marks, unused fields, tags in texts, and elements without an article"},
    )


def test_a_single_article_with_lists_of_its_own(tmp_path: Path) -> None:
    content = {"comments": [{"text": "First!"}], "headline": "Tide", "body": ["One.", "Two."], "author": {"name": "Ann"}}
    _, (article,) = read_one(written(tmp_path, "a.json", dumped(content)))
    assert (article.text, article.head.title, article.head.byline) == ("One.\nTwo.", "Tide", "Ann")


def test_json_lines_by_another_name(tmp_path: Path) -> None:
    _, found = read_one(written(tmp_path, "a.json", "\n".join(dumped(record) for record in RECORDS)))
    assert [a.head.id for a in found] == ["1", "2", "3", "4"]


def test_elements_that_hold_no_article_are_named(tmp_path: Path) -> None:
    content = [RECORDS[0], {"标题": "x"}, 3, {"text": ""}, {"text": {"a": 1}}, {"text": "Good \ud83d."}]
    row, found = read_one(written(tmp_path, "a.json", json.dumps(content)))
    assert [a.text for a in found] == [RECORDS[0]["正文"], "Good \ufffd."]
    assert [message.split(":")[0] for message in row.messages if message.startswith("Article")] == [
        f"Article {n}" for n in (2, 3, 4, 5)
    ]
    assert "Half of a character (a lone \\ud83d) is shown as �; write the whole character." in row.messages


def test_halves_of_characters_are_found_wherever_the_reading_is_cut(tmp_path: Path) -> None:
    """The parser reads 65,536 characters at a time."""
    wanted = "😀\\\\ud83d \ufffd😀"
    for before in range(65_536 - 50, 65_536 - 24):
        content = '[{"text": "%s\\ud83d\\ude00\\\\\\\\ud83d \\ud83d\\ud83d\\ude00"}]' % ("x" * before)
        row, (article,) = read_one(written(tmp_path, "a.json", content))
        assert article.text.lstrip("x") == wanted
        assert len(row.messages) == 1


def test_what_comes_before_a_mistake_is_read_and_the_rest_reported(tmp_path: Path) -> None:
    content = dumped(RECORDS)
    for broken in (content[: len(content) // 2], content.replace('"阅读": 4}, {"id": 3', '"阅读": undefined}, {"id": 3')):
        row, found = read_one(written(tmp_path, "a.json", broken))
        assert found[0].text == RECORDS[0]["正文"] and len(found) < 4
        assert row.status == "partly" and "not valid JSON" in row.messages[0] and "\n" not in row.messages[0]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("[" * 100_000, "nested more than 200 levels deep"),
        ('{"text": ' * 100_000, "nested more than 200 levels deep"),
        ('[{"text": "x", "a": ' + "[" * 100_000, "nested more than 200 levels deep"),
        ("[" + "9" * 500_000 + "]", "4,000 digits"),  # ended the process, in ijson 3.6
        ('[{"text": "x", "n": ' + "9" * 70_000 + "}]", "4,000 digits"),
        ('"text"', "not a list of articles"),
        ('{"price": 3, "area": "x"}', "price, area"),
        ("[]", "No article"),
        ("{]", "not valid JSON"),
        ("<html>", "not valid JSON"),
    ],
)
def test_what_is_no_list_of_articles_gets_one_line(tmp_path: Path, content: str, word: str) -> None:
    row, found = read_one(written(tmp_path, "a.json", content))
    assert not found and len(row.messages) == 1 and word in row.messages[0] and "\n" not in row.messages[0]


def test_a_long_file_is_read_as_it_is_needed(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", dumped({"articles": RECORDS * 300}))
    account = Account()
    next(READERS[".json"](path, account))
    assert account.characters_in < path.stat().st_size / 5


@pytest.mark.parametrize(
    "long",
    [
        '[{"text": "One."}, {"text": "%s"}]' % ("很" * 300_000),
        '[{"text": "One."}, {"text": "Two.", "tags": [%s0]}]' % ('"x", ' * 60_000),
    ],
    ids=["text", "record"],
)
def test_a_record_over_the_limit_ends_the_reading_and_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: str) -> None:
    monkeypatch.setenv("XUNZHANG_LIMIT_RECORD_CHARS", "200000")
    row, found = read_one(written(tmp_path, "a.json", long))
    assert [a.text for a in found] == ["One."]
    assert row.status == "partly" and "XUNZHANG_LIMIT_RECORD_CHARS" in row.messages[0]


WORDPRESS = """[{"id": 12, "date": "2024-11-19T08:30:00", "author": 3, "link": "https://blog.example.com/open",
  "title": {"rendered": "老桥 &#8211; 通行"}, "excerpt": {"rendered": "<p>短</p>"},
  "content": {"rendered": "<p>桥上的灯<b>昨夜</b>亮了。</p>\\n<p>孙立说：&#8220;好。&#8221;<br>他笑了。</p><script>x()</script>", "protected": false}}]"""


def test_texts_that_are_html_are_read_as_a_page_shows_them(tmp_path: Path) -> None:
    row, (found,) = read_one(written(tmp_path, "a.json", WORDPRESS))
    assert found.text == "桥上的灯昨夜亮了。\n孙立说：“好。”\n他笑了。"
    assert (found.head.title, found.head.byline, found.head.date) == ("老桥 – 通行", "", "2024-11-19")
    assert row.messages == ("Texts in HTML were read as a page shows them, without their tags.",)
    table = 'title,content\nTides,"<p>The tide rose &amp; fell.</p><p>Nobody slept.</p>"\n'
    row, (found,) = read_one(written(tmp_path, "a.csv", table))
    assert found.text == "The tide rose & fell.\nNobody slept."
    assert dict(row.removed)["delimiters, quotation marks, marks of empty cells, and tags in texts"] == len(
        ',""<p>amp;</p><p></p>'
    )


def test_html_of_a_record_without_text_and_with_readings(tmp_path: Path) -> None:
    ruby = "<p><ruby>青<rp>(</rp><rt>qīng</rt><rp>)</rp></ruby>石河退到了十二米。</p><p>渡船开航了。</p>"
    row, (found,) = read_one(
        written(tmp_path, "a.json", dumped([{"text": "<p></p><p><script>x()</script></p>"}, {"text": ruby}]))
    )
    assert found.text == "青石河退到了十二米。\n渡船开航了。"
    assert row.status == "partly" and "Article 1: the field `text` is empty; put the article's text there." in row.messages


@pytest.mark.parametrize(
    "text", ["If a < b and b > c, then a < c.", "Write <br> for a line.", "<3 means love", "<p> opens a paragraph."]
)
def test_a_text_about_html_is_none(tmp_path: Path, text: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.jsonl", json.dumps({"text": text}) + "\n"))
    assert found.text == text


def test_a_library_of_zotero(tmp_path: Path) -> None:
    item = {"id": "wang", "title": "老桥通行", "container-title": "山城晚报", "issued": {"date-parts": [[2024, 11, 9]]}}
    item |= {"author": [{"family": "王", "given": "小川"}, {"literal": "Harbor Desk"}], "abstract": "桥上的灯亮了。"}
    row, (found,) = read_one(written(tmp_path, "a.json", json.dumps([item], ensure_ascii=False)))
    assert (found.head.source, found.head.byline, found.head.date) == ("山城晚报", "王小川, Harbor Desk", "2024-11-09")
    assert (found.text, row.status) == ("桥上的灯亮了。", "read")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (["桥通了，", {"type": "bold", "text": "周末"}, "也通。"], "桥通了，周末也通。"),  # Telegram
        ([{"type": "p", "text": "桥通了。"}, {"type": "image"}, {"type": "p", "text": "灯亮了。"}], "桥通了。\n灯亮了。"),
    ],
)
def test_a_text_in_pieces(tmp_path: Path, given: list[Any], text: str) -> None:
    row, (found,) = read_one(written(tmp_path, "a.jsonl", json.dumps({"text": given}, ensure_ascii=False) + "\n"))
    assert (found.text, row.status) == (text, "read")


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_nan_is_no_value_and_no_name(tmp_path: Path, suffix: str) -> None:
    nan, endless = float("nan"), float("-inf")
    said = 'He said "NaN", wrote \\"Infinity\\ and -Infinity, and left.'
    records = [
        {"title": nan, "author": "nan", "date": nan, "text": f"{number}: {said}", "score": endless if number % 2 else nan}
        for number in range(3000)
    ]
    dumps = [json.dumps(record) for record in records]
    content = "[" + ", ".join(dumps) + "]" if suffix == ".json" else "\n".join(dumps)
    row, articles = read_one(written(tmp_path, f"scraped{suffix}", content))
    assert [article.text for article in articles] == [record["text"] for record in records]
    assert {(article.head.title, article.head.byline, article.head.date) for article in articles} == {("", "", "")}
    assert row.status == "read" and row.messages == ()
    assert row.characters_in == row.characters_kept + sum(count for _, count in row.removed)


def test_an_article_whose_text_is_nan_is_named(tmp_path: Path) -> None:
    row, articles = read_one(written(tmp_path, "scraped.json", f'[{{"text": NaN}}, {{"text": "{TIDE.title}. Nothing else."}}]'))
    assert len(articles) == 1 and row.messages == ("Article 1: the field `text` is empty; put the article's text there.",)


def test_articles_by_their_ids(tmp_path: Path) -> None:
    content = dumped({f"no.{record['id']}": {**record, "id": None} for record in RECORDS} | {"n7": {"标题": "空"}, "total": 5})
    row, articles = read_one(written(tmp_path, "a.json", content))
    assert [article.head.id for article in articles] == ["no.1", "no.2", "no.3", "no.4"]
    assert [article.text for article in articles] == [record["正文"] for record in RECORDS]
    assert row.status == "partly" and len(row.messages) == 1
    assert row.messages[0].startswith("Article 5: the object has no `text` field")


def test_an_article_in_the_object_of_an_answer(tmp_path: Path) -> None:
    record = {name: value for name, value in RECORDS[0].items() if name != "id"}
    row, (article,) = read_one(written(tmp_path, "a.json", dumped({"code": 200, "message": "ok", "data": record})))
    assert article.text == record["正文"] and article.head.source == LIBRARY.source and article.head.id != "data"
    assert row.status == "read" and not row.messages
