"""Words that are the same however print, programs and regions write them: they have the same terms, and stand where they are printed."""

from __future__ import annotations

import pytest

from xunzhang.language.folding import fold
from xunzhang.language.region_words import regional
from xunzhang.language.terms import exact_forms, exact_spans, exact_terms, find_terms, in_order, lexical_terms
from xunzhang.language.word_forms import PlacedText, forms_of

SAME = [
    ("pas\u00adsen\u00adgers com\u00adplained", "passengers complained"),
    ("青\u200b石\u200b桥修\u200b缮", "青石桥修缮"),
    ("\ufeffpaper\u2060mill", "papermill"),
    ("The ﬁsh ﬂoated in the oﬃce, eﬀectively", "The fish floated in the office, effectively"),
    ("Æsop, œdema", "Aesop, oedema"),
    ("老 船 工 清 早 起 来", "老船工清早起来"),
    ("衞生署", "衛生署"),
    ("衛生署", "卫生署"),
    ("意味著，沿著，隨著", "意味着，沿着，随着"),
    ("裏面，裡面", "里面，里面"),
    ("二○二三年", "二〇二三年"),
    ("一○九所", "一〇九所"),
    ("U.S. and U.K", "US and UK"),
]


@pytest.mark.parametrize("printed, usual", SAME)
def test_the_same_terms(printed: str, usual: str) -> None:
    assert lexical_terms(printed) == lexical_terms(usual)
    assert exact_terms(printed) == exact_terms(usual)
    assert len(fold(printed)) == len(printed)


@pytest.mark.parametrize(
    "one, other",
    [
        ("著名", "着名"),
        ("著作", "着作"),
        ("王○明", "王〇明"),
        ("○○公司", "〇〇公司"),
        ("106", "10⁶"),
        ("海 鲜", "海鲜"),
        ("乾隆", "干隆"),
    ],
)
def test_what_is_not_the_same(one: str, other: str) -> None:
    assert lexical_terms(one) != lexical_terms(other)


def test_where_they_stand_is_where_they_are_printed() -> None:
    text = "The pas\u00adsen\u00adgers of the ﬁrst boat"
    assert [span.of(text) for span in find_terms(text, lexical_terms("passengers first"))] == ["pas\u00adsen\u00adgers", "ﬁrst"]
    (span,) = in_order(exact_spans(text), exact_terms("first boat"))
    assert span.of(text) == "ﬁrst boat"
    spaced = "据说 老 船 工 清 早 起 来 了"
    assert [span.of(spaced) for span in in_order(exact_spans(spaced), exact_terms("船工"))] == ["船 工"]


HYPHENS = [("co-operation", "cooperation"), ("e-mail", "email"), ("policy-makers", "policymakers"), ("re-elected", "reelected")]


@pytest.mark.parametrize("parted, whole", HYPHENS)
def test_words_with_and_without_hyphens(parted: str, whole: str) -> None:
    assert exact_terms(parted) in exact_forms(whole)
    assert exact_terms(whole) in exact_forms(parted)
    assert set(lexical_terms(whole)) <= set(lexical_terms(parted))
    for typed, text in ((parted, whole), (whole, parted)):
        placed = PlacedText(f"The {text} of both.")
        assert [span.of(placed.text) for form in forms_of(typed) for span in placed.spans(form)] == [text]


def test_words_that_have_no_hyphen_are_left_whole() -> None:
    assert exact_forms("maybe") == [["maybe"]]
    assert exact_forms("渡口 42") == [["渡", "口", "42"]]


@pytest.mark.parametrize(
    "here, there",
    [
        ("出租车", "計程車"),
        ("软件", "軟體"),
        ("悉尼", "雪梨"),
        ("网络", "網路"),
        ("硬盘", "硬碟"),
        ("特朗普", "川普"),
        ("新西兰", "紐西蘭"),
    ],
)
def test_each_region_says_it_in_its_own_words(here: str, there: str) -> None:
    assert fold(there) in regional(here)
    assert fold(here) in regional(there)


@pytest.mark.parametrize("text", ["渡口", "ferry", "", "船工昨天说"])
def test_what_all_say_alike_has_no_other_words(text: str) -> None:
    assert regional(text) == ()
