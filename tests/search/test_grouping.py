from __future__ import annotations

import pytest

from tests.helpers.passages import TEXT, passage
from xunzhang.search.grouping import group_hits
from xunzhang.types import Article, Hit

OTHER = "市气象台预计，未来三天有小到中雨，气温在12到18度之间，山区早晚有雾，司机要注意行车安全，农户要及时清理沟渠。"


def hits(*texts: tuple[str, str]) -> list[Hit]:
    return [Hit(passage(text, article), 1 - row / 100, "strong") for row, (article, text) in enumerate(texts)]


def test_copies_join_the_best_hit_and_the_order_stays() -> None:
    groups = group_hits(hits(("a", TEXT), ("b", OTHER), ("c", TEXT.replace("八百", "九百")), ("d", "据悉，" + TEXT)))
    assert [group.hit.passage.article.id for group in groups] == ["a", "b"]
    assert [copy.passage.article.id for copy in groups[0].also_in] == ["c", "d"]
    assert [(d.here, d.there) for d in groups[0].also_in[0].differences] == [("八百个", "九百个")]
    assert groups[0].also_in[1].differences == ()
    assert groups[1].also_in == ()


def test_paragraphs_of_one_article_stay_apart() -> None:
    assert len(group_hits(hits(("a", TEXT), ("a", TEXT)))) == 2


def test_a_chain_of_copies_does_not_drift() -> None:
    first, middle, last = TEXT, TEXT + OTHER, OTHER
    assert [len(group.also_in) for group in group_hits(hits(("a", first), ("b", middle), ("c", last)))] == [1, 0]


def test_no_hits_no_groups() -> None:
    assert group_hits([]) == []


@pytest.mark.bench
def test_news_copies_are_found(shared) -> None:
    import json

    from xunzhang.search.resemblance import same_paragraph

    folder = shared / "bench" / "news-zh-silver"
    lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    pairs = [json.loads(line)["ids"] for line in (folder / "near_duplicates.jsonl").read_text(encoding="utf-8").splitlines()]
    found = sum(same_paragraph(passage(texts[a], a), passage(texts[b], b)) for a, b in pairs)
    assert found / len(pairs) > 0.98  # 0.996 when this was written


@pytest.mark.bench
def test_two_outlets_on_the_funding_of_one_project(shared) -> None:
    from itertools import combinations

    from xunzhang.reading.chunking import chunk
    from xunzhang.reading.corpus import read_corpus
    from xunzhang.search.differences import differences

    articles = [event for event in read_corpus([shared / "seeds"]) if isinstance(event, Article)]
    passages = [p for article in articles for p in chunk(article)]
    told = {(d.here, d.there) for a, b in combinations(passages, 2) for d in differences(a, b) if a.article.id != b.article.id}
    assert told == {("17.1亿元", "171亿元")}
