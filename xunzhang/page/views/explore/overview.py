"""What is shown around the map, on the timeline, and of names and terms; `templates/explore/` lays it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from markupsafe import Markup

from xunzhang.explore.explorer import Explorer
from xunzhang.explore.passage_map import PassageMap
from xunzhang.language.codes import family
from xunzhang.language.line_breaks import shorten
from xunzhang.messages.closed_sets import language_name
from xunzhang.messages.wording import same, words
from xunzhang.page.parts.bilingual import say
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.links import Address, first
from xunzhang.page.parts.sources import outlet_words
from xunzhang.page.parts.templates import macros, render
from xunzhang.page.views.explore.map_figure import NAME, SERIES
from xunzhang.search.timeline import Period, Timeline, Unit, finer, period_bounds, period_of, timeline, unit_of
from xunzhang.types import ArticleHead, Passage
from xunzhang.types.message import Words

MAP = "explore/map.html"
REGION_PAGE = 30  # passages of a region listed at a time
MOST_OUTLETS = len(SERIES) - 1  # with a colour of their own; the rest share one
TICKS = 6  # of the bars, as many at most and one


class Region(NamedTuple):
    """A region of the map: its number, its terms or what stands for them, and how many passages it holds."""

    number: int
    name: Words
    passages: int


class TimeBar(NamedTuple):
    """The articles of a period: the period in words, whether that is said below the bar, and the bar's height in per cent.

    `parts` are (share of the bar in per cent, colour), an outlet each.
    """

    period: Period
    words: Words
    ticked: bool
    height: str
    parts: list[tuple[str, str]]


def render_map_head(address: Address, drawn: PassageMap) -> Markup:
    """What is on the map, and what it is coloured by."""
    return Markup(macros(MAP).head(address, len(drawn.rows), drawn.total))


def render_regions(drawn: PassageMap, labels: Sequence[Sequence[str]]) -> Markup:
    """The map in words: its regions with their terms, each of which unfolds to its passages; empty ones are left out."""
    regions = []
    for number, terms in enumerate(labels):
        name = same(" · ".join(shorten(term, NAME) for term in terms)) if terms else words("explore.region", number=number + 1)
        if passages := int((drawn.regions == number).sum()):
            regions.append(Region(number, name, passages))
    return Markup(macros(MAP).regions(regions))


def render_region(passages: Sequence[Passage], start: int, total: int) -> Markup:
    """Some of a region's passages, each a button that opens it, and one for the next."""
    return Markup(macros(MAP).region(passages, start + len(passages), total))


def render_timeline(address: Address, explorer: Explorer) -> Markup:
    """Bars by outlet, each of which leads to the next finer unit within it, or to its articles where there is none; the same as
    a table; and what has no place on it.
    """
    within = first(address, "within")
    outer = unit_of(within)
    heads = [article.head for article in explorer.articles]
    shown = explorer.timeline if outer in (None, "day") else timeline(heads, within)
    unplaced = (("undated", shown.undated), ("yearless", shown.yearless.total()), ("coarser", shown.coarser))
    return render(
        "explore/timeline.html",
        address=address,
        timeline=shown,
        notes=[say(f"time.{key}", n=count) for key, count in unplaced if count],
        days=sorted(shown.yearless.items()),
        legend=_legend(shown),
        bars=_bars(shown),
        opening=_opening(shown.unit, heads),
        trail=_trail(within, explorer.timeline.unit) if shown is not explorer.timeline else [],
        outer=outer,
        within=within,
        placed=shown.placed + shown.coarser,
    )


def _opening(unit: Unit, heads: Sequence[ArticleHead]) -> frozenset[str]:
    """The periods of `unit` with articles whose dates are more exact: those that can be opened."""
    if unit == "day":
        return frozenset()
    inner = finer(unit)
    return frozenset(period_of(head.date, unit) for head in heads if period_of(head.date, inner))


def _trail(within: str, coarsest: Unit) -> list[tuple[str, Words]]:
    """The periods around one that is opened, outermost first, itself last; none coarser than the timeline of all begins with."""
    units: list[Unit] = ["decade", "year", "month"]
    inner = units.index(unit_of(within) or "month")
    keys = [period_of(within if unit_of(within) != "decade" else within[:4], unit) for unit in units[: inner + 1]]
    keys[-1] = within
    begin = units.index(coarsest) if coarsest in units else 0
    return [(key, period_words(key)) for key in keys[begin:]]


def _legend(timeline: Timeline) -> list[tuple[Words, str]]:
    """(outlet in words, its colour) of the bars, those that share a colour as one."""
    shown = [(outlet_words(outlet), _colour(timeline, outlet)) for outlet in timeline.outlets[:MOST_OUTLETS]]
    left = len(timeline.outlets) - len(shown)
    return [*shown, (words("explore.other_outlets", n=left), SERIES[-1])] if left > 0 else shown


def _bars(timeline: Timeline) -> list[TimeBar]:
    highest = max((period.total for period in timeline.periods), default=0)
    step = max(1, len(timeline.periods) // TICKS)
    return [
        TimeBar(
            period,
            period_words(period.key),
            place % step == 0,
            f"{100 * period.total / highest:.2f}",
            [
                (f"{100 * count / period.total:.2f}", _colour(timeline, outlet))
                for outlet, count in sorted(period.articles.items(), key=lambda item: timeline.outlets.index(item[0]))
            ],
        )
        for place, period in enumerate(timeline.periods)
    ]


def _colour(timeline: Timeline, outlet: str) -> str:
    return SERIES[min(timeline.outlets.index(outlet), len(SERIES) - 1)]


def period_words(key: str) -> Words:
    first, last = period_bounds(key)
    return date_words(key) if first == last else words("time.decade", year=first)


def render_terms(address: Address, explorer: Explorer) -> Markup:
    """Terms and names by language, then what marks each outlet; each leads to its contexts and to asking for it."""
    found = explorer.frequent()
    spoken = {article.head.language for article in explorer.articles}
    languages = [
        (language, _called(language, spoken), terms, found.names.get(language, ())) for language, terms in found.terms.items()
    ]
    languages = [each for each in languages if each[2] or each[3]]
    nothing = not any(found.terms.values()) and not any(found.names.values())
    return render("explore/terms.html", address=address, found=found, languages=languages, nothing=nothing)


def _called(language: str, spoken: Collection[str]) -> Words:
    """What the terms of a family of languages are in: its only script where there is one, Chinese where there are two."""
    scripts = {code for code in spoken if family(code) == language}
    return (
        language_name(scripts.pop())
        if len(scripts) == 1
        else words("terms.chinese")
        if language == "zh"
        else language_name(language)
    )
