"""The page's words: every key in both languages, every use of a key known, nothing in the wrong language."""

import re
from string import Formatter

import pytest

from tests.helpers.places import PACKAGE
from xunzhang.messages.strings import LANGUAGE_NAMES, STRINGS, Words
from xunzhang.messages.wording import words
from xunzhang.page.parts.bilingual import attribute, say, show
from xunzhang.page.parts.date_words import date_words

PAGE = PACKAGE / "page"
SOURCES = {path.relative_to(PAGE).as_posix(): path.read_text(encoding="utf-8") for path in PAGE.rglob("*.py")}
TEMPLATES = {path.relative_to(PAGE).as_posix(): path.read_text(encoding="utf-8") for path in PAGE.rglob("*.html")}
SCRIPTS = [path.read_text(encoding="utf-8") for path in PAGE.rglob("*.js")]
HAN = re.compile(r"[\u3400-\u9fff]")
BILINGUAL_NAMES = {"寻章", "中文"}  # shown as they are in both languages: the name, and what a language calls itself


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@pytest.mark.parametrize("key", sorted(STRINGS))
def test_each_string_is_there_in_both_languages(key):
    zh, en = STRINGS[key]
    assert HAN.search(zh), f"{key} has no Chinese"
    assert en.strip() and not HAN.search(en), f"{key} has no English"
    for form in en.split("|"):
        assert fields(form) <= fields(zh)
    assert fields(zh) == set.union(*(fields(form) for form in en.split("|")))


KEY = re.compile(r"""["'`]([a-z]+\.[a-z_0-9]+)["'`]""")
CODE = [*SOURCES.values(), *TEMPLATES.values(), *SCRIPTS]
SECTIONS = {key.split(".")[0] for key in STRINGS}
NAMED = {
    key
    for source in CODE
    for key in KEY.findall(source)
    if key.split(".")[0] in SECTIONS and not key.endswith((".js", ".css", ".py", ".html", "_"))
}
MADE = (r"""\bf["']([a-z]+\.(?:[a-z_]+_)?)\{[^}]*\}["']""", r"""["']([a-z]+\.(?:[a-z_]+_)?)["'] ~""")  # in Python, in templates
FAMILIES = {start for source in CODE for made in MADE for start in re.findall(made, source)}


def test_no_key_is_missing():
    """A key is named by its shape, "section.name", in Python, template or script, or made of the beginning that its family has."""
    assert set(STRINGS) >= NAMED
    for start in FAMILIES:
        assert [key for key in STRINGS if key.startswith(start)], f"no words begin with {start}"


def test_no_key_is_left_over():
    assert {key for key in STRINGS if key not in NAMED and not key.startswith(tuple(FAMILIES))} == set()


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


def test_values_go_in_by_language_and_english_counts():
    assert words("also.outlets", n=1) == Words("另有 1 家也有这段内容", "Also in 1 outlet")
    assert words("also.outlets", n=3).en == "Also in 3 outlets"
    assert words("read.open_named", title=Words("无题", "Untitled"), n=2) == (
        "看上下文：《无题》第 2 段",
        "In context: paragraph 2 of Untitled",
    )
    with pytest.raises(KeyError):
        words("no.such_key")


def test_the_name_of_a_button_begins_with_what_it_shows():
    shown, named = STRINGS["read.open"], STRINGS["read.open_named"]
    assert named.zh.startswith(shown.zh) and named.en.startswith(shown.en)  # WCAG 2.5.3


def test_html_carries_both_languages_escaped():
    assert show(Words("甲", "<b>")) == '<span class="say" lang="zh-CN">甲</span><span class="say" lang="en">&lt;b&gt;</span>'
    assert 'lang="zh-CN">查找<' in say("ask.button") and 'lang="en">Find<' in say("ask.button")
    assert attribute(Words("甲", '"'), "title") == ' title="&#34;" data-say="title" data-say-zh="甲" data-say-en="&#34;"'
    both = attribute(Words("甲", "A"), "aria-label title")
    assert both == ' aria-label="A" title="A" data-say="aria-label title" data-say-zh="甲" data-say-en="A"'


def test_languages_have_names():
    assert set(LANGUAGE_NAMES) == {"zh", "zh-hant", "en", "und"}


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
