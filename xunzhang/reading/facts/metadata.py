"""What is known of an article, and where each value came from.

Which lines of a text are such facts is `labels.py`'s and `datelines.py`'s to say; front matter and fields are the readers'.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from xunzhang.types import FACTS
from xunzhang.types.kinds import Origin

# Where a value came from: the members of `Origin`, which says what each means.
FRONT_MATTER: Final = "front matter"
FIELD: Final = "field"
MARKUP: Final = "markup"
LABEL: Final = "label"
TITLE_LINE: Final = "title line"
DATELINE: Final = "dateline"
OPENING_DAY: Final = "opening day"
PROPERTIES: Final = "document properties"
PAGE_FOOT: Final = "page foot"
OCR: Final = "ocr"
OWN_TABLE: Final = "metadata.csv"
FETCHED: Final = "fetched"
OF_FEED: Final = "feed"
LIBRARY: Final = "Zotero library"
OWN_TEXT: Final = "the text itself"


@dataclass(slots=True)
class Facts:
    """What is known of an article; empty means "not printed". `origins` says of each name where its value came from."""

    title: str = ""
    source: str = ""
    byline: str = ""
    date: str = ""
    url: str = ""
    origins: dict[str, Origin] = field(default_factory=dict, compare=False)

    def fill_from(self, other: Facts, origin: Origin | None = None) -> None:
        """Take from `other` what is missing here, and where it came from (`origin`, if it does not say); what is known stays."""
        for name in FACTS:
            if not getattr(self, name) and getattr(other, name):
                self.put(name, getattr(other, name), other.origins.get(name, origin))
        if "language" in other.origins:
            self.origins.setdefault("language", other.origins["language"])

    def put(self, name: str, value: str, origin: Origin | None = None) -> None:
        setattr(self, name, value)
        self.origins.pop(name, None)
        if value and origin:
            self.origins[name] = origin

    def said_by(self, origin: Origin) -> Facts:
        """These facts, those without an origin having this one."""
        for name in FACTS:
            if getattr(self, name):
                self.origins.setdefault(name, origin)
        return self


def may_be_name(printed: str) -> bool:
    """Has it a letter? A number is the account of a writer, and no name."""
    return any(map(str.isalpha, printed))
