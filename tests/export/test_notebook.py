"""A notebook as files: order, questions, notes and passages come back from each format, read with other people's parsers."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from datetime import date

import bibtexparser
import docx
import pytest
import rispy
from markdown_it import MarkdownIt

from tests.helpers.sample_results import AWKWARD, passage
from xunzhang.export.notebook_files import FORMATS, NotebookEntry, notebook_file
from xunzhang.export.provenance import Provenance
from xunzhang.types import Filters, Span

FIRST = "新馆在江北动工。\n总投资17.1亿元。"
NOTE = "核对 <b>数字</b> =1+1"
WHERE = Provenance("20261123-7", "e5", Filters(("山城晚报",)), date(2026, 11, 23))
KEPT = (
    NotebookEntry(passage(FIRST), "图书馆投资多少？", NOTE, "2026-11-23", Span(9, 20), (Span(12, 18),), WHERE),
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
    answer = re.search(r"<strong>(.*?)</strong>", quotations[0])
    assert answer and answer[1] == "总投资17.1亿元。"
    shown = [re.sub(r"<br ?/?>|</?strong>", "", html.unescape(quotation)) for quotation in quotations]
    assert shown == [FIRST, "=SUM(1)", AWKWARD]
    assert f"<p>{asked}</p>" in rendered
    assert html.escape(NOTE) in rendered


def test_bibtex_and_ris_have_an_article_once_with_its_passages_and_notes():
    first, second = bibtexparser.loads(text("bib")).entries
    assert (first["ID"], second["ID"]) == ("xunzhang-a1", "xunzhang-b")
    assert first["annote"].count("原文第 40 至") == 2
    assert "批注：核对 <b>数字</b> =1+1" in first["annote"]
    records = rispy.loads(text("ris"))
    assert [record["title"] for record in records] == ["两江四岸的新图书馆", "Rails"]
    assert "总投资17.1亿元。" in records[0]["notes"][1]


def test_a_document_keeps_the_order_the_questions_and_the_notes():
    file = notebook_file(KEPT, "docx", "我的笔记", "zh")
    paragraphs = docx.Document(io.BytesIO(file.content)).paragraphs
    assert [each.text for each in paragraphs if each.style.name == "Quote"] == [FIRST, "=SUM(1)", AWKWARD]
    lines = [each.text for each in paragraphs]
    assert "问题：图书馆投资多少？" in lines and f"批注：{NOTE}" in lines
    assert lines[-2:] == ["[1] 两江四岸的新图书馆[N]. 山城晚报, 2024-11-19.", "[2] Rails[N]. The Times, 2024-11-19."]


def test_references_are_a_line_an_article():
    listed, _, origin = text("gb7714").partition("\n\n")
    assert listed.splitlines() == ["两江四岸的新图书馆[N]. 山城晚报, 2024-11-19.", "Rails[N]. The Times, 2024-11-19."]
    assert "索引：20261123-7；模型：e5" in origin and "范围：来源：山城晚报" in origin and "图书馆投资多少？" in origin
    assert text("apa").splitlines()[1] == "Rails. (2024, November 19). The Times."


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_notebook_is_a_file_too(format: str):
    file = notebook_file((), format, "Notebook")
    assert file.suffix and "/" in file.mime


def test_what_was_kept_of_an_answer_and_of_where_it_was_found_comes_back():
    first, second, _ = json.loads(text("json"))["passages"]
    assert first["answer"] == {"start": 9, "end": 20, "text": "总投资17.1亿元。"}
    assert first["exact"] == [{"start": 12, "end": 18, "text": "17.1亿元"}]
    assert first["provenance"]["generation"] == "20261123-7" and first["provenance"]["filters"]["source"] == ["山城晚报"]
    assert (second["answer"], second["exact"], second["provenance"]) == (None, [], None)
    row = next(csv.DictReader(io.StringIO(text("csv"), newline="")))
    assert (row["answer"], row["exact"]) == ("总投资17.1亿元。", "17.1亿元")
    assert (row["filters"], row["generation"], row["exported"]) == ("source=山城晚报", "20261123-7", "2026-11-23")
    for language, said in (("zh", "索引：20261123-7；模型：e5"), ("en", "Index: 20261123-7; model: e5")):
        document = docx.Document(io.BytesIO(notebook_file(KEPT, "docx", "n", language).content))
        (bold,) = [run.text for each in document.paragraphs if each.style.name == "Quote" for run in each.runs if run.bold]
        assert bold == "总投资17.1亿元。" and said in [each.text for each in document.paragraphs]


def test_each_quotation_has_the_number_of_its_reference():
    headings = re.findall(r"<h2>(.*?)</h2>", MarkdownIt().render(text("md")))[:3]
    document = docx.Document(io.BytesIO(notebook_file(KEPT, "docx", "n", "zh").content)).paragraphs
    for entries in (headings, [each.text for each in document if each.style.name == "Heading 2"]):
        assert [entry[-3:] for entry in entries] == ["[1]", "[2]", "[1]"]
