"""A window is read once while it is among the last ones, and what is said of it is what the reader says."""

from __future__ import annotations

import pytest

from xunzhang.encoding.joint import Window, reader_of
from xunzhang.encoding.read_once import ReadOnce

pytestmark = pytest.mark.model
TEXTS = ("普惠性幼儿园的覆盖率达到94.6%。", "The typhoon made landfall at noon.")


class Counting:
    """The reader, and how many windows it was given."""

    def __init__(self, plain) -> None:
        self.plain, self.backend, self.given = plain, plain.backend, 0

    def read(self, windows):
        self.given += len(windows)
        return self.plain.read(windows)


@pytest.fixture
def reader(encoder) -> Counting:
    return Counting(reader_of(encoder))


@pytest.fixture
def windows(encoder) -> list[Window]:
    plain = reader_of(encoder)
    return [Window(plain.question("覆盖率是多少？"), plain.title(""), plain.passage(text)) for text in (*TEXTS, TEXTS[0])]


def test_a_window_is_read_once_and_said_of_as_the_reader_says(reader, windows):
    once = ReadOnce(reader)
    first, again = once.read(windows), once.read(windows[:1])
    assert reader.given == 2 and again == [first[0]] and first[2] is first[0]
    assert [each.answers for each in first] == pytest.approx([each.answers for each in reader.plain.read(windows)], abs=1e-4)
    assert first[0].answers > first[1].answers


def test_another_question_is_another_window(reader, windows):
    once = ReadOnce(reader)
    once.read(windows[:1])
    other = Window(reader.plain.question("什么时候登陆？"), windows[0].title, windows[0].tokens)
    assert once.read([other])[0].answers != once.read(windows[:1])[0].answers and reader.given == 2


def test_no_more_are_remembered_than_there_is_room_for_the_last_ones_first(reader, windows):
    once = ReadOnce(reader, most=1)
    once.read(windows[:1])
    once.read(windows[1:2])
    assert reader.given == 2
    once.read(windows[1:2])
    assert reader.given == 2
    once.read(windows[:1])
    assert reader.given == 3


def test_no_windows_are_no_readings(reader):
    assert ReadOnce(reader).read([]) == [] and reader.given == 0
