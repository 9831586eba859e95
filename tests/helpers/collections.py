"""A small collection for the bilingual test encoder, and what tests ask of an index built of it."""

from __future__ import annotations

import json
from pathlib import Path

from xunzhang.index import generations

ARTICLES = [
    {
        "id": "cats",
        "title": "猫的一天",
        "source": "动物报",
        "lang": "zh",
        "date": "2024-03-05",
        "text": "猫在早上吃鱼。\n\n晚上，猫在桥上睡觉。",
    },
    {
        "id": "cats-en",
        "title": "A cat's day",
        "source": "Animal Post",
        "lang": "en",
        "date": "2024-05-01",
        "text": "The cat will eat fish in the morning.",
    },
    {
        "id": "bridge",
        "title": "新桥",
        "source": "城市报",
        "lang": "zh",
        "date": "--11-19",
        "text": "这座桥于1968年建成，长1577米。",
    },
    {
        "id": "budget",
        "title": "Budget",
        "source": "City Post",
        "lang": "en",
        "date": "2023",
        "text": "The mayor said the budget came to 416 million.",
    },
]


def write_corpus(folder: Path, articles=ARTICLES) -> Path:
    folder.mkdir(exist_ok=True)
    lines = [json.dumps(article, ensure_ascii=False) for article in articles]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def generation(index_dir: Path) -> Path:
    return generations.current_generation(index_dir)


def first_title(searcher, question):
    groups = searcher.ask(question).groups
    return groups[0].hit.passage.article.title if groups else ""
