"""The map as a Plotly figure: a point a passage, coloured by outlet, date or language, a question's hits lit up.

Plotly reads markup in what it shows, so everything the collection says is escaped, and each line is kept in its own direction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Literal, NamedTuple

import numpy as np

from xunzhang.explore.passage_map import PassageMap
from xunzhang.language.codes import family
from xunzhang.language.iso_dates import IsoDate, iso_date
from xunzhang.language.line_breaks import shorten, shortened_lines
from xunzhang.language.scripts import detect_language
from xunzhang.messages.closed_sets import language_name
from xunzhang.messages.wording import same, words
from xunzhang.page.parts.bilingual import TURNS, isolated
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.palette import PALETTES, SANS
from xunzhang.page.parts.sources import paragraph_words
from xunzhang.types import Passage
from xunzhang.types.message import Words

Colour = Literal["outlet", "date", "language"]
COLOURS: tuple[Colour, ...] = ("outlet", "date", "language")
# Told apart by colour-blind readers too (Okabe and Ito), and by their shapes; the rest share the last.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#7b3294", "#444444")
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "pentagon", "triangle-down", "circle")
MOST_SERIES = len(SERIES)
LINE, LINES, NAME = 44, 12, 24  # columns of a line of hover text, lines of it, and columns of a name in the legend


class MapStyle(NamedTuple):
    """How the reader's page is: its language ("zh" or "en"), whether it is dark, and whether it is as narrow as a phone."""

    language: str
    dark: bool = False
    narrow: bool = False

    def say(self, text: Words) -> str:
        return text.zh if self.language == "zh" else text.en


class Lit(NamedTuple):
    """A question's hits: passages and where they are, float32 (m, 2)."""

    passages: Sequence[Passage]
    points: Any


def figure_json(
    drawn: PassageMap,
    passages: Sequence[Passage],
    labels: Sequence[Sequence[str]],
    colour: Colour,
    style: MapStyle,
    lit: Lit | None,
) -> str:
    """The figure as JSON for plotly.js. `passages` are the map's, `labels` its regions' terms."""
    import plotly.graph_objects as go  # seconds to import all of it; needed only where a map is looked at

    palette = PALETTES["dark" if style.dark else "light"]
    figure = go.Figure()
    hover = [hover_text(passage, style) for passage in passages]
    ids = [passage.id for passage in passages]
    faint = 0.25 if lit and len(lit.passages) else 0.8
    for name, members, marker in _series(passages, colour, style):
        figure.add_trace(
            go.Scatter(
                x=drawn.points[members, 0].tolist(),
                y=drawn.points[members, 1].tolist(),
                mode="markers",
                name=_plain(name),
                hovertext=[hover[i] for i in members],
                hoverinfo="text",
                customdata=[ids[i] for i in members],
                marker={"size": 8 if len(passages) < 1000 else 6, "opacity": faint, "line": {"width": 0}} | marker,
            )
        )
    if lit and len(lit.passages):
        figure.add_trace(
            go.Scatter(
                x=lit.points[:, 0].tolist(),
                y=lit.points[:, 1].tolist(),
                mode="markers",
                name=_plain(style.say(words("explore.hits", n=len(lit.passages)))),
                hovertext=[hover_text(passage, style) for passage in lit.passages],
                hoverinfo="text",
                customdata=[passage.id for passage in lit.passages],
                marker={
                    "size": 15,
                    "symbol": "star",
                    "color": palette["accent"],
                    "line": {"width": 1, "color": palette["sheet"]},
                },
            )
        )
    figure.update_layout(**_layout(palette), annotations=list(_annotations(drawn, labels, palette, style.narrow)))
    shown: dict[str, Any] = json.loads(figure.to_json())
    return json.dumps(shown | {"config": _config(style)}, ensure_ascii=False)


def _config(style: MapStyle) -> dict[str, Any]:
    """Buttons that zoom, in the page's language; the wheel scrolls the page."""
    said = {
        "Zoom in": words("explore.zoom_in"),
        "Zoom out": words("explore.zoom_out"),
        "Reset axes": words("explore.zoom_back"),
    }
    spoken = {"dictionary": {english: style.say(wanted) for english, wanted in said.items()}, "format": {}}
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
        "scrollZoom": False,
        "locale": "page",
        "locales": {"page": spoken},
    }


def hover_text(passage: Passage, style: MapStyle) -> str:
    """Title, where it stands, and the passage, wrapped and escaped; cut with … where it is long: a click opens all of it."""
    head = passage.article
    place = [paragraph_words(passage)]
    place += [words("source.page", n=passage.page)] if passage.page is not None else []
    outlet = isolated(head.source) if TURNS.search(head.source) else head.source
    where = [outlet, style.say(date_words(head.date)), *map(style.say, place)]
    title = head.title or style.say(words("source.untitled"))
    heads = [line for text in (title, " · ".join(filter(None, where))) for line in shortened_lines(text, 2, LINE)]
    lines = [*heads, "", *shortened_lines(passage.text, LINES, LINE)]
    return "<br>".join(_plain(line) for line in lines)


def _series(passages: Sequence[Passage], colour: Colour, style: MapStyle) -> Iterator[tuple[str, list[int], dict[str, Any]]]:
    """-> (name, which points, how they look), the largest first."""
    if colour == "date":
        yield from _by_date(passages, style)
        return
    keys = [passage.article.source if colour == "outlet" else passage.language for passage in passages]
    order = [key for key, _ in Counter(keys).most_common()]
    named = order if len(order) <= MOST_SERIES else order[: MOST_SERIES - 1]
    for at, key in enumerate(named):
        name = language_name(key) if colour == "language" else same(key) if key else words("explore.no_outlet")
        members = [i for i, other in enumerate(keys) if other == key]
        yield style.say(name), members, {"color": SERIES[at], "symbol": SHAPES[at]}
    rest = [i for i, key in enumerate(keys) if key not in named]
    if rest:
        others = style.say(words("explore.other_outlets", n=len(order) - len(named)))
        yield others, rest, {"color": SERIES[-1], "symbol": "circle-open"}


def _by_date(passages: Sequence[Passage], style: MapStyle) -> Iterator[tuple[str, list[int], dict[str, Any]]]:
    """A scale from the first year, month or day to the last; what has no year is grey and says so."""
    days = [_day(passage.article.date) for passage in passages]
    dated = [i for i, day in enumerate(days) if day is not None]
    undated = [i for i, day in enumerate(days) if day is None]
    if undated:
        yield style.say(words("explore.no_year")), undated, {"color": "#8a8880", "symbol": "circle-open", "line": {"width": 1}}
    if not dated:
        return
    values = [days[i] for i in dated]
    low, high = min(values, key=_number), max(values, key=_number)
    ticks = sorted({_number(low), (_number(low) + _number(high)) / 2, _number(high)})
    bar = {"tickvals": ticks, "ticktext": [_date_at(tick) for tick in ticks], "thickness": 10, "len": 0.5, "outlinewidth": 0}
    marker = {"color": values, "colorscale": "Viridis", "showscale": True, "colorbar": bar}
    yield style.say(words("explore.dated")), dated, marker


def _day(printed: str) -> float | None:
    """A date with a year as a number of days, the middle of the year or month where no more is given."""
    given = iso_date(printed)
    if given is None or not given.year:
        return None
    middle = IsoDate(given.year, given.month or 7, given.day or (16 if given.month else 2))
    return float(np.datetime64(str(middle), "D").astype(int))


def _number(day: float | None) -> float:
    return day or 0.0


def _date_at(day: float) -> str:
    return str(np.datetime64(int(day), "D"))


def _annotations(
    drawn: PassageMap, labels: Sequence[Sequence[str]], palette: Mapping[str, str], narrow: bool
) -> Iterator[dict[str, Any]]:
    """A term of each script in the middle of its region, one term on a phone; none where there is one region."""
    if len(labels) < 2:
        return
    for region, terms in enumerate(labels):
        members = drawn.points[drawn.regions == region]
        if terms and len(members):
            x, y = np.median(members, axis=0).tolist()
            scripts = {
                family(detect_language(term)): shorten(term, NAME if not narrow else NAME // 2) for term in reversed(terms)
            }
            text = _plain(" · ".join(list(scripts.values())[::-1][: 1 if narrow else 2]))
            ground = {"bgcolor": palette["paper"], "opacity": 0.82, "borderpad": 2}
            yield {
                "x": x,
                "y": y,
                "text": text,
                "showarrow": False,
                "font": {"size": 11 if narrow else 12, "color": palette["ink"]},
            } | ground


def _layout(palette: Mapping[str, str]) -> dict[str, Any]:
    axis = {"visible": False, "range": [-1.12, 1.12], "fixedrange": False}
    font = {"family": ", ".join(SANS), "size": 13, "color": palette["ink"]}
    return {
        "height": 560,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "xaxis": axis,
        "yaxis": axis,
        "modebar": {"bgcolor": palette["sheet"], "color": palette["muted"], "activecolor": palette["accent"]},
        "hovermode": "closest",
        "dragmode": "pan",
        "showlegend": True,
        "legend": {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "font": {"color": palette["ink"]}},
        "hoverlabel": {
            "align": "left",
            "bgcolor": palette["sheet"],
            "bordercolor": palette["edge"],
            "font": {"family": ", ".join(SANS), "size": 13, "color": palette["ink"]},
            "namelength": 0,
        },
    }


def _plain(text: str) -> str:
    """Text that Plotly shows as it is, in its own direction whatever marks are in it."""
    return escape(isolated(text), quote=False) if text else ""
