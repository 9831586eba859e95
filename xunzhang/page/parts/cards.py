"""`Results` as HTML: a card for each group of passages, the verbatim text marked, and what the other outlets say instead."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xunzhang.messages.wording import language_name
from xunzhang.page.parts.marks import Layer, mark
from xunzhang.page.parts.sources import (
    cite_button,
    compare_link,
    html_language,
    keep_button,
    open_button,
    parts_line,
    source_line,
    title,
)
from xunzhang.page.parts.wording import say
from xunzhang.search.narrowing import Demand
from xunzhang.types import ArticleHead, Copy, Filters, Hit, HitGroup, Passage, Results


def render_results(results: Results) -> str:
    """The cards, best first, as one ordered list; empty when nothing was found."""
    if not results.groups:
        return ""
    return f'<h2 class="unseen">{say("found.heading")}</h2><ol class="cards">{render_items(results)}</ol>'


def render_items(results: Results, before: int = 0) -> str:
    """The cards as the items of the list, numbered on from the `before` cards above them."""
    return "".join(f"<li>{render_card(group, place)}</li>" for place, group in enumerate(results.groups, start=before + 1))


def render_more(shown: int, more: bool) -> str:
    """What stands below the cards: the way to further ones, or that there are none."""
    if more:
        return f'<button type="button" class="further" data-more="{shown}">{say("found.more")}</button>'
    return f'<p class="count">{say("found.end", n=shown)}</p>'


def render_status(results: Results, filters: Filters, demands: Sequence[Demand] = (), left: int = 0) -> str:
    """The lines above the cards: how many passages, or why none, or that none answers; how the question was understood.

    Where nothing was found, `demands` are the question's, and `left` is how many articles it was looked for in.
    """
    parts = _understood(results)
    line = ""
    if not results.groups:
        line = _why_nothing(filters, demands, left)
    elif not results.answerable:
        line = f'<p class="notice">{say("found.unanswerable")}</p>'
    else:
        seconds = f"{results.elapsed_ms / 1000:.2f}"
        parts = [say("found.count", n=len(results.groups), seconds=seconds), *parts]
    said = parts_line(parts) if parts else ""
    return line + said


def _understood(results: Results) -> list[str]:
    """The language the question was read in, and what it demands of a passage."""
    asked = results.asked
    parts = [] if results.language == "und" else [say("found.read_as", language=language_name(results.language))]
    parts += [say("found.phrase", text=text) for text in asked.phrases]
    parts += [say("found.must", text=text) for text in asked.must]
    return parts + [say("found.must_not", text=text) for text in asked.must_not]


def _why_nothing(filters: Filters, demands: Sequence[Demand], left: int) -> str:
    """That nothing was found: that nothing is left to search, or which demand of the question no passage meets, or not all."""
    unmet = [demand for demand in demands if not demand.passages]
    if filters and not left:
        return f'<p class="notice">{say("narrow.nothing")}</p>'
    if unmet:
        keys = {"must_not": "found.held_by_all"}
        return "".join(
            f'<p class="notice">{say(keys.get(demand.kind, "found.held_by_none"), text=demand.text)}</p>' for demand in unmet
        )
    if len(demands) > 1:
        keys = {"must_not": "found.held_not"}
        parts = [say(keys.get(demand.kind, "found.held"), text=demand.text, n=demand.passages) for demand in demands]
        return f'<div class="notice"><p>{say("found.held_apart")}</p>{parts_line(parts)}</div>'
    return f'<p class="notice">{say("found.nothing_narrowed" if filters else "found.nothing")}</p>'


def render_card(group: HitGroup, place: int) -> str:
    """One group: the best passage in full, its strength in words, where it stands, and the copies folded away."""
    hit, passage = group.hit, group.hit.passage
    return (
        f'<article class="card" data-card="{escape(passage.id)}" aria-labelledby="card-{place}" tabindex="-1">'
        f'<header><h3 id="card-{place}">{title(passage.article)}</h3>'
        f'<p class="strength {hit.strength}">{say(f"strength.{hit.strength}")}</p>'
        f"{source_line(passage)}</header>"
        f"{passage_text(passage, hit_layers(hit))}"
        f'<div class="actions">{open_button(passage, hit.answer)}{cite_button(passage)}{keep_button(passage)}'
        f"{compare_link(passage)}</div>"
        f"{_also(group)}</article>"
    )


def hit_layers(hit: Hit) -> list[Layer]:
    """The marks of a hit: the sentence that answers, the span in it that is the answer, the question's words.

    In a weak hit the sentence is only the nearest, so it is marked more lightly and nothing in it is held up as the answer.
    """
    weak = hit.strength == "weak"
    return [
        Layer("mark", "nearest" if weak else "answer", [hit.answer] if hit.answer else []),
        Layer("strong", "exact", [hit.exact] if hit.exact and not weak else []),
        Layer("span", "term", hit.terms),
    ]


def passage_text(passage: Passage, layers: list[Layer]) -> str:
    """The passage as a quotation whose text content is `passage.text`, to the character."""
    return f'<blockquote class="passage"{html_language(passage.language)}>{mark(passage.text, layers)}</blockquote>'


def _also(group: HitGroup) -> str:
    """The copies of a passage in other articles, folded; the summary says when any of them tells it differently."""
    if not group.also_in:
        return ""
    outlets = {copy.passage.article.source for copy in group.also_in} - {"", group.hit.passage.article.source}
    told = say("also.outlets", n=len(outlets)) if outlets else say("also.articles", n=len(group.also_in))
    differ = any(copy.differences for copy in group.also_in)
    flag = f'<span class="differ">{say("also.differ")}</span>' if differ else ""
    copies = "".join(_copy(group.hit.passage, copy) for copy in group.also_in)
    return f'<details class="also"><summary>{told}{flag}</summary>{copies}</details>'


def _copy(here: Passage, copy: Copy) -> str:
    there = copy.passage
    spans = Layer("span", "differs", [difference.there_span for difference in copy.differences])
    return (
        f'<section class="copy"><h4>{title(there.article)}</h4>{source_line(there)}{_differences(here, copy)}'
        f"{passage_text(there, [spans])}"
        f'<div class="actions">{open_button(there)}{cite_button(there)}{keep_button(there)}</div></section>'
    )


def _differences(here: Passage, copy: Copy) -> str:
    """A table with a column for each of the two passages and a row for each figure, date or name told differently."""
    if not copy.differences:
        return ""
    there = copy.passage
    rows = "".join(f"<tr>{_cell(here, row.here)}{_cell(there, row.there)}</tr>" for row in copy.differences)
    names = "".join(f'<th scope="col">{name}</th>' for name in _column_names(here.article, there.article))
    caption = f'<caption class="unseen">{say("also.table")}</caption>'
    return f"<table>{caption}<thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def _column_names(here: ArticleHead, there: ArticleHead) -> tuple[str, str]:
    """What tells the two apart in a heading: their outlets, or their titles where the outlets do not."""
    if here.source and there.source and here.source != there.source:
        return escape(here.source), escape(there.source)
    return title(here), title(there)


def _cell(passage: Passage, printed: str) -> str:
    return f"<td{html_language(passage.language)}>{escape(printed)}</td>"
