"""A term in context, and the articles and files: tables that are sorted, narrowed and paged by links.

`templates/explore/` lays them out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from markupsafe import Markup

from xunzhang.explore.concordance import ContextLine, Order
from xunzhang.explore.explorer import Explorer
from xunzhang.explore.listing import ARTICLE_COLUMNS, FILE_COLUMNS, list_articles, list_files
from xunzhang.page.parts.links import Address, filters_of, first, number
from xunzhang.page.parts.templates import macros, render
from xunzhang.page.views.explore.overview import period_words
from xunzhang.search.timeline import Unit
from xunzhang.types import Passage

TABLES = "explore/tables.html"
LINES, ROWS = 50, 50  # of a page
SIDE = 60  # characters of context on either side
UNITS: dict[str, Unit] = {"day": "day", "month": "month", "year": "year", "decade": "decade"}
ORDERED: dict[str, Order] = {"place": "place", "left": "left", "right": "right"}
STATUSES = ("read", "partly", "skipped")
NEWEST_FIRST = frozenset({"date"})  # columns that a first click sorts from the last down
NUMBERS = frozenset({"passages", "characters", "articles", "characters_in", "characters_kept"})


class InContext(NamedTuple):
    """An occurrence; what is left and right of it is the passage's text, cut at a distance and marked where it was."""

    passage: Passage
    left: str
    keyword: str
    right: str


class ColumnHead(NamedTuple):
    """The head of a column, which sorts by it: `sorted` is "ascending", "descending" or "", `down` what a click asks for."""

    name: str
    key: str
    is_number: bool
    sorted: str
    down: str | None


def render_context(address: Address, explorer: Explorer) -> Markup:
    """The form, and the lines of the term that the address names."""
    term = first(address, "term")
    order = ORDERED.get(first(address, "order"), "place")
    start = number(address, "start")
    found = explorer.concordance(term, order, start, LINES, filters_of(address)) if term.strip() else None
    return render(
        "explore/context.html",
        address=address,
        term=term,
        found=found,
        lines=[_in_context(line) for line in found.lines] if found else [],
        orders=[(name, f"context.{name}") for name in ORDERED],
        start=min(start, found.total - 1) if found and found.total else 0,
        page=LINES,
    )


def _in_context(line: ContextLine) -> InContext:
    before = ("…" if len(line.left) > SIDE else "") + line.left[-SIDE:]
    after = line.right[:SIDE] + ("…" if len(line.right) > SIDE else "")
    return InContext(line.passage, before, line.keyword, after)


def render_articles(address: Address, explorer: Explorer) -> Markup:
    """The articles, or the files with what became of each."""
    files = first(address, "list") == "files"
    listed = _files(address, explorer) if files else _articles(address, explorer)
    return Markup(macros(TABLES).listings(address, first(address, "find"), listed))


def _articles(address: Address, explorer: Explorer) -> Markup:
    unit, period = UNITS.get(first(address, "unit")), first(address, "period")
    listed = list_articles(
        explorer.articles,
        _column(address, ARTICLE_COLUMNS),
        bool(first(address, "down")),
        first(address, "find"),
        (unit, period) if unit and period else None,
        number(address, "start"),
        ROWS,
    )
    narrowed = period_words(period) if unit and period else None
    heads = _heads(address, {name: f"articles.{name}" for name in ARTICLE_COLUMNS})
    return Markup(macros(TABLES).articles(address, heads, listed, ROWS, narrowed))


def _files(address: Address, explorer: Explorer) -> Markup:
    status = first(address, "status") if first(address, "status") in STATUSES else ""
    wanted, start, down = first(address, "find"), number(address, "start"), bool(first(address, "down"))
    listed = list_files(explorer.audit, _column(address, FILE_COLUMNS), down, wanted, status, start, ROWS)
    statuses = [("", "list.all"), *((name, f"status.{name}") for name in STATUSES)]
    heads = _heads(address, {name: f"files.{name}" for name in FILE_COLUMNS})
    return Markup(macros(TABLES).files(address, heads, listed, ROWS, statuses))


def _column(address: Address, columns: Collection[str]) -> str:
    """The column that the address sorts by; "" for none of these."""
    return first(address, "sort") if first(address, "sort") in columns else ""


def _heads(address: Address, columns: Mapping[str, str]) -> list[ColumnHead]:
    """Heads that sort by their columns, up and down in turn, dates the newest first. `columns` are the keys of their words."""
    sort, down = first(address, "sort"), bool(first(address, "down"))
    ordered = "descending" if down else "ascending"
    heads = []
    for name, key in columns.items():
        chosen = name == sort
        next_down = not down if chosen else name in NEWEST_FIRST
        heads.append(ColumnHead(name, key, name in NUMBERS, ordered if chosen else "", "1" if next_down else None))
    return heads
