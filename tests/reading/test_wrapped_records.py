"""What crawlers and databases export: articles within what the database says of them, values written as objects, fields of any name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.reading import read_one, written

TEXT = "渡口昨天开通夜航，首航船上坐着一百二十名乘客，票价五元，船长说试航顺利。"
ARTICLE = {"title": "渡口夜航", "content": TEXT, "publishedAt": "2023-03-02", "source": {"name": "江岸日报"}}
OTHER = {**ARTICLE, "title": "码头开工", "content": "新码头昨天开工，工期一年半，旧码头照常使用。"}
WRAPPED: dict[str, Any] = {
    "Elasticsearch": {"took": 3, "hits": {"total": {"value": 2}, "hits": [{"_id": str(n), "_source": a} for n, a in enumerate((ARTICLE, OTHER))]}},
    "CouchDB": {"total_rows": 2, "rows": [{"id": "a", "key": "a", "doc": ARTICLE}, {"id": "b", "doc": OTHER}]},
    "GraphQL": {"data": {"articles": {"edges": [{"cursor": "x", "node": ARTICLE}, {"node": OTHER}]}}},
    "JSON:API": {"data": [{"type": "articles", "id": "1", "attributes": ARTICLE}, {"type": "articles", "attributes": OTHER}]},
    "a list": [{"_index": "n", "_source": ARTICLE}, {"_index": "n", "_source": OTHER}],
    "Solr": {"response": {"docs": [{name: [v] if isinstance(v, str) else v for name, v in a.items()} for a in (ARTICLE, OTHER)]}},
    "twice": {"items": [{"item": {"article": ARTICLE}}, {"item": {"article": OTHER}}]},
}  # fmt: skip


@pytest.mark.parametrize("name", WRAPPED)
def test_articles_in_what_a_database_says_of_them(tmp_path: Path, name: str) -> None:
    row, found = read_one(written(tmp_path, "a.json", json.dumps(WRAPPED[name], ensure_ascii=False)))
    assert [(a.head.title, a.head.source, a.head.date, a.text) for a in found] == [
        (each["title"], "江岸日报", "2023-03-02", each["content"]) for each in (ARTICLE, OTHER)
    ]
    assert row.status == "read"


def test_a_dump_with_an_article_a_line(tmp_path: Path) -> None:
    lines = [json.dumps({"_index": "n", "_id": f"k{n}", "_source": each}) for n, each in enumerate((ARTICLE, OTHER))]
    row, found = read_one(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [(a.head.title, a.head.date) for a in found] == [("渡口夜航", "2023-03-02"), ("码头开工", "2023-03-02")]
    assert (row.status, row.messages) == ("read", ())


DAYS = (
    {"$date": "2023-03-02T08:30:00Z"}, {"$date": 1677745800000}, {"$date": {"$numberLong": "1677745800000"}},
    {"$date": "2023-03-02T08:30:00.000+0800"},
)  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_values_of_mongodb(tmp_path: Path, day: Any) -> None:
    record = {"_id": {"$oid": "65a1f0"}, "title": "渡口夜航", "content": TEXT, "pub_time": day, "reads": {"$numberInt": "4"}}
    row, (found,) = read_one(written(tmp_path, "a.jsonl", json.dumps(record)))
    assert (found.head.date, found.text, row.status) == ("2023-03-02", TEXT, "read")


NAMES = {
    "weibo": ("id,用户昵称,微博正文,头条文章url,发布时间,发布工具", "1,江岸发布,{t},,2023-03-02 09:15,手机"),
    "weibo, other": ("微博id,博主昵称,博文内容,发博时间,转发数", "1,江岸发布,{t},2023年3月2日 09:15,3"),
    "public accounts": ("公众号,文章标题,文章链接,发布时间,正文内容", "江岸发布,渡口夜航,https://example.org/a,2023/3/2,{t}"),
    "posts": ("screen_name,tweet_text,post_date", "江岸发布,{t},2023-03-02"),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_usual_columns_of_crawlers(tmp_path: Path, name: str) -> None:
    head, line = NAMES[name]
    _, (found,) = read_one(written(tmp_path, "a.csv", f"{head}\n{line.format(t=TEXT)}\n"))
    assert (found.text, found.head.source, found.head.date) == (TEXT, "江岸发布", "2023-03-02")


def test_a_post_of_a_network_has_the_day_it_was_made(tmp_path: Path) -> None:
    post = {"mblog": {"id": "9", "text": TEXT, "created_at": "Thu Mar 02 09:15:00 +0800 2023", "reposts_count": 3}}
    _, (found,) = read_one(written(tmp_path, "a.jsonl", json.dumps(post)))
    assert (found.text, found.head.date) == (TEXT, "2023-03-02")


ODD = [
    {"k": n, "payload": {"报文": each["content"], "头": each["title"]}, "meta": {"day": "2023-03-02"}}
    for n, each in enumerate((ARTICLE, OTHER))
]
COLUMNS = "a.*:\n  text: payload.报文\n  title: payload.头\n  date: meta.day\n"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_user_says_which_field_holds_what(tmp_path: Path, name: str, wrapped: bool) -> None:
    written(tmp_path, "columns.yaml", COLUMNS)
    lines = "\n".join(json.dumps(each) for each in ODD)
    whole = json.dumps({"export": {"of": ODD}} if wrapped else ODD)
    row, found = read_one(written(tmp_path, name, whole if name == "a.json" else lines))
    assert [(a.head.title, a.head.date, a.text) for a in found] == [
        (each["title"], "2023-03-02", each["content"]) for each in (ARTICLE, OTHER)
    ]
    assert row.status == "read"


def test_without_the_field_that_a_user_names_a_record_is_reported(tmp_path: Path) -> None:
    written(tmp_path, "columns.yaml", "a.jsonl: {text: payload.gone}")
    row, found = read_one(written(tmp_path, "a.jsonl", json.dumps(ODD[0])))
    assert not found
    wanted = "Line 1: columns.yaml says that the text is in the field payload.gone, but the object has no such field (it has k, payload, meta); correct columns.yaml."
    assert row.messages == (wanted,)
