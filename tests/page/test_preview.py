"""What a link to the page is shown with where it is posted, by value."""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace

import pytest

from xunzhang.page.preview import render_preview


def collection(*articles: tuple[str, str]):
    sources, languages = (Counter(values) for values in zip(*articles))
    return SimpleNamespace(outlets=lambda: Counter(sources), languages=lambda: languages)


def told(searcher, name: str = "", question: str = "") -> dict[str, str]:
    shown = render_preview(searcher, name, question)
    return dict(re.findall(r'<meta (?:property|name)="(?:og:)?(\w+)" content="([^"]*)">', shown))


def test_a_link_names_the_collection_and_what_there_is_to_ask():
    shown = told(collection(("晚报", "zh"), ("晚报", "zh"), ("The <b>Times</b>", "en"), ("C", "en"), ("D", "zh-hant")), "渝报选")
    assert (shown["title"], shown["site_name"]) == ("渝报选 · 寻章 Xunzhang", "渝报选 · 寻章 Xunzhang")
    zh, en = "5 篇中英文文章，来自晚报", "5 articles in Chinese and English, from 晚报"
    assert zh in shown["description"] and en in shown["description"]
    assert "and 1 other" not in shown["description"] and "另外 1 家" in shown["description"]
    assert "Gradio" not in str(shown)


@pytest.mark.parametrize(
    ("language", "zh", "en"),
    [
        ("zh-hant", "1 篇中文文章。", "1 article in Chinese."),
        ("en", "1 篇英文文章。", "1 article in English."),
        ("fr", "1 篇文章。", "1 article."),
    ],
)
def test_a_collection_in_one_language_without_outlets(language, zh, en):
    description = told(collection(("", language)))["description"]
    assert description.startswith(zh) and en in description


def test_a_link_with_a_question_names_it_and_nothing_in_it_is_markup():
    shown = render_preview(None, "", '谁"/><script>alert(1)</script>？')
    assert "<script>" not in shown and "谁&#34;/&gt;&lt;script&gt;alert(1)&lt;/script&gt;？ · 寻章 Xunzhang" in shown
    assert "还没有可以查找的文章 There is nothing to search yet" in shown
    assert len(told(None, "", "长" * 4000)["title"]) < 100
