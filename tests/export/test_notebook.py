"""A notebook as files: order, questions, notes and passages come back from each format, read with other people's parsers."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import bibtexparser
import docx
import pytest
import rispy
from markdown_it import MarkdownIt

from tests.helpers.sample_results import AWKWARD, passage
from xunzhang.export.notebook_files import FORMATS, NotebookEntry, notebook_file

FIRST = "新馆在江北动工。\n总投资17.1亿元。"
NOTE = "核对 <b>数字</b> =1+1"
KEPT = (
    NotebookEntry(passage(FIRST), "图书馆投资多少？", NOTE, "2026-11-23"),
    NotebookEntry(passage("=SUM(1)", id="b", title="Rails", source="The Times", language="en"), "", "", "2026-11-24"),
    NotebookEntry(passage(AWKWARD), 'a "quoted" <i>question</i>', "=note"),
)


def text(format: str, language: str = "zh") -> str:
    return notebook_file(KEPT, format, "我的笔记 # 1", language).content.decode("utf-8")


def test_json_has_everything_in_order():
    document = json.loads(text("json"))
    assert document["title"] == "我的笔记 # 1"
    assert [each["passage"]["text"] for each in document["passages"]] == [FIRST, "=SUM(1)", AWKWARD]
    first = document["passages"][0]
    assert (first["question"], first["note"], first["added"]) == ("图书馆投资多少？", NOTE, "2026-11-23")
    assert (first["passage"]["start"], first["passage"]["end"]) == (40, 40 + len(FIRST))
    assert first["citation"]["gb7714"] == "两江四岸的新图书馆[N]. 山城晚报, 2024-11-19."


def test_csv_guards_formulas_and_says_where():
    rows = list(csv.DictReader(io.StringIO(text("csv"), newline="")))
    assert [row["place"] for row in rows] == ["1", "2", "3"]
    assert [(row["text"], row["guarded"]) for row in rows[:2]] == [(FIRST, ""), ("'=SUM(1)", "text")]
    assert (rows[2]["note"], rows[2]["guarded"]) == ("'=note", "note")
    assert rows[0]["note"] == NOTE
    for row, kept in zip(rows, KEPT):  # what was guarded is recovered by dropping one apostrophe
        assert row["text"].removeprefix("'" if "text" in row["guarded"].split() else "") == kept.passage.text


@pytest.mark.parametrize(("language", "asked"), [("zh", "问题：图书馆投资多少？"), ("en", "Question: 图书馆投资多少？")])
def test_markdown_shows_the_very_text(language: str, asked: str):
    rendered = MarkdownIt().render(text("md", language))
    assert "<h1>我的笔记 # 1</h1>" in rendered
    quotations = re.findall(r"<blockquote>\n<p>(.*?)</p>\n</blockquote>", rendered, re.DOTALL)
    shown = [html.unescape(quotation).replace("<br />", "").replace("<br>", "") for quotation in quotations]
    assert shown == [FIRST, "=SUM(1)", AWKWARD]
    assert f"<p>{asked}</p>" in rendered
    assert html.escape(NOTE) in rendered


def test_bibtex_and_ris_have_an_article_once_with_its_passages_and_notes():
    first, second = bibtexparser.loads(text("bib")).entries
    assert (first["ID"], second["ID"]) == ("xunzhang-a1", "xunzhang-b")
    assert first["annote"].count("characters 40 to") == 2
    assert "Note: 核对 <b>数字</b> =1+1" in first["annote"]
    records = rispy.loads(text("ris"))
    assert [record["title"] for record in records] == ["两江四岸的新图书馆", "Rails"]
    assert "总投资17.1亿元。" in records[0]["notes"][1]


def test_a_document_keeps_the_order_the_questions_and_the_notes():
    file = notebook_file(KEPT, "docx", "我的笔记", "zh")
    paragraphs = docx.Document(io.BytesIO(file.content)).paragraphs
    assert [each.text for each in paragraphs if each.style.name == "Quote"] == [FIRST, "=SUM(1)", AWKWARD]
    lines = [each.text for each in paragraphs]
    assert "问题：图书馆投资多少？" in lines and f"笔记：{NOTE}" in lines
    assert lines[-2:] == ["[1] 两江四岸的新图书馆[N]. 山城晚报, 2024-11-19.", "[2] Rails[N]. The Times, 2024-11-19."]


def test_references_are_a_line_an_article():
    assert text("gb7714").splitlines() == ["两江四岸的新图书馆[N]. 山城晚报, 2024-11-19.", "Rails[N]. The Times, 2024-11-19."]
    assert text("apa").splitlines()[1] == "Rails. (2024, November 19). The Times."


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_notebook_is_a_file_too(format: str):
    file = notebook_file((), format, "Notebook")
    assert file.suffix and "/" in file.mime
