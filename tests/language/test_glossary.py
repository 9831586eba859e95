"""A glossary written by hand or by a spreadsheet is read whole, or the line at fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from xunzhang.language.dictionaries.glossary import read_glossary
from xunzhang.types import XunzhangError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(
        f"term{delimiter}translation\n渝教委{delimiter}Chongqing schools board\nbig data{delimiter}大数据\n", encoding=encoding
    )
    glossary = read_glossary(path)
    assert glossary.pairs == (("渝教委", "Chongqing schools board"), ("大数据", "big data"))
    assert glossary.messages == ()


def test_bad_lines_are_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("双减,double reduction\n孤词\n甲,乙\n# note\n\na,b\n,x\n大数据,“big, data”,extra\n", encoding="utf-8")
    glossary = read_glossary(path)
    assert [pair[0] for pair in glossary.pairs] == ["双减", "大数据"]
    assert [message.text.split(":")[0] for message in glossary.messages] == [f"glossary.csv, line {n}" for n in (2, 3, 6, 7)]
    assert len(caplog.records) == 4


def test_none_is_empty(tmp_path: Path) -> None:
    assert read_glossary(None).pairs == read_glossary(tmp_path / "missing.csv").pairs == ()


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"\xff\xfe\x00\x81\xff")
    with pytest.raises(XunzhangError, match="save it as CSV UTF-8"):
        read_glossary(path)
