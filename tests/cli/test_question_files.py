"""Files of questions: what is read from each format, and what a bad one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from xunzhang.cli.question_files import read_questions
from xunzhang.types import XunzhangError


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(XunzhangError) as raised:
        read_questions(path)
    return str(raised.value).removeprefix(str(path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("q.txt", "预算多少？\r\n\r\n  Who paid, and when?  \n"),
        ("q.TXT", b"\xef\xbb\xbf" + "预算多少？\nWho paid, and when?".encode()),
        ("q.csv", 'id,question\n1,预算多少？\n2,"Who paid, and when?"\n'),
        ("q.csv", '\ufeffid,问题\n1,预算多少？\n\n2,"Who paid, and when?"\n3,\n'),
        ("q.csv", '预算多少？\n"Who paid, and when?"\n'),
        ("q.csv", 'Question\n预算多少？\n"Who paid, and when?"\n'),
        ("q.jsonl", '{"question": "预算多少？", "id": 1}\n\n"Who paid, and when?"\n'),
    ],
)
def test_every_format_gives_the_questions_in_order(tmp_path: Path, name: str, content: str | bytes):
    assert read_questions(written(tmp_path, name, content)) == ["预算多少？", "Who paid, and when?"]


def test_a_csv_cell_may_hold_several_lines(tmp_path: Path):
    assert read_questions(written(tmp_path, "q.csv", 'question,n\n"one\ntwo",1\n')) == ["one\ntwo"]


def test_bad_lines_are_named_by_number(tmp_path: Path):
    content = '"fine"\n{"question": 3}\n{broken\n""\n'
    refused = refusal(written(tmp_path, "q.jsonl", content))
    assert refused.startswith(', line 2: it is neither a string nor an object with a "question". Correct the line or delete it.')
    assert refused.endswith("The same is true of 2 more lines: 3, 4.")


def test_a_csv_without_a_question_column_says_what_it_has(tmp_path: Path):
    assert 'the columns are Id, frage, and none of them is called "question"' in refusal(
        written(tmp_path, "q.csv", "Id,frage\n1,x\n")
    )


def test_a_short_csv_row_is_named(tmp_path: Path):
    assert ", line 3: it has only 1 of the header's 2 columns" in refusal(written(tmp_path, "q.csv", "id,question\n1,a\n2\n"))


def test_an_unclosed_quotation_mark_is_named(tmp_path: Path):
    assert "it is not CSV" in refusal(written(tmp_path, "q.csv", 'id,question\n1,"a\n'))


def test_another_encoding_is_refused_at_its_line(tmp_path: Path):
    content = b"one\n" + "预算多少？".encode("gb18030")
    assert refusal(written(tmp_path, "q.txt", content)) == ", line 2, is not UTF-8: save the file as UTF-8."


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_no_question_is_an_error(tmp_path: Path, content: str):
    assert refusal(written(tmp_path, "q.txt", content)) == " contains no questions: write at least one."


def test_another_suffix_and_a_missing_file_are_errors(tmp_path: Path):
    assert "not in q.docx" in refusal(written(tmp_path, "q.docx", "x"))
    assert "No such file" in refusal(tmp_path / "none.txt")
