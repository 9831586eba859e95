"""Real dumps in ../shared/seeds, every file: paragraphs and passages are whole sentences, and nothing of the page is among them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.places import SHARED
from tests.helpers.reading import EnglishRow, in_english
from xunzhang.reading.chunking import chunk
from xunzhang.reading.corpus import read_corpus
from xunzhang.reading.facts.labels import read_label_line
from xunzhang.reading.lines.line import ends_sentence
from xunzhang.types import Article
from xunzhang.types.characters import HAN

SEEDS = sorted((SHARED / "seeds").glob("*")) if SHARED.is_dir() else []
CANNOT_BEGIN = re.compile(r"[，。、；：！？”’」』》）】…%,.;:!?)\]a-z]")
FURNITURE = re.compile(
    rf"^[\s\d/|·•—–-]*$|^第 ?\d+ ?[页版]|[摄攝][)）]?$|^[{HAN}]{{2,4}} ?[摄攝]|供图[)）]?$|^图为|视觉中国|责任编辑|^https?://"
)

pytestmark = pytest.mark.bench


@pytest.fixture(params=SEEDS, ids=lambda path: path.name)
def seed(request: pytest.FixtureRequest) -> tuple[Path, list[Article], EnglishRow]:
    *articles, row = read_corpus([request.param])
    return request.param, articles, in_english(row)


def test_there_are_seeds(shared: Path) -> None:
    assert any((shared / "seeds").iterdir())


def test_no_paragraph_starts_or_ends_in_the_middle_of_a_sentence(seed: tuple[Path, list[Article], EnglishRow]) -> None:
    _, articles, _ = seed
    for article in articles:
        for paragraph in article.paragraphs:
            text = article.text[paragraph.start : paragraph.end]
            assert not CANNOT_BEGIN.match(text), text[:30]
            if paragraph.kind == "text":
                assert ends_sentence(text), text[-30:]
                assert text.count("“") == text.count("”"), text[:30]
            assert "\n" not in text


def test_no_passage_starts_or_ends_in_the_middle_of_a_sentence(seed: tuple[Path, list[Article], EnglishRow]) -> None:
    _, articles, _ = seed
    for article in articles:
        for passage in chunk(article):
            assert ends_sentence(passage.text), passage.text[-30:]
            assert not CANNOT_BEGIN.match(passage.text), passage.text[:30]
            assert article.text[passage.start : passage.end] == passage.text


def test_nothing_of_the_page_stands_in_a_paragraph(seed: tuple[Path, list[Article], EnglishRow]) -> None:
    _, articles, _ = seed
    for article in articles:
        texts = [article.text[p.start : p.end] for p in article.paragraphs]
        assert [text for text in texts if FURNITURE.search(text)] == []
        assert [text for text in texts if read_label_line(text)] == []
        assert re.findall(rf"[{HAN}] [0-9A-Za-z]|[0-9A-Za-z%] [{HAN}]", article.text) == []
        assert len(texts) == len(set(texts))


def test_whatever_is_no_text_is_named_and_every_character_of_the_file_is_there(
    seed: tuple[Path, list[Article], EnglishRow],
) -> None:
    path, articles, row = seed
    assert row.status == "read"
    assert row.characters_in == len("".join(path.read_text(encoding="utf-8").split()))
    assert row.characters_in - row.characters_kept == sum(count for _, count in row.removed)
    printed = "".join(path.read_text(encoding="utf-8").split())
    for article in articles:
        for paragraph in article.paragraphs:
            words = "".join(article.text[paragraph.start : paragraph.end].split())
            pieces = [words[at : at + 12] for at in range(0, len(words) - 12, 12)]
            missing = [piece for piece in pieces if piece not in printed]
            assert len(missing) <= 1 + len(pieces) // 20, missing  # but for where a page's furniture stood in between


def test_facts_of_a_seed_are_printed_in_it(seed: tuple[Path, list[Article], EnglishRow]) -> None:
    path, articles, _ = seed
    printed = re.sub(r"\s", "", path.read_text(encoding="utf-8"))
    for article in articles:
        head = article.head
        for value in (head.title, head.source, head.byline):
            assert re.sub(r"\s", "", value) in printed
        assert re.fullmatch(r"--\d\d-\d\d|", head.date)  # no year is printed as an article's own, and none is made
        assert set(dict(head.origins)) >= {name for name in ("title", "source", "byline", "date") if getattr(head, name)}
