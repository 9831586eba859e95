"""What is exported comes back whole: each format is read by a parser that is not ours."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from markdown_it import MarkdownIt

from tests.helpers.sample_results import AWKWARD, passage, results
from xunzhang.export.bibliography import to_bibtex, to_ris
from xunzhang.export.citing import gb7714
from xunzhang.export.csl import to_csl
from xunzhang.export.markdown_files import to_markdown
from xunzhang.export.provenance import Manner, Provenance
from xunzhang.export.result_files import EXPORTS, to_csv, to_json
from xunzhang.export.whereabouts import citation
from xunzhang.messages.wording import say
from xunzhang.question.grammar import plain_question
from xunzhang.reading.beside.zotero_json import read_library_json
from xunzhang.types import Filters, Hit, HitGroup, Results, Span


def one_hit(text: str, **head: str) -> Results:
    return Results(plain_question("q", "en"), "may_answer", 0.5, 1.0, (HitGroup(Hit(passage(text, **head), 0.5, "likely")),))


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def bibtex_entries(text: str) -> list[dict[str, str]]:
    return bibtexparser.loads(text, bibtexparser.bparser.BibTexParser(common_strings=True)).entries


BIBTEX_COMMANDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def unescape_bibtex(text: str) -> str:
    """What TeX would print."""
    return re.sub(r"\{\\(text\w+)\}|\\([$&#%_])", lambda m: BIBTEX_COMMANDS[m[1]] if m[1] else m[2], text)


def test_citation_leaves_out_what_is_not_known():
    assert citation(passage("x")) == "山城晚报 · 两江四岸的新图书馆 · 2024-11-19 · ¶3"
    assert citation(passage("x", title="", source="", date="--11-19")) == "library.md · 11-19 · ¶3"


def test_json_is_one_object_a_line_with_characters_as_they_are():
    lines = to_json([results("一"), results("二")]).splitlines()
    assert [json.loads(line)["question"] for line in lines] == ["一", "二"]
    assert "17.1亿元" in lines[0]
    assert json.loads(lines[0])["results"][0]["answer"] == {"start": 8, "end": 23, "text": "总投资17.1亿元，明年开馆。"}


def test_csv_has_a_row_for_each_passage_and_keeps_the_text():
    rows = csv_rows(to_csv([results()]))
    assert [(row["rank"], row["relation"], row["passage_id"]) for row in rows] == [
        ("1", "found", "a1.0"),
        ("1", "also in", "b2.0"),
        ("2", "found", "c3.0"),
    ]
    assert rows[0]["answer"] == "总投资17.1亿元，明年开馆。"
    assert rows[0]["text"][int(rows[0]["answer_start"]) : int(rows[0]["answer_end"])] == rows[0]["answer"]
    assert rows[1]["differences"] == "17.1亿元 ≠ 171亿元"
    assert rows[2]["text"] == AWKWARD
    assert {row["question"] for row in rows} == {"图书馆投资多少？"}


def test_csv_says_which_cells_it_guarded_against_formulas():
    (formula,) = csv_rows(to_csv([one_hit("=HYPERLINK(1)\n, said he", title="＝1", date="--11-19")]))
    assert (formula["text"], formula["title"], formula["date"]) == ("'=HYPERLINK(1)\n, said he", "'＝1", "'--11-19")
    assert formula["guarded"].split() == ["title", "date", "text"]
    (plain,) = csv_rows(to_csv([one_hit("'quoted', 1 = 1")]))
    assert (plain["text"], plain["guarded"]) == ("'quoted', 1 = 1", "")


def test_csv_keeps_a_row_for_a_question_that_found_nothing():
    (row,) = csv_rows(to_csv([Results(plain_question("nothing?", "en"), "nothing", 0.01, 1.0)]))
    assert (row["question"], row["relation"], row["text"]) == ("nothing?", "nothing found", "")


def test_csv_starts_with_its_header_and_not_with_a_byte_order_mark():
    assert to_csv([]).startswith("question,")


def test_markdown_shows_the_very_text_and_marks_the_answer():
    rendered = MarkdownIt().render(to_markdown([results("<script>alert(1)</script> 1. *why*?")]))
    assert "<h2>&lt;script&gt;alert(1)&lt;/script&gt; 1. *why*?</h2>" in rendered
    assert "新馆在江北动工。<strong>总投资17.1亿元，明年开馆。</strong>" in rendered
    assert html.escape(AWKWARD) in rendered
    assert "17.1亿元 here, 171亿元 there" in rendered


def test_markdown_keeps_lines_and_their_beginnings():
    text = "# 一\n- 二\n+ 三\n4. 四\n> 五\n=== 六\n| 七 | --- |\n\n八"
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(to_markdown([one_hit(text)]))
    quotation = re.search(r"<blockquote>\n<p>(.*)</p>\n</blockquote>", rendered, re.DOTALL)
    assert quotation
    shown = html.unescape(quotation[1]).replace("<br>", "").replace("<br />", "").replace("</p>\n<p>", "\n\n")
    assert shown == text


def test_markdown_says_when_nothing_answers_and_when_nothing_was_found():
    shown = to_markdown([replace(results(verdict="related"), missing=("*薪水*",))])
    assert (
        "These passages are about the subject, but none of them answers what you asked.\n\nNothing is said about “\\*薪水\\*”.\n"
        in shown
    )
    assert "Nothing here is about this. The nearest passages:" in to_markdown([results(verdict="nothing")])
    assert "Nothing found." in to_markdown([Results(plain_question("q", "en"), "nothing", 0.0, 1.0)])


def test_markdown_holds_nothing_up_as_the_answer_where_nothing_answers():
    for verdict in ("related", "nothing"):
        shown = to_markdown([results(verdict=verdict)])
        assert "<strong>" not in shown and "总投资17.1亿元，明年开馆。" in shown
    assert "A passage here answers this.\n" in to_markdown([results()])
    assert "A passage here may answer this; read it to check.\n" in to_markdown([results(verdict="may_answer")])


def test_a_look_up_is_told_how_many_passages_mention_it():
    groups = (HitGroup(Hit(passage("图书馆"), 0.9, "weak", terms=(Span(0, 3),))),)
    shown = to_markdown([Results(plain_question("图书馆", "zh"), "related", 0.2, 1.0, groups, mentions=1)])
    assert "1 passage mentions it.\n" in shown and "Mentions it · library.md" in shown and "not said" not in shown


def test_csv_has_the_verdict_and_calls_the_nearest_sentence_no_answer():
    for verdict in ("answers", "may_answer", "related", "nothing"):
        first, copy, second = csv_rows(to_csv([replace(results(verdict=verdict), missing=("薪水", "年龄"))]))
        assert {row["verdict"] for row in (first, copy, second)} == {verdict}
        assert {row["missing"] for row in (first, copy, second)} == {"薪水; 年龄"}
        sentence, figure = "总投资17.1亿元，明年开馆。", "17.1亿元"
        if verdict in ("answers", "may_answer"):
            assert (first["answer"], first["exact"], first["nearest"]) == (sentence, figure, "")
        else:
            assert (first["answer"], first["answer_start"], first["exact"], first["nearest"]) == ("", "", "", sentence)


def test_json_has_the_verdict_what_is_missing_the_notes_and_every_exact_span():
    first = results().groups[0]
    two = replace(first, hit=replace(first.hit, exact=(Span(11, 17), Span(18, 20))))
    note = say("asking.results", k=0)
    given = replace(results(verdict="may_answer"), groups=(two,), missing=("薪水",), mentions=3, notes=(note,))
    record = json.loads(to_json([given]))
    assert (record["verdict"], record["answerable"]) == ("may_answer", True)
    assert (record["missing"], record["mentions"]) == (["薪水"], 3)
    assert record["notes"] == [{"key": "asking.results", "values": {"k": 0}, "text": note.text}]
    assert record["results"][0]["exact"] == [
        {"start": 11, "end": 17, "text": "17.1亿元"},
        {"start": 18, "end": 20, "text": "明年"},
    ]
    assert json.loads(to_json([results(verdict="nothing")]))["answerable"] is False


def test_bibtex_gives_back_titles_passages_and_dates():
    first, second, third = bibtex_entries(to_bibtex([results()]))
    assert (first["ENTRYTYPE"], first["ID"], first["journal"]) == ("article", "xunzhang-a1", "山城晚报")
    assert (first["year"], first["month"], first["day"]) == ("2024", "November", "19")
    assert first["title"] == "{两江四岸的新图书馆}"
    assert second["author"] == "{本报记者 王小川 and others}"
    assert (third["ENTRYTYPE"], third["file"]) == ("misc", "c.txt")
    assert unescape_bibtex(third["annote"]) == f"¶1, characters 0 to {len(AWKWARD)}, found for “图书馆投资多少？”: {AWKWARD}"


def test_bibtex_invents_no_year():
    _, undated, untitled = bibtex_entries(to_bibtex([results()]))
    assert (undated.get("year"), undated["month"], undated["day"]) == (None, "November", "19")
    assert not {"title", "author", "journal", "year", "month", "url"} & set(untitled)


def test_bibtex_names_each_article_once_under_keys_of_its_own():
    twice = to_bibtex([results("一"), results("二")])
    first = bibtex_entries(twice)[0]
    assert len(bibtex_entries(twice)) == 3
    assert first["annote"].count("总投资17.1亿元") == 2
    odd = [one_hit("x", id="新 闻/1"), one_hit("y", id="新，闻/1")]
    assert [entry["ID"] for entry in bibtex_entries(to_bibtex(odd))] == ["xunzhang--1", "xunzhang--1-2"]


def test_bibtex_survives_unbalanced_braces():
    (entry,) = bibtex_entries(to_bibtex([one_hit("a } b } c {", title="\\{")]))
    assert unescape_bibtex(entry["annote"]).endswith(": a } b } c {")
    assert unescape_bibtex(entry["title"][1:-1]) == "\\{"


def test_ris_gives_back_what_it_was_given():
    first, second, third = rispy.loads(to_ris([results()]))
    assert (first["type_of_reference"], first["title"], first["secondary_title"]) == ("NEWS", "两江四岸的新图书馆", "山城晚报")
    assert (first["year"], first["date"], first["language"]) == ("2024", "2024/11/19/", "zh")
    assert "year" not in second
    assert "date" not in second
    assert second["notes"][0] == "Dated 11-19, no year given"
    assert second["authors"] == ["本报记者 王小川 and others"]
    assert third["notes"][-1].endswith(AWKWARD)


def test_ris_takes_no_tag_from_a_passage():
    (record,) = rispy.loads(to_ris([one_hit("one\nER  - \nTY  - BOOK\u2028two")]))
    assert record["notes"][-1].endswith(": one ER  -  TY  - BOOK two")


FETCHED = {"url": "https://example.org/a", "origins": (("url", "fetched"), ("retrieved", "2026-11-28T08:00:00Z"))}


def test_csl_json_gives_back_what_it_was_given(tmp_path):
    first, second, third = json.loads(to_csl([results()]))
    assert (first["type"], first["title"], first["container-title"], first["language"]) == (
        "article-newspaper",
        "两江四岸的新图书馆",
        "山城晚报",
        "zh",
    )
    assert first["issued"] == {"date-parts": [[2024, 11, 19]]}
    assert "issued" not in second and second["note"].startswith("Dated 11-19, no year given")
    assert third["note"].endswith(AWKWARD)
    named = one_hit("x", byline="By Jane Smith and Ann Lee", title="Rails", source="", **FETCHED)
    (item,) = json.loads(to_csl([named]))
    assert item["author"] == [{"family": "Smith", "given": "Jane"}, {"family": "Lee", "given": "Ann"}]
    assert (item["type"], item["URL"], item["accessed"]) == ("webpage", "https://example.org/a", {"date-parts": [[2026, 11, 28]]})
    (tmp_path / "library.json").write_text(to_csl([named]), encoding="utf-8")  # and Zotero's export of it is read back as it was
    (back,) = read_library_json(tmp_path / "library.json")
    assert (
        back.values() | {"title": "Rails", "byline": "Jane Smith, Ann Lee", "date": "2024-11-19", "url": "https://example.org/a"}
        == back.values()
    )
    assert back.accessed == "2026-11-28"


def test_a_doi_and_the_day_of_retrieval_are_in_every_reference():
    fetched = one_hit("x", **(FETCHED | {"url": "https://doi.org/10.1234/lib.5"}))
    (record,) = rispy.loads(to_ris([fetched]))
    assert (record["doi"], record["access_date"]) == ("10.1234/lib.5", "2026/11/28/")
    (entry,) = bibtex_entries(to_bibtex([fetched]))
    assert (entry["doi"], entry["urldate"]) == ("10.1234/lib.5", "2026-11-28")
    (item,) = json.loads(to_csl([fetched]))
    assert (item["type"], item["DOI"]) == ("article-journal", "10.1234/lib.5")
    assert "[2026-11-28]. https://doi.org/10.1234/lib.5." in gb7714(fetched.groups[0].hit.passage.article, date(2030, 1, 1))


def test_every_format_of_the_command_line_takes_no_results():
    assert {name: export([], Manner()) for name, export in EXPORTS.items() if name != "csv"} == dict.fromkeys(
        ("json", "md", "bib", "ris", "csl", "gb7714", "apa"), ""
    )


WHERE = Provenance("20261128-1", "e5", Filters(("甲报", "乙报"), ("en",), after="2024", before="2025-06"), date(2026, 11, 28))


@pytest.mark.parametrize("format", [name for name in EXPORTS if name != "json"])
def test_a_file_says_what_it_came_from_in_its_own_language(format):
    zh, en = (EXPORTS[format]([results()], Manner(language, WHERE)) for language in ("zh", "en"))
    for text in (zh, en):
        assert "20261128-1" in text and "e5" in text and "2026-11-28" in text and "图书馆投资多少？" in text
    if format == "csv":
        (row, *_) = csv_rows(zh)
        assert row["filters"] == "source=甲报; source=乙报; language=en; after=2024; before=2025-06"
        assert (row["generation"], row["model"], row["exported"]) == ("20261128-1", "e5", "2026-11-28")
        assert zh == en
        return
    for said in ("来源：甲报、乙报", "文章语言：英文", "从：2024", "到：2025-06"):
        assert said in zh and said not in en
    for said in ("Outlet: 甲报, 乙报", "Language: English", "From: 2024", "To: 2025-06", "Exported from Xunzhang"):
        assert said in en and said not in zh


def test_json_says_what_it_came_from_where_that_is_given():
    (record,) = map(json.loads, to_json([results()], Manner("zh", WHERE)).splitlines())
    assert record["provenance"] == {
        "filters": {"source": ["甲报", "乙报"], "language": ["en"], "article": [], "after": "2024", "before": "2025-06"},
        "generation": "20261128-1",
        "model": "e5",
        "exported": "2026-11-28",
    }
    assert "provenance" not in json.loads(to_json([results()]))
    assert "范围：全部文章" in to_markdown([results()], Manner("zh", Provenance("g", "m")))
    assert "Searched: all articles" in to_markdown([results()], Manner("en", Provenance("g", "m")))


ENGLISH = re.compile(r"characters \d|Also in|found for|likely|here, |Mentions|A passage|References|¶|no year given|File:")


@pytest.mark.parametrize("format", ["md", "bib", "ris", "csl"])
def test_a_chinese_file_has_no_english_of_ours_in_it(format):
    zh = EXPORTS[format]([results()], Manner("zh"))
    assert not ENGLISH.search(zh) and ("原文第" in zh) and "第 3 段" in zh
    assert ENGLISH.search(EXPORTS[format]([results()], Manner("en")))


def test_each_quotation_has_the_number_of_its_reference():
    shown = MarkdownIt().render(to_markdown([results("一"), results("二")]))
    headings = re.findall(r"<h3>(.*?)</h3>", shown)
    references = re.findall(r"<li>\[(\d)\] (.*?)</li>", shown)
    assert [heading[-3:] for heading in headings] == ["[1]", "[2]", "[1]", "[2]"]
    assert [number for number, _ in references] == ["1", "2"] and "两江四岸的新图书馆" in references[0][1]
