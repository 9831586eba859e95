"""Where what is said of an article came from, on the page."""

from __future__ import annotations

import re
from typing import get_args

from xunzhang.messages.closed_sets import NAMES
from xunzhang.page.parts.origins import render_origins
from xunzhang.types import ArticleHead
from xunzhang.types.kinds import Origin


def test_facts_come_with_their_origins():
    head = ArticleHead(
        "a",
        title="T",
        date="--11-19",
        url="u",
        origins=(("title", "title line"), ("date", "opening day"), ("source", "document properties"), ("url", "page foot")),
    )
    html = render_origins(head)
    assert "printed as the title" in html and "without a year" in html
    assert "文档属性，由制作文件的软件写下" in html and "页脚，打印网页时由浏览器印上" in html
    assert html.count("and not guessed") == 2  # byline, language
    assert render_origins(ArticleHead("a")) == ""


def test_every_origin_has_words_and_is_in_the_documentation(request):
    table = (request.config.rootpath / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", table[table.index("| origin | the value was |") :].split("\n\n")[0], re.MULTILINE)
    named = {name.strip('"') for row in rows for name in re.findall(r"`([^`]*)`", row)} - {"not given"}
    assert set(get_args(Origin)) == set(NAMES["origin"])
    assert named - {""} == set(get_args(Origin))
