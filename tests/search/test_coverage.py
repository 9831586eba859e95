"""What of a question a passage holds, and what is told to be missing, with similarities that say nothing or one thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.language.sentences import sentence_spans
from xunzhang.question.bridge import Bridge
from xunzhang.question.demands import demand
from xunzhang.question.grammar import parse_question
from xunzhang.search.comparing import TokenMatch
from xunzhang.search.coverage import Coverage, coverage
from xunzhang.search.missing import missing
from xunzhang.types import Span


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge()


def held(
    bridge: Bridge,
    question: str,
    text: str,
    title: str = "",
    sentence: int = 0,
    in_other: bool = False,
    near: Sequence[tuple[str, str]] = (),
) -> Coverage:
    """The coverage where token vectors say nothing, but for the pairs `near` of a word asked and one of the text."""
    encoder = BilingualEncoder()
    asked, tokens = encoder.token_spans(question), encoder.token_spans(text)
    similarity = np.zeros((len(asked), len(tokens)), np.float32)
    for one, other in near:
        rows, columns = (
            _covered(spans, whole.index(part), part) for spans, whole, part in ((asked, question, one), (tokens, text, other))
        )
        similarity[np.ix_(rows, columns)] = 0.9
    parsed = parse_question(question)
    other_language = "en" if parsed.language == "zh" else "zh"
    carried = bridge.carry_over(parsed, parsed.language, other_language) if in_other else ()
    match = TokenMatch(
        question, text, tokens, similarity, np.ones(len(asked), np.float32), carried, in_other, asked, demand(question, bridge)
    )
    told = coverage(match, sentence_spans(text)[sentence], title)
    assert told is not None
    return told


def _covered(spans: Sequence[Span], start: int, part: str) -> list[int]:
    return [row for row, span in enumerate(spans) if start <= span.start and span.end <= start + len(part)]


def lacking(question: str, *told: Coverage, bridge: Bridge) -> tuple[str, ...]:
    return missing(demand(question, bridge), told)


ANSWER = "江北区有教师1200名。区里还有学校80所。"


@pytest.mark.parametrize(
    ("question", "text", "title", "expected"),
    [
        ("江北区有多少名教师？", ANSWER, "", (True, True, True, [])),
        ("江北區有多少名教師？", ANSWER, "", (True, True, True, [])),
        ("江北区有多少名教师？", "全区有教师1200名。", "江北区的学校", (True, True, True, [])),
        ("江北区有多少名教师？", "江北区的教师受到表彰。", "", (False, True, True, [])),
        ("江北区有多少名教师？", "江北区有学校80所。", "", (False, False, True, ["教师"])),
        ("江北区的年薪是多少？", "江北区有学校80所。", "", (False, False, True, ["年薪"])),
        ("南岸区有多少名教师？", ANSWER, "", (True, True, False, ["南岸区"])),
        ("What is Volcker's salary?", "Volcker led the bank for eight years.", "", (False, False, True, ["salary"])),
        ("What is Volcker's salary?", "Volcker earned a salary of $57,000.", "", (True, True, True, [])),
        ("How many teachers work in Leeds?", "In Leeds 300 teachers are at work.", "", (True, True, True, [])),
        ("Why was the mill in Leeds closed?", "The mill in Leeds closed in 1931.", "", (None, True, True, [])),
        ("Who keeps the mill in Leeds?", "The mill in Leeds keeps its old wheel.", "", (None, True, True, [])),
        ("Who opened the mill in 1931?", "The mill was opened in 1930 by Anna Berg.", "", (True, True, True, ["1931"])),
    ],
)
def test_what_a_passage_holds(
    bridge: Bridge, question: str, text: str, title: str, expected: tuple[bool | None, bool, bool, list[str]]
) -> None:
    told = held(bridge, question, text, title)
    unmatched = [span.of(question) for span in told.unmatched]
    assert (told.kind_present, told.attribute_held, told.subject_held, unmatched) == expected


def test_words_carried_over_are_counterparts(bridge: Bridge) -> None:
    across = held(bridge, "学校有多少名教师？", "The school has 80 teachers.", in_other=True)
    assert (across.kind_present, across.attribute_held, across.unmatched) == (True, True, ())
    back = held(bridge, "How many teachers does the school have?", "这所学校有学生900名。", in_other=True)
    assert [span.of("How many teachers does the school have?") for span in back.unmatched] == ["teachers"]


def test_words_that_are_near_by_their_vectors_are_counterparts(bridge: Bridge) -> None:
    question, text = "What is the wage of the mayor?", "The mayor takes home 900 dollars as pay."
    assert [span.of(question) for span in held(bridge, question, text).unmatched] == ["wage"]
    near = held(bridge, question, text, near=[("wage", "pay")])
    assert (near.unmatched, near.attribute_held) == ((), True)
    assert near.signals.attribute < 1.0 == held(bridge, question, text.replace("pay", "wage")).signals.attribute


def test_a_thing_of_the_kind_counts_less_the_farther_it_stands(bridge: Bridge) -> None:
    sentences = ["江北区有学校和教师。", "他们都很好。", "有人说过，有人写过。", "共有教师1200名。"]
    kinds = [held(bridge, "江北区有多少名教师？", "".join(sentences), sentence=at).signals.kind for at in range(4)]
    assert kinds == [0.3, 0.3, 0.7, 1.0]


def test_what_is_missing_is_told_in_the_words_of_the_question(bridge: Bridge) -> None:
    text = "Volcker led the bank. Its hall stands in Leeds."
    for question, expected in [
        ("What is Volcker's salary?", ("salary",)),
        ("What is Volcker's telephone number?", ("telephone",)),
        ("How many teachers did Volcker hire in 1931?", ("teachers", "1931", "hire")),
        ("Who is Volcker's wife?", ("wife",)),
        ("Who led the bank?", ()),
        ("When did Volcker lead the bank?", ("lead",)),
    ]:
        assert lacking(question, held(bridge, question, text), bridge=bridge) == expected
    question = "沃尔克的联系电话是多少？"
    assert lacking(question, held(bridge, question, "沃尔克领导银行八年。"), bridge=bridge) == ("联系电话",)


def test_only_passages_about_the_subject_say_what_is_missing(bridge: Bridge) -> None:
    question = "江北区有多少名教师？"
    about, other = held(bridge, question, "江北区有学校80所。"), held(bridge, question, "南岸区有教师1200名。")
    assert lacking(question, about, other, bridge=bridge) == ("教师",)
    assert lacking(question, other, bridge=bridge) == ("江北区",)


def test_where_only_the_figure_is_missing_what_asks_for_it_is_told(bridge: Bridge) -> None:
    question = "江北区有多少名教师？"
    assert lacking(question, held(bridge, question, "江北区的教师受到表彰。"), bridge=bridge) == ("多少名教师",)
    question = "How many teachers work in Leeds?"
    assert lacking(question, held(bridge, question, "The teachers of Leeds work hard."), bridge=bridge) == (
        "How many teachers work",
    )


def test_at_most_three_pieces_and_no_function_words(bridge: Bridge) -> None:
    question = "Which painters, weavers, bakers and masons of the northern valleys were there in 1931?"
    told = lacking(question, held(bridge, question, "One cat ate fish."), bridge=bridge)
    assert len(told) == 3 and not {"the", "of", "were", "Which"} & set(told)
