"""What a question being typed may be about: titles, outlets and names of the collection. No model: strings are compared.

Titles and outlets are known at once. Names are read from the passages (`whole_names.py`) in a thread of its own at the first
request, up to PASSAGES_READ of them spread over the collection; until that is done, titles and outlets are all there is.
"""

from __future__ import annotations

import logging
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xunzhang.language.folding import fold
from xunzhang.language.mentions.whole_names import whole_names

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher

PASSAGES_READ = 20_000  # some 2 seconds
MOST_NAMES = 10_000
MOST = 8  # suggestions at a time
LEAST = 2  # characters typed of a name; one Han character is enough where it is all of the question

Kind = Literal["title", "source", "name"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` is the whole question with the suggestion in the place of what was typed of it."""

    text: str
    kind: Kind


class Suggestions:
    """Over one opened index; safe to use from several threads."""

    def __init__(self, searcher: Searcher) -> None:
        heads = searcher.heads()
        self._searcher = searcher
        self._titles = [(fold(title), title) for title in dict.fromkeys(head.title for head in heads if head.title)]
        sources = Counter(head.source for head in heads if head.source)
        self._sources = _index((source, "source") for source, _ in sources.most_common())
        self._names: _Prefixes = []
        self._reading = threading.Thread(target=self._read_names, args=([head.id for head in heads],), daemon=True)
        self._reading.start()

    def wait(self, seconds: float | None = None) -> None:
        """Until the names are there too, or the time is over."""
        self._reading.join(seconds)

    def complete(self, typed: str, most: int = MOST) -> list[Suggestion]:
        """Suggestions for `typed`: names and outlets that what was typed last begins, then titles that hold all of it.

        Nothing for less than two characters, or one of Han.
        """
        wanted = fold(typed).strip()
        if len(wanted) < LEAST and not any(character in _HAN for character in wanted):
            return []
        found = {name.text: name for name in self._completed(typed, most)}
        titles = sorted((folded.find(wanted) > 0, title) for folded, title in self._titles if wanted in folded)
        for _, title in titles[:most]:
            found.setdefault(title, Suggestion(title, "title"))
        found.pop(typed.strip(), None)
        return list(found.values())[:most]

    def _completed(self, typed: str, most: int) -> list[Suggestion]:
        """Names that begin with the end of `typed`: the longest end that any begins with, from a word's start in Latin script."""
        folded = fold(typed)
        for start in range(max(0, len(folded) - 40), len(folded)):
            end = folded[start:]
            if end[0].isspace() or (start and not _begins_word(folded, start)) or len(end) < (LEAST if start else 1):
                continue
            matching = [*_beginning(self._names, end), *_beginning(self._sources, end)]
            if matching:
                best = sorted(matching, key=lambda entry: entry[1])[:most]
                return [Suggestion(typed[:start] + name, kind) for _, _, name, kind in best]
        return []

    def _read_names(self, articles: list[str]) -> None:
        counts: Counter[str] = Counter()
        passages = 0
        step = max(1, self._searcher.manifest.passages // PASSAGES_READ)
        for id_ in articles[::step]:
            for passage in self._searcher.passages_of(id_):
                passages += 1
                counts.update({name.span.of(passage.text) for name in whole_names(passage.text)})
            if passages >= PASSAGES_READ:
                break
        log.debug("%d names in %d passages", len(counts), passages)
        frequent = [name for name, _ in counts.most_common(MOST_NAMES) if len(name) > 1 and "\n" not in name]
        self._names = _index((name, "name") for name in frequent)


_Prefixes = list[tuple[str, int, str, Kind]]  # folded from a word's start, rank, name, kind; sorted
_HAN = frozenset(chr(code) for code in range(0x3400, 0xA000))


def _index(ranked: Iterable[tuple[str, Kind]]) -> _Prefixes:
    """Each name under each of its words, so that 兵 finds nothing and Yanbing finds Liu Yanbing."""
    entries = []
    for rank, (name, kind) in enumerate(ranked):
        folded = fold(name)
        starts = [0, *(place for place in range(1, len(folded)) if not folded[place - 1].isalnum() and folded[place].isalnum())]
        entries += [(folded[start:], rank, name, kind) for start in starts]
    return sorted(entries)


def _beginning(prefixes: _Prefixes, start: str) -> _Prefixes:
    place = bisect_left(prefixes, (start,))
    end = place
    while end < len(prefixes) and prefixes[end][0].startswith(start) and end - place < 200:
        end += 1
    return [entry for entry in prefixes[place:end] if entry[0] != start]


def _begins_word(text: str, place: int) -> bool:
    return text[place] in _HAN or not text[place - 1].isalnum() or text[place - 1] in _HAN
