"""The command line in Chinese: what chooses the language, what it says then, and what does not depend on it."""

from __future__ import annotations

import json
import re
import sys

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.sample_results import results
from xunzhang.building.builder import build_index
from xunzhang.cli.language import spoken
from xunzhang.cli.main import main
from xunzhang.cli.progress import ProgressBars
from xunzhang.cli.terminal import TerminalStyle, show_audit, show_figures, show_head, show_results
from xunzhang.messages.wording import say
from xunzhang.question.grammar import plain_question
from xunzhang.types import ArticleHead, AuditRow, Results
from xunzhang.types.message import as_said

HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ([], {"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        (["ask", "x", "--messages", "zh"], {"LANG": "de_DE"}, "zh"),
        (["ask", "x", "--messages=en"], {"LANG": "zh_CN"}, "en"),
        (["ask", "x", "--messages"], {"LANG": "zh_CN"}, "zh"),
        (["ask", "x", "--messages", "fr"], {}, "en"),
        (["ask", "--", "--messages", "x"], {}, "en"),
    ],
)
def test_the_flag_decides_and_else_the_locale(arguments, environment, language):
    assert spoken(arguments, environment) == language


@pytest.fixture
def index(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("---\ntitle: 新桥\n---\n这座桥于1968年建成。\n", encoding="utf-8")
    (tmp_path / "corpus" / "b.jsonl").write_text("{no json\n", encoding="utf-8")
    build_index([tmp_path / "corpus"], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(arguments)
    except SystemExit as error:
        status = error.code
    return (status, *capsys.readouterr())


def test_the_audit_reads_in_chinese_and_its_json_does_not_depend_on_it(capsys, monkeypatch, index):
    chinese = run(capsys, "audit", "--messages", "zh", "--index", str(index))[1].splitlines()
    assert chinese[0] == "完整读取 a.md: 1 篇文章，1 个自然段，26 个字符中收入 14 个，UTF-8"
    assert chinese[1] == "         去掉：开头信息的标记和未采用的字段（12 个字符）"
    assert chinese[2] == (
        "         标题：开头信息 1 篇；来源：未注明 1 篇；署名：未注明 1 篇；日期：未注明 1 篇；网址：未注明 1 篇；语言：正文本身 1 篇"
    )
    assert chinese[3].startswith("未读取   b.jsonl: 0 篇文章") and chinese[5].startswith("         第 1 行：不是 JSON（")
    assert chinese[-1] == "2 个文件：完整读取 1 个，其余 1 个；1 篇文章。"
    in_json = run(capsys, "audit", "--json", "--index", str(index))[1]
    assert json.loads(in_json.splitlines()[0])["status"] == "read"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run(capsys, "audit", "--json", "--index", str(index))[1] == in_json
    assert run(capsys, "audit", "--index", str(index))[1].splitlines() == chinese
    assert (
        run(capsys, "passages", "--index", str(index))[1] == run(capsys, "passages", "--messages", "en", "--index", str(index))[1]
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ask"], "python -m xunzhang ask: 请给出一个问题（放在引号里），或者用 --questions 文件；只能用其中一种。"),
        (
            ["ask", "x", "--after", "2024", "--before", "2023"],
            "python -m xunzhang ask: --after 2024 晚于 --before 2023；请对调。",
        ),
        (["ask", "x", "--format", "docx"], "python -m xunzhang ask: Word 文档要存为文件：请加上 --out answers.docx。"),
        (
            ["ask", "--questions", "none.txt"],
            "python -m xunzhang ask: none.txt 无法读取（没有这个文件或文件夹）；请指定一个问题文件。",
        ),
        (["ask", "x", "-k", "0"], "应为 1 或更大的整数，而不是“0”（见 python -m xunzhang ask --help）"),
        (["ask", "x", "--after", "x"], "应为 2024、2024-11 或 2024-11-19 这样的日期，而不是“x”（见"),
        (
            ["audit", "--index", "gone"],
            "python -m xunzhang audit: gone 里没有索引；请运行 python build_index.py --index gone 建立。",
        ),
        (["evaluate", "gone"], "passages.jsonl 不存在；请给出按 docs/formats.md 的格式组织的文件夹。"),
    ],
)
def test_mistakes_are_told_in_chinese(capsys, monkeypatch, tmp_path, arguments, line):
    monkeypatch.chdir(tmp_path)
    status, out, told = run(capsys, *arguments, "--messages", "zh")
    assert (status, out) == (2, "") and line in told and told.count("\n") == 1


def test_the_short_form_of_language_is_lang_and_messages_takes_no_other(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert "--language" in run(capsys, "ask", "--help")[1]
    assert run(capsys, "ask", "x", "--lang", "zh")[2] == run(capsys, "ask", "x", "--language", "zh")[2]
    assert "invalid choice: 'fr' (choose from" in run(capsys, "audit", "--messages", "fr")[2]


@pytest.mark.parametrize("command", ["build", "ask", "serve", "passages", "audit", "evaluate"])
def test_help_is_in_chinese_where_it_is_ours(capsys, monkeypatch, command):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    status, shown, _ = run(capsys, command, "--help")
    assert status == 0 and "--messages {zh,en}" in shown
    for flag in re.findall(r"^  (--[a-z-]+)(?:[ ,].*)?$", shown, re.MULTILINE):
        after = shown[shown.index(f"\n  {flag}") :].split("\n  -")[1]
        assert HAN.search(after), after
    assert "命令:\n" in run(capsys, "--help")[1] and "先为 corpus/ 里的文章建立索引" in run(capsys, "--help")[1]


def test_results_read_in_chinese():
    shown = show_results(results(), TerminalStyle(language="zh")).split("\n")
    assert shown[:2] == ["这里有段落回答了这个问题。", ""]
    assert shown[2] == " 1 很可能有答案  山城晚报 · 两江四岸的新图书馆 · 2024-11-19 · ¶3"
    assert shown[4] == "   另见：巴渝日报 · 江北动工 · 11-19 · ¶1（这里是“17.1亿元”，那里是“171亿元”）"
    assert "没有说到你问的内容" in show_results(results(verdict="related"), TerminalStyle(language="zh"))
    nothing = Results(plain_question("q", "en"), "nothing", 0.0, 1.0)
    assert show_results(nothing, TerminalStyle(language="zh")) == "没有找到相关的段落。\n"


def test_columns_stand_below_each_other_whatever_the_script():
    rows = [AuditRow("a.txt", "read", as_said("UTF-8"), 1, 1, 2, 2), AuditRow("b.txt", "skipped")]
    first, second, _ = show_audit(rows, language="zh").splitlines()
    assert (first.split("a.txt")[0], second.split("b.txt")[0]) == ("完整读取 ", "未读取   ")
    head = ArticleHead("x", title="新桥", path="a.md", origins=(("title", "page foot"), ("language", "the text itself")))
    assert show_head(head, "zh").splitlines()[1:3] == ["    标题:     新桥  (页脚)", "    来源:     未注明"]
    figures = {
        "abstention": {"uncovered": 0.9},
        "passages_per_s": 12.5,
        "ms_per_question": {"p50": 30.1, "p95": 44.0},
        "intervals": {"abstention": {"uncovered": [0.85, 0.94]}},
    }
    assert show_figures(figures, "zh") == (
        "拒答（AUROC）\nuncovered      0.900 (0.850-0.940)\n\n每秒 12.5 段；每个问题 30.1 毫秒（p50）、44.0 毫秒（p95）\n"
    )


def test_progress_is_told_in_chinese(capsys):
    with ProgressBars("zh") as bars:
        bars.show("reading", 3_000_000, 3_000_000, say("reading.progress", read=3, all=3))
        bars.tell(say("stale.no_index"))
        bars.show("encoding", 7, 7)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "还没有索引。" and re.fullmatch("读取，3 个文件中的 3 个：3.00M / 3.00MB，.*B/s，还需 00:00", lines[1])
    assert re.fullmatch("编码：7 / 7 段，.* 段/s，还需 00:00", lines[2])


def test_the_two_scripts_speak_too(capsys, monkeypatch, tmp_path):
    from xunzhang.cli.build import BUILD
    from xunzhang.cli.running import script

    monkeypatch.setattr(
        sys, "argv", ["build_index.py", "--messages", "zh", str(tmp_path / "gone"), "--index", str(tmp_path / "i")]
    )
    assert script(BUILD, tmp_path) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'gone'} 里没有文章；")
