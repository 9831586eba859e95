"""What kind of an answer it is, in a real browser: the words of each verdict in both languages, and what the cards then claim."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import ask, fits
from tests.helpers.places import DATA
from xunzhang.types import Verdict

pytestmark = pytest.mark.page

SAID = {
    "answers": ("这里有段落回答了这个问题。", "A passage here answers this."),
    "may_answer": ("这里有段落可能回答了这个问题，请细读。", "A passage here may answer this; read it to check."),
    "related": (
        "下面的段落与此有关，但没有说到你问的内容。",
        "These passages are about the subject, but none of them answers what you asked.",
    ),
    "nothing": ("这些文章没有谈到这个问题。下面是意思最接近的段落：", "Nothing here is about this. The nearest passages:"),
}
STRONGEST = {
    "answers": {"很可能有答案", "可能有答案", "关联较弱", "Very likely answers", "May answer", "Loosely related"},
    "may_answer": {"可能有答案", "关联较弱", "May answer", "Loosely related"},
    "related": {"关联较弱", "Loosely related"},
    "nothing": {"关联较弱", "Loosely related"},
}
FAR = ("光合作用是怎样进行的？", "埃菲尔铁塔是哪一年建成的？", "Who invented the telephone?", "How does photosynthesis work?")


@pytest.fixture(scope="module")
def asked(sample_searcher) -> dict[str, str]:
    """A question for each verdict: the first of ours about the sample that gets it. A look-up has words of its own."""
    found: dict[str, str] = {}
    ours = (DATA / "sample_questions.jsonl").read_text(encoding="utf-8").splitlines()
    for question in (*(json.loads(line)["question"] for line in ours), *FAR):
        results = sample_searcher.ask(question)
        if not results.mentions:
            found.setdefault(results.verdict, question)
        if len(found) == len(SAID):
            break
    return found


def test_each_verdict_has_words():
    assert SAID.keys() == set(get_args(Verdict))


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 390)])
@pytest.mark.parametrize("verdict", SAID)
def test_the_verdict_stands_above_the_cards_and_no_card_claims_more(visit, asked, sample_searcher, verdict, locale, width):
    page = visit(locale=locale, width=width)
    ask(page, asked[verdict])
    said = page.locator(".status [data-verdict]")
    expect(said).to_have_attribute("data-verdict", verdict)
    assert said.inner_text().startswith(SAID[verdict][locale == "en-US"])
    missing = sample_searcher.ask(asked[verdict]).missing
    named = verdict in ("may_answer", "related")
    assert all((f"“{piece}”" in page.locator(".status").inner_text()) is named for piece in missing)
    assert page.locator(".card").count() > 0
    assert set(page.locator(".card header .strength").all_inner_texts()) <= STRONGEST[verdict]
    claims = page.locator(".card :is(.answer, .exact), .card [data-answer]").count()
    assert claims > 0 if verdict in ("answers", "may_answer") else claims == 0
    assert fits(page, width) and violations(page, VIEW) == []


def test_the_sentence_of_a_passage_that_answers_nothing_is_not_marked_in_its_article_either(visit, asked):
    page = visit()
    ask(page, asked["related"])
    page.locator(".card .open").first.click()
    page.locator(".reader .here").first.wait_for()
    assert page.locator(".reader .answer").count() == 0


def test_every_exact_answer_of_a_passage_is_marked(visit, asked, sample_searcher):
    results = sample_searcher.ask(asked["answers"])
    page = visit()
    ask(page, asked["answers"])
    for group in results.groups:
        card = page.locator(f".card[data-card='{group.hit.passage.id}'] > .passage")
        exact = group.hit.exact if group.hit.strength != "weak" else ()
        shown = "".join(card.locator(".exact").all_text_contents())
        assert shown == "".join(span.of(group.hit.passage.text) for span in sorted(exact, key=lambda span: span.start))


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_comparison_says_the_verdict(visit, asked, locale):
    page = visit("/?view=compare", locale=locale)
    page.fill("#question", asked["answers"])
    page.press("#question", "Enter")
    expect(page.locator(".comparison .note").first).to_contain_text(SAID["answers"][locale == "en-US"])
    page.fill("#question", asked["nothing"])
    page.press("#question", "Enter")
    silent = "各家来源都没有谈到这个问题。" if locale == "zh-CN" else "No outlet answers this."
    expect(page.locator(".comparison .notice")).to_have_text(silent, use_inner_text=True)


@pytest.mark.parametrize(("locale", "word"), [("zh-CN", "教育"), ("en-US", "kindergartens")])
def test_words_alone_are_told_how_many_passages_mention_them(visit, sample_searcher, locale, word):
    results = sample_searcher.ask(word)
    assert results.mentions > 1 and results.verdict == "related"
    page = visit(locale=locale)
    ask(page, word)
    counted = f"有 {results.mentions} 段提到它。" if locale == "zh-CN" else f"{results.mentions} passages mention it."
    assert page.locator(".status [data-verdict=related]").inner_text().startswith(counted)
    assert page.locator(".card header .strength").first.inner_text() == ("提到" if locale == "zh-CN" else "Mentions it")
    assert page.locator(".card :is(.answer, .exact), .card [data-answer]").count() == 0


@pytest.mark.parametrize(
    ("locale", "question"),
    [("zh-CN", "大会对“教育宇宙”提出了什么要求？"), ("en-US", 'What did the conference say of "education galaxies"?')],
)
def test_a_quotation_that_nothing_has_is_said_and_a_link_demands_it(visit, sample_searcher, locale, question):
    (note,) = sample_searcher.ask(question).notes
    demanded = dict(note.values)["ask"]
    page = visit("/?language=zh", locale=locale)
    ask(page, question)
    link = page.locator(".status .note a:visible")
    expect(link).to_have_text(demanded)
    link.click()
    expect(page.locator("#question")).to_have_value(demanded)
    expect(page.locator(".status .notice")).to_contain_text(
        "范围内没有一段含有" if locale == "zh-CN" else "None of the passages searched contains"
    )
    assert "language=zh" in page.url and page.locator(".card").count() == 0
