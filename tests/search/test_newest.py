"""Reports of different days that answer differently: the newest leads, and nothing else is set against each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Results

ELSEWHERE = "医院在河边，有医生。铁路经过山下。"


def asked(folder: Path, question: str, articles: Sequence[Mapping[str, str]]) -> Results:
    corpus = folder / "corpus"
    corpus.mkdir()
    lines = [json.dumps({"id": f"a{at}", "lang": "zh", **article}, ensure_ascii=False) for at, article in enumerate(articles)]
    (corpus / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build_index([corpus], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder())).ask(question)


def order(results: Results) -> list[str]:
    return [group.hit.passage.article.id for group in results.groups]


def report(text: str, date: str, **more: str) -> dict[str, str]:
    return {"title": "", "text": text, "date": date, **more}


@pytest.mark.parametrize("newest", [0, 1, 2])
def test_the_newest_leads_and_the_older_follow_the_newer_first(tmp_path: Path, newest: int) -> None:
    days = ["2022-05-01", "2023-06-01", "2024-07-01"]
    days = days[2 - newest :] + days[: 2 - newest]
    counts = ["1100", "1200", "1350"]
    articles = [report(f"江北区共有教师{count}名。", day) for count, day in zip(counts, days, strict=True)]
    results = asked(tmp_path, "江北区有多少名教师？", [*articles, report(ELSEWHERE, "2024-01-01")])
    told = [group.hit.passage.article.date for group in results.groups if "教师" in group.hit.passage.text]
    assert told == sorted(days, reverse=True)
    (note,) = results.notes
    assert (note.key, dict(note.values)) == ("answer.newest", {"date": max(days), "n": 2})
    scores = [group.hit.score for group in results.groups]
    assert scores == sorted(scores, reverse=True)


def test_in_english(tmp_path: Path) -> None:
    articles = [
        report("The school has 900 pupils.", "2021-03-01", lang="en"),
        report("The school now has 1,050 pupils.", "2023-03-01", lang="en"),
    ]
    results = asked(tmp_path, "How many pupils does the school have?", articles)
    assert order(results) == ["a1", "a0"]
    assert dict(results.notes[0].values)["date"] == "2023-03-01"


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("江北区有多少名教师？", [("江北区共有小学教师1100名。", "2022-05-01"), ("江北区共有中学教师1350名。", "2024-05-01")]),
        ("江北区有多少名教师？", [("江北区共有教师1100名。", "2022-05-01"), ("南岸区共有教师1350名。", "2024-05-01")]),
        ("江北区有多少名教师？", [("江北区共有教师1100名。", "2022-05-01"), ("江北区共有学校1350所。", "2024-05-01")]),
        ("江北区有多少名教师？", [("江北区共有教师1100名。", "2022-05-01"), ("江北区共有教师1350名。", "--05-01")]),
        ("江北区有多少名教师？", [("江北区共有教师1100名。", "2022-05-01"), ("江北区共有教师1350名。", "")]),
        ("江北区有多少名教师？", [("江北区共有教师1100名。", "2024-05-01"), ("江北区共有教师1350名。", "2024-05-01")]),
        ("江北区有多少名教师？", [("江北区共有教师1350名。", "2022-05-01"), ("江北区共有教师约1400名。", "2024-05-01")]),
        ("2022年江北区有多少名教师？", [("江北区共有教师1100名。", "2022-05-01"), ("江北区共有教师1350名。", "2024-05-01")]),
    ],
    ids=["another sort", "another place", "another thing", "no year", "no date", "same day", "may agree", "asked of a year"],
)
def test_what_is_not_the_same_thing_is_left_as_it_was(tmp_path: Path, question: str, articles: list[tuple[str, str]]) -> None:
    results = asked(tmp_path, question, [report(*each) for each in articles])
    assert results.notes == ()
    assert order(results)[0] == "a0" or question.startswith("2022")
