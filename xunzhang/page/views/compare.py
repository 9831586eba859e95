"""The view that puts outlets side by side: what each says on the question, or of what one passage tells, what differs marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from xunzhang.explore.comparison import Column, Comparison, Dispute, Said, compare_on, compare_passage
from xunzhang.messages.strings import Words
from xunzhang.messages.wording import same, words
from xunzhang.page.parts.cards import hit_layers, passage_text
from xunzhang.page.parts.links import Address, filters_of, first, href, read_address
from xunzhang.page.parts.marks import Layer
from xunzhang.page.parts.sources import (
    head_parts,
    open_button,
    outlet_words,
    parts_line,
    passage_button,
    place_parts,
    title,
    title_words,
)
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View
from xunzhang.page.parts.wording import TURNS, attribute, isolated, say, show
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Passage
from xunzhang.types.question import LONGEST_QUESTION

NAMED = 8  # silent outlets that are named; more are counted


def render_compare(searcher: Searcher | None) -> str:
    """The place for the columns, which follows the question box."""
    if searcher is None:
        return ""
    return f'<div class="compare" data-asks><h2>{say("view.compare")}</h2><div class="comparison"></div></div>'


def make_compare_handlers(get_searcher: GetSearcher) -> Sequence[Handler]:
    def compare(request: Mapping[str, Any]) -> Reply:
        """{"address"} -> {"comparison"}, HTML: by the passage that the address names with c, else by its question."""
        searcher, address = get_searcher(), read_address(request)
        if searcher is None:
            return {"comparison": ""}
        return {"comparison": _comparison(searcher, address)}

    return (compare,)


def _comparison(searcher: Searcher, address: Address) -> str:
    chosen, question = first(address, "c"), first(address, "q")
    if chosen:
        try:
            comparison = compare_passage(searcher, chosen, filters_of(address))
        except KeyError:  # an address from before the collection changed
            return f'<p class="notice">{say("read.gone")}</p>'
        return render_comparison(comparison, address, searcher.passage(chosen))
    if not question.strip() or len(question) > LONGEST_QUESTION:
        return f'<p class="note">{say("compare.note")}</p>'
    return render_comparison(compare_on(searcher, question, filters_of(address)), address)


def render_comparison(comparison: Comparison, address: Address, chosen: Passage | None = None) -> str:
    """What is compared, what is to be known of it, and a column for each outlet."""
    about = ""
    if chosen:
        back = f'<a data-go href="{href(address, c=None)}">{say("compare.by_question")}</a>' if first(address, "q") else ""
        about = f'<div class="compared"><p class="note">{say("compare.passage")} {back}</p>{passage_button(chosen)}</div>'
    columns = "".join(_column(column, number, address, chosen) for number, column in enumerate(comparison.columns))
    shown = f'<div class="accounts" tabindex="0" role="region"{attribute("aria-label", words("compare.columns"))}>{columns}</div>'
    return f"{about}{_notes(comparison)}{shown if columns else ''}"


def _notes(comparison: Comparison) -> str:
    """How many outlets say something, whether they differ, and who says nothing."""
    count = len(comparison.columns)
    if not count:
        return f'<p class="notice">{say("compare.nothing")}</p>'
    lines = [say("compare.one") if count == 1 else say("compare.count", n=count)]
    if count > 1:
        lines.append(say("compare.differ" if comparison.differ else "compare.agree"))
    if comparison.unshown:
        lines.append(say("compare.unshown", n=comparison.unshown))
    if comparison.silent:
        lines.append(say("compare.silent", outlets=_listed(comparison.silent)))
    return f'<p class="note">{" ".join(lines)}</p>'


def _listed(outlets: Sequence[str]) -> Words:
    named, left = [isolated(outlet) if TURNS.search(outlet) else outlet for outlet in outlets[:NAMED]], len(outlets) - NAMED
    more = words("explore.other_outlets", n=left) if left > 0 else same("")
    return Words("、".join(filter(None, (*named, more.zh))), ", ".join(filter(None, (*named, more.en))))


def _column(column: Column, number: int, address: Address, chosen: Passage | None) -> str:
    said = "".join(_said(said, address, chosen) for said in column.said)
    name = show(outlet_words(column.outlet))
    heading = f'<h3 id="account-{number}"><bdi>{name}</bdi></h3>'
    return f'<section class="account" aria-labelledby="account-{number}">{heading}{said}</section>'


def _said(said: Said, address: Address, chosen: Passage | None) -> str:
    """A passage word for word, what others give differently marked in it and listed below it."""
    passage = said.hit.passage
    own = chosen is not None and passage.id == chosen.id
    layers = [*hit_layers(said.hit), Layer("mark", "differs", [dispute.span for dispute in said.disputes])]
    disputes = "".join(_dispute(here, there, alike) for (here, there), alike in _alike(said).items())
    to = href(address, c=passage.id)
    label = attribute("aria-label", words("compare.this_named", n=passage.number, title=title_words(passage.article)))
    other = "" if own else f'<a data-go href="{to}"{label}>{say("compare.this")}</a>'
    parts = head_parts(passage.article)[1 if passage.article.source else 0 :]  # the outlet heads the column
    parts += place_parts(passage)
    return (
        f'<article class="said{" chosen" if own else ""}"><h4>{title(passage.article)}</h4>'
        f"{parts_line(parts)}"
        f"{passage_text(passage, layers)}{f'<ul class=disputes>{disputes}</ul>' if disputes else ''}"
        f'<div class="actions">{open_button(passage)} {other}</div></article>'
    )


def _alike(said: Said) -> dict[tuple[str, str], list[Dispute]]:
    """The disputes by what stands here and what stands there: many outlets may print the same."""
    found: dict[tuple[str, str], list[Dispute]] = {}
    for dispute in said.disputes:
        found.setdefault((dispute.span.of(said.hit.passage.text), dispute.there), []).append(dispute)
    return found


def _dispute(here: str, there: str, disputes: Sequence[Dispute]) -> str:
    """What stands here, what stands there, and the way to each outlet where it does."""
    if len(disputes) == 1:
        (only,) = disputes
        return f"<li>{_way(only, say('compare.dispute', here=here, outlet=outlet_words(only.outlet), there=there))}</li>"
    ways = " ".join(_way(dispute, show(outlet_words(dispute.outlet))) for dispute in disputes)
    return f'<li class="many">{say("compare.dispute_many", here=here, n=len(disputes), there=there)} {ways}</li>'


def _way(dispute: Dispute, shown: str) -> str:
    return f'<button type="button" data-passage="{escape(dispute.passage)}">{shown}</button>'


COMPARE = View(
    name="compare",
    title="view.compare",
    render=render_compare,
    handlers=make_compare_handlers,
    scripts=("compare.js",),
    parameters=("c",),
)
