"""The facets above the results, as HTML: outlet, language, date and article with counts, and a chip for each choice made.

What a choice would leave is counted in `narrowing.py`; what has been chosen is in the address, and comes with each request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from xunzhang.messages.strings import Words
from xunzhang.messages.wording import language_name, same, words
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.sources import title, title_words
from xunzhang.page.parts.view import Reply, text_of, texts_of
from xunzhang.page.parts.wording import attribute, say, show
from xunzhang.search.narrowing import Bar, Choices
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, BoundError, Filters

MOST_CHOICES = 60  # outlets offered at a time, those with most articles first
FACETS = ("source", "language", "date", "article")


def filters_of(request: Mapping[str, Any]) -> Filters:
    """{"source": [...], "language": [...], "article": [...], "after": "", "before": ""} -> Filters; each may be left out."""
    return Filters(
        sources=texts_of(request, "source"),
        languages=texts_of(request, "language"),
        articles=texts_of(request, "article"),
        after=text_of(request, "after"),
        before=text_of(request, "before"),
    )


def choices_reply(searcher: Searcher, request: Mapping[str, Any]) -> Reply:
    """The panels of the facets by name, the chips, and the line that says what is left; all HTML."""
    filters = filters_of(request)
    try:
        choices = searcher.narrowing.choices(text_of(request, "question")[:1000], filters, text_of(request, "find"))
    except BoundError as wrong:
        line = f'<p class="notice">{say("narrow.bad_date", date=wrong.bound)}</p>'
        return {"panels": {}, "chips": render_chips(filters, searcher), "left": line}
    return {
        "panels": render_panels(choices, filters),
        "chips": render_chips(filters, searcher),
        "left": _left(choices, bool(text_of(request, "question").strip())) if filters else "",
    }


def render_narrow(searcher: Searcher) -> str:
    """The facets before anything is chosen."""
    choices = searcher.narrowing.choices("", Filters())
    panels = render_panels(choices, Filters())
    folded = "".join(_facet(name, panels[name]) for name in FACETS if _worthwhile(name, choices))
    region = attribute("aria-label", words("narrow.region"))
    return (
        f'<div class="narrow" role="group"{region}>{folded}<div class="chips"></div>'
        '<div class="left" role="status" aria-live="polite"></div></div>'
    )


def _worthwhile(name: str, choices: Choices) -> bool:
    """A facet is offered where there is something to choose between."""
    many = {"source": choices.sources, "language": choices.languages, "date": choices.bars, "article": choices.listed}
    return len(many[name]) > 1


def _facet(name: str, panel: str) -> str:
    return (
        f'<details class="choice" data-facet="{name}"><summary>{say(f"narrow.{name}")}<span class="chosen"></span></summary>'
        f"<fieldset>{_legend(name)}<div>{panel}</div></fieldset></details>"
    )


def _legend(name: str) -> str:
    return f'<legend class="unseen">{say(f"narrow.{name}")}</legend>'


def render_panels(choices: Choices, filters: Filters) -> dict[str, str]:
    """The insides of the facets, what is chosen in them ticked."""
    return {
        "source": _boxes("source", choices.sources, filters.sources, same),
        "language": _boxes("language", choices.languages, filters.languages, language_name),
        "date": _dates(choices, filters),
        "article": _articles(choices, filters),
    }


def _boxes(name: str, counts: Sequence[tuple[str, int]], chosen: Sequence[str], label: Callable[[str], Words]) -> str:
    """A box to tick for each value; those chosen first, then those that leave most."""
    first = [(value, count) for value, count in counts if value in chosen]
    others = [(value, count) for value, count in counts if value not in chosen][: MOST_CHOICES - len(first)]
    return "".join(_box(name, value, show(label(value)), count, value in chosen) for value, count in [*first, *others])


def _box(name: str, value: str, label: str, count: int | None, ticked: bool) -> str:
    number = "" if count is None else f' <span class="number">{count:,}</span>'
    nothing = ' class="nothing"' if count == 0 else ""
    return (
        f'<label{nothing}><input type="checkbox" name="{name}" value="{escape(value)}"{" checked" if ticked else ""}>'
        f" <span>{label}</span>{number}</label>"
    )


def _articles(choices: Choices, filters: Filters) -> str:
    listed = "".join(_box("article", head.id, title(head), None, head.id in filters.articles) for head in choices.listed)
    note = ""
    if not listed:
        note = f'<p class="note">{say("narrow.no_title")}</p>'
    elif choices.articles > len(choices.listed):
        note = f'<p class="note">{say("narrow.listed", n=len(choices.listed))}</p>'
    name = attribute("aria-label", words("narrow.find")) + attribute("placeholder", words("narrow.find"))
    return f'<input type="text" class="find" autocomplete="off"{name}><div class="titles">{listed}{note}</div>'


def _dates(choices: Choices, filters: Filters) -> str:
    """Bars over two sliders; the sliders are what the keyboard and a screen reader use, the bars are for the eye."""
    bars = choices.bars
    if not bars:
        return f'<p class="note">{say("narrow.no_dates")}</p>'
    most = max(1, *(bar.articles for bar in bars))
    first, last = _place(bars, filters.after, 0), _place(bars, filters.before, len(bars) - 1)
    drawn = "".join(f"<i{_drawn(bar, most, first <= place <= last)}></i>" for place, bar in enumerate(bars))
    undated = f'<p class="note">{say("narrow.undated", n=choices.undated)}</p>' if choices.undated else ""
    return (
        f'<div class="histogram" aria-hidden="true">{drawn}</div>'
        f"{_slider('after', bars, first)}{_slider('before', bars, last)}{undated}"
    )


def _place(bars: Sequence[Bar], bound: str, otherwise: int) -> int:
    """The bar that a bound stands in; a bound outside of them all stands at the nearer end."""
    if not bound:
        return otherwise
    places = [place for place, bar in enumerate(bars) if bar.after[: len(bound)] <= bound]
    return places[-1] if places else 0


def _drawn(bar: Bar, most: int, chosen: bool) -> str:
    height = 0 if not bar.articles else max(6, round(100 * bar.articles / most))
    return f' style="height:{height}%" data-articles="{bar.articles}"{" data-in" if chosen else ""}'


def _slider(name: str, bars: Sequence[Bar], place: int) -> str:
    """A range input over the bars, which tells its bar in words; `data-dates` are the bounds it stands for."""
    bounds = [bar.after if name == "after" else bar.before for bar in bars]
    told = date_words(bounds[place])
    return (
        f'<label class="slider"><span>{say(f"narrow.{name}")}</span> <output>{show(told)}</output>'
        f'<input type="range" name="{name}" min="0" max="{len(bars) - 1}" value="{place}" data-dates="{" ".join(bounds)}"'
        f"{attribute('aria-valuetext', told)}></label>"
    )


def _left(choices: Choices, asked: bool) -> str:
    """How many articles are searched; that there are none is said here only where no question's status says it."""
    if choices.articles:
        return f'<p class="count">{say("narrow.left", n=choices.articles)}</p>'
    return "" if asked else f'<p class="notice">{say("narrow.nothing")}</p>'


def render_chips(filters: Filters, searcher: Searcher) -> str:
    """A button for each choice, which takes it away; and one for all of them where there are several."""
    chips = [_chip("source", value, same(value)) for value in filters.sources]
    chips += [_chip("language", value, language_name(value)) for value in filters.languages]
    if filters.after or filters.before:
        chips.append(_chip("date", "", _between(filters)))
    chips += [_chip("article", value, _named(searcher, value)) for value in filters.articles]
    if len(chips) > 1:
        chips.append(f'<button type="button" class="clear" data-clear="all">{say("narrow.clear")}</button>')
    return "".join(chips)


def _chip(name: str, value: str, label: Words) -> str:
    named = attribute("aria-label", words("narrow.remove", what=label))
    return f'<button type="button" class="chip" data-clear="{name}" data-value="{escape(value)}"{named}>{show(label)}</button>'


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
