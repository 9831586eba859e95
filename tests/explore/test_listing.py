"""The tables of articles and files: order, filters, pages; nothing lost."""

from __future__ import annotations

import pytest

from xunzhang.explore.listing import ListedArticle, list_articles, list_files
from xunzhang.messages.wording import say
from xunzhang.types import ArticleHead, AuditRow
from xunzhang.types.message import as_said

ARTICLES = [
    ListedArticle(ArticleHead("a", "大橋", "甲报", "张三", "2024-03-05", "zh", "a.txt"), 3, 300),
    ListedArticle(ArticleHead("b", "Bridge", "Post", "", "--11-19", "en", "b.md"), 1, 900),
    ListedArticle(ArticleHead("c", "", "", "", "2024-01-02", "en", "deep/c.md"), 12, 50),
]
FILES = [
    AuditRow("a.txt", "read", as_said("gb18030"), 1, 3, 300, 290, ((say("left_out.page_numbers"), 10),)),
    AuditRow("b.bin", "skipped", messages=(as_said("b.bin is no text; convert it."),)),
    AuditRow(
        "deep/c.md",
        "partly",
        as_said("utf-8"),
        1,
        12,
        80,
        50,
        ((say("left_out.captions"), 20), (as_said("repeats"), 10)),
        (as_said("Line 3 is cut."),),
    ),
]


def ids(listed):
    return [row.head.id for row in listed.rows]


def paths(listed):
    return [row.path for row in listed.rows]


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        ("title", "cba", "abc"),
        ("passages", "bac", "cab"),
        ("characters", "cab", "bac"),
        ("date", "bca", "acb"),
        ("", "abc", "abc"),
    ],
)
def test_articles_by_any_column(column, up, down):
    assert ids(list_articles(ARTICLES, column)) == list(up)
    assert ids(list_articles(ARTICLES, column, descending=True)) == list(down)


def test_rows_that_are_equal_keep_the_collections_order():
    assert ids(list_articles(ARTICLES, "language", descending=True)) == ["a", "b", "c"]


def test_articles_by_a_few_letters_folded():
    assert ids(list_articles(ARTICLES, containing="大桥")) == ["a"]  # printed in traditional script
    assert ids(list_articles(ARTICLES, containing=" DEEP/ ")) == ["c"]
    assert ids(list_articles(ARTICLES, containing="张三")) == ["a"]
    nothing = list_articles(ARTICLES, containing="nowhere")
    assert (ids(nothing), nothing.matching, nothing.total) == ([], 0, 3)


def test_articles_of_a_period():
    assert ids(list_articles(ARTICLES, period=("month", "2024-03"))) == ["a"]
    assert ids(list_articles(ARTICLES, period=("year", "2024"))) == ["a", "c"]


def test_pages():
    assert ids(list_articles(ARTICLES, first=2, count=2)) == ["c"]
    beyond = list_articles(ARTICLES, first=99, count=2)
    assert (ids(beyond), beyond.first, beyond.matching) == (["c"], 2, 3)


def test_files_with_trouble_first_and_by_what_was_removed():
    assert paths(list_files(FILES, "status")) == ["b.bin", "deep/c.md", "a.txt"]
    assert paths(list_files(FILES, "removed", descending=True)) == ["deep/c.md", "a.txt", "b.bin"]
    assert paths(list_files(FILES, "messages", descending=True))[-1] == "a.txt"


def test_files_by_status_and_by_what_is_said_of_them():
    assert paths(list_files(FILES, status="partly")) == ["deep/c.md"]
    assert paths(list_files(FILES, containing="caption")) == ["deep/c.md"]
    assert paths(list_files(FILES, containing="convert")) == ["b.bin"]
    assert paths(list_files(FILES, containing="图片说明")) == ["deep/c.md"]
    assert paths(list_files(FILES, containing="页码")) == ["a.txt"]
    assert list_files(FILES, status="read").total == 3


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        list_articles(ARTICLES, "nonsense")
