"""The page's words: none outside the table of words, each in its language, as HTML."""

import json
import re

import pytest
from markupsafe import Markup

from tests.helpers.places import PACKAGE
from tests.helpers.scripts import said_in
from xunzhang.messages.closed_sets import LANGUAGES, language_name
from xunzhang.messages.table import TABLE
from xunzhang.messages.wording import same, words
from xunzhang.messages.wording import say as message
from xunzhang.page.document import render_document
from xunzhang.page.parts.bilingual import attribute, say, show
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.registry import VIEWS
from xunzhang.page.views.add import add_view
from xunzhang.service.adding import Adding
from xunzhang.service.live import LiveSearcher
from xunzhang.types.message import Words

PAGE = PACKAGE / "page"
SOURCES = {path.relative_to(PAGE).as_posix(): path.read_text(encoding="utf-8") for path in PAGE.rglob("*.py")}
TEMPLATES = {path.relative_to(PAGE).as_posix(): path.read_text(encoding="utf-8") for path in PAGE.rglob("*.html")}
HAN = re.compile(r"[\u3400-\u9fff]")
BILINGUAL_NAMES = {"寻章", "中文"}  # shown as they are in both languages: the name, and what a language calls itself


def test_no_words_hide_outside_the_table():
    for name, source in SOURCES.items():
        if name in ("views/questions.py", "parts/date_words.py"):
            continue  # patterns of Chinese prose and of Chinese dates are no words of the page
        code = re.sub(r'""".*?"""|#[^\n]*', "", source, flags=re.DOTALL)
        assert set(re.findall(r"[\u3400-\u9fff]+", code)) <= BILINGUAL_NAMES, name
    for name, source in TEMPLATES.items():
        assert set(re.findall(r"[\u3400-\u9fff]+", re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL))) <= BILINGUAL_NAMES, name
    for script in PAGE.rglob("*.js"):
        assert not HAN.search(script.read_text(encoding="utf-8")), script.name


def test_every_key_that_a_script_says_is_sent_to_it(tmp_path):
    """By the view whose script it is (`View.words`), or with every document; another view need not be there."""
    views = (*VIEWS, add_view(Adding(LiveSearcher(None, roots=[tmp_path]))))
    scripts = {path.name: said_in(path.read_text(encoding="utf-8")) for path in PAGE.rglob("*.js")}
    with_all = scripts.keys() - {name for view in views for name in view.scripts}
    assert sum(map(len, scripts.values())) > 15
    for view in views:
        document = Markup(render_document((view,), None))
        sent = json.loads(Markup(re.search(r'data-words="([^"]*)"', document)[1]).unescape())
        for name in (*with_all, *view.scripts):
            for key in scripts[name]:
                assert any(known.startswith(key[:-1]) for known in sent) if key[-1] == "$" else key in sent, f"{name}: {key}"


def test_values_go_in_by_language_and_english_counts():
    assert words("also.outlets", n=1) == Words("另有 1 家也有这段内容", "Also in 1 outlet")
    assert words("also.outlets", n=3).en == "Also in 3 outlets"
    assert words("read.open_named", title=Words("无题", "Untitled"), place=words("source.paragraph", n=2)) == (
        "看上下文：《无题》第 2 段",
        "In context: paragraph 2 of Untitled",
    )
    with pytest.raises(KeyError):
        words("no.such_key")


def test_the_name_of_a_button_begins_with_what_it_shows():
    shown, named = TABLE["read.open"], TABLE["read.open_named"]
    assert named.zh.startswith(shown.zh) and named.en.startswith(shown.en)  # WCAG 2.5.3


def test_html_carries_both_languages_escaped():
    assert show(Words("甲", "<b>")) == '<span class="say" lang="zh-CN">甲</span><span class="say" lang="en">&lt;b&gt;</span>'
    assert 'lang="zh-CN">查找<' in say("ask.button") and 'lang="en">Find<' in say("ask.button")
    assert attribute(Words("甲", '"'), "title") == ' title="&#34;" data-say="title" data-say-zh="甲" data-say-en="&#34;"'
    both = attribute(Words("甲", "A"), "aria-label title")
    assert both == ' aria-label="A" title="A" data-say="aria-label title" data-say-zh="甲" data-say-en="A"'


def test_languages_have_names_and_a_code_without_one_is_shown():
    assert all(HAN.search(language_name(language).zh) and language_name(language).en != language for language in LANGUAGES)
    assert language_name("fr") == same("fr")


def test_a_message_goes_into_the_words_of_the_page_in_both_languages():
    shown = say("add.trouble", why=message("adding.disk_full"))
    assert "索引没能更新：文集所在的磁盘快满了；" in shown and "could not be updated: The collection&#39;s disk" in shown


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("--11-19", "11月19日", "19 November"),
        ("2024-11-19", "2024年11月19日", "19 November 2024"),
        ("2024-03", "2024年3月", "March 2024"),
        ("2024", "2024年", "2024"),
        ("--05", "5月", "May"),
        ("", "", ""),
        ("last spring", "last spring", "last spring"),
        ("2024-13-01", "2024-13-01", "2024-13-01"),
    ],
)
def test_a_date_shows_the_parts_it_has_and_no_other(date, zh, en):
    assert date_words(date) == (zh, en)
