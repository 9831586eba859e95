"""The map's surroundings, the timeline, and the names and terms, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xunzhang.explore.explorer import Explorer
from xunzhang.explore.frequent import Frequent, Named
from xunzhang.explore.passage_map import PassageMap
from xunzhang.explore.terms import Term
from xunzhang.language.line_breaks import shorten
from xunzhang.messages.strings import Words
from xunzhang.messages.wording import language_name, same, words
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.links import Address, choices, href
from xunzhang.page.parts.sources import head_parts, html_language, outlet_words, parts_line, passage_button
from xunzhang.page.parts.wording import attribute, say, show
from xunzhang.page.views.explore.map_figure import NAME, SERIES
from xunzhang.search.timeline import Period, Timeline, period_bounds
from xunzhang.types import Passage

REGION_PAGE = 30  # passages of a region listed at a time
MOST_OUTLETS = len(SERIES) - 1  # with a colour of their own; the rest share one


def render_map_head(address: Address, drawn: PassageMap) -> str:
    """What is on the map, and what it is coloured by."""
    colours = [("outlet", "narrow.source"), ("date", "explore.by_date"), ("language", "narrow.language")]
    count = "explore.all_drawn" if len(drawn.rows) == drawn.total else "explore.some_drawn"
    said = say(count, n=len(drawn.rows), total=drawn.total)
    return f'<p class="note">{say("explore.map_note")} {said}</p>{choices("explore.colour", address, "colour", colours)}'


def render_regions(drawn: PassageMap, found: Frequent) -> str:
    """The map in words: its regions with their terms, each of which unfolds to its passages."""
    items = []
    for region, terms in enumerate(found.regions):
        size = int((drawn.regions == region).sum())
        name = (
            show(same(" · ".join(shorten(term, NAME) for term in terms))) if terms else say("explore.region", number=region + 1)
        )
        count = f'<span class="number">{say("explore.passages", n=size)}</span>'
        items.append(
            f'<li><details data-region="{region}"><summary>{name} {count}</summary><div class="region"></div></details></li>'
        )
    return (
        f'<h3>{say("explore.list")}</h3><p class="note">{say("explore.list_note")}</p><ul class="regions">{"".join(items)}</ul>'
    )


def render_region(passages: Sequence[Passage], start: int, total: int) -> str:
    """Some of a region's passages, each a button that opens it, and one for the next."""
    items = "".join(f"<li>{passage_button(passage)}{parts_line(head_parts(passage.article))}</li>" for passage in passages)
    on = start + len(passages)
    more = (
        f'<button type="button" class="more" data-from="{on}">{say("explore.more", n=total - on)}</button>' if on < total else ""
    )
    return f"<ul>{items}</ul>{more}"


def render_timeline(address: Address, timeline: Timeline) -> str:
    """Bars by outlet, each a link to its articles; the same as a table; and what has no place on it."""
    said = [
        say(f"time.{key}", n=count)
        for key, count in (("undated", timeline.undated), ("yearless", timeline.yearless.total()), ("coarser", timeline.coarser))
        if count
    ]
    notes = f'<p class="note">{" ".join(said)}</p>' if said else ""
    days = "".join(
        f'<li><a data-go href="{href(address, show="articles", list=None, find=date, start=None)}">{show(date_words(date))}</a>'
        f' <span class="number">{say("time.articles", n=count)}</span></li>'
        for date, count in sorted(timeline.yearless.items())
    )
    yearless = f'<h3>{say("time.days")}</h3><ul class="days">{days}</ul>' if days else ""
    if not timeline.periods:
        return f'<h2>{say("panel.time")}</h2><p class="notice">{say("time.none")}</p>{notes}{yearless}'
    unit = say(f"time.by_{timeline.unit}", n=timeline.placed)
    heading = f'<h2>{say("panel.time")}</h2><p class="note">{unit}</p>{notes}'
    return f"{heading}{_legend(timeline)}{_bars(address, timeline)}{_table(timeline)}{yearless}"


def _legend(timeline: Timeline) -> str:
    shown = [(outlet_words(outlet), _colour(timeline, outlet)) for outlet in timeline.outlets[:MOST_OUTLETS]]
    left = len(timeline.outlets) - len(shown)
    if left > 0:
        shown.append((words("explore.other_outlets", n=left), SERIES[-1]))
    items = "".join(f'<li><i style="background:{colour}"></i>{show(name)}</li>' for name, colour in shown)
    return f'<ul class="legend">{items}</ul>'


def _bars(address: Address, timeline: Timeline) -> str:
    highest = max(period.total for period in timeline.periods)
    step = max(1, len(timeline.periods) // 6)
    items = "".join(
        f"<li>{_bar(address, timeline, period, highest)}"
        f'<span class="tick" aria-hidden="true">{show(period_words(period.key)) if at % step == 0 else ""}</span></li>'
        for at, period in enumerate(timeline.periods)
    )
    return f'<ol class="bars"{attribute("aria-label", words("panel.time"))}>{items}</ol>'


def _bar(address: Address, timeline: Timeline, period: Period, highest: int) -> str:
    if not period.total:
        return '<span class="bar-empty"></span>'
    parts = "".join(
        f'<i style="height:{100 * count / period.total:.2f}%;background:{_colour(timeline, outlet)}"></i>'
        for outlet, count in sorted(period.articles.items(), key=lambda item: timeline.outlets.index(item[0]))
    )
    named = words("time.bar", period=period_words(period.key), n=period.total)
    to = href(address, show="articles", list=None, period=period.key, unit=timeline.unit, start=None, find=None)
    height = f"height:{100 * period.total / highest:.2f}%"
    label = attribute("aria-label", named) + attribute("title", named)
    return f'<a class="stack" data-go href="{to}" style="{height}"{label}>{parts}</a>'


def _table(timeline: Timeline) -> str:
    """The figures behind the bars, of the periods that have any."""
    rows = "".join(
        f'<tr><th scope="row">{show(period_words(period.key))}</th><td>{show(outlet_words(outlet))}</td>'
        f'<td class="number">{count:,}</td></tr>'
        for period in timeline.periods
        for outlet, count in period.articles.most_common()
    )
    heads = "".join(f'<th scope="col">{say(key)}</th>' for key in ("time.period", "narrow.source", "panel.articles"))
    table = f'<div class="scroll"><table class="list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f"<details><summary>{say('time.table')}</summary>{table}</details>"


def _colour(timeline: Timeline, outlet: str) -> str:
    return SERIES[min(timeline.outlets.index(outlet), len(SERIES) - 1)]


def period_words(key: str) -> Words:
    first, last = period_bounds(key)
    return date_words(key) if first == last else words("time.decade", year=first)


def render_terms(address: Address, explorer: Explorer) -> str:
    """Terms and names by language, then what marks each outlet; each leads to its contexts and to asking for it."""
    found = explorer.frequent()
    counted = "terms.counted" if found.read == found.total else "terms.sampled"
    parts = [
        f'<h2>{say("panel.terms")}</h2><p class="note">{say("terms.note")} {say(counted, n=found.read, total=found.total)}</p>'
    ]
    for language, terms in found.terms.items():
        names = found.names.get(language, ())
        if terms or names:
            parts.append(f'<section class="language"><h3>{show(language_name(language))}</h3>')
            parts.append(_chips("terms.terms", address, language, terms) + _chips("terms.names", address, language, names))
            parts.append("</section>")
    if len(found.outlets) > 1:
        parts.append(f'<h3>{say("terms.outlets")}</h3><p class="note">{say("terms.outlets_note")}</p><dl class="marks">')
        for outlet, terms in found.outlets.items():
            chips = "".join(_chip(address, "", term) for term in terms)
            parts.append(f'<dt>{show(same(outlet))}</dt><dd><ul class="termlist">{chips}</ul></dd>')
        parts.append("</dl>")
    if not any(found.terms.values()) and not any(found.names.values()):
        parts.append(f'<p class="notice">{say("terms.none")}</p>')
    return "".join(parts)


def _chips(key: str, address: Address, language: str, items: Sequence[Term | Named]) -> str:
    if not items:
        return ""
    chips = "".join(_chip(address, language, item) for item in items)
    return f'<h4>{say(key)}</h4><ul class="termlist">{chips}</ul>'


def _chip(address: Address, language: str, item: Term | Named) -> str:
    """A term with its number of passages, leading to its contexts; and a link that asks for it."""
    lang = html_language(language) if language else ""
    context = href(address, show="context", term=item.text, start=None)
    ask = href({}, q=item.text)
    label = attribute("aria-label", words("terms.ask_named", term=item.text))
    return (
        f'<li><a data-go href="{context}"><bdi{lang}>{escape(item.text, quote=False)}</bdi></a> '
        f'<span class="number">{item.passages:,}</span>'
        f'<a class="ask-for" data-go href="{ask}"{label}>?</a></li>'
    )
