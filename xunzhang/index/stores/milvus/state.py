"""What a build in Milvus says of itself: what is current, what is gone, and how many passages hold each term.

The switch to an update is one record written over another: whoever reads it sees the state before or the state after.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from xunzhang.index.stores.milvus.entities import COUNTED, FORMAT
from xunzhang.index.stores.milvus.server import MilvusServer
from xunzhang.index.stores.milvus.stored_texts import StoredText, StoredTexts
from xunzhang.index.word_queries import Field
from xunzhang.messages.wording import say
from xunzhang.types import Manifest, XunzhangError

ABOUT, CURRENT, WORD = "about", "current", "word"
MOST_COUNTS = 200_000  # terms whose counts are remembered


@dataclass(frozen=True, slots=True)
class StoreState:
    """A state of a build: `generation` counts its updates from 1, and names the state together with the collection.

    `gone` are the numbers of articles that the update took out. `lengths` are the average numbers of words of a field at the full
    build, which the weights in the vectors of words are made with. `sizes` count passages by language family; `space` is the
    vector space's name; `next_article` is above every article's number.
    """

    collection: str
    generation: int
    manifest: dict[str, Any]
    space: str
    passages: int
    articles: int
    lengths: dict[str, float]
    sizes: dict[str, int]
    next_article: int
    format: int = FORMAT
    gone: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What tells this state from all others, in every place."""
        return f"{self.collection}.{self.generation}"

    def read_manifest(self) -> Manifest:
        return Manifest(**{each.name: self.manifest[each.name] for each in fields(Manifest) if each.name in self.manifest})


def collection_of(server: MilvusServer) -> str:
    """The collection that the alias leads to. Raises XunzhangError where there is none."""
    name = server.uri.collection
    aliases = server.ask("list_aliases", "") if server.uri.embedded else None
    if aliases is not None and name not in aliases.get("aliases", aliases):
        raise nothing_there(server)
    try:
        return str(server.ask("describe_alias", name)["collection_name"])
    except XunzhangError as error:
        if type(error) is XunzhangError and error.message.key == "store.failed":
            raise nothing_there(server) from error
        raise


def nothing_there(server: MilvusServer) -> XunzhangError:
    command = f"python build_index.py --store {server.uri.text}"
    return XunzhangError(say("store.empty", store=server.uri.text, collection=server.uri.collection, command=command))


def read_state(server: MilvusServer) -> StoreState:
    """The current state. Raises XunzhangError where there is none, or of another format."""
    texts = StoredTexts(server, collection_of(server))
    told = texts.texts(ABOUT, [CURRENT]).get(CURRENT)
    whole = texts.whole(ABOUT, told) if told else None
    if whole is None:
        raise nothing_there(server)
    record = json.loads(whole)
    if record["format"] != FORMAT:
        command = f"python build_index.py --store {server.uri.text} --force"
        raise XunzhangError(say("store.format", store=server.uri.text, theirs=record["format"], ours=FORMAT, command=command))
    return StoreState(**record)


def write_state(server: MilvusServer, state: StoreState) -> None:
    """Make a state the current one, by one record."""
    texts = StoredTexts(server, state.collection)
    name = str(state.generation)
    texts.put([StoredText(ABOUT, name, state.generation, json.dumps(asdict(state), ensure_ascii=False))])
    texts.put([StoredText(ABOUT, CURRENT, 0, name)])


class WordCounts:
    """How many passages hold a term in a field, in all and by language family: `word_scoring.WordStatistics` of a state."""

    def __init__(self, server: MilvusServer, state: StoreState) -> None:
        self._texts = StoredTexts(server, state.collection)
        self.passages = state.passages
        self.lengths: Mapping[Field, float] = {each: state.lengths[each] for each in COUNTED}
        self._known: dict[str, dict[str, int]] = {}
        self._lock = threading.Lock()

    def look_up(self, terms: Iterable[tuple[Field, str]]) -> None:
        """Have these terms' counts read, in one request."""
        missing = [name for name in {word_name(*each) for each in terms} if name not in self._known]
        if not missing:
            return
        found = self._texts.texts(WORD, missing)
        with self._lock:
            if len(self._known) > MOST_COUNTS:
                self._known.clear()
            self._known.update({name: json.loads(found[name]) if name in found else {} for name in missing})

    def holding(self, field: Field, term: str) -> int:
        return sum(self.by_family(field, term).values())

    def by_family(self, field: Field, term: str) -> dict[str, int]:
        name = word_name(field, term)
        if name not in self._known:
            self.look_up([(field, term)])
        return self._known.get(name, {})


def word_name(field: Field, term: str) -> str:
    return f"{field} {term}"


def word_texts(counts: Mapping[str, Counter[str]], born: int) -> Iterable[StoredText]:
    """The records of terms' counts (by `word_name`), by language family."""
    return (StoredText(WORD, name, 0, json.dumps(dict(of_term)), born) for name, of_term in counts.items())
