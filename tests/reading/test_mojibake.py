"""Garbled text is told from text, however it came about; it is reported, and never among the passages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import opencc
import pytest

from tests.helpers.articles import WESTERN
from tests.helpers.dumps import BRIDGE_HANT, LIBRARY, ORCHARD, TIDE
from tests.helpers.places import CORPUS
from tests.helpers.reading import read_one, texts, written
from xunzhang.reading.files.mojibake import GARBLED, MUCH, garbled
from xunzhang.reading.lines.line import visible

HANS = LIBRARY.paragraphs[0][1]
HANT = BRIDGE_HANT.paragraphs[0][1]
QUOTED = "“Nobody pruned,” she said; “it’s over”—café."


def misread(text: str, written_in: str, opened_as: str) -> str:
    return text.encode(written_in, "replace").decode(opened_as, "replace")


MISREADINGS = [
    (misread(HANS, "utf-8", "latin-1"), "UTF-8 opened as Latin-1"),
    (misread(HANS, "utf-8", "cp1252"), "UTF-8 opened as Latin-1"),
    (misread("开放", "utf-8", "cp1252"), "UTF-8 opened as Latin-1"),
    (misread(QUOTED, "utf-8", "cp1252"), "UTF-8 opened as Latin-1"),
    (misread(HANS, "utf-8", "gb18030"), "UTF-8 opened as GBK"),
    (misread(HANT, "utf-8", "gbk"), "UTF-8 opened as GBK"),
    (misread(HANT, "utf-8", "big5"), "characters were lost"),
    (misread(HANS, "gbk", "latin-1"), "GBK opened as Latin-1"),
    (misread(HANT, "big5", "cp1252"), "Big5 opened as Latin-1"),
    (misread(HANT, "big5", "gb18030"), "Big5 opened as GBK"),
    (misread(HANS, "gbk", "big5hkscs"), "GBK opened as Big5"),
    (misread("�" * 12, "utf-8", "gbk"), "characters were lost"),
    ("烫烫烫烫烫烫", "characters were lost"),
]


@pytest.mark.parametrize(("text", "how"), MISREADINGS, ids=[how for _, how in MISREADINGS])
def test_garbled_text_is_told(text: str, how: str) -> None:
    share, found = garbled(text)
    assert found.text == how
    assert share >= MUCH


def test_no_text_is_taken_for_garbled() -> None:
    convert = opencc.OpenCC("s2t").convert
    clean = [text for article in (LIBRARY, BRIDGE_HANT, ORCHARD, TIDE) for _, text in article.paragraphs]
    clean += [line for path in CORPUS.glob("*.md") for line in path.read_text("utf-8").split("\n")]
    clean += [convert(text) for text in clean]
    clean += re.split(r"(?<=[.»“])\s", WESTERN)
    clean += [
        "Ã",
        "São Paulo",
        "ÅÄÖ åäö",
        "Ünïcödé Âge",
        "王伟、李娜、赵云霆、欧阳修、司马懿、诸葛瑾瑜",
        "東京都渋谷区",
        "日本の首都は東京である。",
        "한국어",
        "Привет, мир",
        "3 × 4 ± 0.5 µm",
    ]
    clean += ["落霞与孤鹜齐飞，秋水共长天一色。渔舟唱晚，响穷彭蠡之滨；雁阵惊寒，声断衡阳之浦。", "烫发、屯溪和锟铻剑"]
    assert [text for text in clean if garbled(text)[0]] == []


def test_no_benchmark_passage_is_taken_for_garbled(shared: Path) -> None:
    texts = [
        json.loads(line)["text"] for path in (shared / "bench").rglob("passages.jsonl") for line in path.open(encoding="utf-8")
    ]
    assert len(texts) > 1000 and [text for text in texts if garbled(text)[0]] == []


@pytest.mark.parametrize("text", [text for text, _ in MISREADINGS[4:11]])
def test_a_garbled_file_is_reported_and_not_indexed(tmp_path: Path, text: str) -> None:
    row, articles = read_one(written(tmp_path, "a.md", f"# {TIDE.title}\n\n{text}\n"))
    assert not articles and len(row.messages) == 1 and "garbled" in row.messages[0]
    assert dict(row.removed)[GARBLED.text] > 0


def test_of_many_records_only_the_garbled_ones_are_left_out(tmp_path: Path) -> None:
    records = [
        {"text": HANS},
        {"text": misread(HANS, "utf-8", "gbk")},
        {"text": ORCHARD.paragraphs[0][1], "title": misread("老桥修好了", "utf-8", "gbk")},
    ]
    row, articles = read_one(written(tmp_path, "a.jsonl", "\n".join(json.dumps(record) for record in records)))
    assert [(a.text, a.head.title) for a in articles] == [(HANS, ""), (ORCHARD.paragraphs[0][1], "")]
    assert row.status == "partly" and len(row.messages) == 2
    assert "UTF-8 opened as GBK" in row.messages[0] and "title" in row.messages[1]


def test_a_garbled_paragraph_goes_and_a_garbled_mark_stays(tmp_path: Path) -> None:
    marked = ORCHARD.paragraphs[1][1] + " It was â€œoverâ€\u009d."
    bad = misread(HANS, "utf-8", "gbk")
    row, (article,) = read_one(written(tmp_path, "a.md", f"{ORCHARD.paragraphs[0][1]}\n\n{bad}\n\n{marked}\n"))
    assert texts(article) == [("text", ORCHARD.paragraphs[0][1]), ("text", marked)]
    assert dict(row.removed)[GARBLED.text] == visible(bad)
    assert ["left out" in message for message in row.messages] == [True, False]
