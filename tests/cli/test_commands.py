"""The command line: what it prints, where, and its exit status. The searches are real, in the sample collection."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest

import xunzhang.search.pipeline
from tests.helpers.places import CORPUS, ROOT
from xunzhang.cli.main import main
from xunzhang.encoding.network import usable_threads
from xunzhang.export.result_files import CSV_COLUMNS

QUESTION_ZH = "普惠性幼儿园的覆盖率是多少？"
QUESTION_EN = "What is the coverage rate of affordable public-interest kindergartens?"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, sample_searcher):
    """The sample collection's searcher, opened once for all tests instead of once a command."""
    monkeypatch.setattr(xunzhang.search.pipeline, "open_searcher", lambda index, **flags: sample_searcher)
    return sample_searcher


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must fail with status 2 and exactly one line on stderr; -> that line."""
    try:
        status = main(arguments)
    except SystemExit as error:
        status = error.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    return err.strip()


# --- without an index ---


@pytest.mark.parametrize("program", ["-m xunzhang", "-m xunzhang build", "-m xunzhang serve", "app.py", "build_index.py"])
def test_help_needs_neither_the_model_nor_the_index(program: str):
    command = [sys.executable, "-X", "importtime", *program.split(), "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--help" in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "xunzhang.cli.running" in loaded
    assert not {"torch", "numpy", "gradio", "transformers"} & loaded


def test_help_lists_the_commands_with_examples(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert [name for name in ("build", "ask", "serve", "passages", "audit", "evaluate") if f"\n    {name} " not in shown] == []
    assert 'python -m xunzhang ask "' in shown


def test_help_says_the_name_that_it_was_called_by(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "argv", ["/usr/local/bin/xunzhang"])
    assert refused(capsys, "answer").startswith("xunzhang: ")
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "python -m xunzhang" not in capsys.readouterr().out


def test_help_of_ask_tells_the_exit_statuses(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["ask", "--help"])
    shown = capsys.readouterr().out
    assert "exit status: 0 passages were found; 1 none were" in shown
    assert "--questions FILE" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "x", "-k", "0"], "expected a whole number, 1 or more, not '0'"),
        (["ask", "x", "-k", "-3"], "expected a whole number, 1 or more, not '-3'"),
        (["ask", "x", "--threads", "0"], "argument --threads: expected a whole number, 1 or more, not '0'"),
        (["build", "--threads", "-2"], "argument --threads: expected a whole number, 1 or more, not '-2'"),
        (["serve", "--threads", "many"], "argument --threads: expected a whole number, 1 or more, not 'many'"),
        (["evaluate", "x", "--threads", "1.5"], "argument --threads: expected a whole number, 1 or more, not '1.5'"),
        (["ask", "x", "-k", "three"], "expected a whole number, 1 or more, not 'three'"),
        (["ask", "x", "--after", "2024-13"], "expected a date such as 2024, 2024-11 or 2024-11-19, not '2024-13'"),
        (["ask", "x", "--before", "last week"], "2024-11-19, not 'last week'"),
        (["ask", "x", "--after", "2024-05", "--before", "2023"], "--after 2024-05 is later than --before 2023: swap them."),
        (["ask", "x", "--mode", "magic"], "invalid choice: 'magic'"),
        (["ask", "x", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["ask", "x", "--format", "docx"], "a Word document must be saved to a file: add --out answers.docx"),
        (["ask"], "give either one question, in quotation marks, or --questions FILE"),
        (["ask", "  "], "the question is empty"),
        (["ask", "x", "--questions", "q.txt"], "either one question"),
        (["ask", "--questions", "none.txt"], "none.txt cannot be read (No such file or directory)"),
        (["ask", "x", "--sources", "y"], "unrecognized arguments: --sources y"),
        (["build", "--wait", "long"], "invalid float value: 'long'"),
        (["build", "no-such-folder"], "no-such-folder"),
        (["serve", "--port", "high"], "invalid int value: 'high'"),
        (["answer"], "invalid choice: 'answer'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_mistakes_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], says: str
):
    monkeypatch.chdir(tmp_path)
    line = refused(capsys, *arguments)
    assert says in line
    assert line.startswith("python -m xunzhang")


@pytest.mark.parametrize(("given", "used"), [("1", "1"), ("999999999", str(os.cpu_count()))])
def test_threads_hold_for_all_that_reads_and_computes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str, used: str
):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    refused(capsys, "ask", "x", "--threads", given, "--index", str(tmp_path))
    assert (os.environ["OMP_NUM_THREADS"], usable_threads()) == (used, int(used))


def test_small_products_are_made_by_one_thread():
    # In a process of its own, since the library looks at the environment when it is loaded.
    told = "from xunzhang.cli.main import main; main(['audit', '--index', 'none']); import numpy, threadpoolctl;"
    counted = "print(*[each['num_threads'] for each in threadpoolctl.threadpool_info() if each['internal_api'] == 'openblas'])"
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", told + counted], env=environment, capture_output=True, text=True)
    assert done.stdout.split() in (["1"], [])  # none where NumPy has another library


@pytest.mark.parametrize("arguments", [["ask", "x"], ["passages"], ["audit"]])
def test_no_index_names_the_command_that_builds_one(capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str]):
    line = refused(capsys, *arguments, "--index", str(tmp_path))
    assert f"python build_index.py --index {tmp_path}" in line


def test_a_build_leaves_nothing_to_be_measured_at_the_first_question(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bilingual
):
    monkeypatch.setattr("xunzhang.building.builder.load_encoder", lambda model, backend: bilingual)
    (tmp_path / "bridge.txt").write_text("河上的桥在1957年建成。", encoding="utf-8")
    assert main(["build", str(tmp_path / "bridge.txt"), "--index", str(tmp_path / "index")]) == 0
    assert len(list((tmp_path / "index").glob("generations/*/background.json"))) == 1
    assert "1 article" in capsys.readouterr().err


def test_evaluate_refuses_another_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert "passages.jsonl does not exist" in refused(capsys, "evaluate", str(tmp_path))


# --- asking the sample collection ---


@pytest.mark.model
@pytest.mark.usefixtures("opened")
class TestAsk:
    def test_json_is_the_contract(self, capsys: pytest.CaptureFixture[str]):
        assert main(["ask", QUESTION_ZH, "--format", "json", "-k", "3"]) == 0
        lines = capsys.readouterr().out.splitlines()
        (result,) = map(json.loads, lines)
        answer = ["question", "language", "verdict", "answerable", "confidence", "elapsed_ms", "missing", "mentions", "notes"]
        assert list(result) == [*answer, "results"]
        assert (result["question"], result["language"], result["answerable"]) == (QUESTION_ZH, "zh", True)
        assert result["verdict"] in ("answers", "may_answer")
        assert 1 <= len(result["results"]) <= 3
        for found in result["results"]:
            assert list(found) == ["passage", "score", "strength", "answer", "exact", "also_in"]
            passage = found["passage"]
            assert list(passage) == ["id", "article", "number", "start", "end", "text", "paragraph"]
            assert list(passage["article"]) == ["id", "title", "source", "byline", "date", "language", "path"]
            assert passage["end"] - passage["start"] == len(passage["text"])
            answer = found["answer"]
            assert answer is None or passage["text"][answer["start"] : answer["end"]] == answer["text"]
        assert "94.6%" in result["results"][0]["answer"]["text"]

    def test_an_english_question_finds_the_same_fact(self, capsys: pytest.CaptureFixture[str]):
        assert main(["ask", QUESTION_EN, "--format", "json", "--language", "zh"]) == 0
        result = json.loads(capsys.readouterr().out)
        assert "94.6%" in result["results"][0]["passage"]["text"]
        assert {found["passage"]["article"]["language"] for found in result["results"]} == {"zh"}

    def test_text_shows_source_and_marked_sentence(self, capsys: pytest.CaptureFixture[str]):
        assert main(["ask", QUESTION_EN, "-k", "1", "--language", "en"]) == 0
        out = capsys.readouterr().out
        assert re.match(r"A passage here (answers this\.|may answer this: read it\.)\n\n 1 ", out)
        assert " · ¶" in out
        assert "94.6%" in out[out.index("⟦") : out.index("⟧")]

    def test_a_file_of_questions_is_answered_a_line_each(self, capsys: pytest.CaptureFixture[str], tmp_path: Path):
        (tmp_path / "q.txt").write_text(f"{QUESTION_ZH}\n\n{QUESTION_EN}\n", encoding="utf-8")
        assert main(["ask", "--questions", str(tmp_path / "q.txt"), "--format", "json", "-k", "1"]) == 0
        results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(result["question"], len(result["results"])) for result in results] == [(QUESTION_ZH, 1), (QUESTION_EN, 1)]

    def test_csv_of_a_file_has_one_header(self, capsys: pytest.CaptureFixture[str], tmp_path: Path):
        (tmp_path / "q.txt").write_text(f"{QUESTION_ZH}\n{QUESTION_EN}\n", encoding="utf-8")
        assert main(["ask", "--questions", str(tmp_path / "q.txt"), "--format", "csv", "-k", "2"]) == 0
        header, *rows = csv.reader(io.StringIO(capsys.readouterr().out, newline=""))
        assert tuple(header) == CSV_COLUMNS
        assert {row[0] for row in rows} == {QUESTION_ZH, QUESTION_EN}

    @pytest.mark.parametrize(("format", "opening"), [("md", "## "), ("bib", "@article{xunzhang-"), ("ris", "TY  - NEWS\r\n")])
    def test_the_other_formats_are_written(self, capsys: pytest.CaptureFixture[str], format: str, opening: str):
        assert main(["ask", QUESTION_ZH, "--format", format, "-k", "2"]) == 0
        assert capsys.readouterr().out.startswith(opening)

    def test_a_source_that_no_article_has_finds_nothing_and_says_which_exist(self, capsys: pytest.CaptureFixture[str]):
        assert main(["ask", QUESTION_ZH, "--source", "No Such Paper", "--format", "json"]) == 1
        out, err = capsys.readouterr()
        assert json.loads(out)["results"] == []
        assert err.startswith("No article has --source 'No Such Paper'. The choices are: ")
        assert "上游新闻 (" in err

    def test_sources_and_languages_may_be_repeated(self, capsys: pytest.CaptureFixture[str], opened):
        sources = sorted({head.source for head in opened.heads()})[:2]
        flags = [flag for source in sources for flag in ("--source", source)]
        assert main(["ask", QUESTION_ZH, *flags, "--language", "zh", "--language", "en", "--format", "json", "-k", "50"]) == 0
        found = json.loads(capsys.readouterr().out)["results"]
        assert {each["passage"]["article"]["source"] for each in found} == set(sources)

    def test_dates_leave_out_articles_without_a_full_date(self, capsys: pytest.CaptureFixture[str]):
        """The sample's articles name no year, so that none is known to be of 2024 or later."""
        assert main(["ask", QUESTION_ZH, "--after", "2024"]) == 1
        assert capsys.readouterr().out == "Nothing found.\n\n"

    def test_keywords_that_do_not_occur_find_nothing(self, capsys: pytest.CaptureFixture[str]):
        assert main(["ask", "xylophone quetzalcoatl", "--mode", "keyword"]) == 1
        assert capsys.readouterr().out.startswith("Nothing found.")

    @pytest.mark.parametrize("mode", ["hybrid", "semantic", "keyword"])
    def test_every_mode_finds_a_figure_named_in_the_question(self, capsys: pytest.CaptureFixture[str], mode: str):
        assert main(["ask", "学前教育毛入园率93.1%", "--mode", mode, "--format", "json"]) == 0
        assert "93.1%" in json.loads(capsys.readouterr().out)["results"][0]["passage"]["text"]

    def test_a_question_too_long_is_named_by_number(self, capsys: pytest.CaptureFixture[str], tmp_path: Path):
        (tmp_path / "q.txt").write_text(f"{QUESTION_ZH}\n{'长' * 5000}\n", encoding="utf-8")
        assert main(["ask", "--questions", str(tmp_path / "q.txt"), "--format", "csv"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "question 2: The question has 5,000 characters" in err


@pytest.mark.model
@pytest.mark.usefixtures("opened")
class TestListings:
    def test_passages_are_all_there_one_a_line(self, capsys: pytest.CaptureFixture[str], opened, sample_index: Path):
        assert main(["passages", "--index", str(sample_index)]) == 0
        passages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len({passage["id"] for passage in passages}) == len(passages) == opened.manifest.passages
        first = passages[0]
        assert list(first) == ["id", "article", "number", "start", "end", "text", "paragraph"]
        origins = {"title": "front matter", "source": "front matter", "date": "front matter", "language": "front matter"}
        assert first["article"]["origins"] == origins
        assert opened.article(first["article"]["id"]).text[first["start"] : first["end"]] == first["text"]

    def test_audit_accounts_for_every_file(self, capsys: pytest.CaptureFixture[str], sample_index: Path):
        assert main(["audit", "--json", "--index", str(sample_index)]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["path"] for row in rows] == sorted(path.name for path in CORPUS.iterdir())
        for row in rows:
            assert row["characters_in"] - row["characters_kept"] == sum(removed["characters"] for removed in row["removed"])
        assert rows[0]["origins"]["date"] == {"front matter": 1}
        assert rows[0]["origins"]["url"] == {"": 1}

    def test_audit_of_articles_says_where_each_value_came_from(self, capsys: pytest.CaptureFixture[str], sample_index: Path):
        assert main(["audit", "--articles", "--index", str(sample_index)]) == 0
        shown = capsys.readouterr().out
        assert shown.count("    date:     --11-19  (front matter)\n") == 8
        assert "    url:      not given\n" in shown
        assert main(["audit", "--articles", "--json", "--index", str(sample_index)]) == 0
        heads = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(heads) == 8
        assert all(head["origins"]["title"] == "front matter" for head in heads)

    def test_audit_reads_as_text(self, capsys: pytest.CaptureFixture[str], sample_index: Path):
        assert main(["audit", "--index", str(sample_index)]) == 0
        *_, last = capsys.readouterr().out.splitlines()
        assert last == "8 files: 8 read in full, 0 not; 8 articles."


# --- as a program ---


@pytest.mark.model
def test_the_program_stops_quietly_when_its_reader_does(sample_index: Path):
    command = f'"{sys.executable}" -m xunzhang passages --index "{sample_index}" | head -n 1; exit ${{PIPESTATUS[0]}}'
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "PYTHONIOENCODING")}
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False, env=environment | {"LC_ALL": "C"})
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert len(json.loads(done.stdout.decode())["text"]) > 0


@pytest.mark.model
@pytest.mark.usefixtures("opened")
class TestOut:
    def test_a_word_document_is_written_to_a_file(self, capsys: pytest.CaptureFixture[str], tmp_path: Path):
        assert main(["ask", QUESTION_ZH, "--format", "docx", "-k", "2", "--out", str(tmp_path / "a.docx")]) == 0
        assert capsys.readouterr().out == ""
        paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs]
        assert paragraphs[0] == QUESTION_ZH
        assert any("94.6%" in paragraph for paragraph in paragraphs)

    def test_any_format_may_be_written_to_a_file(self, capsys: pytest.CaptureFixture[str], tmp_path: Path):
        for format in ("json", "gb7714", "text"):
            assert main(["ask", QUESTION_ZH, "--format", format, "-k", "2"]) == 0
            printed = capsys.readouterr().out
            assert main(["ask", QUESTION_ZH, "--format", format, "-k", "2", "--out", str(tmp_path / format)]) == 0
            written = (tmp_path / format).read_bytes().decode()
            assert re.sub(r'"elapsed_ms": [\d.]+', "", written) == re.sub(r'"elapsed_ms": [\d.]+', "", printed)

    def test_a_folder_that_is_not_there_is_named(self, capsys: pytest.CaptureFixture[str], tmp_path: Path):
        assert "cannot be written (No such file or directory)" in refused(
            capsys, "ask", QUESTION_ZH, "--format", "csv", "--out", str(tmp_path / "none" / "a.csv")
        )
