"""`forget` leaves none of an article's text below the index's folder, all else as it was, and builds leave the article out."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, generation, write_corpus
from xunzhang.building.builder import build_index
from xunzhang.building.forgetting import forget_article
from xunzhang.building.traces import SHORTEST, sentences_of, traces_of
from xunzhang.building.unfinished import Unfinished
from xunzhang.cli.main import main
from xunzhang.explore.remembered import explored_folder
from xunzhang.index.opening import open_catalogue, open_index
from xunzhang.index.verifying import verify
from xunzhang.search.pipeline import Searcher
from xunzhang.types import XunzhangError

SECRET = "临江中学的档案里有一封没有寄出的信。信里说，一九四九年的冬天，江上结了薄冰，渡船停了三天。写信的人是一位姓柳的教员。"
ENGLISH = "The ledger of the old ferry company was found behind a wall. It lists every crossing between 1921 and 1937."


@pytest.fixture
def corpus(tmp_path) -> Path:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "letter.txt").write_text(f"没有寄出的信的故事\n\n{SECRET}\n\n{SECRET[::-1]}\n", encoding="utf-8")
    (corpus / "copy.txt").write_text(f"没有寄出的信的故事\n\n{SECRET}\n\n{SECRET[::-1]}\n", encoding="utf-8")
    (corpus / "ledger.txt").write_text(f"{ENGLISH}\n", encoding="utf-8")
    return corpus


@pytest.fixture
def index(corpus, tmp_path) -> Path:
    """Two generations, both of which have all articles, with what is computed of them and what interrupted builds leave."""
    index = tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    (corpus / "more.txt").write_text("狗在河里。", encoding="utf-8")
    build_index([corpus], index, encoder=BilingualEncoder())
    folder = generation(index)
    for kept in (folder / "background.json", explored_folder(folder) / "frequent.json"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps([SECRET]), encoding="utf-8")
    for left in (index / "interrupted", index / "generations" / "20200101-000000-000000000.part"):
        left.mkdir()
        shutil.copy(folder / "catalogue.sqlite", left)
    with Unfinished(index, BilingualEncoder.fingerprint):
        pass
    assert len(list((index / "generations").iterdir())) == 3
    return index


def id_of(index: Path, text: str) -> str:
    catalogue = open_catalogue(index)
    return next(head.id for head in catalogue.heads() if text in catalogue.article(head.id).text)


def answers(index: Path, *questions: str) -> list[list[tuple[str, float]]]:
    searcher = Searcher(open_index(index, encoder=BilingualEncoder()))
    return [
        [(group.hit.passage.text, round(group.hit.score, 6)) for group in searcher.ask(asked, k=50).groups] for asked in questions
    ]


@pytest.mark.parametrize("text", [SECRET, ENGLISH])
def test_no_byte_below_the_index_says_it_and_all_else_is_as_it_was(index, corpus, text, capsys):
    article = open_catalogue(index).article(id_of(index, text))
    assert traces_of(index, article).found
    others = {p.id: p.text for p in open_catalogue(index).every_passage() if p.article.id != article.head.id}
    assert main(["forget", article.head.id, "--index", str(index)]) == 0
    told = capsys.readouterr().out
    assert "were looked for in" in told and "none is left" in told and article.head.path in told

    sentences = [each.encode() for each in text.replace("。", "。\n").replace(". ", ".\n").splitlines()]
    content = {file: file.read_bytes() for file in index.rglob("*") if file.is_file()}
    assert len(sentences) > 1 and content
    assert not [(file, each) for file, data in content.items() for each in sentences if each[:30] in data]
    assert [folder.name for folder in (index / "generations").iterdir()] == [generation(index).name]
    assert {p.id: p.text for p in open_catalogue(index).every_passage()} == others
    assert not verify(index).faults
    assert text[:12] not in str(answers(index, text[:20], "cat fish"))


def test_builds_leave_it_out_and_say_so_wherever_it_stands(index, corpus):
    id_ = id_of(index, SECRET)
    forget_article(index, id_)
    (corpus / "again.md").write_text(f"# 没有寄出的信的故事\n\n{SECRET}\n\n{SECRET[::-1]}\n", encoding="utf-8")
    report = build_index([corpus], index, encoder=BilingualEncoder())
    assert report.changed and not [p for p in open_catalogue(index).every_passage() if "薄冰" in p.text]
    told = {row.path: {str(what): n for what, n in row.removed} for row in report.audit}
    assert told["letter.txt"].get("articles that were forgotten", 0) > 50
    report = build_index([corpus], index, encoder=BilingualEncoder(), force=True)
    assert not [p for p in open_catalogue(index).every_passage() if "薄冰" in p.text]
    assert not build_index([corpus], index, encoder=BilingualEncoder()).changed


def test_vectors_of_all_others_are_taken_over(index):
    then = vectors(index)
    id_ = id_of(index, ENGLISH)
    forget_article(index, id_)
    now = vectors(index)
    assert now and now == {key: value for key, value in then.items() if not key.startswith(id_)}


def vectors(index: Path) -> dict[str, tuple[bytes, bytes]]:
    opened = open_index(index, encoder=BilingualEncoder())
    passages = list(opened.catalogue.every_passage())
    pooled = opened.vectors.vectors(__import__("numpy").arange(len(passages)))
    return {p.id: (pooled[row].tobytes(), opened.tokens.of(row).tobytes()) for row, p in enumerate(passages)}


def test_an_article_of_many_in_a_file_goes_and_its_neighbours_stay(index):
    forgot = forget_article(index, id_of(index, ARTICLES[0]["text"]))
    assert (forgot.article.head.title, forgot.traces.found) == ("猫的一天", [])
    titles = [head.title for head in open_catalogue(index).heads()]
    assert "新桥" in titles and "猫的一天" not in titles and len(open_catalogue(index).audit()) >= 4


def test_the_last_article_goes_with_its_index(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", [ARTICLES[3]])
    index = tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    forgot = forget_article(index, id_of(index, ARTICLES[3]["text"]))
    assert not forgot.traces.found and not list((index / "generations").iterdir())
    with pytest.raises(XunzhangError, match="There is no index in"):
        open_catalogue(index)


def test_one_that_is_not_there_is_said_to_be_none(index, capsys):
    then = generation(index)
    assert main(["forget", "nobody", "--index", str(index)]) == 2
    assert "There is no article 'nobody'" in capsys.readouterr().err.replace('"', "'").replace("“", "'").replace("”", "'")
    assert generation(index) == then


def test_traces_are_found_in_whatever_they_are_packed(index, tmp_path):
    """The search that shows that nothing is left finds what is."""
    article = open_catalogue(index).article(id_of(index, SECRET))
    assert all(len(each) >= SHORTEST for each in sentences_of(article)) and len(sentences_of(article)) > 3
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / "utf-16").write_text(SECRET, encoding="utf-16-le")
    (folder / "gbk").write_text(SECRET, encoding="gbk")
    (folder / "json").write_text(json.dumps(SECRET), encoding="utf-8")
    (folder / "zipped").write_bytes(gzip.compress(SECRET.encode()))
    shutil.make_archive(str(folder / "archive"), "zip", folder, "gbk")
    with closing(sqlite3.connect(folder / "paged")) as database, database:
        database.execute("PRAGMA page_size = 512")
        database.execute("CREATE TABLE t (x)")
        database.execute("INSERT INTO t VALUES (?)", ("猫" * 160 + SECRET,))
    (folder / "other").write_text("没有别的。", encoding="utf-8")
    assert traces_of(folder, article).found == ["archive.zip", "gbk", "json", "paged", "utf-16", "zipped"]
