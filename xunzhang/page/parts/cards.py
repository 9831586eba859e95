"""`Results` as cards: the marks of each, what is said above and below them. `templates/parts/cards.html` lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from xunzhang.messages.closed_sets import language_name
from xunzhang.page.parts.bilingual import say
from xunzhang.page.parts.marks import Layer, Piece, nested
from xunzhang.page.parts.sources import title
from xunzhang.page.parts.templates import macros
from xunzhang.search.narrowing import Demand
from xunzhang.types import ArticleHead, Copy, Difference, Filters, Hit, HitGroup, Passage, Results

TEMPLATE = "parts/cards.html"
HELD = {"must_not": "found.held_not"}
HELD_BY_NONE = {"must_not": "found.held_by_all"}


class CopyCard(NamedTuple):
    """A copy in another article: its text in pieces, and a name for each of the two articles where they differ."""

    passage: Passage
    pieces: list[Piece]
    columns: tuple[str, str]
    differences: tuple[Difference, ...]


class Card(NamedTuple):
    """A group of passages: the best one, its text in pieces, and the copies, `counted` in words."""

    place: int
    hit: Hit
    pieces: list[Piece]
    counted: str
    copies: list[CopyCard]


def render_results(results: Results) -> Markup:
    """The cards, best first, as one ordered list; empty when nothing was found."""
    return Markup(macros(TEMPLATE).results(_cards(results, 0)) if results.groups else "")


def render_items(results: Results, before: int = 0) -> Markup:
    """The cards as the items of the list, numbered on from the `before` cards above them."""
    return Markup(macros(TEMPLATE).items(_cards(results, before)))


def render_card(group: HitGroup, place: int) -> Markup:
    """One group: the best passage in full, its strength in words, where it stands, and the copies folded away."""
    return Markup(macros(TEMPLATE).card_of(_card(group, place)))


def render_more(shown: int, more: bool) -> Markup:
    """What stands below the cards: the way to further ones, or that there are none."""
    return Markup(macros(TEMPLATE).below(shown, more))


def _cards(results: Results, before: int) -> list[Card]:
    return [_card(group, place) for place, group in enumerate(results.groups, start=before + 1)]


def _card(group: HitGroup, place: int) -> Card:
    hit, passage = group.hit, group.hit.passage
    outlets = {copy.passage.article.source for copy in group.also_in} - {"", passage.article.source}
    counted = say("also.outlets", n=len(outlets)) if outlets else say("also.articles", n=len(group.also_in))
    pieces = nested(passage.text, hit_layers(hit))
    return Card(place, hit, pieces, counted, [_copy(passage, copy) for copy in group.also_in])


def _copy(here: Passage, copy: Copy) -> CopyCard:
    there = copy.passage
    differs = Layer("span", "differs", [difference.there_span for difference in copy.differences])
    columns = _column_names(here.article, there.article)
    return CopyCard(there, nested(there.text, [differs]), columns, copy.differences)


def _column_names(here: ArticleHead, there: ArticleHead) -> tuple[str, str]:
    """What tells the two apart in a heading: their outlets, or their titles where the outlets do not."""
    if here.source and there.source and here.source != there.source:
        return here.source, there.source
    return title(here), title(there)


def render_status(results: Results, filters: Filters, demands: Sequence[Demand] = (), left: int = 0) -> Markup:
    """The lines above the cards: how many passages, or why none, or that none answers; how the question was understood.

    Where nothing was found, `demands` are the question's, and `left` is how many articles it was looked for in.
    """
    parts = _understood(results)
    notices: list[Markup] = []
    held: list[Markup] = []
    if not results.groups:
        notices, held = _why_nothing(filters, demands, left)
    elif not results.answerable:
        notices = [say("found.unanswerable")]
    else:
        seconds = f"{results.elapsed_ms / 1000:.2f}"
        parts = [say("found.count", n=len(results.groups), seconds=seconds), *parts]
    return Markup(macros(TEMPLATE).status(notices, held, parts))


def _understood(results: Results) -> list[Markup]:
    """The language the question was read in, and what it demands of a passage."""
    asked = results.asked
    parts = [] if results.language == "und" else [say("found.read_as", language=language_name(results.language))]
    parts += [say("found.phrase", text=text) for text in asked.phrases]
    parts += [say("found.must", text=text) for text in asked.must]
    return parts + [say("found.must_not", text=text) for text in asked.must_not]


def _why_nothing(filters: Filters, demands: Sequence[Demand], left: int) -> tuple[list[Markup], list[Markup]]:
    """-> why nothing was found: that nothing is left to search, or the demands of the question that no passage meets; or the
    passages that meet each where none meets all of them.
    """
    unmet = [demand for demand in demands if not demand.passages]
    if filters and not left:
        return [say("narrow.nothing")], []
    if unmet:
        return [say(HELD_BY_NONE.get(demand.kind, "found.held_by_none"), text=demand.text) for demand in unmet], []
    if len(demands) > 1:
        return [], [say(HELD.get(demand.kind, "found.held"), text=demand.text, n=demand.passages) for demand in demands]
    return [say("found.nothing_narrowed" if filters else "found.nothing")], []


def hit_layers(hit: Hit) -> list[Layer]:
    """The marks of a hit: the sentence that answers, the spans that are the answer, the question's words.

    In a weak hit the sentence is only the nearest, so it is marked more lightly and nothing in it is held up as the answer.
    """
    weak = hit.strength == "weak"
    return [
        Layer("mark", "nearest" if weak else "answer", [hit.answer] if hit.answer else []),
        Layer("strong", "exact", () if weak else hit.exact),
        Layer("span", "term", hit.terms),
    ]
