"""The facets above the results: outlet, language, date and article with counts, and a chip for each choice made.

What a choice would leave is counted in `narrowing.py`; what has been chosen is in the address, and comes with each request.
`templates/parts/narrow.html` lays it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from xunzhang.language.iso_dates import iso_date
from xunzhang.messages.closed_sets import language_name
from xunzhang.messages.wording import same, words
from xunzhang.page.parts.bilingual import notice, show
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.found_hits import FoundHits
from xunzhang.page.parts.links import BOUNDS, LISTS, filters_of
from xunzhang.page.parts.sources import title, title_words
from xunzhang.page.parts.templates import macros
from xunzhang.page.parts.view import Reply, text_of, texts_of
from xunzhang.search.every_hit import HitRows
from xunzhang.search.narrowing import Bar, Choices
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, BoundError, Filters
from xunzhang.types.message import Words

MOST_CHOICES = 60  # outlets offered at a time, those with most articles first
LONGEST_COUNTED = 1000  # characters of a question by whose words articles are counted
FACETS = ("source", "language", "date", "article")
TEMPLATE = "parts/narrow.html"


class Box(NamedTuple):
    """A value to tick: its label as HTML, and how many articles or hits it would leave, None where they are not counted."""

    value: str
    label: str
    articles: int | None
    ticked: bool


class DateColumn(NamedTuple):
    """A bar of the dates: how many articles or hits, its height in per cent, and whether it is within what was chosen."""

    articles: int
    height: int
    chosen: bool


class Slider(NamedTuple):
    """A bound of the dates: the bar it stands at, what it says there, and the bounds that it stands for at each bar.

    `day` is the very day that was chosen, "" for none.
    """

    name: str
    place: int
    says: Words
    bounds: list[str]
    day: str


class Chip(NamedTuple):
    """A choice made, which a click takes away."""

    facet: str
    value: str
    label: Words


def requested_filters(request: Mapping[str, Any]) -> Filters:
    """{"source": [...], "language": [...], "article": [...], "after": "", "before": ""} -> Filters; each may be left out."""
    lists = {name: list(texts_of(request, name)) for name in LISTS}
    return filters_of(lists | {name: [text_of(request, name)] for name in BOUNDS})


def choices_reply(searcher: Searcher, request: Mapping[str, Any], found: FoundHits) -> Reply:
    """The panels of the facets by name, the chips, and the line that says what is left; all HTML."""
    filters = requested_filters(request)
    question = text_of(request, "question")[:LONGEST_COUNTED]

    def hits(within: Filters) -> HitRows:
        return found.within(searcher, question, within)

    try:
        choices = searcher.narrowing.choices(question, filters, text_of(request, "find"), hits if question.strip() else None)
    except BoundError as wrong:
        return {"panels": {}, "chips": render_chips(filters, searcher), "left": notice("narrow.bad_date", date=wrong.bound)}
    return {
        "panels": render_panels(choices, filters),
        "chips": render_chips(filters, searcher),
        "left": macros(TEMPLATE).left(choices.articles, bool(question.strip())) if filters else "",
    }


def render_narrow(searcher: Searcher) -> Markup:
    """The facets before anything is chosen."""
    choices = searcher.narrowing.choices("", Filters())
    panels = render_panels(choices, Filters())
    return Markup(macros(TEMPLATE).narrow([(name, panels[name]) for name in FACETS if _worthwhile(name, choices)]))


def _worthwhile(name: str, choices: Choices) -> bool:
    """A facet is offered where there is something to choose between."""
    many = {"source": choices.sources, "language": choices.languages, "date": choices.bars, "article": choices.listed}
    return len(many[name]) > 1


def render_panels(choices: Choices, filters: Filters) -> dict[str, Markup]:
    """The insides of the facets, what is chosen in them ticked."""
    draw = macros(TEMPLATE)
    counts = choices.hits or [None] * len(choices.listed)
    articles = [Box(head.id, title(head), count, head.id in filters.articles) for head, count in zip(choices.listed, counts)]
    sources = [(value, same(value), count) for value, count in choices.sources]
    languages = [(value, language_name(value), count) for value, count in choices.languages]
    return {
        "source": draw.boxes("source", _boxes(sources, filters.sources)),
        "language": draw.boxes("language", _boxes(languages, filters.languages)),
        "date": draw.dates(*_dates(choices, filters), choices.undated),
        "article": draw.articles(articles, choices.articles),
    }


def _boxes(counts: Sequence[tuple[str, Words, int]], chosen: Sequence[str]) -> list[Box]:
    """A box to tick for each value; those chosen first, then those that leave most."""
    first = [each for each in counts if each[0] in chosen]
    others = [each for each in counts if each[0] not in chosen][: MOST_CHOICES - len(first)]
    return [Box(value, show(label), count, value in chosen) for value, label, count in [*first, *others]]


def _dates(choices: Choices, filters: Filters) -> tuple[list[DateColumn], list[Slider]]:
    """The bars, for the eye, and the two sliders below them, which the keyboard and a screen reader use."""
    bars = choices.bars
    if not bars:
        return [], []
    most = max(1, *(bar.articles for bar in bars))
    first, last = _place(bars, filters.after, 0), _place(bars, filters.before, len(bars) - 1)
    columns = [DateColumn(bar.articles, _height(bar, most), first <= place <= last) for place, bar in enumerate(bars)]
    return columns, [
        _slider("after", [bar.after for bar in bars], first, filters.after),
        _slider("before", [bar.before for bar in bars], last, filters.before),
    ]


def _slider(name: str, bounds: list[str], place: int, bound: str) -> Slider:
    chosen = iso_date(bound)
    day = (chosen.first_day if name == "after" else chosen.last_day) if chosen and chosen.year else ""
    return Slider(name, place, date_words(bound if chosen else bounds[place]), bounds, day)


def _height(bar: Bar, most: int) -> int:
    """Per cent; a bar of few articles is seen all the same."""
    return 0 if not bar.articles else max(6, round(100 * bar.articles / most))


def _place(bars: Sequence[Bar], bound: str, otherwise: int) -> int:
    """The bar that a bound stands in; a bound outside of them all stands at the nearer end."""
    if not bound:
        return otherwise
    places = [place for place, bar in enumerate(bars) if bar.after[: len(bound)] <= bound]
    return places[-1] if places else 0


def render_chips(filters: Filters, searcher: Searcher) -> Markup:
    """A button for each choice, which takes it away; and one for all of them where there are several."""
    chips = [Chip("source", value, same(value)) for value in filters.sources]
    chips += [Chip("language", value, language_name(value)) for value in filters.languages]
    if filters.after or filters.before:
        chips.append(Chip("date", "", _between(filters)))
    chips += [Chip("article", value, _named(searcher, value)) for value in filters.articles]
    return Markup(macros(TEMPLATE).chips(chips))


def _between(filters: Filters) -> Words:
    after, before = date_words(filters.after), date_words(filters.before)
    if not filters.before:
        return words("narrow.since", after=after)
    return words("narrow.between", after=after, before=before) if filters.after else words("narrow.until", before=before)


def _named(searcher: Searcher, article: str) -> Words:
    try:
        head = searcher.article(article).head
    except KeyError:
        head = ArticleHead(article, title=article)
    return title_words(head)
