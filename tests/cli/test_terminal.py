"""What the command line prints: results, the audit and figures, down to the line."""

from __future__ import annotations

from dataclasses import replace

from tests.helpers.sample_results import AWKWARD, passage, results
from xunzhang.cli.terminal import TerminalStyle, show_audit, show_figures, show_results
from xunzhang.messages.wording import say
from xunzhang.question.grammar import plain_question
from xunzhang.types import AuditRow, Hit, HitGroup, Results, Span
from xunzhang.types.message import as_said


def one_hit(text: str, answer: Span | None = None) -> Results:
    return Results(plain_question("q", "en"), "may_answer", 0.5, 1.0, (HitGroup(Hit(passage(text), 0.5, "likely", answer)),))


def body(shown: str) -> list[str]:
    """The passage's lines, without the indentation; the verdict and the source line stand before them."""
    return [line.removeprefix("   ") for line in shown.split("\n")[3:-1]]


def test_results_show_strength_source_passage_and_differing_copies():
    assert show_results(results(), TerminalStyle()).split("\n") == [
        "A passage here answers this.",
        "",
        " 1 strong  山城晚报 · 两江四岸的新图书馆 · 2024-11-19 · ¶3",
        "   新馆在江北动工。⟦总投资17.1亿元，明年开馆。⟧",
        "   also in: 巴渝日报 · 江北动工 · 11-19 · ¶1 (17.1亿元 here, 171亿元 there)",
        "",
        " 2 weak  c.txt · ¶1",
        f"   {AWKWARD}",
        "",
    ]


def test_a_terminal_shows_the_answer_in_bold_and_adds_no_characters():
    shown = show_results(results(), TerminalStyle(styled=True))
    assert "新馆在江北动工。\x1b[1m总投资17.1亿元，明年开馆。\x1b[0m" in shown
    assert "⟦" not in shown


def test_lines_wrap_by_columns_and_lose_nothing():
    text = "重庆 is a municipality of 3,000 万人，其中“两江新区”最大。"
    lines = body(show_results(one_hit(text), TerminalStyle(width=15)))
    assert "".join(lines) == text
    assert [line.rstrip() for line in lines] == ["重庆 is a", "municipality", "of 3,000 万", "人，其中“两", "江新区”最", "大。"]


def test_a_word_too_long_for_the_line_stays_whole():
    assert body(show_results(one_hit("a " + "x" * 30 + " b"), TerminalStyle(width=13))) == ["a ", "x" * 30 + " ", "b"]


def test_a_mark_carries_over_a_line_break():
    lines = body(show_results(one_hit("一二三四五六七八", Span(2, 6)), TerminalStyle(width=11)))
    assert lines == ["一二⟦三四⟧", "⟦五六⟧七八"]


def test_an_article_cannot_drive_the_terminal():
    shown = show_results(one_hit("a\x1b[2Jb\x9bc\x07"), TerminalStyle(styled=True))
    assert "a␛[2Jb\\x9bc␇" in shown
    assert show_results(one_hit("one\n\n\ttwo"), TerminalStyle()).endswith("   one\n   \n   \ttwo\n")


def test_the_verdict_stands_before_the_passages():
    shown = show_results(results("什么？", verdict="related"), TerminalStyle(), with_question=True)
    assert shown.startswith("什么？\n\nThese passages are about the subject, but none of them answers what you asked.\n\n 1 weak")
    assert show_results(results(), TerminalStyle()).startswith("A passage here answers this.\n\n 1 strong")
    assert show_results(results(verdict="nothing"), TerminalStyle()).startswith(
        "Nothing here is about this. The nearest passages:\n"
    )


def test_what_is_missing_and_the_notes_have_lines_of_their_own():
    lacking = replace(results(verdict="related"), missing=("薪水", "a\x1bb"), notes=(say("asking.empty"),))
    assert show_results(lacking, TerminalStyle()).split("\n")[1:3] == [
        "Nothing is said about “薪水”, “a␛b”.",
        "The question is empty; type one, in Chinese or English.",
    ]
    assert show_results(lacking, TerminalStyle(language="zh")).split("\n")[:3] == [
        "下面的段落与此有关，但没有说到你问的内容。",
        "没有说到“薪水”、“a␛b”。",
        "问题是空的；请用中文或英文提问。",
    ]


def test_a_look_up_counts_mentions_and_claims_nothing():
    looked_up = replace(results("图书馆", verdict="related"), mentions=12)
    first, second = looked_up.groups
    looked_up = replace(looked_up, groups=(replace(first, hit=replace(first.hit, terms=(Span(0, 2),))), second))
    shown = show_results(looked_up, TerminalStyle())
    assert shown.startswith("12 passages mention it.\n\n 1 mentions  ") and "\n 2 weak  " in shown
    shown = show_results(looked_up, TerminalStyle(language="zh"))
    assert shown.startswith("有 12 段提到它。\n\n 1 提到  ") and "\n 2 关联较弱  " in shown


def test_in_a_weak_hit_the_nearest_sentence_is_not_marked_as_the_answer():
    shown = show_results(results(verdict="related"), TerminalStyle())
    assert "⟨总投资17.1亿元，明年开馆。⟩" in shown and "⟦" not in shown
    styled = show_results(results(verdict="related"), TerminalStyle(styled=True))
    assert "\x1b[4m总投资17.1亿元，明年开馆。\x1b[0m" in styled and "\x1b[1m" not in styled


def test_nothing_found_is_said():
    nothing = Results(plain_question("q", "en"), "nothing", 0.0, 1.0)
    assert show_results(nothing, TerminalStyle()) == "Nothing found.\n"


def test_the_audit_accounts_for_each_file():
    rows = [
        AuditRow("a.txt", "read", as_said("utf-8"), 2, 9, 1000, 999, ((say("left_out.page_numbers"), 1),)),
        AuditRow("c.md", "read", as_said("utf-8"), 1, 1, 20, 20),
        AuditRow("b.bin", "skipped", messages=(as_said("b.bin is no text; save it as .txt."),)),
    ]
    assert show_audit(rows).split("\n") == [
        "read     a.txt: 2 articles, 9 paragraphs, 999 of 1,000 characters, utf-8",
        "         left out: page numbers (1 character)",
        "read     c.md: 1 article, 1 paragraph, 20 of 20 characters, utf-8",
        "skipped  b.bin: 0 articles, 0 paragraphs, 0 of 0 characters",
        "         b.bin is no text; save it as .txt.",
        "3 files: 2 read in full, 1 not; 3 articles.",
        "",
    ]


def test_figures_are_tables_with_intervals():
    figures = {
        "directions": {"zh>en": {"questions": 40, "hit@1": 0.875}},
        "abstention": {"uncovered": 0.9},
        "passages_per_s": 12.5,
        "ms_per_question": {"p50": 30.1, "p95": 44.0},
        "intervals": {"directions": {"zh>en": {"hit@1": [0.8, 0.95]}}, "abstention": {"uncovered": [0.85, 0.94]}},
    }
    assert show_figures(figures) == (
        "question > passages  questions  hit@1\n"
        "zh>en                40         0.875 (0.800-0.950)\n"
        "\n"
        "abstention (AUROC)\n"
        "uncovered           0.900 (0.850-0.940)\n"
        "\n"
        "12.5 passages/s; 30.1 ms a question (p50), 44.0 ms (p95)\n"
    )
