"""Two builders at once: the second waits and is told for whom, or is refused with who it is."""

from __future__ import annotations

import os
import socket
import threading

import pytest

from xunzhang.index.lock import building_lock
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message


def test_the_second_builder_is_told_who_the_first_is(tmp_path):
    told: list[Message] = []
    with building_lock(tmp_path, 0), pytest.raises(XunzhangError) as refused, building_lock(tmp_path, 0.05, told.append):
        pass
    for sentence in (str(refused.value), told[0].text):
        assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in sentence
    assert "--wait" in str(refused.value) and "\n" not in str(refused.value)


def test_without_waiting_it_is_refused_at_once_and_told_once(tmp_path):
    told: list[Message] = []
    with building_lock(tmp_path, 0), pytest.raises(XunzhangError), building_lock(tmp_path, 0, told.append):
        pass
    assert told == []


def test_the_second_goes_on_when_the_first_has_ended(tmp_path):
    waiting, done = threading.Event(), []

    def second() -> None:
        with building_lock(tmp_path, 30, lambda sentence: waiting.set()):
            done.append("second")

    with building_lock(tmp_path, 0):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(30)
        done.append("first")
    thread.join(30)
    assert done == ["first", "second"]


def test_what_a_builder_that_died_left_behind_names_nobody(tmp_path):
    (tmp_path / "holder.json").write_text("{", encoding="utf-8")
    with building_lock(tmp_path, 0):
        assert str(os.getpid()) in (tmp_path / "holder.json").read_text(encoding="utf-8")
    assert not (tmp_path / "holder.json").exists()
