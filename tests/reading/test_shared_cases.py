"""What files of real users taught, on the inputs beside the checkout: each has a figure, a name or a text that was read wrong."""

from __future__ import annotations

import re

from tests.helpers.reading import read
from tests.helpers.shared_cases import case
from xunzhang.language.terms import exact_spans, exact_terms, in_order, lexical_terms


def test_word_files_that_word_opens() -> None:
    found = read(case("02-docx-dangling-relationship"))
    for name, (row, articles) in found.items():
        assert (row.status, len(articles)) == ("read", 1), name
        assert re.search("[.。]$", articles[0].text), name
    said = {name: row.messages for name, (row, _) in found.items()}
    assert not said["strict.docx"] and not said["backslash.docx"]
    assert "image9.png" in said["lost-image.docx"][0] and "NULL" in said["null.docx"][0] and "#_top" in said["top.docx"][0]


def test_figures_with_a_mark_above_them() -> None:
    found = read(case("04-superscript-glued-to-figure"))
    texts = {name: articles[0].text for name, (_, articles) in found.items()}
    assert "in 1987 and" in texts["sup.html"] and "412 hectares" in texts["sup.html"] and "158种" in texts["sup.html"]
    assert re.search(r"10(?:⁶|\^6) birds", texts["sup.html"])
    for name in ("sup.docx", "superscript.pdf"):
        assert "in 1952 and" in texts[name] and "38 percent" in texts[name]
    assert "10⁶ cubic metres" in texts["superscript.pdf"] and "1240处" in texts["sup.epub"]


def test_merged_cells() -> None:
    _, articles = read(case("05-xlsx-merged-cells"))["merged.xlsx"]
    assert [(a.head.source, a.head.date) for a in articles[:3]] == [("江北晚报", "2024-11-19")] * 3


def test_an_author_beside_the_account_of_wechat() -> None:
    _, (found,) = read(case("08-wechat-author-and-account"))["wechat.html"]
    assert (found.head.source, found.head.byline, found.head.date) == ("江北观察", "王小川", "2024-11-19")


def test_a_mailbox_of_pages() -> None:
    row, articles = read(case("06-mbox-html-only"))["takeout.mbox"]
    assert [a.head.title for a in articles] == ["Canal dredging begins", "Market hall roof"]
    assert "eleven weeks" in articles[0].text and "2.4 million crowns" in articles[1].text and row.status == "read"


def test_keys_of_crawlers_and_databases() -> None:
    found = read(case("11-crawler-and-database-keys"))
    facts = {name: (articles[0].head.source, articles[0].head.date) for name, (_, articles) in found.items()}
    assert facts == {
        "elastic.json": ("Vale Gazette", "2024-04-20"), "elasticdump.jsonl": ("Vale Gazette", ""),
        "mongo.jsonl": ("江北晚报", "2024-11-19"), "weibo.csv": ("江北发布", "2024-11-20"),
    }  # fmt: skip
    assert {row.status for row, _ in found.values()} == {"read"}


def test_words_as_they_are_printed_have_the_terms_of_the_words() -> None:
    texts = {
        path: article.text
        for name in ("13-soft-hyphen-and-zero-width", "15-ligatures-in-text", "16-variant-characters", "18-circle-zero")
        for path, (_, articles) in read(case(name)).items()
        for article in articles
    }
    asked = {
        "shy.html": ("schedule", "revised schedule", "passengers"), "zwsp.html": ("清溪古镇", "修缮工程"), "hk.txt": ("衛生署", "卫生署"),
        "pasted.txt": ("finance", "flood insurance", "officials"), "cn.txt": ("意味着", "沿着"), "tw.txt": ("意味着", "沿着"),
        "a.txt": ("二〇二四年度",),
    }  # fmt: skip
    for name, phrases in asked.items():
        placed = exact_spans(texts[name])
        assert all(list(in_order(placed, exact_terms(phrase))) for phrase in phrases), name
    assert "2024" in lexical_terms(texts["a.txt"]) and "2024" not in lexical_terms(texts["b.txt"])
