"""A generation on this machine put into a store on others: the whole of it as a new build, or what has changed as an update.

The generation is made as ever (`generation_build.py`): a build takes up there what has not changed, and a store is made again
from it. A full build is written beside the one that is asked, and the alias switched at its end; an update is written under
the next number, which nobody sees before one record says that it is current, and what went is removed after that.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xunzhang.building.counted_words import CountedWords, new_counts
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.building.sealed_generation import SealedGeneration
from xunzhang.index import generations
from xunzhang.index.stores.milvus import entities
from xunzhang.index.stores.milvus.articles_held import ARTICLE, BODY, MilvusArticles, StoredArticle
from xunzhang.index.stores.milvus.entities import RECORDS, HeldPassage
from xunzhang.index.stores.milvus.held import HeldPassages
from xunzhang.index.stores.milvus.server import MilvusServer
from xunzhang.index.stores.milvus.state import (
    ABOUT,
    StoreState,
    WordCounts,
    collection_of,
    read_state,
    word_texts,
    write_state,
)
from xunzhang.index.stores.milvus.stored_texts import StoredText, StoredTexts
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.store_uri import StoreUri

INSERTED_AT_ONCE = 100  # passages a request: some 3 MB
COUNTING = "counting"  # the update that writes, or wrote, counts of terms over those before
GRACE_S = 10.0  # that what an update took out is left to those who ask the state before
MOST_GONE = 5000  # articles; where more went, a full build is made


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was done: `full`, or an update; passages `written` and `removed`; `generation` is the state's name."""

    full: bool
    written: int
    removed: int
    generation: str


def publish(
    index_dir: Path, uri: StoreUri, progress: BuildProgress, *, force: bool = False, grace_s: float | None = None
) -> PublishReport:
    """Bring a store up to date with the current generation of `index_dir`; with `force` by a full build.

    Raises XunzhangError where the server refuses, StoreAway where it cannot be reached: what was current stays so.
    """
    server = MilvusServer.connect(uri)
    try:
        folder, held = generations.hold_current(index_dir)
        work = _Publishing(server, folder, generations.read_manifest(index_dir, folder), progress)
        before = None if force else _before(server)
        report = work.update(before, GRACE_S if grace_s is None else grace_s) if before and work.fits(before) else None
        report = report or work.build()
        del held
        return report
    finally:
        server.close()


def _before(server: MilvusServer) -> StoreState | None:
    """The current state; None where there is none that can be updated."""
    try:
        return read_state(server)
    except XunzhangError as error:
        if type(error) is XunzhangError and error.message.key in ("store.empty", "store.format"):
            return None
        raise


class _Publishing:
    def __init__(self, server: MilvusServer, folder: Path, manifest: Manifest, progress: BuildProgress) -> None:
        self._server = server
        self._made = SealedGeneration(folder, manifest)
        self._progress = progress

    def fits(self, before: StoreState) -> bool:
        """Whether vectors there and here are of one model and one vector space."""
        return (
            before.manifest["model_fingerprint"] == self._made.manifest.model_fingerprint
            and before.space == self._made.space.name()
        )

    def build(self) -> PublishReport:
        """A full build, and the switch to it."""
        stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime()) + f"{time.time_ns() % 10**6:06d}"
        name = f"{self._server.uri.collection}_{stamp}"
        entities.create(self._server, name, self._made.manifest.dimensions)
        texts = StoredTexts(self._server, name)
        counted = CountedWords(self._made.words())
        articles = list(self._made.articles())
        state = StoreState(
            name,
            1,
            self._made.told_manifest(),
            self._made.space.name(),
            counted.passages,
            len(articles),
            counted.lengths(),
            dict(counted.sizes),
            len(articles) + 1,
        )
        known = WordCounts(self._server, state)
        written = self._insert(name, articles, known, 1)
        texts.put(word_texts(counted.holding, 1))
        texts.put(self._made.records(articles, 1))
        for each in (name, name + RECORDS):
            self._server.ask("flush", each)
        write_state(self._server, state)
        self._switch(name)
        return PublishReport(True, written, 0, state.name)

    def update(self, before: StoreState, grace_s: float) -> PublishReport | None:
        """What changed since `before`, and the switch to it; None where that is too much, or nothing is left."""
        held = HeldPassages(self._server, before)
        texts = StoredTexts(self._server, before.collection)
        born = before.generation + 1
        if (begun := texts.texts(ABOUT, [COUNTING]).get(COUNTING)) and int(begun) > before.generation:
            return None  # an update ended while it wrote how many passages hold each term, which nobody knows now
        self._clear(before)
        there = {each.head.id: each for each in MilvusArticles(held).articles}
        here = list(self._made.articles(before.next_article))
        new = [each for each in here if each.head.id not in there or there[each.head.id].digest != each.digest]
        stays = {each.head.id for each in here} - {each.head.id for each in new}
        gone = [each for each in there.values() if each.head.id not in stays]
        if len(gone) > MOST_GONE or not stays:
            return None
        if not new and not gone:
            return PublishReport(False, 0, 0, before.name)
        new = [each._replace(number=before.next_article + at) for at, each in enumerate(new)]
        taken = [HeldPassage(entity).words for entity in _passages_of(held, gone)]
        added = CountedWords(self._made.words({each.head.id for each in new}))
        removed = CountedWords(iter(taken))
        known = WordCounts(self._server, before)
        written = self._insert(before.collection, new, known, born)
        changed = new_counts(known, added, removed)
        texts.put([StoredText(ABOUT, COUNTING, 0, str(born))])
        texts.put(word_texts(changed, 1))
        texts.put(self._made.records(new, born))
        sizes = Counter(before.sizes)
        sizes.update(added.sizes)
        sizes.subtract(removed.sizes)
        state = replace(
            before,
            generation=born,
            manifest=self._made.told_manifest(),
            passages=before.passages + added.passages - removed.passages,
            articles=len(here),
            sizes={family: count for family, count in sizes.items() if count},
            next_article=before.next_article + len(new),
            gone=[each.number for each in gone],
        )
        for each in (state.collection, state.collection + RECORDS):
            self._server.ask("flush", each)
        write_state(self._server, state)
        time.sleep(grace_s if gone else 0)
        self._remove(state)
        return PublishReport(False, written, removed.passages, state.name)

    def _clear(self, before: StoreState) -> None:
        """Take out what an update wrote that did not come to its end, and what the last one took out."""
        for each in (before.collection, before.collection + RECORDS):
            self._server.ask("delete", each, filter=f"born > {before.generation}")
        self._remove(before)

    def _remove(self, state: StoreState) -> None:
        for at in range(0, len(state.gone), 500):
            some = state.gone[at : at + 500]
            self._server.ask("delete", state.collection, filter=f"article in {some}")
            kinds = f'"{ARTICLE}", "{BODY}", "{BODY}+"'
            self._server.ask("delete", state.collection + RECORDS, filter=f"kind in [{kinds}] and number in {some}")

    def _insert(self, name: str, articles: Sequence[StoredArticle], known: WordCounts, born: int) -> int:
        """Write the passages of articles; -> how many."""
        numbers = {each.head.id: each.number for each in articles}
        total, done = sum(each.passages for each in articles), 0
        for some in entities.batches(self._made.entities(numbers, known, born), INSERTED_AT_ONCE):
            self._progress("storing", done, total)
            self._server.ask("upsert", name, some)
            done += len(some)
        self._progress("storing", done, total)
        return done

    def _switch(self, name: str) -> None:
        """Have the alias lead to a build, and drop all others but the one that it led to, which somebody may still ask."""
        alias, before = self._server.uri.collection, ""
        try:
            before = collection_of(self._server)
            self._server.ask("alter_alias", name, alias)
        except XunzhangError as error:
            if error.message.key != "store.empty":
                raise
            self._server.ask("create_alias", name, alias)
        names: list[str] = self._server.ask("list_collections")
        builds = [
            each for each in names if each.startswith(f"{alias}_") and each.removesuffix(RECORDS)[len(alias) + 1 :].isdigit()
        ]
        for each in builds:
            if each.removesuffix(RECORDS) not in (name, before):
                self._server.ask("drop_collection", each)


def _passages_of(held: HeldPassages, articles: Sequence[StoredArticle]) -> Iterator[Mapping[str, object]]:
    for at in range(0, len(articles), 100):
        numbers = [each.number for each in articles[at : at + 100]]
        yield from held.query(held.where(None, f"article in {numbers}"), entities.WORDS_OF)
