"""An item of a reference library, and what of it is a fact about its attachments.

Where items stand in an export is told by the module of each form; which files they belong to by `zotero.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xunzhang.language.printed_dates import parse_date
from xunzhang.reading.facts.outlet_names import clean_source
from xunzhang.reading.lines.line import is_chinese

DOI_ADDRESS = "https://doi.org/"
_DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(slots=True)
class LibraryItem:
    """One item: what it says of itself, as it stands there, and the paths of its attachments, relative to the export."""

    title: str = ""
    creators: tuple[tuple[str, str], ...] = ()  # (family, given); (name, "") where it is one
    source: str = ""
    date: str = ""
    url: str = ""
    doi: str = ""
    accessed: str = ""
    attachments: tuple[str, ...] = ()

    def values(self) -> dict[str, str]:
        """Its facts as an article's: a DOI is its address, since that is what stays."""
        doi = _DOI.fullmatch(self.doi.strip())
        url = self.url.strip() if self.url.strip().startswith(("http://", "https://")) else ""
        return {
            "title": " ".join(self.title.split()),
            "source": clean_source(self.source) or self.source.strip(),
            "byline": ", ".join(filter(None, map(_printed, self.creators))),
            "date": parse_date(self.date) or _year_alone(self.date),
            "url": f"{DOI_ADDRESS}{doi[1]}" if doi else url,
        }


def creators(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of (family, given), white space within made single spaces, without those that name nobody."""
    bare = ((" ".join(family.split()), " ".join(given.split())) for family, given in named)
    return tuple((family or given, given if family else "") for family, given in bare if family or given)


def _printed(creator: tuple[str, str]) -> str:
    family, given = creator
    return family + given if is_chinese(family) else f"{given} {family}".strip()


def _year_alone(printed: str) -> str:
    return printed.strip() if re.fullmatch(r"[12]\d{3}", printed.strip()) else ""
