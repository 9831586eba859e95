"""An index that may only be read is asked and served; what cannot be read or written is one line that says what to do."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import generation, write_corpus
from tests.helpers.mounts import READ_ONLY, SMALL, need_mounts, run_within
from xunzhang.building.builder import build_index
from xunzhang.cli.main import main
from xunzhang.cli.starting import PageOf, open_collection
from xunzhang.index.lock import HOLDER, LOCK
from xunzhang.index.opening import open_index
from xunzhang.index.verifying import verify
from xunzhang.search.pipeline import Searcher
from xunzhang.types import UnwritableError, XunzhangError
from xunzhang.types.places import cache_folder

NOBODY = 65534
OPENED = """
import sys
from pathlib import Path
from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.cli import starting
from xunzhang.index.opening import open_catalogue
from xunzhang.index.verifying import verify
from xunzhang.types import UnwritableError
starting.load_encoder = lambda *_, **__: BilingualEncoder()
corpus, index = map(Path, sys.argv[1:])
assert not verify(index).faults and open_catalogue(index).heads()
assert not build_index([corpus], index, encoder=BilingualEncoder()).changed
live = starting.open_collection(starting.PageOf(index, corpus))
assert live.searcher.ask("猫 吃 鱼").groups and not live.trouble
(corpus / "new.txt").write_text("狗在河里。", encoding="utf-8")
live = starting.open_collection(starting.PageOf(index, corpus))
print(live.searcher.ask("猫 吃 鱼").groups[0].hit.passage.text)
try:
    build_index([corpus], index, encoder=BilingualEncoder())
except UnwritableError as error:
    print(error)
"""


@pytest.fixture
def index(tmp_path) -> Path:
    build_index([write_corpus(tmp_path / "corpus")], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def test_on_a_file_system_that_may_only_be_read(index, tmp_path):
    need_mounts()
    done = run_within(READ_ONLY, index, OPENED, str(tmp_path / "corpus"), str(index))
    assert done.returncode == 0, done.stderr
    text, refused = done.stdout.splitlines()
    assert text in ("猫在早上吃鱼。", "The cat will eat fish in the morning.")
    told = f"The index in {index} could not be written (the disk cannot be written); "
    assert refused.startswith(told.split(" (")[0]) and "check that its disk is writable" in refused
    assert "The page uses the existing index as it is." in done.stderr and "Traceback" not in done.stderr


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that other accounts may enter, which a test's own folder is not."""
    folder = Path(tempfile.mkdtemp(prefix="xunzhang-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(do: Callable[[], object]) -> str:
    """What a function returns, or the error that it raises, where it runs without any rights; all it needs has been loaded."""
    if not hasattr(os, "fork") or os.geteuid():
        pytest.skip("only a superuser can become somebody without rights")
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            told = str(do())
        except Exception as error:  # noqa: BLE001 whatever it is, it is what is asked for
            told = f"{type(error).__name__}: {error}"
        os.write(there, told.encode()[:60000])
        os._exit(0)
    os.close(there)
    with os.fdopen(here, encoding="utf-8") as said:
        told = said.read()
    os.waitpid(child, 0)
    return told


def test_of_somebody_else_who_lets_it_be_read(index, public, monkeypatch):
    """Permissions alone, files of the lexical engine among them, which it keeps to whoever wrote them."""
    shutil.copytree(index, public / "index")
    shutil.copytree(cache_folder(), public / "cache", ignore=shutil.ignore_patterns("*.onnx", "multilingual-*"))
    for path in (public / "cache", *(public / "cache").iterdir()):
        path.chmod(0o755)
    asked = Searcher(open_index(index, encoder=BilingualEncoder())).ask("猫 吃 鱼").groups[0].hit.passage.text

    def ask() -> str:
        return Searcher(open_index(public / "index", encoder=BilingualEncoder())).ask("猫 吃 鱼").groups[0].hit.passage.text

    monkeypatch.setenv("XUNZHANG_CACHE", str(public / "cache"))
    assert as_nobody(ask) == asked
    (generation(public / "index") / "tokens.codes").chmod(0o600)
    told = as_nobody(ask)
    assert "tokens.codes cannot be read (" in told and "let the user who runs this program read all files" in told
    (public / "index" / "generations").chmod(0o700)
    assert "cannot be read (" in as_nobody(ask) and "damaged" not in as_nobody(ask)


def test_holder_files_that_cannot_be_written_cost_nothing(index, tmp_path):
    (index / HOLDER).mkdir()
    (tmp_path / "corpus" / "new.txt").write_text("狗在河里。", encoding="utf-8")
    assert build_index([tmp_path / "corpus"], index, encoder=BilingualEncoder()).changed


def test_a_lock_that_cannot_be_had_is_one_line(index, tmp_path, capsys):
    (index / LOCK).unlink()
    (index / LOCK).mkdir()
    (tmp_path / "corpus" / "new.txt").write_text("狗在河里。", encoding="utf-8")
    with pytest.raises(UnwritableError, match=r"could not be written .* then run the same command again"):
        build_index([tmp_path / "corpus"], index, encoder=BilingualEncoder())


COMMANDS = (["build", "CORPUS"], ["ask", "q"], ["audit"], ["passages"], ["verify"], ["repair"], ["forget", "a"])


@pytest.mark.parametrize("below", ["", "below", "a/b"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_path_that_is_a_file_is_said_to_be_one(tmp_path, capsys, command, below):
    corpus, file = write_corpus(tmp_path / "corpus"), tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert main([*(str(corpus) if each == "CORPUS" else each for each in command), "--index", str(file / below)]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert f"{file / below} cannot be an index: {file} is a file; name a folder with --index." in told
    assert file.read_text() == "x"


def test_a_page_says_it_too(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    live = open_collection(PageOf(tmp_path / "file", write_corpus(tmp_path / "corpus")))
    assert live.searcher is None and "is a file; name a folder" in str(live.trouble)


FULL = """
import os, shutil, subprocess, sys
from pathlib import Path
from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_catalogue
from xunzhang.types import UnwritableError
corpus, index = map(Path, sys.argv[1:])
told = []
for size in range(16, 4000, int(os.environ["STEP"])):
    subprocess.run(["mount", "-o", f"remount,size={size}k", str(index.parent)], check=True)
    try:
        build_index([corpus], index, encoder=BilingualEncoder())
        break
    except UnwritableError as error:
        assert "\\n" not in str(error) and "check that its disk is writable and has room" in str(error), error
        told.append(str(error))
assert len(told) > 4, told
print(len(told), open_catalogue(index).counts())
(corpus / "new.txt").write_text("狗在河里。" * 400, encoding="utf-8")
for size in range(size, 8000, int(os.environ["STEP"])):
    subprocess.run(["mount", "-o", f"remount,size={size}k", str(index.parent)], check=True)
    try:
        build_index([corpus], index, encoder=BilingualEncoder())
        break
    except UnwritableError as error:
        assert open_catalogue(index).counts()[0] == 4, "the old one is whole"
print(open_catalogue(index).counts(), sorted(path.name for path in index.iterdir()))
"""


@pytest.mark.parametrize("step", [120, pytest.param(8, marks=pytest.mark.long)])
def test_a_disk_that_is_full_at_any_step_is_one_line_and_the_old_index_stays(tmp_path, step, monkeypatch):
    """Each build has a little more room than the one before it, until there is enough: it goes on from what was done."""
    need_mounts()
    monkeypatch.setenv("STEP", str(step))
    corpus, place = write_corpus(tmp_path / "corpus"), tmp_path / "disk"
    place.mkdir()
    done = run_within(SMALL.replace("{size}", "16k"), place, FULL, str(corpus), str(place / "index"))
    assert done.returncode == 0, done.stderr[-3000:]
    first, second = done.stdout.splitlines()
    assert first.endswith("(4, 5)") and second.startswith("(5, ")
    assert not {"interrupted", "unfinished.sqlite", "holder.json"} & set(second.replace("'", " ").replace(",", " ").split())


def test_verify_needs_to_read_alone(index):
    assert not verify(index).faults
    with pytest.raises(XunzhangError, match="There is no index"):
        verify(index / "nothing")
