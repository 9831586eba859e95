"""The view that puts together what the collection claims on the question, sentence by sentence, and saves it as a brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from markupsafe import Markup

from xunzhang.explore.brief import brief_on
from xunzhang.export.brief_files import BRIEF_FORMATS, brief_file, differing, differing_rows
from xunzhang.export.provenance import Manner, Provenance
from xunzhang.messages.verdicts import verdict_line
from xunzhang.messages.wording import Spoken, in_words
from xunzhang.page.parts.bilingual import notice, say, show
from xunzhang.page.parts.cards import render_note
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.links import filters_of, first, read_address
from xunzhang.page.parts.marks import Layer, nested
from xunzhang.page.parts.narrow import requested_filters
from xunzhang.page.parts.saving import NAMES, file_reply
from xunzhang.page.parts.sources import head_parts, place_parts
from xunzhang.page.parts.templates import macros, render
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View, text_of
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters, Span
from xunzhang.types.brief_records import Brief, BriefOrder, Statement, who
from xunzhang.types.question import LONGEST_QUESTION

ORDERS: tuple[BriefOrder, ...] = get_args(BriefOrder)


def render_section(searcher: Searcher | None) -> Markup:
    """The order to choose, and the place for the brief, which follows the question box."""
    return render("brief/section.html", orders=ORDERS) if searcher else Markup("")


def make_brief_handlers(get_searcher: GetSearcher) -> Sequence[Handler]:
    """The functions `brief` and `save_brief`."""

    def brief(request: Mapping[str, Any]) -> Reply:
        """{"address", "order"} -> {"brief"}, HTML: what is claimed on the question of the address."""
        searcher, address = get_searcher(), read_address(request)
        question = first(address, "q")
        if searcher is None:
            return {"brief": ""}
        if not question.strip() or len(question) > LONGEST_QUESTION:
            return {"brief": render("brief/claims.html", asked=False, notes=[], claims=[])}
        filters, order = filters_of(address), _order(request)
        return {"brief": render_brief(brief_on(searcher, question, filters, order), filters, order)}

    def save_brief(request: Mapping[str, Any]) -> Reply:
        """{"question", filters, "order", "format", "language"} -> {"name", "mime", "content"}, the content in base64."""
        searcher = get_searcher()
        if searcher is None:
            return {"notice": notice("none.heading")}
        filters = requested_filters(request)
        made = brief_on(searcher, text_of(request, "question"), filters, _order(request))
        spoken: Spoken = "zh" if text_of(request, "language") == "zh" else "en"
        manner = Manner(spoken, Provenance(searcher.generation, searcher.manifest.model, filters))
        format = text_of(request, "format")
        format = format if format in BRIEF_FORMATS else next(iter(BRIEF_FORMATS))
        suffix, mime, _ = BRIEF_FORMATS[format]
        return file_reply(f"xunzhang-brief.{suffix}", mime, brief_file(made, format, manner))

    return (brief, save_brief)


def _order(request: Mapping[str, Any]) -> BriefOrder:
    wanted = text_of(request, "order")
    return wanted if wanted in ORDERS else ORDERS[0]


def render_brief(made: Brief, filters: Filters, order: BriefOrder) -> Markup:
    """The verdict and what is to be known of it, the claims, what differs, and the files that it can be saved as."""
    opening = [show(in_words(verdict_line(made.judged))), say("brief.verbatim")]
    tables = [[_row(printed, statement) for printed, statement in differing_rows(claims)] for claims in differing(made)]
    return render(
        "brief/claims.html",
        asked=True,
        notes=[*(opening if made.claims else []), *(render_note(note, filters) for note in made.judged.notes)],
        claims=[(claim, [_said(statement) for statement in claim.statements]) for claim in made.claims],
        differing=tables,
        formats=Markup(macros("parts/saving.html").formats("brief", [(name, NAMES[name]) for name in BRIEF_FORMATS], order)),
    )


def _said(statement: Statement) -> tuple[Statement, list[Any], list[Markup]]:
    """A statement, its sentence in pieces with what answers marked, and where it stands besides its title."""
    start = statement.sentence.start
    exact = [Span(span.start - start, span.end - start) for span in statement.exact]
    passage = statement.passage
    return (
        statement,
        nested(statement.text, [Layer("strong", "exact", exact)]),
        [*head_parts(passage.article), *place_parts(passage)],
    )


def _row(printed: str, statement: Statement) -> tuple[str, str, object, str]:
    head = statement.passage.article
    return printed, who(head), date_words(head.date), statement.passage.id


BRIEF = View(
    name="brief",
    title="view.brief",
    render=render_section,
    handlers=make_brief_handlers,
    scripts=("brief.js",),
    styles=("brief.css",),
)
