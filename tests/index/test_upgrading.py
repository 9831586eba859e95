"""An index of an earlier format is converted: whatever happens meanwhile, the old one stays whole, and nothing is encoded.

The present format stands in for the earlier one here, and a made-up step leads to the next; real indexes of the earlier formats
are opened in test_earlier_formats.py.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import index_is_stale
from xunzhang.explore.remembered import explored_folder
from xunzhang.index import generations, sharing, upgrading
from xunzhang.index.block_sums import FILE as BLOCKS
from xunzhang.index.conversions.conversion import Conversion
from xunzhang.index.lock import building_lock
from xunzhang.index.opening import open_catalogue, open_index
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.service.live import LiveSearcher
from xunzhang.types import XunzhangError

OLD, NEW = generations.FORMAT_VERSION, generations.FORMAT_VERSION + 1
CATALOGUE = "catalogue.sqlite"
IN_PLACE = f"was converted from format version {OLD} to {NEW}; nothing was encoded again."


def shout(folder: Path) -> None:
    """The step to the next format: titles in capitals."""
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue, catalogue:
        catalogue.execute("UPDATE articles SET title = upper(title)")


class Encodes(BilingualEncoder):
    """Encodes questions alone."""

    def encode_passages(self, texts, progress=None):
        assert not texts, texts
        return super().encode_passages(texts, progress)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "cat.md").write_text("# A cat's day\n\nThe cat will eat fish in the morning.\n", encoding="utf-8")
    (folder / "bridge.md").write_text("# 新桥\n\n这座桥于1968年建成，长1577米。\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path, corpus):
    """In the format before the present one, as the tests have it."""
    build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def next_format(index, monkeypatch):
    monkeypatch.setattr(generations, "FORMAT_VERSION", NEW)
    steps = {OLD: Conversion((CATALOGUE,), shout)}
    monkeypatch.setattr(upgrading, "STEPS", steps)
    return steps


def current(index: Path) -> Path:
    return generations.current_generation(index)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def opened(index: Path, told=None):
    return open_index(index, encoder=Encodes(), tell=told.append if told is not None else None)


def titles(catalogue) -> list[str]:
    return [head.title for head in catalogue.heads()]


def test_what_stays_as_it_is_is_shared_and_the_old_generation_is_untouched(index, monkeypatch):
    monkeypatch.setattr(sharing, "SMALL", 1000)
    old = current(index)
    before, manifest = contents(old), generations.read_manifest(index, old)
    told = []
    made = opened(index, told)
    assert titles(made.catalogue) == ["新桥", "A CAT'S DAY"]
    assert made.folder == current(index) != old
    assert ([*map(str, told)], contents(old)) == ([f"The index in {index} {IN_PLACE}"], before)
    for name, content in before.items():
        if name not in (CATALOGUE, generations.MANIFEST, BLOCKS):
            assert (made.folder / name).read_bytes() == content
    large = [
        name for name, content in before.items() if len(content) > 1000 and name not in (CATALOGUE, generations.MANIFEST, BLOCKS)
    ]
    assert large and all((old / name).samefile(made.folder / name) for name in large)
    record = generations.read_manifest(index, made.folder)
    assert (record.format_version, record.created, record.corpus) == (NEW, manifest.created, manifest.corpus)
    assert record.files == {name: generations.checksum(made.folder / name) for name in record.files}
    assert record.files.keys() == manifest.files.keys()


def test_it_is_converted_once(index):
    opened(index)
    told, folder = [], current(index)
    assert opened(index, told).folder == folder and not told
    assert len(list((index / "generations").iterdir())) == 2


def test_the_catalogue_alone_is_converted_too(index):
    told = []
    assert titles(open_catalogue(index, told.append)) == ["新桥", "A CAT'S DAY"]
    assert len(told) == 1


def test_steps_follow_each_other(index, next_format, monkeypatch):
    def again(folder: Path) -> None:
        with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue, catalogue:
            catalogue.execute("UPDATE articles SET title = title || '!'")

    monkeypatch.setattr(generations, "FORMAT_VERSION", NEW + 1)
    next_format[NEW] = Conversion((CATALOGUE,), again)
    assert titles(opened(index).catalogue) == ["新桥!", "A CAT'S DAY!"]


def test_who_has_the_old_one_open_is_not_disturbed(index, monkeypatch):
    monkeypatch.setattr(generations, "FORMAT_VERSION", OLD)
    reader = Searcher(open_index(index, encoder=Encodes()))
    monkeypatch.setattr(generations, "FORMAT_VERSION", NEW)
    opened(index)
    assert [hit.hit.passage.article.title for hit in reader.ask("猫吃鱼", 1).groups] == ["A cat's day"]
    assert current(index).name != reader.generation


def test_a_page_takes_up_an_index_of_an_earlier_format(index):
    live = LiveSearcher(index_dir=index, encoder=Encodes())
    assert live.refresh() and not live.refresh()
    assert [head.title for head in live.searcher.heads()] == ["新桥", "A CAT'S DAY"]


def test_the_next_build_reads_and_encodes_nothing_where_only_the_format_is_another(index, corpus):
    told = []
    assert "format version" in index_is_stale([corpus], index, "bilingual-test").text
    report = build_index([corpus], index, encoder=Encodes(), tell=told.append)
    assert (report.changed, [*map(str, told)]) == (False, [f"The index in {index} {IN_PLACE}"])
    (corpus / "bridge.md").rename(corpus / "river.md")
    report = build_index([corpus], index, encoder=Encodes())
    assert (report.changed, report.files_read, report.passages_encoded) == (True, 0, 0)


def test_what_an_interrupted_build_had_read_in_the_earlier_format_is_read_again(index, corpus):
    (index / "interrupted").mkdir()
    shutil.copyfile(current(index) / CATALOGUE, index / "interrupted" / CATALOGUE)
    shutil.rmtree(current(index))
    (index / "CURRENT").unlink()
    assert build_index([corpus], index, encoder=BilingualEncoder()).files_read == 2


STAGES = ("share", "_converted", "generations.seal", "generations.make_current", "generations.sync")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("after", [False, True])
def test_ended_at_any_moment_the_old_one_is_whole_and_the_next_try_completes(index, monkeypatch, stage, after):
    """Ended as by a power cut: nothing is tidied up."""
    old, before = current(index), contents(current(index))
    module, name = (generations, stage.split(".")[1]) if "." in stage else (upgrading, stage)
    real = getattr(module, name)

    def dies(*arguments):
        if after:
            real(*arguments)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(module, name, dies)
        patched.setattr(upgrading.shutil, "rmtree", lambda *arguments, **options: None)
        with pytest.raises(SystemExit):
            opened(index)
    assert contents(old) == before
    generations.checked(index)
    assert titles(opened(index).catalogue) == ["新桥", "A CAT'S DAY"]
    assert not generations.interrupted_generations(index, generations.CONVERTING)


def test_a_failed_conversion_leaves_nothing_behind(index, next_format):
    def fails(folder: Path) -> None:
        shout(folder)
        raise KeyError("titles")

    next_format[OLD] = Conversion((CATALOGUE,), fails)
    before = contents(index / "generations")
    with pytest.raises(XunzhangError, match=rf"could not be converted from format version {OLD} \('titles'\); rebuild it with"):
        opened(index)
    assert contents(index / "generations") == before


def test_where_it_cannot_be_converted_a_build_begins_anew(index, corpus, next_format):
    def fails(folder: Path) -> None:
        raise KeyError("titles")

    next_format[OLD] = Conversion((CATALOGUE,), fails)
    told = []
    assert build_index([corpus], index, encoder=BilingualEncoder(), tell=told.append).passages_encoded == 2
    assert "could not be converted" in told[0].text
    assert titles(opened(index).catalogue) == ["新桥", "A cat's day"]


def test_two_at_once_convert_it_once(index, monkeypatch):
    real, converted = upgrading.upgrade, []
    met = threading.Barrier(2)

    def counted(*arguments):
        converted.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(upgrading, "upgrade", counted)
    found = []

    def reader():
        met.wait()
        found.append(titles(opened(index).catalogue))

    threads = [threading.Thread(target=reader) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["新桥", "A CAT'S DAY"]] * 2
    assert len(converted) == 1


def converted_for_now(index: Path, why: str) -> None:
    """Opened all the same, nothing of it being changed."""
    before, told = contents(index), []
    made = opened(index, told)
    assert titles(made.catalogue) == ["新桥", "A CAT'S DAY"]
    assert [hit.hit.passage.article.title for hit in Searcher(made).ask("猫吃鱼", 1).groups] == ["A CAT'S DAY"]
    assert made.folder.name == current(index).name and made.folder.parent != index / "generations"
    assert explored_folder(made.folder).parents[1].name.startswith("xunzhang-")  # nothing is written beside the temporary folder
    (line,) = map(str, told)
    assert f"could not be converted there ({why}); for this run only, it was converted" in line
    after = contents(index)
    assert {name: after[name] for name in before} == before
    folder = made.folder
    del made
    assert not folder.exists()


def test_while_another_build_writes_it_is_converted_for_this_run(index, monkeypatch):
    monkeypatch.setattr(upgrading, "LOCK_WAIT_S", 0.05)
    with building_lock(index, 0):
        converted_for_now(index, "another build is writing it")


def test_where_it_may_not_be_written_to_it_is_converted_for_this_run(index, monkeypatch):
    def refused(*arguments):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(upgrading, "building_lock", refused)
    converted_for_now(index, os.strerror(errno.EACCES))


def full(*arguments):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_on_a_full_disk_it_is_converted_for_this_run(index, monkeypatch):
    monkeypatch.setattr(upgrading, "share", full)
    converted_for_now(index, os.strerror(errno.ENOSPC))
    assert len(list((index / "generations").iterdir())) == 1


def test_where_all_disks_are_full_one_line_says_so(index, corpus, monkeypatch):
    before = contents(index / "generations")
    monkeypatch.setattr("xunzhang.index.sharing.shutil.copyfile", full)
    with pytest.raises(XunzhangError) as caught:
        opened(index)
    why = os.strerror(errno.ENOSPC)
    assert f"could not be converted ({why}), not even in a temporary folder ({why}); check that its disk" in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(XunzhangError, match="could not be written"):
        build_index([corpus], index, encoder=BilingualEncoder())
    assert contents(index / "generations") == before


def test_a_file_system_without_links_gets_copies(index, monkeypatch):
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr("xunzhang.index.upgrading.share.__defaults__", ((), full))
    made = opened(index)
    assert titles(made.catalogue) == ["新桥", "A CAT'S DAY"]
    assert all(file.stat().st_nlink == 1 for file in made.folder.rglob("*") if file.is_file())


def test_searchers_are_opened_with_the_line_too(index):
    told = []
    assert open_searcher(index, encoder=Encodes(), tell=told.append).generation == current(index).name
    assert [*map(str, told)] == [f"The index in {index} {IN_PLACE}"]


def test_the_manifest_of_an_earlier_format_says_which(index):
    record = json.loads((current(index) / generations.MANIFEST).read_text(encoding="utf-8"))
    assert record["format_version"] == OLD == generations.read_manifest(index, current(index)).format_version
