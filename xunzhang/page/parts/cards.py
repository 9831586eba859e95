"""`Results` as cards: the marks of each, what is said above and below them. `templates/parts/cards.html` lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from xunzhang.messages.closed_sets import language_name
from xunzhang.messages.operators_said import operators_said
from xunzhang.messages.verdicts import is_mention, missing_line, verdict_line
from xunzhang.messages.wording import in_words
from xunzhang.messages.wording import say as message
from xunzhang.page.parts.bilingual import say, show
from xunzhang.page.parts.links import address_of
from xunzhang.page.parts.marks import Layer, Piece, nested, unsure_of
from xunzhang.page.parts.sources import title
from xunzhang.page.parts.templates import macros
from xunzhang.search.narrowing import Demand
from xunzhang.types import ArticleHead, Copy, Difference, Filters, Hit, HitGroup, Passage, Results
from xunzhang.types.message import Message

TEMPLATE = "parts/cards.html"
HELD = {"must_not": "found.held_not"}
HELD_BY_NONE = {"must_not": "found.held_by_all", "field": "field.of_none"}
CLAIMS = {"answers": "strength strong", "may_answer": "strength likely"}  # how the verdicts look that claim an answer


class CopyCard(NamedTuple):
    """A copy in another article: its text in pieces, and a name for each of the two articles where they differ."""

    passage: Passage
    pieces: list[Piece]
    columns: tuple[str, str]
    differences: tuple[Difference, ...]


class StatusLine(NamedTuple):
    """A line above the cards: what it looks like (classes of the style sheet), and what it says."""

    kind: str
    said: Markup


class Card(NamedTuple):
    """A group of passages: the best one, what it is called, its text in pieces, and the copies, `counted` in words.

    `others` are the article's other groups, which stand folded below its best.
    """

    place: int
    hit: Hit
    called: str
    pieces: list[Piece]
    counted: str
    copies: list[CopyCard]
    others: tuple[Card, ...] = ()


def by_article(groups: Sequence[HitGroup]) -> list[tuple[HitGroup, ...]]:
    """The groups of each article together, articles in the order of their first."""
    found: dict[str, list[HitGroup]] = {}
    for group in groups:
        found.setdefault(group.hit.passage.article.id, []).append(group)
    return [tuple(groups) for groups in found.values()]


def render_results(results: Results, until: int | None = None) -> Markup:
    """A card an article, best first, as one ordered list of `until` cards at most; empty when nothing was found."""
    return Markup(macros(TEMPLATE).results(_cards(results, 0, until)) if results.groups else "")


def render_items(results: Results, before: int = 0, until: int | None = None) -> Markup:
    """The cards as the items of the list, those after the first `before`, up to the one numbered `until`."""
    return Markup(macros(TEMPLATE).items(_cards(results, before, until)))


def render_card(group: HitGroup, place: int) -> Markup:
    """One group: the best passage in full, its strength in words, where it stands, and the copies folded away."""
    return Markup(macros(TEMPLATE).card_of(_card(group, place)))


def render_more(shown: int, more: bool, passages: int) -> Markup:
    """What stands below the cards: the way to further ones, or that these are all, with their passages."""
    return Markup(macros(TEMPLATE).below(shown, more, passages))


def _cards(results: Results, before: int, until: int | None) -> list[Card]:
    def card(group: HitGroup, place: int) -> Card:
        return _card(group, place, mentions=is_mention(results, group.hit))

    return [
        card(first, place)._replace(others=tuple(card(other, place) for other in others))
        for place, (first, *others) in enumerate(by_article(results.groups)[before:until], start=before + 1)
    ]


def _card(group: HitGroup, place: int, *, mentions: bool = False) -> Card:
    hit, passage = group.hit, group.hit.passage
    outlets = {copy.passage.article.source for copy in group.also_in} - {"", passage.article.source}
    counted = say("also.outlets", n=len(outlets)) if outlets else say("also.articles", n=len(group.also_in))
    pieces = nested(passage.text, hit_layers(hit))
    called = "mention" if mentions else hit.strength
    return Card(place, hit, called, pieces, counted, [_copy(passage, copy) for copy in group.also_in])


def _copy(here: Passage, copy: Copy) -> CopyCard:
    there = copy.passage
    differs = Layer("span", "differs", [difference.there_span for difference in copy.differences])
    unsure = Layer("span", "unsure", unsure_of(there))
    columns = _column_names(here.article, there.article)
    return CopyCard(there, nested(there.text, [differs, unsure]), columns, copy.differences)


def _column_names(here: ArticleHead, there: ArticleHead) -> tuple[str, str]:
    """What tells the two apart in a heading: their outlets, or their titles where the outlets do not."""
    if here.source and there.source and here.source != there.source:
        return here.source, there.source
    return title(here), title(there)


def render_status(
    results: Results,
    filters: Filters,
    demands: Sequence[Demand] = (),
    left: int = 0,
    regional: Sequence[tuple[str, str, int]] = (),
) -> Markup:
    """The lines above the cards: the verdict and what is missing, or why there is nothing; how the question was understood.

    `regional` is what other regions say for what the question demands, as `Narrowing.in_other_regions` has it.

    Where nothing was found, `demands` are the question's, and `left` is how many articles it was looked for in.
    """
    parts = _understood(results)
    held: list[Markup] = []
    if results.groups:
        lines = _judged(results)
    else:
        notices, held = _why_nothing(filters, demands, left)
        lines = [StatusLine("notice", said) for said in notices]
    if results.groups and results.answerable:
        seconds = f"{results.elapsed_ms / 1000:.2f}"
        parts = [say("found.count", n=len(results.hits), seconds=seconds), *parts]
    notes = [StatusLine("note", render_note(note, filters)) for note in (*results.notes, *_offered(results.question, regional))]
    return Markup(macros(TEMPLATE).status(results.verdict, lines, held, notes, parts))


def _offered(question: str, regional: Sequence[tuple[str, str, int]]) -> list[Message]:
    """Each with the question that demands it in the other region's words."""
    return [
        message("found.regional", text=text, other=other, n=count, ask=question.replace(text, other))
        for text, other, count in regional
        if text in question
    ]


def _judged(results: Results) -> list[StatusLine]:
    """The verdict, and what of the question found no counterpart: in one notice where no answer is claimed."""
    verdict, missing = show(in_words(verdict_line(results))), missing_line(results)
    lacks = [show(in_words(missing))] if missing else []
    if results.verdict in CLAIMS:
        return [StatusLine(CLAIMS[results.verdict], verdict), *(StatusLine("note", lack) for lack in lacks)]
    return [StatusLine("notice", Markup(" ").join([verdict, *lacks]))]


def render_note(note: Message, filters: Filters) -> Markup:
    """What a note says; a question in it that can be asked instead is a link that asks it, narrowed as this one."""
    values = dict(note.values)
    question = values.get("ask")
    if not isinstance(question, str):
        return show(in_words(note))
    link = Markup(macros(TEMPLATE).asking(question, address_of(filters)))
    return say(note.key, **(values | {"ask": link}))


def _understood(results: Results) -> list[Markup]:
    """The language the question was read in, and what it prefers and demands in a passage."""
    asked = results.asked
    parts = [] if results.language == "und" else [say("found.read_as", language=language_name(results.language))]
    parts += [say("found.phrase", text=text) for text in asked.phrases]
    parts += [say("found.preferred", text=text) for text in asked.preferred]
    parts += [say("found.must", text=text) for text in asked.must]
    parts += [say("found.must_not", text=text) for text in asked.must_not]
    return parts + [show(in_words(each)) for each in operators_said(asked)]


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
        Layer("span", "unsure", unsure_of(hit.passage)),
    ]
