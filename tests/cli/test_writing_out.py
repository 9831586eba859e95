"""`xunzhang ask --llm`: the passages first, then what a model wrote, sentence by sentence; what is refused before anything is sent."""

from __future__ import annotations

import json
import sys

import pytest

import xunzhang.search.pipeline
from tests.helpers.model_servers import MODEL, model_served, said
from xunzhang.cli.main import main
from xunzhang.cli.terminal import TerminalStyle
from xunzhang.cli.writing_out import _as_text
from xunzhang.written.model_server import ModelServer

QUESTION = "普惠性幼儿园的覆盖率是多少？"
TEXT = "普惠性幼儿园的覆盖率为94.6%[1]。覆盖率为97.3%，\x1b[2J由张伟宣布[1]。"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, sample_searcher):
    monkeypatch.setattr(xunzhang.search.pipeline, "open_searcher", lambda index, **flags: sample_searcher)
    monkeypatch.setenv("XUNZHANG_LLM_KEY", "sk-secret-1")
    return sample_searcher


@pytest.mark.model
def test_text_has_the_passages_first_and_then_each_sentence_with_what_speaks_against_it(opened, capsys):
    with model_served(said(TEXT)) as served:
        assert main(["ask", QUESTION, "-k", "2", "--llm", served.address, "--messages", "en"]) == 0
    out, err = capsys.readouterr()
    passages, _, answer = out.partition("Written by")
    assert "94.6%" in passages and err == ""
    assert answer.startswith(f" {MODEL} at {served.address}; this is no quotation.")
    assert "   普惠性幼儿园的覆盖率为94.6%。 [1]\n   ~~覆盖率为97.3%，" in answer
    assert "Struck out: the figure “97.3%” is not in the passages cited; " in answer
    assert "the name “张伟” is not in the passages cited" in answer
    assert "1 of 2 sentences is supported" in answer and "sk-secret-1" not in out and "\x1b" not in out


@pytest.mark.model
def test_json_has_it_only_where_it_was_asked_for(opened, capsys):
    with model_served(said(TEXT)) as served:
        assert main(["ask", QUESTION, "--format", "json", "--llm", served.address, "--llm-model", "m"]) == 0
        assert served.asked[0]["model"] == "m"
    told = json.loads(capsys.readouterr().out)
    written = told["written"]
    assert (written["model"], written["address"], written["ending"], written["why"]) == ("m", served.address, "whole", "")
    assert [sentence["supported"] for sentence in written["sentences"]] == [True, False]
    assert (written["sentences"][0]["citations"], written["sentences"][0]["problems"]) == ([1], [])
    assert {"figure", "name"} <= {problem["kind"] for problem in written["sentences"][1]["problems"]}
    assert told["results"][0]["passage"]["text"]
    assert main(["ask", QUESTION, "--format", "json", "--alone"]) == 0
    assert "written" not in json.loads(capsys.readouterr().out)


@pytest.mark.model
def test_a_terminal_strikes_through_and_chinese_is_spoken(opened, sample_searcher):
    with model_served(said(TEXT)) as served:
        look = TerminalStyle(80, True, "zh")
        shown = "".join(_as_text(sample_searcher, sample_searcher.ask(QUESTION), ModelServer(served.address), look))
    assert "\x1b[9m覆盖率为97.3%，␛[2J由张伟宣布。\x1b[0m [1]" in shown
    assert "不是引文" in shown and "划去：数字“97.3%”不在所注段落里" in shown and "2 句中有 1 句" in shown


@pytest.mark.model
def test_what_goes_wrong_is_a_line_below_the_passages(opened, capsys):
    assert main(["ask", QUESTION, "--llm", "http://127.0.0.1:1/v1", "--messages", "en"]) == 0
    out, err = capsys.readouterr()
    assert "94.6%" in out and out.count("Not written: http://127.0.0.1:1/v1 cannot be reached") == 1 and err == ""
    with model_served(said(TEXT)) as served:
        main(["ask", "怎样给猫剪指甲？", "--llm", served.address, "--messages", "en"])
        assert served.heard == []
    assert "Not written: no passage here answers the question" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (["--llm", "localhost"], "--llm takes an address"),
        (["--llm", "http://me:pw@localhost/v1"], "without a user name"),
        (["--llm-model", "m"], "--llm-model can only be used with --llm"),
        (["--llm", "http://localhost/v1", "--format", "md"], "hold what articles print and no more"),
        (["--llm", "http://localhost/v1", "--format", "docx", "--out", "x.docx"], "hold what articles print and no more"),
    ],
)
def test_flags_that_cannot_be_are_one_line(given, line, capsys):
    assert main(["ask", QUESTION, *given]) == 2
    out, err = capsys.readouterr()
    assert out == "" and line in err and err.count("\n") == 1 and ":pw@" not in err
    if given[0] == "--llm" and len(given) == 2:
        assert main(["serve", *given, "--port", "1"]) == 2
        assert line in capsys.readouterr().err


def test_nothing_of_it_is_loaded_for_asking_without_it():
    import subprocess

    program = "import sys, xunzhang.cli.main, xunzhang.search.pipeline, xunzhang.page.app; print([m for m in sys.modules if 'written' in m])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['xunzhang.messages.rooms.written_answers']"
