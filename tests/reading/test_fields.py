"""Names of fields: which fact each states, in both languages, and which of several names counts."""

from __future__ import annotations

import pytest

from xunzhang.reading.formats.fields import ALIASES, assign, fact_of, fold_name


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("正文", "text"), ("Full Text", "text"), ("article_body", "text"), ("標題", "title"), ("Headline:", "title"), ("篇名", "title"),
        ("来源", "source"), ("媒体", "source"), ("Publication", "source"), ("发布时间", "date"), ("pub-date", "date"), ("Published_At", "date"),
        ("作者", "byline"), ("AUTHORS", "byline"), ("链接", "url"), ("语言", "language"), ("ID", "id"), ("Ｔｉｔｌｅ", "title"),
        ("Title-题名", "title"), ("来源(Source)", "source"),
        ("source-id", None), ("updated", None), ("created_at", None), ("点击量", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_name_states(name: str, fact: str | None) -> None:
    found = fact_of(name)
    assert (found[0] if found else None) == fact


def test_the_surest_of_several_names_counts() -> None:
    names = ["摘要", "Content", "正文", "时间", "发布时间", "url"]
    assert assign(names) == {"text": 2, "date": 4, "url": 5}


def test_no_name_states_two_facts_and_all_are_folded() -> None:
    names = [name for aliases in ALIASES.values() for name in aliases]
    assert len(names) == len(set(names)) and all(fold_name(name) == name for name in names)
