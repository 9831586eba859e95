"""What a user has to mend is said in Chinese too: the lines that the library really raises, and where facts came from."""

from __future__ import annotations

import json
import re

import pytest

from tests.bilingual import BilingualEncoder
from xunzhang import manifest as generations
from xunzhang.builds.lock import building_lock
from xunzhang.encoder import load_encoder
from xunzhang.explore.concordance import concordance
from xunzhang.index import build_index, open_index
from xunzhang.page.origins import WORDS, render_origins
from xunzhang.page.strings import STRINGS, Words
from xunzhang.page.troubles import KEYS, told
from xunzhang.page.wording import same
from xunzhang.search import LONGEST_QUESTION, Searcher
from xunzhang.types import ArticleHead, Filters, XunzhangError

HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def index(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "cat.txt").write_text("The cat will eat fish.", encoding="utf-8")
    build_index([tmp_path / "corpus"], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def raised(call) -> str:
    with pytest.raises(XunzhangError) as caught:
        call()
    return str(caught.value)


def is_told_in_chinese(error: str, *values: str) -> None:
    words = told(error)
    assert words.en == error and HAN.search(words.zh), error
    for value in values:
        assert value in words.zh


def test_a_corpus_without_articles(tmp_path):
    (tmp_path / "empty").mkdir()
    is_told_in_chinese(raised(lambda: build_index([tmp_path / "empty"], tmp_path / "i", encoder=BilingualEncoder())), "empty")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.jsonl").write_text("{no json\n", encoding="utf-8")
    is_told_in_chinese(raised(lambda: build_index([tmp_path / "bad"], tmp_path / "i", encoder=BilingualEncoder())), "a.jsonl")


def test_an_index_that_is_missing_damaged_or_of_another_version(tmp_path, index):
    is_told_in_chinese(raised(lambda: open_index(tmp_path / "nowhere")), "nowhere", "build_index.py")
    made = generations.current_generation(index) / generations.MANIFEST
    record = json.loads(made.read_text(encoding="utf-8"))
    made.write_text(json.dumps(record | {"format_version": 999}), encoding="utf-8")
    is_told_in_chinese(raised(lambda: open_index(index)), "999", "build_index.py")
    made.write_text("{", encoding="utf-8")
    is_told_in_chinese(raised(lambda: open_index(index)), "build_index.py")


def test_a_model_that_is_another_or_is_none(tmp_path, index):
    class Another(BilingualEncoder):
        name, fingerprint = "another", "another-1"

    is_told_in_chinese(raised(lambda: open_index(index, encoder=Another())), "another", "--model")
    (tmp_path / "model").mkdir()
    is_told_in_chinese(raised(lambda: load_encoder(str(tmp_path / "model"))), "modules.json")


def test_a_term_that_cannot_be_looked_up(index):
    opened = open_index(index, encoder=BilingualEncoder())
    is_told_in_chinese(raised(lambda: concordance(opened, "，，")), "，，")
    is_told_in_chinese(raised(lambda: concordance(opened, "x" * 300)), "300", "200")


def test_an_index_that_is_being_written(index):
    def wait():
        with building_lock(index, 0):
            pass

    with building_lock(index, 0):
        is_told_in_chinese(raised(wait), "index", "--wait")


def test_questions_and_bounds(index):
    searcher = Searcher(open_index(index, encoder=BilingualEncoder()))
    is_told_in_chinese(raised(lambda: searcher.ask(" ")))
    is_told_in_chinese(raised(lambda: searcher.ask("a" * (LONGEST_QUESTION + 1))), f"{LONGEST_QUESTION:,}")
    is_told_in_chinese(raised(lambda: searcher.narrowing.choices("", Filters(after="soon"))), "soon")


@pytest.mark.parametrize("key", KEYS)
def test_every_line_of_the_table_is_found_by_its_own_english(key):
    error = re.sub(r"\{(\w+)\}", r"<\1>", STRINGS[key].en)
    assert told(error) == Words(re.sub(r"\{(\w+)\}", r"<\1>", STRINGS[key].zh), error)


def test_any_other_line_is_shown_as_it_is():
    assert told("Something else, with {braces}.") == same("Something else, with {braces}.")


def test_facts_come_with_their_origins():
    head = ArticleHead(
        "a", title="T", date="--11-19", origins=(("title", "title line"), ("date", "opening day"), ("source", "<odd>"))
    )
    html = render_origins(head)
    assert "printed as the title" in html and "without a year" in html and "&lt;odd&gt;" in html
    assert html.count("nothing was filled in") == 3  # byline, language, address
    assert render_origins(ArticleHead("a")) == ""


def test_every_origin_of_the_documentation_has_words(request):
    table = (request.config.rootpath / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", table[table.index("| origin | the value was |") :].split("\n\n")[0], re.MULTILINE)
    named = {name.strip('"') for row in rows for name in re.findall(r"`([^`]*)`", row)} - {"not given"}
    assert named == set(WORDS)
