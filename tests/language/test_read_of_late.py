"""What is read of a text is read once while it comes again soon, and whoever asks gets a list of their own."""

from __future__ import annotations

from xunzhang.language.mentions.dates import dates
from xunzhang.language.mentions.figures import figures
from xunzhang.language.read_of_late import LONGEST, TEXTS, remembered


def test_a_short_text_is_read_once_and_a_long_one_each_time():
    read: list[int] = []
    words = remembered(lambda text: read.append(len(text)) or text.split())
    assert words("a b") == words("a b") == ["a", "b"] and read == [3]
    words("a b").append("c")
    assert words("a b") == ["a", "b"]
    long = "a " * LONGEST
    assert words(long) == words(long) and read == [3, 2 * LONGEST, 2 * LONGEST]


def test_no_more_texts_are_remembered_than_there_is_room_for():
    read: list[str] = []
    words = remembered(lambda text: read.append(text) or [text])
    for number in range(TEXTS + 1):
        words(str(number))
    words(str(TEXTS))
    assert len(read) == TEXTS + 1
    words("0")
    assert len(read) == TEXTS + 2


def test_figures_and_dates_of_a_text_are_the_same_the_second_time():
    text = "2024年11月19日投入17.1亿元，覆盖94.6%。"
    for read in (figures, dates):
        first = read(text)
        first.clear()
        assert read(text) == read(f"{text} ")[: len(read(text))] != []
