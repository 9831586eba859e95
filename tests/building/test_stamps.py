"""Checksums of files: a shortcut only where the file system cannot be deceived."""

from __future__ import annotations

import os

import pytest

from xunzhang.building import stamps as room
from xunzhang.building.stamps import Stamps
from xunzhang.index.generations import checksum


@pytest.fixture
def hashed(monkeypatch):
    """The files whose content was read."""
    names: list[str] = []

    def counting(path):
        names.append(path.name)
        return checksum(path)

    monkeypatch.setattr(room, "checksum", counting)
    return names


def settled(tmp_path, monkeypatch, text="one"):
    """A file that was written some time ago, as far as the stamps are concerned."""
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(room, "SETTLED_S", -5.0)
    return path


def look(tmp_path, path):
    stamps = Stamps(tmp_path)
    digest = stamps.of(path)
    stamps.save()
    return digest


def test_a_file_that_has_not_changed_is_read_once(tmp_path, monkeypatch, hashed):
    path = settled(tmp_path, monkeypatch)
    assert look(tmp_path, path) == look(tmp_path, path) == checksum(path)
    assert hashed == ["a.txt"]


def test_a_change_that_hides_behind_the_old_size_and_date_is_noticed(tmp_path, monkeypatch, hashed):
    path = settled(tmp_path, monkeypatch)
    before, first = path.stat(), look(tmp_path, path)
    while path.stat().st_ctime_ns == before.st_ctime_ns:  # until the file system's clock has gone on
        path.write_text("two", encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns and path.stat().st_size == before.st_size
    assert look(tmp_path, path) == checksum(path) != first
    assert hashed == ["a.txt", "a.txt"]


def test_a_file_written_a_moment_ago_is_read_each_time(tmp_path, hashed):
    path = tmp_path / "a.txt"
    path.write_text("one", encoding="utf-8")
    look(tmp_path, path), look(tmp_path, path)
    assert hashed == ["a.txt", "a.txt"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_damaged_file_of_stamps_costs_the_shortcut_only(tmp_path, monkeypatch, content):
    path = settled(tmp_path, monkeypatch)
    (tmp_path / "stamps.json").write_bytes(content)
    assert look(tmp_path, path) == checksum(path)


def test_files_that_are_gone_are_forgotten(tmp_path, monkeypatch):
    path = settled(tmp_path, monkeypatch)
    look(tmp_path, path)
    other = tmp_path / "b.txt"
    other.write_text("two", encoding="utf-8")
    path.unlink()
    look(tmp_path, other)
    assert "a.txt" not in (tmp_path / "stamps.json").read_text(encoding="utf-8")
