"""The shipped bank of questions: as many in each language, well formed, told apart, and spread over what can be asked."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.helpers.places import DATA, ROOT
from xunzhang.encoding.generic import sentences
from xunzhang.language.folding import fold
from xunzhang.language.terms import lexical_terms
from xunzhang.question.bank import bank_questions
from xunzhang.question.grammar import parse_question

BANK = bank_questions()
EACH = 160
# What is asked for, told by the question's own words; a question may ask for two things.
ASKS = {
    "en": {
        "who": r"\bwho\b|^which (?:actor|opposition leader|rider)",
        "when": r"\bwhen\b|\bwhat date\b|\bin which year\b|\bhow soon\b",
        "how many": r"\bhow many\b|^what was the score",
        "how much": r"\bhow much\b|\bwhat percentage\b|\bwhat dose\b",
        "how long, high, fast": r"\bhow (?:long|high|far|fast|old|cold)\b",
        "where": r"\bwhere\b|\bin which valley\b",
        "why": r"\bwhy\b",
        "how": r"\bhow (?:did|do|does|can|were)\b",
        "list": r"^what (?:instruments|documents|are|must)|^which (?:three|ministries|countries|colonies)|^what do pangolins",
        "yes or no": r"^(?:did|does|do|is|are|was|has|can)\b",
        "definition": r"^what (?:is (?:an? [\w -]+\?|meant|the|chiaroscuro)|was the corv|does a doctor mean)|^what is a lasting",
        "which": r"\bwhich\b",
    },
    "zh": {
        "who": r"谁",
        "when": r"什么时候|哪[一]?[天年]|[几哪](?:个)?月",
        "how many": r"(?:多少|几)(?:万|百)?[名个座块条枚部位台]|比分|多少分",
        "how much": r"多少(?:万?元|万元|钱|美元|毫克|克|度电|赔偿|粮食|公斤|毫米)|百分之几",
        "how long, high, fast": r"多久|多少(?:米|分钟|海里|岁|摄氏度)|海拔|多快|几[年个]?(?:小时|个月|年)|几个小时",
        "where": r"哪里|什么地方|哪(?:座|个|几条)(?:城市|岛|国家|村子|器官|河谷)|哪个岛",
        "why": r"为什么|会有一股",
        "how": r"怎[么样]|什么(?:战术|催化剂)",
        "list": r"哪些|哪[几三两九](?:个|支)",
        "yes or no": r"吗？|有没有|算不算|会不会|了没有|还有没有",
        "definition": r"什么叫|什么是|什么意思|指的是什么|是指什么|什么东西|怎么回事|什么样的|什么制度|是什么调",
        "which": r"哪[家一种]|第几条|几路",
    },
}


def test_as_many_questions_in_chinese_as_in_english():
    assert {language: len(questions) for language, questions in BANK.items()} == {"en": EACH, "zh": EACH}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_is_one_plain_question_of_its_language(language):
    for question in BANK[language]:
        assert question == question.strip() and question.count("?" if language == "en" else "？") == 1, question
        assert question.endswith("?" if language == "en" else "？"), question
        assert not re.search(r"[\"“”「」『』《》+＋]|\s[-－−]", question), (
            question
        )  # nothing that the grammar takes as an operator
        asked = parse_question(question)
        assert (asked.text, asked.language, asked.asks) == (question, language, True), question
        assert len([term for term in asked.terms if len(term) > 1]) >= 3, question  # it names what it is about


def test_their_lengths_are_those_of_questions_as_they_are_asked():
    words = [len(question.split()) for question in BANK["en"]]
    characters = [len(question) for question in BANK["zh"]]
    assert min(words) >= 5 and max(words) <= 25
    assert min(characters) >= 7 and max(characters) <= 45
    for lengths, short, long in ((words, 8, 16), (characters, 13, 22)):
        assert sum(length <= short for length in lengths) >= 20
        assert sum(length >= long for length in lengths) >= 20


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_kind_of_thing_is_asked_for(language):
    asked = {kind: sum(bool(re.search(pattern, q, re.I)) for q in BANK[language]) for kind, pattern in ASKS[language].items()}
    assert min(asked.values()) >= 6, asked
    assert max(asked.values()) <= EACH / 5, asked
    assert not [q for q in BANK[language] if not any(re.search(pattern, q, re.I) for pattern in ASKS[language].values())][8:]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_questions_ask_the_same(language):
    terms = {question: set(lexical_terms(question)) for question in BANK[language]}
    assert len({fold(question) for question in terms}) == EACH
    close = [(a, b) for a, b in combinations(terms, 2) if len(terms[a] & terms[b]) > 0.5 * len(terms[a] | terms[b])]
    assert not close


@pytest.mark.parametrize("language", ["zh", "en"])
def test_none_is_among_the_questions_that_anything_is_measured_or_centred_with(language):
    ours = {fold(question) for question in BANK[language]}
    others = (DATA / "sample_questions.jsonl", ROOT / "benchmarks" / "questions" / "seeds.jsonl", *DATA.glob("gate/*.jsonl"))
    kept = fold("\n".join(path.read_text(encoding="utf-8") for path in others) + "\n".join(sentences("questions")[language]))
    assert not [question for question in ours if question in kept]
