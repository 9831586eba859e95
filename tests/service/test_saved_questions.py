"""Saved questions: what is new after an update is told once, whatever fails; files of it; the command line with the real model."""

from __future__ import annotations

import json
import sqlite3
import sys
from xml.etree import ElementTree

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from tests.helpers.lookup_articles import STORMS
from xunzhang.building.builder import build_index
from xunzhang.cli.main import main
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.service.saved.news_files import NEWS_FORMATS, news_as_atom
from xunzhang.service.saved.on_news import run_on_news
from xunzhang.service.saved.question_news import look_for_news, news_of, save_question
from xunzhang.service.saved.saved_questions import FILE, LONGEST_NAME, MOST_SAVED, SavedQuestions
from xunzhang.types import Filters, XunzhangError

NEW = {
    "id": "late",
    "title": "又一场台风",
    "source": "海洋报",
    "lang": "zh",
    "date": "2024-10-05",
    "text": "新的台风今晚登陆。\n\n渔民回港。",
}
ATOM = "{http://www.w3.org/2005/Atom}"


class Collection:
    """An index of some articles, built anew with others."""

    def __init__(self, folder):
        self.folder, self.index = folder, folder / "index"

    def built(self, articles):
        build_index([write_corpus(self.folder / "corpus", articles)], self.index, encoder=BilingualEncoder())
        return Searcher(open_index(self.index, encoder=BilingualEncoder()))


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path)


def texts(news):
    return {each.saved.name: [passage.text for passage in each.passages] for each in news}


def test_what_is_new_after_an_update_is_told_once(collection):
    before = collection.built(STORMS)
    saved = SavedQuestions(collection.index)
    assert list(saved) == [] and saved.news() == [] and not (collection.index / FILE).exists()
    save_question(saved, before, " 台风 消息 ", "台风", Filters())
    save_question(saved, before, "old ones", "台风", Filters(before="2024-09"))
    assert look_for_news(saved, before) == {} and news_of(saved, before) == []
    after = collection.built([*STORMS, NEW])
    assert look_for_news(saved, after) == {"old ones": 0, "台风 消息": 1}
    assert look_for_news(saved, after) == {}  # each generation once
    assert texts(news_of(saved, after)) == {"台风 消息": ["新的台风今晚登陆。"]}
    assert [(each.name, each.unseen) for each in saved] == [("old ones", 0), ("台风 消息", 1)]
    saved.see(saved.news())
    assert news_of(saved, after) == [] and texts(news_of(saved, after, seen_too=True)) == {"台风 消息": ["新的台风今晚登陆。"]}
    again = collection.built([*STORMS, NEW, {"id": "calm", "title": "Calm", "lang": "en", "text": "The sea is calm."}])
    assert set(look_for_news(saved, again).values()) == {0}


def test_a_passage_that_the_collection_has_no_longer_is_not_told_of(collection):
    saved = SavedQuestions(collection.index)
    save_question(saved, collection.built(STORMS), "t", "台风", Filters())
    look_for_news(saved, collection.built([*STORMS, NEW]))
    gone = collection.built(STORMS)
    assert len(saved.news()) == 1 and news_of(saved, gone) == []


def test_files_have_the_passages_verbatim(collection):
    saved = SavedQuestions(collection.index)
    save_question(saved, collection.built(STORMS), "t <&>", "台风", Filters())
    after = collection.built([*STORMS, NEW])
    look_for_news(saved, after)
    news = news_of(saved, after)
    feed = ElementTree.fromstring(news_as_atom(news, "zh", "http://127.0.0.1:7860/sub"))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}content").text == "新的台风今晚登陆。" and entry.find(f"{ATOM}title").text.startswith("t <&>: ")
    assert entry.find(f"{ATOM}link").get("href").startswith("http://127.0.0.1:7860/sub/?q=%E5%8F%B0")
    assert feed.find(f"{ATOM}updated").text == entry.find(f"{ATOM}updated").text
    (told,) = (json.loads(line) for line in NEWS_FORMATS["json"](news, "en").splitlines())
    assert (told["name"], [each["passage"]["text"] for each in told["new"]]) == ("t <&>", ["新的台风今晚登陆。"])
    assert "1 new passage" in NEWS_FORMATS["text"](news, "en") and "> 新的台风今晚登陆。" in NEWS_FORMATS["md"](news, "zh")
    assert NEWS_FORMATS["text"]([], "zh") == "没有新的段落。\n" and not ElementTree.fromstring(news_as_atom([], "en")).findall(
        f"{ATOM}entry"
    )


@pytest.mark.parametrize(
    ("name", "question", "says"),
    [
        ("", "q", "The name has 0 characters; write 1 to 120."),
        ("n" * (LONGEST_NAME + 1), "q", "The name has 121 characters"),
        ("n", "  ", "question is empty"),
        ("n", "q" * 4001, "4,001 characters"),
        ("there", "q", "There is a saved question called “there”"),
    ],
)
def test_what_cannot_be_saved_is_told_in_one_line(tmp_path, name, question, says):
    saved = SavedQuestions(tmp_path)
    saved.save("there", "q", Filters(), [], "g")
    with pytest.raises(XunzhangError) as refused:
        saved.save(name, question, Filters(), [], "g")
    assert says in str(refused.value) and "\n" not in str(refused.value)
    assert [each.name for each in saved] == ["there"]


def test_there_are_no_more_than_may_be_and_a_removed_one_is_gone(tmp_path):
    saved = SavedQuestions(tmp_path)
    with sqlite3.connect(tmp_path / "x") as _:
        for number in range(MOST_SAVED):
            saved.save(f"n{number}", "q", Filters(sources=("甲",), after="2024"), ["p"], "g")
    with pytest.raises(XunzhangError, match="There are 200 saved questions"):
        saved.save("one more", "q", Filters(), [], "g")
    saved.remove("n7")
    assert "n7" not in [each.name for each in saved] and next(iter(saved)).filters == Filters(sources=("甲",), after="2024")
    assert saved.note("n7", ["new"], "h") == 0 and saved.news() == []
    with pytest.raises(XunzhangError, match="There is no saved question called “n7”"):
        saved.remove("n7")


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be taken for one" * 20, b""])
def test_a_damaged_database_is_told_and_nothing_is_written_over_it(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    saved = SavedQuestions(tmp_path)
    with pytest.raises(XunzhangError, match="cannot be used"):
        list(saved)
    if content:
        with pytest.raises(XunzhangError, match="cannot be used"):
            saved.save("n", "q", Filters(), [], "g")
        assert (tmp_path / FILE).read_bytes() == content


def test_a_command_gets_the_news_and_what_goes_wrong_is_told(tmp_path):
    taken = tmp_path / "taken.txt"
    script = f"import sys, pathlib; pathlib.Path({str(taken)!r}).write_text(sys.stdin.read())"
    run_on_news(f'{sys.executable} -c "{script}"', '{"name": "t"}\n')
    assert taken.read_text() == '{"name": "t"}\n'
    for command, says in (
        ("/no/such/program", "could not be run"),
        (f"{sys.executable} -c 'raise SystemExit(3)'", "exit status 3"),
        ("'", "could not be run"),
        ("", "could not be run"),
    ):
        with pytest.raises(XunzhangError, match=says):
            run_on_news(command, "")


@pytest.mark.model
def test_on_the_command_line(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    index = ["--index", str(tmp_path / "index"), "--messages", "en"]
    write_corpus(tmp_path / "corpus", STORMS[:2])
    assert main(["build", str(tmp_path / "corpus"), *index]) == 0
    assert main(["news", *index]) == 1 and "No question has been saved yet." in capsys.readouterr().out
    assert main(["news", "--save", "storms", "台风", *index]) == 0
    assert main(["news", *index]) == 1 and "Nothing is new." in capsys.readouterr().out
    write_corpus(tmp_path / "corpus", [*STORMS[:2], NEW])
    assert main(["build", str(tmp_path / "corpus"), *index]) == 0
    capsys.readouterr()
    assert main(["news", "--keep", *index]) == 0 and "新的台风今晚登陆。" in capsys.readouterr().out
    assert main(["news", "--format", "json", *index]) == 0
    assert json.loads(capsys.readouterr().out)["new"][0]["passage"]["text"] == "新的台风今晚登陆。"
    assert main(["news", *index]) == 1
    assert main(["news", "--all", "--format", "atom", "--out", str(tmp_path / "feed.xml"), *index]) == 0
    assert ElementTree.parse(tmp_path / "feed.xml").getroot().tag == f"{ATOM}feed"
    assert main(["news", "--list", *index]) == 0 and "storms: 台风 (0 new passages)" in capsys.readouterr().out
    assert main(["news", "--remove", "storms", *index]) == 0 and main(["news", "--remove", "storms", *index]) == 2
