"""The list of what English words of reports mean in Chinese: well formed, and every word of it one that can be found."""

from __future__ import annotations

import re

import pytest

from xunzhang.language.dictionaries.cedict import MAX_GLOSS_WORDS, gloss_key
from xunzhang.language.dictionaries.senses import LIST, entries, in_chinese, to_english
from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.types.characters import HAN

LINES = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_every_line_is_english_words_and_chinese_ones_of_two_characters_and_more():
    line = re.compile(rf"[a-z' ]+: [{HAN}]{{2,}}(?: [{HAN}]{{2,}})*")
    assert [each for each in LINES if not line.fullmatch(each)] == []
    assert [each for each in LINES if fold(each) != each] == []  # as questions and passages are folded


def test_no_english_is_listed_twice_and_none_is_longer_than_is_looked_up():
    listed = [line.partition(":")[0] for line in LINES]
    assert len(listed) == len(set(listed)) == len(list(entries()))
    keys = [gloss_key(english).split() for english in listed]
    assert max(map(len, keys)) <= MAX_GLOSS_WORDS
    assert [key for key in keys if is_function_word(key[0]) or is_function_word(key[-1])] == []


@pytest.mark.parametrize(
    ("words", "chinese"),
    [
        (["graduates"], ("毕业生",)),
        (["researchers"], ("研究员", "研究人员")),
        (["research"], ("研究", "科研")),
        (["announced"], ("公告", "宣布", "公布")),
        (["vice", "ministers"], ("副部长",)),
        (["sesquipedalian"], ()),
    ],
)
def test_these_very_words_are_preferred_to_others_of_their_stem(words, chinese):
    assert in_chinese(words) == chinese


def test_it_reads_both_ways():
    assert "school place" in to_english()["学位"] and "degre" in to_english()["学位"]
    assert all(gloss_key(english) in to_english()[word] for english, chinese in entries() for word in chinese)
