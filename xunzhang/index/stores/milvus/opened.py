"""A build in Milvus opened for questions: all parts of an `Index`, from nothing but the store's address.

What is found out of it later (its background, its map) is kept in the cache folder of this machine, a folder a state.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from xunzhang.index.stores.milvus.articles_held import MilvusArticles
from xunzhang.index.stores.milvus.held import HeldPassages
from xunzhang.index.stores.milvus.searched import MilvusLanguages, MilvusTokens, MilvusVectors, MilvusWords
from xunzhang.index.stores.milvus.server import MilvusServer
from xunzhang.index.stores.milvus.state import StoreState, WordCounts, read_state
from xunzhang.index.stores.milvus.stored_texts import StoredTexts
from xunzhang.index.vector_space import VectorSpace
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.places import cache_folder
from xunzhang.types.store_uri import StoreUri

SPACE, GLOSSARY_TEXT = "space", "glossary"


class OnServer:
    """Stands for the files of an index where there are none: the server looks after its own."""

    @contextmanager
    def watched(self) -> Iterator[None]:
        yield

    def check(self) -> None: ...

    def go_through(self, most: int) -> bool:
        return False

    def begin_anew(self) -> None: ...


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """The parts of a state. `folder` is where what is found out of it is kept here; `glossary` is the file of it, or None."""

    folder: Path
    server: MilvusServer
    state: StoreState
    articles: MilvusArticles
    vectors: MilvusVectors
    tokens: MilvusTokens
    words: MilvusWords
    languages: MilvusLanguages
    space: VectorSpace
    glossary: Path | None
    whole: OnServer


def open_store_at(uri: StoreUri) -> OpenedStore:
    """Raises XunzhangError where there is no index, or none that fits; StoreAway where the server cannot be reached."""
    server = MilvusServer.connect(uri)
    try:
        state = read_state(server)
        return _opened(server, state)
    except BaseException:
        server.close()
        raise


def articles_at(uri: StoreUri) -> MilvusArticles:
    """The catalogue alone. Raises as `open_store_at`."""
    server = MilvusServer.connect(uri)
    return MilvusArticles(HeldPassages(server, read_state(server)))


def name_at(uri: StoreUri, opened: object = None) -> str:
    """What tells the current state from others, by the connection of a store that is open. Raises as `open_store_at`."""
    if isinstance(opened, OpenedStore):
        return read_state(opened.server).name
    server = MilvusServer.connect(uri)
    try:
        return read_state(server).name
    finally:
        server.close()


def _opened(server: MilvusServer, state: StoreState) -> OpenedStore:
    texts = StoredTexts(server, state.collection)
    packed = texts.whole(SPACE, state.space)
    if packed is None:
        raise XunzhangError(
            say("store.incomplete", store=server.uri.text, command=f"python build_index.py --store {server.uri.text} --force")
        )
    space = VectorSpace.from_bytes(base64.b64decode(packed))
    own = hashlib.sha256(server.uri.text.encode()).hexdigest()[:16]
    folder = cache_folder() / "stores" / own / "generations" / state.name
    folder.mkdir(parents=True, exist_ok=True)
    held = HeldPassages(server, state)
    glossary = texts.whole(GLOSSARY_TEXT, str(state.generation)) or ""
    if glossary:
        (folder / "glossary.csv").write_text(glossary, encoding="utf-8")
    return OpenedStore(
        folder,
        server,
        state,
        MilvusArticles(held),
        MilvusVectors(held),
        MilvusTokens(held, space.coding),
        MilvusWords(held, WordCounts(server, state)),
        MilvusLanguages(held),
        space,
        folder / "glossary.csv" if glossary else None,
        OnServer(),
    )
