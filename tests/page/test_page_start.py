"""Getting the collection ready: built when missing, rebuilt when stale, left alone when it is somebody else's, explained when absent."""

import os
import subprocess
import sys

import pytest

from tests.helpers.places import ROOT
from xunzhang.building.builder import build_index
from xunzhang.cli.starting import PageOf, built_elsewhere, open_collection

FIRST = "The museum of Linjiang was founded in 1952 and stands beside the river."
SECOND = "The literacy rate of the district is 97.5 per cent, which is high."


def write(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.model
def test_an_index_is_built_kept_and_brought_up_to_date(tmp_path, capsys):
    corpus, index = write(tmp_path / "corpus", "a.txt", FIRST), tmp_path / "index"
    first = open_collection(PageOf(index, corpus))
    searcher = first.searcher
    assert not first.trouble and searcher is not None and searcher.manifest.passages == 1
    assert "1 article, 1 passage." in capsys.readouterr().err

    again = open_collection(PageOf(index, corpus)).searcher
    assert again is not None and again.manifest.created == searcher.manifest.created
    assert "Built" not in capsys.readouterr().err

    write(corpus, "b.txt", SECOND)
    grown = open_collection(PageOf(index, corpus)).searcher
    assert grown is not None and grown.manifest.passages == 2


@pytest.mark.model
def test_an_index_of_other_files_is_opened_as_it_is_even_when_they_are_gone(tmp_path):
    elsewhere, corpus = write(tmp_path / "mine", "a.txt", FIRST), write(tmp_path / "corpus", "b.txt", SECOND)
    index = tmp_path / "index"
    build_index([elsewhere], index)
    (elsewhere / "a.txt").unlink()
    elsewhere.rmdir()
    live = open_collection(PageOf(index, corpus))
    searcher = live.searcher
    assert not live.trouble and searcher is not None
    assert [searcher.passages_of(head.id)[0].text for head in searcher.heads()] == [FIRST]


def test_an_index_of_the_corpus_is_ours_to_rebuild_also_after_the_checkout_moved(tmp_path, bilingual):
    corpus, index = write(tmp_path / "corpus", "a.txt", FIRST), tmp_path / "index"
    made = build_index([corpus], index, encoder=bilingual).manifest
    assert not built_elsewhere(made, corpus)
    (tmp_path / "moved").mkdir()
    moved = corpus.rename(tmp_path / "moved" / "corpus")
    assert not built_elsewhere(made, moved)
    write(tmp_path / "corpus", "a.txt", FIRST)
    assert built_elsewhere(made, moved)


@pytest.mark.model
def test_without_articles_there_is_a_sentence_that_says_what_to_do(tmp_path, capsys):
    for corpus in (tmp_path / "empty", tmp_path / "missing"):
        if corpus.name == "empty":
            corpus.mkdir()
        live = open_collection(PageOf(tmp_path / "index", corpus))
        assert live.searcher is None
        assert str(corpus) in live.trouble.text and "\n" not in live.trouble.text
        assert live.trouble.text in capsys.readouterr().err


def run_app(*arguments, **environment):
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | environment, timeout=120, check=False)


def test_help_names_every_flag_and_where_the_page_will_be():
    shown = run_app("--help").stdout
    assert all(flag in shown for flag in ("--index DIR", "--host H", "--port N", "--model NAME"))
    assert "127.0.0.1" in shown and "7860" in shown
    assert "0.0.0.0" in run_app("--help", SPACE_ID="someone/space").stdout


@pytest.mark.model
def test_a_port_that_is_taken_is_one_line(address, tmp_path):
    port = address.rsplit(":", 1)[1]
    index = tmp_path / "index"
    build_index([write(tmp_path / "mine", "a.txt", FIRST)], index)
    ended = run_app("--index", str(index), "--port", port)
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert ended.stderr.strip().splitlines()[-1].startswith(f"Port {port} on 127.0.0.1 is in use")
