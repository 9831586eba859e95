"""Links within the page: the address as it is with some of its parameters changed. The browser script follows them in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from xunzhang.types import Filters

Address = dict[str, list[str]]
LISTS, BOUNDS = ("source", "language", "article"), ("after", "before")  # what a question is narrowed to
OPENED, BESIDE = ("p", "a"), ("like", "w")  # what is open to read, a passage or an article, and what to compare it with
MOST_PARAMETERS, LONGEST_VALUE = 60, 1000  # what is kept of an address that a browser sends


def read_address(request: Mapping[str, Any]) -> Address:
    """{"address": [[name, value], …]} as a script sends it; whatever else is in a request is left out."""
    pairs = request.get("address", ()) if isinstance(request, Mapping) else ()
    found: Address = {}
    for pair in pairs[:MOST_PARAMETERS] if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair):
            found.setdefault(pair[0], []).append(pair[1][:LONGEST_VALUE])
    return found


def first(address: Address, name: str) -> str:
    return next(iter(address.get(name, ())), "")


def number(address: Address, name: str) -> int:
    """A count from the address, 0 where it gives none that is one."""
    given = first(address, name)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def filters_of(address: Address) -> Filters:
    """What the question is narrowed to."""
    sources, languages, articles = (tuple(address.get(name, ())) for name in LISTS)
    after, before = (first(address, name) for name in BOUNDS)
    return Filters(sources, languages, after=after, before=before, articles=articles)


def address_of(filters: Filters) -> Address:
    """The other way round: the parameters that narrow a question to `filters`."""
    lists = zip(LISTS, (filters.sources, filters.languages, filters.articles), strict=True)
    bounds = zip(BOUNDS, (filters.after, filters.before), strict=True)
    return {name: list(values) for name, values in lists if values} | {name: [bound] for name, bound in bounds if bound}


def href(address: Address, **changes: str | None) -> str:
    """The address with parameters set, or taken out where None, and nothing opened."""
    return href_to({name: values for name, values in address.items() if name not in OPENED}, **changes)


def href_to(address: Address, **changes: str | None) -> str:
    """The same with what is opened left in it."""
    merged = {name: values for name, values in address.items() if name not in changes}
    merged |= {name: [value] for name, value in changes.items() if value}
    return "?" + urlencode([(name, value) for name, values in merged.items() for value in values])
