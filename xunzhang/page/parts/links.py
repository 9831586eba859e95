"""Links within the page: the address as it is with some of its parameters changed. The browser script follows them in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from xunzhang.page.parts.wording import say
from xunzhang.types import Filters

Address = dict[str, list[str]]
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
    return Filters(
        sources=tuple(address.get("source", ())),
        languages=tuple(address.get("language", ())),
        articles=tuple(address.get("article", ())),
        after=first(address, "after"),
        before=first(address, "before"),
    )


def href(address: Address, **changes: str | None) -> str:
    """The address with parameters set, or taken out where None, as an escaped attribute value."""
    merged = {name: values for name, values in address.items() if name not in changes and name not in ("p", "a")}
    merged |= {name: [value] for name, value in changes.items() if value}
    return escape("?" + urlencode([(name, value) for name, values in merged.items() for value in values]))


def choices(label: str, address: Address, name: str, options: Sequence[tuple[str, str]], **changes: str | None) -> str:
    """A row of links that set one parameter; `options` are (value, key of the words), the first being the default."""
    chosen = first(address, name) or options[0][0]
    items = "".join(
        f'<li><a data-go href="{href(address, **changes, **{name: value})}"{_current(value == chosen)}>{say(key)}</a></li>'
        for value, key in options
    )
    return f'<div class="choices"><span class="label">{say(label)}</span><ul>{items}</ul></div>'


def pages(address: Address, name: str, start: int, count: int, total: int) -> str:
    """Where in a long list one is, with links to the rows before and after; nothing where it is short."""
    if total <= count:
        return ""
    back = f'<a data-go rel="prev" href="{href(address, **{name: str(max(0, start - count))})}">{say("pages.before")}</a>'
    on = f'<a data-go rel="next" href="{href(address, **{name: str(start + count)})}">{say("pages.after")}</a>'
    here = say("pages.here", first=start + 1, last=min(start + count, total), total=total)
    return f'<p class="pages">{back if start else ""}<span>{here}</span>{on if start + count < total else ""}</p>'


def _current(chosen: bool) -> str:
    return ' aria-current="true"' if chosen else ""
