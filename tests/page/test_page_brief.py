"""The brief in a real browser: the sentences that answer, verbatim, what differs side by side, saved as a file."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import fits, saved
from xunzhang.explore.brief import brief_on

pytestmark = pytest.mark.page

QUESTION = "高校牵头的国家科研项目经费是多少亿元？"


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 390)])
def test_sentences_that_answer_are_put_together_and_saved(visit, sample_searcher, locale, width):
    made = brief_on(sample_searcher, QUESTION)
    page = visit("/?view=brief", locale=locale, width=width)
    expect(page.locator(".briefing .note")).to_be_visible()
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    claims = page.locator(".claim")
    claims.first.wait_for()
    assert claims.count() == len(made.claims)
    shown = page.locator(".claim .passage").all_text_contents()
    assert shown == [statement.text for statement in made.statements]
    assert page.locator(".claim .exact").first.inner_text() == made.claims[0].answer
    rows = page.locator(".differing tbody tr")
    printed = rows.locator("td:first-child").all_inner_texts()
    assert {"17.1亿元", "171亿元"} <= set(printed)
    assert fits(page, width) and violations(page, VIEW) == []
    name, content = saved(page, ".briefing [data-format=md]")
    assert name == "xunzhang-brief.md" and ("说法不同之处" if locale == "zh-CN" else "Where accounts differ") in content.decode()
    rows.locator("button").first.click()
    page.locator(".reader .here").first.wait_for()


def test_nothing_is_put_together_where_nothing_answers(visit):
    page = visit("/?view=brief&q=Who invented the telephone?", locale="zh-CN")
    expect(page.locator(".briefing .notice")).to_have_text("没有段落回答这个问题，所以没有可以摘编的句子。", use_inner_text=True)
    assert page.locator(".claim, .briefing .saving").count() == 0
