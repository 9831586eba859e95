"""The questions that `benchmarks/verdicts.py` asks about the articles of ../shared: well formed, and answered where they say so."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from benchmarks.verdict_figures import KINDS, VERDICTS, Told, calibration_error, measured
from benchmarks.verdicts import QUESTIONS, holds, right_span
from tests.helpers.places import CORPUS, DATA, ROOT, SEED, SHARED
from tests.helpers.reading import read_one
from xunzhang.language.codes import TRADITIONAL, family
from xunzhang.language.folding import fold
from xunzhang.language.scripts import detect_language
from xunzhang.reading.chunking import chunk

RECORDS = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
ANSWERED = [record for record in RECORDS if record["kind"] == "answered"]
FIELDS = {"id", "lang", "kind", "question", "asks", "answer", "also", "near", "articles"}


def test_as_many_in_each_language_as_are_promised():
    counts = Counter((record["kind"], family(record["lang"])) for record in RECORDS)
    assert all(counts[kind, language] >= least for kind, least in zip(KINDS, (50, 50, 30)) for language in ("zh", "en"))
    assert abs(sum(counts[kind, "zh"] for kind in KINDS) - sum(counts[kind, "en"] for kind in KINDS)) <= 5
    assert all(any(r["lang"] == TRADITIONAL for r in RECORDS if r["kind"] == kind) for kind in KINDS)
    assert len({record["asks"] for record in ANSWERED}) >= 12


def test_every_line_is_whole_and_no_question_stands_twice():
    assert [record["id"] for record in RECORDS] == [f"seeds-{number:03}" for number in range(1, len(RECORDS) + 1)]
    assert len({fold(record["question"]) for record in RECORDS}) == len(RECORDS)
    for record in RECORDS:
        assert record.keys() <= FIELDS, record
        assert ("answer" in record) == ("asks" in record) == ("articles" in record) == (record["kind"] == "answered"), record
        assert detect_language(record["question"]) == record["lang"], record


@pytest.mark.bench
def test_the_articles_hold_each_answer_where_the_question_says_so(shared):
    _, articles = read_one(shared / SEED.relative_to(SHARED))
    assert len(articles) == 5
    passages = [(number, passage.text) for number, article in enumerate(articles, 1) for passage in chunk(article)]
    found = {record["id"]: sorted({number for number, text in passages if holds(text, record)}) for record in ANSWERED}
    assert found == {record["id"]: record["articles"] for record in ANSWERED}


TEXT = "普惠性幼儿园覆盖率达 94.6%、全国第 6，优质高中资源覆盖率达 75%。"


@pytest.mark.parametrize(
    ("text", "record", "held"),
    [
        (TEXT, {"answer": "第6", "near": "94.6%"}, True),  # set apart in print
        (TEXT, {"answer": "第6", "near": "西部第1"}, False),
        (TEXT, {"answer": "5%", "also": ["75%"]}, True),
        ("普惠性幼兒園覆蓋率", {"answer": "幼儿园"}, True),
        (TEXT, {"answer": "85%"}, False),
    ],
)
def test_a_passage_holds_an_answer_whatever_its_script_and_spaces(text, record, held):
    assert holds(text, record) is held


@pytest.mark.parametrize(
    ("span", "right"),
    [
        ("3767万人次", True),
        ("3767 万", True),
        ("困难学生 3767万人次", True),
        ("3767", True),
        ("376", False),
        ("618万人次", False),
        ("万人次", False),
    ],
)
def test_an_exact_span_is_right_with_the_whole_answer_and_little_else(span, right):
    assert right_span(span, {"answer": "3767万人次"}) is right


def test_a_span_as_wide_as_a_sentence_is_not_exact():
    record = {"answer": "西山科技"}
    assert right_span("西山科技", record)
    assert not right_span("西山", record)
    assert not right_span("西山科技成为本市高校孵化出来的头一家上市企业", record)


def told(kind: str, confidence: float, verdict: str, place: int = 0, spans: tuple[bool, ...] = (), language: str = "zh") -> Told:
    return Told("问？", kind, language, "count" if kind == "answered" else "", verdict, confidence, place, spans, "")


SOME = [
    told("answered", 0.9, "answers", 1, (True,)),
    told("answered", 0.9, "may_answer", 2, (True, False)),
    told("answered", 0.4, "related", 4),
    told("answered", 0.6, "answers", 0),
    told("near_topic", 0.5, "may_answer", spans=(False,)),
    told("near_topic", 0.1, "related"),
    told("other", 0.1, "nothing"),
    told("other", 0.1, "nothing"),
]


def test_figures_are_shares_by_kind_and_language():
    figures = measured(SOME)
    assert figures["questions"]["answered"] == {"zh": 4, "en": 0}
    assert figures["verdicts"]["answered"]["zh"] == {"answers": 0.5, "may_answer": 0.25, "related": 0.25, "nothing": 0.0}
    assert (figures["hit@1"]["zh"], figures["hit@3"]["zh"], figures["hit@1"]["en"]) == (0.25, 0.5, None)
    assert figures["auroc"] == {"near_topic": {"zh": 0.875, "en": None}, "other": {"zh": 1.0, "en": None}}
    assert figures["spans"]["zh"] == {"coverage": 0.5, "precision": 0.6667, "needless": 0.25}
    floors = {floor["name"]: floor for floor in figures["floors"]}
    assert floors["answered zh: answers or may_answer"] == {
        "name": "answered zh: answers or may_answer", "value": 0.75, "at_least": 0.95, "holds": False
    }  # fmt: skip
    assert floors["near_topic zh: answers or may_answer"]["value"] == 0.5
    assert floors["other zh: nothing"]["holds"]
    assert not floors["en: hit@1"]["holds"]  # nothing was asked


def test_calibration_error_weighs_the_kinds_and_not_the_questions():
    # In the bin from .9: half of .5 at .9, all right: .25 * .1. From .6: .125 * .4; from .4: .125 * .6; from .5: .125 * -.5; from
    # .1: (.125 + .25) * -.1.
    assert calibration_error(SOME) == pytest.approx(0.025 + 0.05 + 0.075 + 0.0625 + 0.0375)
    assert calibration_error(SOME + SOME[-2:]) == calibration_error(SOME)
    assert calibration_error([]) is None


# --- the sample's own ---

SAMPLE = [json.loads(line) for line in (DATA / "verdicts" / "sample_questions.jsonl").read_text(encoding="utf-8").splitlines()]
SUGGESTING = ("README.md", "docs/interfaces.md", "docs/make_pictures.py", "xunzhang/messages/rooms/help.py")
ASKED = re.compile(
    r'\bask "([^"]+)"|question=([^\'&"\s]+)|"question": "([^"]+)"|"data": \["([^"]+)"\]|^QUESTIONS = (\{.+\})$', re.M
)


@pytest.fixture(scope="module")
def sample_texts() -> list[str]:
    articles = [read_one(path)[1][0] for path in sorted(CORPUS.glob("*.md"))]
    return [passage.text for article in articles for passage in chunk(article)]


def test_the_samples_questions_are_of_every_kind_and_verdict_in_both_languages():
    counts = Counter((record["kind"], family(record["lang"])) for record in SAMPLE)
    kinds = ("answered", "near_topic", "other", "look_up", "quotation")
    assert len(SAMPLE) >= 40 and set(counts) == {(kind, language) for kind in kinds for language in ("zh", "en")}
    assert {verdict for record in SAMPLE for verdict in record["verdicts"]} == set(VERDICTS)
    assert len({record["question"] for record in SAMPLE}) == len(SAMPLE)
    assert all("answer" in record for record in SAMPLE if record["kind"] == "answered")
    assert all(record["verdicts"] == ["nothing"] or "first" in record for record in SAMPLE if record["kind"] == "look_up")


def test_the_sample_holds_what_its_questions_say_it_does(sample_texts):
    for record in SAMPLE:
        if "answer" in record:
            assert any(holds(text, record) for text in sample_texts), record
        if "first" in record:
            assert any(holds(text, {"answer": record["first"]}) for text in sample_texts), record
        if record["kind"] in ("look_up", "quotation") and record["verdicts"] == ["nothing"]:
            assert not any(holds(text, {"answer": record["question"].strip("“”")}) for text in sample_texts), record


def test_every_question_that_a_reader_is_told_to_ask_is_among_them():
    told = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in SUGGESTING)
    suggested = {
        question for found in ASKED.findall(told) for part in found if part for question in re.findall(r"[^{}\"]{5,}[？?]", part)
    }
    assert len(suggested) == 5
    assert suggested <= {record["question"] for record in SAMPLE}
