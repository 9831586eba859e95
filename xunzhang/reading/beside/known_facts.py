"""What a table beside a corpus's files says of one of them, and how it goes together with what the file says itself.

The user's own `metadata.csv` holds over all of these (`own_table.py`). What each table's rows are is the modules beside this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast
from urllib.parse import urlsplit

from xunzhang.messages.wording import say
from xunzhang.reading.facts.metadata import DATELINE, FETCHED, LIBRARY, OF_FEED, OPENING_DAY, Facts
from xunzhang.reading.lines.line import visible
from xunzhang.types import FACTS, RETRIEVED
from xunzhang.types.kinds import Origin
from xunzhang.types.message import Message

IN_TEXT = frozenset({DATELINE, OPENING_DAY})  # origins of values that stand in the text as well
BY_LIBRARY, BY_ADDRESS = say("left_out.replaced_by_library"), say("left_out.replaced_by_address")


class TableBeside(Protocol):
    """A table of facts about files: the rows of a file by its name in the corpus, and what there is to say once all are asked."""

    def rows(self, path: str) -> list[KnownFacts]: ...

    def messages(self) -> list[Message]: ...


@dataclass(slots=True)
class KnownFacts:
    """What is known of one file from elsewhere. Of a `library`, each value holds; of what was fetched, the address does.

    `retrieved` is when it was fetched, ISO 8601 in UTC, or the day; "" where that is not known.
    """

    values: Mapping[str, str]  # fact -> value
    library: bool = False
    retrieved: str = ""
    matched: int = field(default=0, compare=False)

    def put_into(self, own: Facts, replaced: Counter[Message]) -> None:
        """Put the values into `own`; the visible characters of what they take the place of are counted in `replaced`."""
        self.matched += 1
        for name in FACTS:
            value, there = self.values.get(name, ""), getattr(own, name)
            if not value or value == there or (there and not self._holds(name, value, there)):
                continue
            if there and own.origins.get(name) not in IN_TEXT:
                replaced[BY_LIBRARY if self.library else BY_ADDRESS] += visible(there)
            own.put(name, value, LIBRARY if self.library else FETCHED if name == "url" else OF_FEED)
        if self.retrieved:
            # Among the origins, as what is known of the address: the catalogue keeps them as they are.
            own.origins[RETRIEVED] = cast(Origin, self.retrieved)

    def _holds(self, name: str, value: str, there: str) -> bool:
        """Whether the value takes the place of another. An address that the page gives itself stays where it is of the same host:

        a page may name its better address, but not another site's.
        """
        if self.library:
            return True
        return name == "url" and urlsplit(there).hostname != urlsplit(value).hostname
