"""Removes an article from an index: from a new generation that has all but it, and with all others, caches and remains.

Nothing is encoded: the vectors of all other passages are taken over. What is left in the index's folder is then searched for the
article's sentences. That builds leave it out from now on is `forgotten.py`'s.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from xunzhang.building.builder import LOCK_WAIT_S, told_unwritten
from xunzhang.building.forgotten import Forgotten
from xunzhang.building.lexical_writer import write_lexical
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.building.remains import REMAINS
from xunzhang.building.stamps import FILE as STAMPS
from xunzhang.building.traces import Traces, sentences_of, traces_of
from xunzhang.building.unfinished import FILE as UNFINISHED
from xunzhang.building.vectors import copy_vectors, write_store
from xunzhang.index import columns, generations, keys
from xunzhang.index.array_file import ArrayFile
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import GLOSSARY
from xunzhang.index.lock import building_lock
from xunzhang.index.opening import open_catalogue
from xunzhang.index.relations import FITTED
from xunzhang.index.schema import FILE as CATALOGUE
from xunzhang.index.token_vectors import STARTS
from xunzhang.index.vector_space import FILE as SPACE
from xunzhang.index.vector_space import read_vector_space
from xunzhang.messages.wording import say
from xunzhang.types import Article, XunzhangError
from xunzhang.types.arrays import Rows
from xunzhang.types.message import NOTHING
from xunzhang.types.places import CURRENT, GENERATIONS

LET_GO_S = 5.0  # for pages to take up the new generation before the old ones are removed


@dataclass(frozen=True, slots=True)
class Forgot:
    """What was removed, and what was then found of it in `searched` files of `bytes`: nothing, if all is well.

    `files` are those of the collection that the article was read from, which are not the index's to change; `shared` are articles
    that have sentences of its own, of which the index still has those.
    """

    article: Article
    passages: int
    files: list[str]
    shared: list[str]
    traces: Traces


def forget_article(
    index_dir: Path, article_id: str, progress: BuildProgress | None = None, wait_s: float = LOCK_WAIT_S
) -> Forgot:
    """Remove the article of this id from an index. Raises XunzhangError where it has none, UnwritableError where it cannot."""
    with told_unwritten(index_dir), building_lock(index_dir, wait_s):
        catalogue = open_catalogue(index_dir)
        try:
            article = catalogue.article(article_id)
        except KeyError:
            raise XunzhangError(say("forget.none", id=article_id, folder=str(index_dir))) from None
        passages = len(catalogue.passages_of(article_id))
        del catalogue
        Forgotten(index_dir).add(article.text)
        old = generations.current_generation(index_dir)
        made = _without(index_dir, old, article, progress or (lambda stage, done, total, note=NOTHING: None))
        _clear(index_dir, made)
        shared = _sharing(made, article) if made else []
        return Forgot(article, passages, [article.head.path], [head for head, _ in shared], traces_of(index_dir, article, shared))


def _without(index_dir: Path, old: Path, article: Article, progress: BuildProgress) -> Path | None:
    """A generation without an article, made current; None where it was the only one."""
    manifest = generations.read_manifest(index_dir, old)
    folder = generations.new_generation(index_dir, generations.CONVERTING)
    try:
        kept = _catalogue_without(old, folder, article)
        catalogue = Catalogue(folder)
        articles, passages = catalogue.counts()
        if not passages:
            shutil.rmtree(folder, ignore_errors=True)
            (index_dir / CURRENT).unlink()
            return None
        copy_vectors(folder, old, kept, read_vector_space(old), manifest.dimensions)
        for name in (SPACE, GLOSSARY):
            if (old / name).exists():
                shutil.copyfile(old / name, folder / name)
        with ArrayFile(folder / FITTED, np.bool_) as file:
            file.add(np.load(old / FITTED)[kept])
        columns.write_columns(folder, *catalogue.made_columns())
        keys.write_keys(folder, catalogue.keys(), np.load(folder / STARTS))
        write_store(folder, manifest.dimensions, passages)
        write_lexical(folder, progress)
        corpus = {
            name: digest for name, digest in manifest.corpus.items() if name != article.head.path or _still_read(folder, name)
        }
        sealed = generations.seal(
            folder, replace(manifest, articles=articles, passages=passages, corpus=corpus, files={}, sizes={})
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    generations.make_current(index_dir, sealed)
    return sealed


def _catalogue_without(old: Path, folder: Path, article: Article) -> Rows:
    """Write the catalogue of all other articles into `folder`, anew, so that no page of it has been another; -> the rows kept."""
    new = folder / f"{CATALOGUE}.new"
    shutil.copyfile(old / CATALOGUE, new)
    with closing(sqlite3.connect(new)) as catalogue:
        (number, part) = catalogue.execute("SELECT number, part FROM articles WHERE id = ?", (article.head.id,)).fetchone()
        kept = np.fromiter(
            (row for (row,) in catalogue.execute("SELECT row FROM passages WHERE article <> ? ORDER BY row", (number,))), np.int64
        )
        parts = {part, *(each for (each,) in catalogue.execute("SELECT part FROM copies WHERE article = ?", (number,)))}
        catalogue.execute("DELETE FROM passages WHERE article = ?", (number,))
        catalogue.execute("DELETE FROM copies WHERE article = ?", (number,))
        catalogue.execute("DELETE FROM articles WHERE number = ?", (number,))
        catalogue.execute(
            "CREATE TEMP TABLE place AS SELECT row AS was, row_number() OVER (ORDER BY row) - 1 AS now FROM passages"
        )
        catalogue.execute("CREATE INDEX temp.by_was ON place (was)")
        catalogue.execute("UPDATE passages SET row = -1 - (SELECT now FROM place WHERE was = passages.row)")
        catalogue.execute("UPDATE passages SET row = -1 - row")
        _blot(catalogue, parts, article)
        catalogue.commit()
        catalogue.execute("VACUUM INTO ?", (str(folder / CATALOGUE),))
    new.unlink()
    return kept


def _blot(catalogue: sqlite3.Connection, parts: Iterable[int], article: Article) -> None:
    """What is told of the files that the article was in: a file of nothing else goes whole, and is read anew by the next build.

    Of any other file, what a message quotes of the article goes.
    """
    for part in parts:
        others = "SELECT 1 FROM articles WHERE part = :part UNION ALL SELECT 1 FROM copies WHERE part = :part"
        (file,) = catalogue.execute("SELECT file FROM audit WHERE number = ?", (part,)).fetchone()
        if catalogue.execute(others, {"part": part}).fetchone() is None:
            catalogue.execute("DELETE FROM audit WHERE number = ?", (part,))
        else:
            row, told = catalogue.execute("SELECT row, part FROM audit WHERE number = ?", (part,)).fetchone()
            values = (_blotted(row, article), _blotted(told, article), part)
            catalogue.execute("UPDATE audit SET row = ?, part = ? WHERE number = ?", values)
        catalogue.execute("UPDATE files SET key = '' WHERE number = ?", (file,))
        catalogue.execute("DELETE FROM files WHERE number NOT IN (SELECT file FROM audit)")


def _blotted(told: str, article: Article) -> str:
    """JSON without the strings that quote the article."""
    said = f"{article.head.title}\n{article.text}"

    def clean(value: object) -> object:
        if isinstance(value, str):
            return "…" if len(value) >= 4 and value in said and value != article.head.path else value
        if isinstance(value, list):
            return [clean(each) for each in value]
        return {name: clean(each) for name, each in value.items()} if isinstance(value, dict) else value

    return json.dumps(clean(json.loads(told)), ensure_ascii=False)


def _still_read(folder: Path, name: str) -> bool:
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue:
        return catalogue.execute("SELECT 1 FROM files WHERE name = ?", (name,)).fetchone() is not None


def _clear(index_dir: Path, current: Path | None) -> None:
    """Remove all other generations, what was computed of them, and what interrupted builds had read."""
    others = [each for each in (index_dir / GENERATIONS).iterdir() if each != current]
    ends = time.monotonic() + LET_GO_S
    while any(generations.in_use(each) for each in others) and time.monotonic() < ends:
        time.sleep(0.1)
    for folder in (*others, *_computed(index_dir, current), index_dir / REMAINS):
        shutil.rmtree(folder, ignore_errors=True)
    for name in (UNFINISHED, f"{UNFINISHED}-journal", STAMPS):
        with suppress(FileNotFoundError):
            (index_dir / name).unlink()


def _computed(index_dir: Path, current: Path | None) -> list[Path]:
    explored = index_dir / "explored"
    return [each for each in explored.iterdir() if not current or each.name != current.name] if explored.is_dir() else []


def _sharing(folder: Path, article: Article) -> Sequence[tuple[str, str]]:
    """-> the id and text of each article that has a sentence of this one."""
    wanted = sentences_of(article)
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue:
        rows = catalogue.execute("SELECT id, title, text FROM articles")
        return [(id_, f"{title}\n{text}") for id_, title, text in rows if any(each in text or each in title for each in wanted)]
