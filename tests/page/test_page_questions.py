"""Example questions: what the patterns make of a sentence, what they leave alone, and which ones are kept."""

import pytest

from xunzhang.page.views.examples import EACH, Trial, example_questions, in_turn, is_answered, kept_examples, spread
from xunzhang.page.views.questions import questions_of
from xunzhang.question.grammar import plain_question
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, Copy, Hit, HitGroup, Passage, Results, Span


@pytest.mark.parametrize(
    ("language", "sentence", "question"),
    [
        ("zh", "全县学前教育毛入园率达到91.2%，比上年高。", "全县学前教育毛入园率是多少？"),
        ("zh", "临江区去年新建12所乡村小学。", "临江区去年新建了多少所乡村小学？"),
        ("zh", "该院现址不变，临江博物馆始建于1952年。", "临江博物馆始建于哪一年？"),
        ("zh", "3月8日，临江区召开全区水利会议。", "临江区召开全区水利会议是在哪一天？"),
        ("zh", "区长王五表示，下一步将修水库。", "区长王五说下一步要做什么？"),
        ("zh", "在防洪方面，王五强调要早准备。", "在防洪方面，王五强调了什么？"),
        ("zh", "在防洪方面，王五要求各村早准备。", "在防洪方面，王五提出了哪些要求？"),
        ("en", "The literacy rate of the district is 97.5%.", "What is the literacy rate of the district?"),
        ("en", "The county built 14 rural clinics in 2021.", "How many rural clinics did the county build?"),
        ("en", "In recent years Linjiang District has added 28 public libraries, all small.", "How many public libraries has Linjiang District added?"),
        ("en", "The museum was founded in 1952.", "When was the museum founded?"),
        ("en", "Linjiang will strive to become a city of reading by 2035.", "By when will Linjiang become a city of reading?"),
        ("en", "On flood control, Wang Wu said that dams come first.", "What did Wang Wu say about flood control?"),
        ("en", "The bank plans to open more branches.", "What does the bank plan to do?"),
    ],
)  # fmt: skip
def test_a_sentence_becomes_a_question_that_it_answers(language, sentence, question):
    assert question in [candidate.question for candidate in questions_of(sentence, language)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "其中毛入园率达到91.2%。"),
        ("zh", "该校去年新建12所附属小学。"),
        ("zh", "会议强调，要统筹发展。"),
        ("zh", "王五还说，下一步将修水库。"),
        ("zh", "估计野火的过火面积达到3000公顷。"),
        ("en", "It now has 13 libraries that lend records."),
        ("en", "In 2023 they signed 1,943 contracts."),
        ("en", "This rate is 5%."),
        ("fr", "Le taux est de 5%."),
    ],
)
def test_a_sentence_that_leans_on_another_makes_none(language, sentence):
    assert list(questions_of(sentence, language)) == []


HEADS = [ArticleHead(name, title=f"Title {name}", language="en") for name in "ab"]
TEXTS = {
    "a.1": "The museum was founded in 1952. The county built 14 rural clinics in 2021.",
    "b.1": "The literacy rate of the town is 97.5%. The port was opened in 1931.",
}
PASSAGES = {key: Passage(key, HEADS["ab".index(key[0])], 1, 0, len(text), text, language="en") for key, text in TEXTS.items()}


class Desk:
    """Stands in for the searcher: answers each question from the passage named, which is all that choosing examples asks of it."""

    def __init__(self, found: dict[str, str]) -> None:
        self.found = found

    def heads(self):
        return HEADS

    def passages_of(self, article_id):
        return [passage for passage in PASSAGES.values() if passage.article.id == article_id]

    def ask(self, question, k):
        passage = PASSAGES[self.found.get(question, "a.1")]
        hit = Hit(passage, 0.9, "strong", answer=Span(0, len(passage.text)))
        return Results(plain_question(question, "en"), "answers", 0.9, 1.0, (HitGroup(hit),))


def test_examples_are_those_that_are_answered_filled_up_with_titles():
    desk = Desk({"What is the literacy rate of the town?": "b.1"})  # the port's year is looked for in the wrong passage
    chosen = example_questions(desk)
    assert [language for language, _ in chosen] == ["en"] * EACH
    questions = [question for _, question in chosen]
    assert set(questions) == {
        "What is the literacy rate of the town?",
        "How many rural clinics did the county build?",
        "When was the museum founded?",
    }
    assert chosen == example_questions(desk)


def test_examples_are_chosen_once_for_an_index(sample_searcher, monkeypatch):
    chosen = kept_examples(sample_searcher)
    assert chosen == example_questions(sample_searcher)
    monkeypatch.setattr(Searcher, "ask", None)  # whoever asks now fails
    assert kept_examples(sample_searcher) == chosen


def test_titles_stand_in_where_nothing_is_answered():
    class Silent(Desk):
        def ask(self, question, k):
            return Results(plain_question(question, "en"), "related", 0.1, 1.0)

    assert [question for _, question in example_questions(Silent({}))] == ["Title a", "Title b"]


def trial(question: str, key: str, kind: int) -> Trial:
    return Trial(question, kind, PASSAGES[key], Span(0, 10))


def test_kinds_and_articles_take_turns():
    trials = [trial("q1", "a.1", 0), trial("q2", "a.1", 0), trial("q3", "b.1", 0), trial("q4", "b.1", 2)]
    assert [t.question for t in in_turn(trials)] == ["q1", "q4", "q2", "q3"]


def test_answered_means_this_passage_first_and_this_sentence_marked():
    def found(key, answer, copies=()):
        hit = Hit(PASSAGES[key], 0.9, "strong", answer=answer)
        return Results(plain_question("q", "en"), "answers", 0.9, 1.0, (HitGroup(hit, copies),))

    wanted = trial("q", "a.1", 0)
    assert is_answered(found("a.1", Span(5, 20)), wanted)
    assert not is_answered(found("a.1", Span(10, 20)), wanted)
    assert not is_answered(found("a.1", None), wanted)
    assert not is_answered(found("b.1", Span(0, 20)), wanted)
    assert is_answered(found("b.1", Span(0, 20), (Copy(PASSAGES["a.1"]),)), wanted)


def test_a_large_collection_is_sampled_evenly():
    heads = [ArticleHead(str(n)) for n in range(1000)]
    assert [head.id for head in spread(heads, 4)] == ["0", "250", "500", "750"]
    assert spread(heads[:3], 4) == heads[:3]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Monetary sources also said one reason Volcker decided to leave was the strain of the office.", "en"),
        ("Officials who were at the talks promised to publish the figures.", "en"),
        ("The ministry said the coverage rate is 95 percent.", "en"),
        ("该市表示今年全市学前教育毛入园率达到94.6%。", "zh"),
        ("专家认为这个县的高中毛入学率为97%。", "zh"),
    ],
)
def test_a_subject_that_is_a_clause_makes_no_question(sentence, language):
    assert not list(questions_of(sentence, language))


def test_a_plain_subject_still_makes_one():
    (made,) = questions_of("The council decided to close the bridge.", "en")
    assert made.question == "What did the council decide to do?"
