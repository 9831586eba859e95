"""Suggestions from the titles, outlets and names of a collection, without a model."""

from __future__ import annotations

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.service.suggestions import Suggestions

FILES = {
    "a.md": "---\ntitle: 江北新桥通车\nsource: 山城晚报\n---\n\n市长刘向东说，新桥十分坚固。刘向东表示，明年还要修一座。",
    "b.md": "---\ntitle: The bridge of Jiangbei\nsource: River Post\n---\n\nIt was opened by Mayor Anna Whitfield, who had paid for it, and by Professor Carl Whitfield.",
}


@pytest.fixture(scope="module")
def suggestions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suggestions")
    (folder / "corpus").mkdir()
    for name, text in FILES.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    build_index([folder / "corpus"], folder / "index", encoder=BilingualEncoder())
    made = Suggestions(Searcher(open_index(folder / "index", encoder=BilingualEncoder())))
    made.wait()
    return made


def texts(suggestions, typed):
    return [(suggestion.kind, suggestion.text) for suggestion in suggestions.complete(typed)]


def test_titles_are_found_by_any_part_in_either_script(suggestions):
    assert texts(suggestions, "新桥") == [("title", "江北新桥通车")]
    assert texts(suggestions, "新橋") == [("title", "江北新桥通车")]
    assert ("title", "The bridge of Jiangbei") in texts(suggestions, "BRIDGE OF")


def test_outlets_and_names_complete_what_was_typed_last(suggestions):
    assert ("source", "山城晚报") in texts(suggestions, "山城")
    assert ("name", "谁是刘向东") in texts(suggestions, "谁是刘向")
    assert ("name", "What did Mayor Anna Whitfield") in texts(suggestions, "What did may")


def test_a_name_is_found_from_any_of_its_words(suggestions):
    assert [text for _, text in texts(suggestions, "whit")] and all("Whitfield" in text for _, text in texts(suggestions, "whit"))


@pytest.mark.parametrize("typed", ["", " ", "a", "?", "zzzz", "江北新桥通车"])
def test_nothing_is_suggested_for_too_little_for_nonsense_or_for_what_is_complete(suggestions, typed):
    assert texts(suggestions, typed) == []


def test_no_more_are_given_than_asked_for(suggestions):
    assert len(suggestions.complete("江", most=1)) == 1
