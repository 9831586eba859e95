"""The map's figure: what Plotly is given is text, whatever the collection says, and a trace for each outlet, date or language."""

from __future__ import annotations

import json

import numpy as np
import pytest

from xunzhang.explore.passage_map import PassageMap
from xunzhang.language.line_breaks import shorten
from xunzhang.page.views.explore.map_figure import MOST_SERIES, NAME, Lit, MapStyle, figure_json, hover_text
from xunzhang.types import ArticleHead, Passage

ENGLISH = MapStyle("en")


def passage(number, source="Post", date="", language="en", text="A passage.", title="Title"):
    head = ArticleHead(f"a{number}", title, source, "", date, language)
    return Passage(f"p{number}", head, 1, 0, len(text), text, language=language, paragraph=1, until=1)


def figure(passages, colour="outlet", look=ENGLISH, labels=((),), lit=None):
    count = len(passages)
    points = np.linspace(-1, 1, 2 * count, dtype=np.float32).reshape(count, 2)
    regions = np.arange(count) % max(1, len(labels))
    return json.loads(figure_json(PassageMap(np.arange(count), points, regions, count), passages, labels, colour, look, lit))


def names(shown):
    return [trace["name"].strip("\u2068\u2069") for trace in shown["data"]]


def test_markup_marks_and_long_words_are_text_of_a_bounded_width():
    text = "A <b>bold</b> <a href='x'>link</a> & \u202eturned %{x} " + "kindergarten" * 40
    shown = hover_text(passage(1, source="<i>Outlet</i>", text=text, title="<br>Title"), ENGLISH)
    lines = shown.split("<br>")
    assert "<" not in "".join(lines) and "&lt;b&gt;bold&lt;/b&gt;" in shown and "&amp;" in shown and "&lt;i&gt;Outlet" in shown
    assert all(line.startswith("\u2068") and line.endswith("\u2069") for line in lines if line)
    assert len(lines) <= 17 and max(len(line) for line in lines) < 90 and lines[-1].endswith("…\u2069")


def test_a_short_passage_is_shown_whole():
    text = "这座桥于1968年建成，长1577米。"
    assert text in hover_text(passage(1, text=text, date="--11-19", language="zh"), MapStyle("zh"))
    assert "11月19日 · 第 1 段" in hover_text(passage(1, text=text, date="--11-19"), MapStyle("zh"))
    assert "paragraph 1" in hover_text(passage(1, title=""), ENGLISH) and "Untitled" in hover_text(passage(1, title=""), ENGLISH)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_every_passage_is_a_point_once(count):
    shown = figure([passage(i) for i in range(count)])
    assert [id_ for trace in shown["data"] for id_ in trace["customdata"]] == [f"p{i}" for i in range(count)]
    assert shown["config"]["modeBarButtons"] == [["zoomIn2d", "zoomOut2d", "resetScale2d"]]
    assert shown["config"]["scrollZoom"] is False  # the wheel scrolls the page


def test_outlets_beyond_the_colours_share_one():
    shown = figure([passage(i, source=f"<b>{i}" if i else "") for i in range(20)])
    assert len(shown["data"]) == MOST_SERIES and names(shown)[-1] == "13 others" and names(shown)[0] == "No outlet given"
    assert names(shown)[1] == "&lt;b&gt;1"
    assert sum(len(trace["x"]) for trace in shown["data"]) == 20


def test_by_date_what_has_no_year_is_apart():
    shown = figure([passage(0, date="2024-11-19"), passage(1, date="--11-19"), passage(2), passage(3, date="2020")], "date")
    assert names(shown) == ["No year given", "With a year"]
    undated, dated = shown["data"]
    assert undated["customdata"] == ["p1", "p2"] and dated["customdata"] == ["p0", "p3"]
    days = dated["marker"]["color"]
    assert days[0] - days[1] == (np.datetime64("2024-11-19") - np.datetime64("2020-07-02")).astype(int)
    assert dated["marker"]["colorbar"]["ticktext"][-1] == "2024-11-19"


def test_by_language_in_the_readers_words():
    shown = figure([passage(0, language="zh"), passage(1, language="zh"), passage(2)], "language", MapStyle("zh", dark=True))
    assert names(shown) == ["简体中文", "英文"]


def test_hits_are_lit_and_the_rest_is_dimmed():
    plain = figure([passage(i) for i in range(3)])
    lit = figure([passage(i) for i in range(3)], lit=Lit([passage(9)], np.array([[0.5, -0.5]], np.float32)))
    assert lit["data"][-1]["customdata"] == ["p9"] and (lit["data"][-1]["x"], lit["data"][-1]["y"]) == ([0.5], [-0.5])
    assert lit["data"][0]["marker"]["opacity"] < plain["data"][0]["marker"]["opacity"]


def test_regions_are_named_by_a_term_of_each_script():
    labels = (("教育", "高校", "university", "<b>x"), ("bridge", "river"))
    texts = [
        a["text"].strip("\u2068\u2069") for a in figure([passage(i) for i in range(4)], labels=labels)["layout"]["annotations"]
    ]
    assert texts == ["教育 · university", "bridge"]
    narrow = figure([passage(i) for i in range(4)], labels=labels, look=MapStyle("en", narrow=True))["layout"]["annotations"]
    assert [a["text"].strip("\u2068\u2069") for a in narrow] == ["教育", "bridge"]


def test_a_name_is_cut_where_it_is_long():
    assert shorten("short", NAME) == "short" and shorten("x" * 60, NAME) == "x" * 23 + "…"
