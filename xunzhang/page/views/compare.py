"""The view that puts outlets side by side: what each says on the question, or of what one passage tells, what differs marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from xunzhang.explore.comparison import Comparison, Dispute, Said, compare_on, compare_passage
from xunzhang.messages.verdicts import missing_line, verdict_line
from xunzhang.messages.wording import in_words, same, words
from xunzhang.page.parts.bilingual import TURNS, isolated, notice, say, show
from xunzhang.page.parts.cards import hit_layers, render_note
from xunzhang.page.parts.links import Address, filters_of, first, read_address
from xunzhang.page.parts.marks import Layer, Piece, nested
from xunzhang.page.parts.sources import head_parts, outlet_words, place_parts
from xunzhang.page.parts.templates import macros, render
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters, Passage
from xunzhang.types.message import Words
from xunzhang.types.question import LONGEST_QUESTION

TEMPLATE = "compare/section.html"
NAMED = 8  # silent outlets that are named; more are counted


class Saying(NamedTuple):
    """A passage in a column: where it stands besides its outlet, its text in pieces, and what others say instead.

    `disputes` are (what stands here, what stands there, where it does); many outlets may print the same.
    """

    passage: Passage
    parts: list[Markup]
    pieces: list[Piece]
    disputes: list[tuple[str, str, list[Dispute]]]


def render_compare(searcher: Searcher | None) -> Markup:
    """The place for the columns, which follows the question box."""
    return Markup(macros(TEMPLATE).place() if searcher else "")


def make_compare_handlers(get_searcher: GetSearcher) -> Sequence[Handler]:
    def compare(request: Mapping[str, Any]) -> Reply:
        """{"address"} -> {"comparison"}, HTML: by the passage that the address names with c, else by its question."""
        searcher, address = get_searcher(), read_address(request)
        if searcher is None:
            return {"comparison": ""}
        return {"comparison": _comparison(searcher, address)}

    return (compare,)


def _comparison(searcher: Searcher, address: Address) -> Markup:
    chosen, question = first(address, "c"), first(address, "q")
    if chosen:
        try:
            comparison = compare_passage(searcher, chosen, filters_of(address))
        except KeyError:  # an address from before the collection changed
            return notice("read.gone")
        return render_comparison(comparison, address, searcher.passage(chosen))
    if not question.strip() or len(question) > LONGEST_QUESTION:
        return Markup(macros(TEMPLATE).nothing_asked())
    return render_comparison(compare_on(searcher, question, filters_of(address)), address)


def render_comparison(comparison: Comparison, address: Address, chosen: Passage | None = None) -> Markup:
    """What is compared, what is to be known of it, and a column for each outlet."""
    columns = [(outlet_words(column.outlet), [_saying(said) for said in column.said]) for column in comparison.columns]
    return render(
        "compare/comparison.html",
        columns=columns,
        address=address,
        by_question=bool(first(address, "q")),
        asked=comparison.judged is not None,
        chosen=chosen,
        notes=_notes(comparison),
        asides=_asides(comparison, filters_of(address)),
    )


def _notes(comparison: Comparison) -> list[Markup]:
    """The verdict, how many outlets say something, whether they differ, and who says nothing; [] where none says anything."""
    count = len(comparison.columns)
    if not count:
        return []
    lines = [show(in_words(verdict_line(comparison.judged)))] if comparison.judged else []
    lines.append(say("compare.one") if count == 1 else say("compare.count", n=count))
    if comparison.differ:
        lines.append(say("compare.differ"))
    elif comparison.compared:  # where nothing was compared nothing is said of it
        lines.append(say("compare.agree", n=comparison.compared))
    if comparison.by_day:
        lines.append(say("compare.by_day"))
    if comparison.unshown:
        lines.append(say("compare.unshown", n=comparison.unshown))
    if comparison.silent:
        lines.append(say("compare.silent", outlets=_listed(comparison.silent)))
    return lines


def _asides(comparison: Comparison, filters: Filters) -> list[Markup]:
    """What of the question found no counterpart, and what else is to be known of how it was searched."""
    if comparison.judged is None:
        return []
    missing = missing_line(comparison.judged)
    lines = [show(in_words(missing))] if missing else []
    return lines + [render_note(note, filters) for note in comparison.judged.notes]


def _listed(outlets: Sequence[str]) -> Words:
    named, left = [isolated(outlet) if TURNS.search(outlet) else outlet for outlet in outlets[:NAMED]], len(outlets) - NAMED
    more = words("explore.other_outlets", n=left) if left > 0 else same("")
    return Words("、".join(filter(None, (*named, more.zh))), ", ".join(filter(None, (*named, more.en))))


def _saying(said: Said) -> Saying:
    passage = said.hit.passage
    layers = [*hit_layers(said.hit), Layer("mark", "differs", [dispute.span for dispute in said.disputes])]
    parts = [*head_parts(passage.article, outlet=False), *place_parts(passage)]  # the outlet heads the column
    return Saying(passage, parts, nested(passage.text, layers), _alike(said))


def _alike(said: Said) -> list[tuple[str, str, list[Dispute]]]:
    found: dict[tuple[str, str], list[Dispute]] = {}
    for dispute in said.disputes:
        found.setdefault((dispute.span.of(said.hit.passage.text), dispute.there), []).append(dispute)
    return [(here, there, disputes) for (here, there), disputes in found.items()]


COMPARE = View(
    name="compare",
    title="view.compare",
    render=render_compare,
    handlers=make_compare_handlers,
    scripts=("compare.js",),
    parameters=("c",),
)
