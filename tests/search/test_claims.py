"""Questions of which nothing is claimed, however near a passage is: no words, another language, longer than the model reads."""

from __future__ import annotations

import pytest

from xunzhang.question.grammar import parse_question
from xunzhang.search.claims import may_claim

pytestmark = pytest.mark.model

NO_CLAIM = [
    "？", "！？……", "😀", "😀😀😀 🎉", "。" * 4000, "😀" * 2000, "the of and", "的 了 吗", "\u200b?", "- + \"",
    "Où est le pont et que fait le maire ?", "¿Cuántos años tiene la universidad y dónde está?", "Wer hat die Schule eröffnet?",
    "大学はどこにありますか？", "대학교는 어디에 있습니까?", "Где находится университет?", "أين تقع الجامعة؟",
    "重庆" * 2000, "大会定下了什么目标？" * 400, "What did the conference decide? " * 125,
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_CLAIM)
def test_no_claim_is_made_and_nothing_fails(sample_searcher, typed):
    assert len(typed) <= 4000
    results = sample_searcher.ask(typed)
    assert results.verdict in ("related", "nothing") and not results.answerable
    assert all(group.hit.strength == "weak" and not group.hit.exact for group in results.groups)


@pytest.mark.parametrize(
    "typed", ["大会定下了什么目标？", "大會定下了什麼目標？", "Who spoke at the conference?", "iPhone 15 多少钱"]
)
def test_what_may_be_claimed_of(encoder, typed):
    assert may_claim(parse_question(typed), encoder)
