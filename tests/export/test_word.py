"""Word documents, read back with python-docx: verbatim passages, where they stand, the references, and nothing that runs."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest

from tests.helpers.sample_results import AWKWARD, passage, results
from xunzhang.export.citing import apa, gb7714
from xunzhang.export.word import DocumentEntry, entries_to_docx, to_docx, xml_text
from xunzhang.question.grammar import plain_question
from xunzhang.types import Hit, HitGroup, Results, Span, Verdict


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def texts(content: bytes, style: str) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs if paragraph.style.name == style]


def test_a_document_has_the_question_the_passages_and_the_references():
    content = to_docx([results("图书馆投资多少？\n<b>")])
    assert texts(content, "Heading 1") == ["图书馆投资多少？ <b>", "参考文献"]
    assert texts(content, "Heading 2") == [
        "1. 山城晚报 · 两江四岸的新图书馆 · 2024-11-19 · 第 3 段 [1]",
        "2. c.txt · 第 1 段 [2]",
    ]
    assert texts(content, "Quote") == ["新馆在江北动工。总投资17.1亿元，明年开馆。", AWKWARD]
    lines = texts(content, "Normal")
    assert "library.md · 原文第 40 至 63 字" in lines
    assert "另见：巴渝日报 · 江北动工 · 11-19 · 第 1 段 (这里是“17.1亿元”，那里是“171亿元”)" in lines
    assert lines[-2:] == [
        f"[1] {gb7714(results().groups[0].hit.passage.article, date.today())}",
        f"[2] {gb7714(results().groups[1].hit.passage.article, date.today())}",
    ]


def test_the_answer_is_bold_unless_the_hit_is_weak():
    def bold(strength: str) -> list[str]:
        text = "新馆动工。投资17亿元。"
        hit = Hit(passage(text), 0.5, strength, Span(5, 12))
        document = opened(to_docx([Results(plain_question("q", "zh"), "may_answer", 0.5, 1.0, (HitGroup(hit),))]))
        (quotation,) = [each for each in document.paragraphs if each.style.name == "Quote"]
        assert quotation.text == text
        return [run.text for run in quotation.runs if run.bold]

    assert bold("strong") == ["投资17亿元。"]
    assert bold("weak") == []


@pytest.mark.parametrize(
    ("verdict", "line"),
    [
        ("answers", "这里有段落回答了这个问题。"),
        ("may_answer", "这里有段落可能回答了这个问题，请细读。"),
        ("related", "下面的段落与此有关，但没有说到你问的内容。"),
        ("nothing", "这些文章没有谈到这个问题。下面是意思最接近的段落："),
    ],
)
def test_the_verdict_stands_first(verdict: Verdict, line: str):
    assert texts(to_docx([results(verdict=verdict)]), "Normal")[0] == line


def test_an_english_document_cites_in_apa():
    english = Results(plain_question("How much?", "en"), "related", 0.1, 1.0, results().groups, missing=("price",))
    content = to_docx([english])
    lines = texts(content, "Normal")
    assert lines[:2] == [
        "These passages are about the subject, but none of them answers what you asked.",
        "Nothing is said about “price”.",
    ]
    assert texts(content, "Heading 1")[-1] == "References"
    assert lines[-2] == "[1] " + apa(results().groups[0].hit.passage.article, date.today())


@pytest.mark.parametrize(
    "text", ["第一行\n第二行\t制表", "  spaces  kept  ", "&lt;script&gt; <w:p/> ]]>", "\u202eright to left\u202c", "𠮷野家" * 400]
)
def test_passages_are_verbatim(text: str):
    assert texts(entries_to_docx("t", [DocumentEntry(passage(text))]), "Quote") == [text]


def test_what_xml_cannot_hold_is_shown_by_its_symbol():
    assert xml_text("a\x00b\x07c\x0bd\ud800e\ufffff") == "a␀b␇c␋d\ufffde\ufffdf"
    assert texts(entries_to_docx("t\x00", [DocumentEntry(passage("a\x1bb"))]), "Quote") == ["a␛b"]


def test_nothing_in_the_document_runs_or_is_fetched():
    hostile = passage(
        '=HYPERLINK("http://x") {INCLUDEPICTURE "http://x"} <script>', title="\"'><w:instrText>DDE", url="javascript:1"
    )
    with zipfile.ZipFile(io.BytesIO(entries_to_docx("{ DDE }", [DocumentEntry(hostile)]))) as package:
        document = package.read("word/document.xml").decode()
        assert "<w:instrText" not in document and "<w:fldChar" not in document and "<w:hyperlink" not in document
        relations = package.read("word/_rels/document.xml.rels").decode()
        assert 'TargetMode="External"' not in relations


def test_faces_are_named_for_both_scripts_and_the_author_is_not_the_library():
    document = opened(to_docx([results()]))
    assert 'w:eastAsia="SimSun"' in document.styles["Quote"].element.xml
    assert (document.core_properties.author, document.styles["Quote"].font.italic) == ("Xunzhang", False)


def test_no_results_make_an_empty_document():
    assert [paragraph.text for paragraph in opened(to_docx([])).paragraphs] == []
    nothing = to_docx([Results(plain_question("nothing?", "en"), "nothing", 0.0, 1.0)])
    assert [paragraph.text for paragraph in opened(nothing).paragraphs] == ["nothing?", "Nothing found."]
