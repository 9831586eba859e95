"""Building, checking and opening an index: generations, damage, staleness, and rows that agree across files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, generation, write_corpus
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import index_is_stale
from xunzhang.encoding.centring import unit
from xunzhang.index import generations
from xunzhang.index.lock import building_lock
from xunzhang.index.opening import open_index
from xunzhang.question.grammar import parse_question
from xunzhang.types import XunzhangError


@pytest.fixture
def corpus(tmp_path):
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def built(corpus, tmp_path):
    build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def opened(index_dir):
    return open_index(index_dir, encoder=BilingualEncoder())


def test_every_file_of_a_generation_has_the_same_rows(built):
    index = opened(built)
    count = index.manifest.passages
    assert index.manifest.articles == 4
    assert count == 5
    assert len(index.vectors) == len(index.tokens) == len(index.lexical) == len(index.languages) == count
    for row, passage in enumerate(index.catalogue.every_passage()):
        expected = index.means.centre_tokens(index.encoder.encode_passages([passage.text]).tokens[0], passage.language)
        kept = index.tokens.of(row)
        assert len(kept) == len(expected) > 0 and (unit(kept) * index.tokens.reduce(expected)).sum(axis=1).min() > 0.97
        pooled = index.means.centre_pooled(index.encoder.encode_passages([passage.text]).pooled, [passage.language])
        assert index.vectors.search(pooled, 1)[0][0, 0] == row


def test_the_manifest_names_format_model_counts_settings_and_checksums(built):
    record = json.loads((generation(built) / "manifest.json").read_text(encoding="utf-8"))
    assert record["format_version"] == generations.FORMAT_VERSION
    assert (record["model"], record["model_fingerprint"]) == ("bilingual-test", "bilingual-test-1")
    assert (record["articles"], record["passages"], record["dimensions"]) == (4, 5, 64)
    assert record["settings"]
    for name, digest in record["files"].items():
        assert generations.checksum(generation(built) / name) == digest
    assert {"catalogue.sqlite", "vectors.faiss", "tokens.codes"} <= set(record["files"])


def test_a_second_build_of_the_same_corpus_encodes_nothing(built, corpus):
    encoder = BilingualEncoder()
    before = generation(built)
    report = build_index([corpus], built, encoder=encoder)
    assert not report.changed
    assert encoder.passages_encoded == 0
    assert generation(built) == before
    assert [row.path for row in report.audit] == ["articles.jsonl"]


def test_a_changed_file_another_model_and_other_settings_make_an_index_stale(built, corpus, monkeypatch):
    name = "bilingual-test"
    assert not index_is_stale([corpus], built, name)
    assert "bilingual-test" in index_is_stale([corpus], built, "another").text
    write_corpus(corpus, ARTICLES[:2])
    assert "articles.jsonl" in index_is_stale([corpus], built, name).text
    write_corpus(corpus)
    monkeypatch.setattr("xunzhang.reading.chunking.MOST_HAN", 150)
    assert "settings" in index_is_stale([corpus], built, name).text


def test_a_rebuild_replaces_the_index_and_a_reader_keeps_the_one_it_opened(built, corpus):
    reader = opened(built)
    write_corpus(corpus, ARTICLES[:1])
    assert build_index([corpus], built, encoder=BilingualEncoder()).changed
    assert reader.catalogue.counts() == (4, 5)
    assert len(reader.catalogue.passages([0, 4])) == 2
    assert opened(built).catalogue.counts() == (1, 2)


def test_a_build_that_dies_leaves_the_old_index_and_the_next_one_clears_up(built, corpus):
    class Dying(BilingualEncoder):
        def encode_passages(self, texts, progress=None):
            raise MemoryError

    before = generation(built)
    write_corpus(corpus, ARTICLES[:1])
    with pytest.raises(MemoryError):
        build_index([corpus], built, encoder=Dying())
    assert generation(built) == before
    assert opened(built).catalogue.counts() == (4, 5)
    build_index([corpus], built, encoder=BilingualEncoder())
    assert not list((built / "generations").glob("*.part"))
    assert opened(built).catalogue.counts() == (1, 2)


def test_no_index_says_how_to_build_one(tmp_path):
    with pytest.raises(XunzhangError, match=r"no index in .*build_index\.py --index"):
        opened(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name", ["catalogue.sqlite", "vectors.faiss", "tokens.codes", "tokens.scales", "token_starts.npy", "frame.npz"]
)
@pytest.mark.parametrize("damage", ["cut", "flip", "remove"])
def test_a_damaged_file_is_named_with_the_command_that_mends_it(built, name, damage):
    path = generation(built) / name
    content = bytearray(path.read_bytes())
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "flip":
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    else:
        path.unlink()
    with pytest.raises(XunzhangError, match=rf"damaged \({name}.*python -m xunzhang repair --index"):
        opened(built)


def test_a_damaged_manifest_and_pointer_are_told(built):
    (generation(built) / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(XunzhangError, match=r"manifest\.json cannot be read.*repair"):
        opened(built)
    (built / "CURRENT").write_text("gone\n", encoding="utf-8")
    with pytest.raises(XunzhangError, match=r"CURRENT names 'gone'.*repair"):
        opened(built)


def in_format(index_dir: Path, version: int) -> None:
    path = generation(index_dir) / "manifest.json"
    record = json.loads(path.read_text(encoding="utf-8")) | {"format_version": version}
    path.write_text(json.dumps(record), encoding="utf-8")


def test_a_format_too_old_to_convert_says_both_versions_and_is_built_anew(built, corpus):
    in_format(built, generations.OLDEST_FORMAT - 1)
    with pytest.raises(XunzhangError, match=rf"version 2.*version {generations.FORMAT_VERSION}.*rebuild it with.*build_index"):
        opened(built)
    assert build_index([corpus], built, encoder=BilingualEncoder()).passages_encoded == 5


def test_a_newer_format_asks_for_a_newer_program_and_is_written_over_only_when_told_to(built, corpus):
    in_format(built, 99)
    said = rf"version 99.*version {generations.FORMAT_VERSION}; update the program"
    with pytest.raises(XunzhangError, match=said):
        opened(built)
    with pytest.raises(XunzhangError, match=said):
        build_index([corpus], built, encoder=BilingualEncoder())
    assert json.loads((generation(built) / "manifest.json").read_text(encoding="utf-8"))["format_version"] == 99
    assert build_index([corpus], built, encoder=BilingualEncoder(), force=True).changed
    assert opened(built).catalogue.counts() == (4, 5)


def test_another_model_is_refused_by_its_vectors_not_its_name(built):
    class Other(BilingualEncoder):
        fingerprint = "another"

    with pytest.raises(XunzhangError, match="was built with the model 'bilingual-test'"):
        open_index(built, encoder=Other())


def test_a_corpus_without_a_readable_article_changes_nothing_and_says_why(built, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.txt").write_text("", encoding="utf-8")
    with pytest.raises(XunzhangError, match=r"No article could be read.*a\.txt"):
        build_index([empty], built, encoder=BilingualEncoder())
    assert opened(built).catalogue.counts() == (4, 5)


def test_a_second_builder_is_told_of_the_first(built, corpus, monkeypatch):
    monkeypatch.setattr("xunzhang.building.builder.LOCK_WAIT_S", 0.05)
    with building_lock(built, 1), pytest.raises(XunzhangError, match="Another build is writing"):
        build_index([corpus], built, encoder=BilingualEncoder(), force=True)


def test_the_audit_is_kept_in_the_index(built):
    (row,) = opened(built).catalogue.audit()
    assert (row.path, row.status, row.articles) == ("articles.jsonl", "read", 4)
    assert row.characters_in == row.characters_kept + sum(count for _, count in row.removed)


def test_a_glossary_beside_the_articles_is_used_and_its_bad_lines_are_in_the_audit(corpus, tmp_path):
    (corpus / "glossary.csv").write_text("大河坝,Grand Dam Works\nonly one cell\n", encoding="gbk")
    report = build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
    row = next(row for row in report.audit if row.path == "glossary.csv")
    assert any("line 2" in message.text for message in row.messages)
    question = parse_question("大河坝什么时候建成？")
    terms = opened(tmp_path / "index").bridge.carry_over(question, "zh", "en")
    assert any(("grand", "dam", "work") in term.synonyms for term in terms)


def test_a_glossary_that_cannot_be_read_keeps_nothing_else_out(corpus, tmp_path):
    (corpus / "glossary.csv").write_bytes(b"\xff\xff\xff\x00\x81")
    report = build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
    row = next(row for row in report.audit if row.path == "glossary.csv")
    assert any("glossary.csv" in message.text for message in row.messages)
    assert opened(tmp_path / "index").catalogue.counts() == (4, 5)
