"""Rebuilding after a change: only what changed is read and encoded, and the index is the one that a full build makes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from tests.helpers.bilingual import CONCEPTS, BilingualEncoder
from tests.helpers.token_vectors import stored_tokens
from xunzhang.building import lexical_writer
from xunzhang.building.builder import build_index
from xunzhang.index import generations
from xunzhang.index.opening import Index, open_index
from xunzhang.question.grammar import parse_question
from xunzhang.reading import ahead
from xunzhang.reading.files import limits
from xunzhang.search.pipeline import Searcher
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

CHINESE, ENGLISH = list(CONCEPTS), sorted(set(CONCEPTS.values()))


def article(number: int) -> str:
    """A text that depends on the number alone: two paragraphs, in one language or the other."""
    chosen = random.Random(number)
    words = CHINESE if number % 2 else ENGLISH
    between, stop = ("", "。") if number % 2 else (" ", ".")
    paragraphs = [between.join(chosen.choices(words, k=12)) + f"{between}{number}{i}{stop}" for i in range(2)]
    return "\n\n".join(paragraphs) + "\n"


def fill(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"a{number:03}.txt").write_text(article(number), encoding="utf-8")
    return folder


class Reading:
    """Counts the files that readers open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[str] = []

        whole = ahead.read_parts

        def counted(file):
            self.files.append(file.name)
            return whole(file)

        monkeypatch.setattr(ahead, "read_parts", counted)
        monkeypatch.setattr(ahead, "MANY_FILES", 1_000)  # in this process, where they are counted


@pytest.fixture
def reading(monkeypatch) -> Reading:
    return Reading(monkeypatch)


@pytest.fixture
def places(tmp_path) -> tuple[Path, Path]:
    corpus, index = fill(tmp_path / "corpus", 40), tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    return corpus, index


def opened(index: Path) -> Index:
    return open_index(index, encoder=BilingualEncoder())


def content(index: Index) -> list[object]:
    """All that a full build and an incremental one have to agree in to the letter."""
    catalogue = index.catalogue
    return [list(catalogue.every_passage()), catalogue.heads(), catalogue.audit(), catalogue.counts()]


def full_build(corpus: Path, elsewhere: Path) -> Index:
    build_index([corpus], elsewhere, encoder=BilingualEncoder())
    return opened(elsewhere)


def test_one_changed_file_is_read_and_encoded_and_the_rest_is_copied(places, tmp_path, reading):
    corpus, index = places
    before = opened(index)
    (corpus / "a007.txt").write_text(article(7) + "\n猫在学校。\n", encoding="utf-8")
    encoder = BilingualEncoder()
    report = build_index([corpus], index, encoder=encoder)
    assert reading.files == ["a007.txt"] and report.files_read == 1
    assert encoder.passages_encoded == report.passages_encoded == 1
    assert "a007.txt has changed" in report.why.text
    after, full = opened(index), full_build(corpus, tmp_path / "elsewhere")
    assert content(after) == content(full)
    ids = {passage.id for passage in before.catalogue.every_passage()}
    assert {p.id for p in after.catalogue.every_passage()} > ids, "no passage got another id"
    for passage in before.catalogue.every_passage():
        old, new = before.catalogue.row_of(passage.id), after.catalogue.row_of(passage.id)
        np.testing.assert_array_equal(before.tokens.of(old), after.tokens.of(new))


def segments(index: Path) -> set[str]:
    folder = generations.current_generation(index) / "lexical"
    return {file.stem for file in folder.glob("*.idx")}


def scored(index: Index, text: str) -> dict[int, float]:
    hits = index.lexical.search(parse_question(text), 1000)
    return dict(zip(hits.rows.tolist(), hits.scores.tolist(), strict=True))


def test_words_of_what_comes_at_the_end_are_added_to_those_before(places, tmp_path, monkeypatch):
    monkeypatch.setattr(lexical_writer, "COPIED_FROM", 10)
    corpus, index = places
    before = segments(index)
    (corpus / "zz.txt").write_text(article(41) + "\n猫在学校里看狗。\n", encoding="utf-8")
    build_index([corpus], index, encoder=BilingualEncoder())
    assert segments(index) > before, "a piece more, and those before as they were"
    after, full = opened(index), full_build(corpus, tmp_path / "elsewhere")
    assert after.lexical.every_row().tolist() == full.lexical.every_row().tolist()
    for text in ("猫在哪里？", "学校", "Where is the dog?", "+猫 学校"):
        assert scored(after, text) == scored(full, text) != {}


@pytest.mark.parametrize("kind", ["before others", "a title", "other code"])
def test_words_are_made_anew_where_rows_or_code_are_not_what_they_were(places, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(lexical_writer, "COPIED_FROM", 10)
    corpus, index = places
    before = segments(index)
    (corpus / ("000.txt" if kind == "before others" else "zz.txt")).write_text(article(41), encoding="utf-8")
    if kind == "a title":
        (corpus / "metadata.csv").write_text("path,title\na007.txt,猫的一天\n", encoding="utf-8")
    if kind == "other code":
        monkeypatch.setattr(lexical_writer, "words_fingerprint", lambda: "another")
    build_index([corpus], index, encoder=BilingualEncoder())
    assert not segments(index) & before
    after, full = opened(index), full_build(corpus, tmp_path / "elsewhere")
    asked = article(7).split("\n")[0]
    assert scored(after, asked) == scored(full, asked) != {}


def test_after_random_changes_the_index_is_that_of_a_full_build(places, tmp_path):
    """Copies within and across files, ids given twice, files renamed, removed, changed and brought back."""
    corpus, index = places
    chosen = random.Random(11)
    for step in range(8):
        for _ in range(3):
            change(corpus, chosen)
        build_index([corpus], index, encoder=BilingualEncoder())
        assert content(opened(index)) == content(full_build(corpus, tmp_path / f"full{step}"))


def change(corpus: Path, chosen: random.Random) -> None:
    files = sorted(corpus.iterdir())
    kind = chosen.choice(["new", "remove", "rename", "copy", "lines", "markdown"])
    target = corpus / f"{chosen.choice('abxyz')}{chosen.randrange(99):02}"
    if kind == "remove":
        chosen.choice(files).unlink()
    elif kind == "rename":
        file = chosen.choice(files)
        file.rename(target.with_suffix(file.suffix))
    elif kind == "copy":
        file = chosen.choice(files)
        target.with_suffix(file.suffix).write_bytes(file.read_bytes())
    elif kind == "lines":
        numbers = [chosen.randrange(12) for _ in range(6)]
        lines = [json.dumps({"id": f"given{n % 4}", "text": article(n)}, ensure_ascii=False) for n in numbers]
        target.with_suffix(".jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    else:
        suffix = ".txt" if kind == "new" else ".md"
        target.with_suffix(suffix).write_text(f"# 标题\n\n{article(chosen.randrange(60))}", encoding="utf-8")


def test_answers_after_a_change_are_those_of_a_full_build(places, tmp_path):
    corpus, index = places
    for number in range(40, 46):
        (corpus / f"a{number:03}.txt").write_text(article(number), encoding="utf-8")
    (corpus / "a003.txt").unlink()
    build_index([corpus], index, encoder=BilingualEncoder())
    ours, full = Searcher(opened(index)), Searcher(full_build(corpus, tmp_path / "elsewhere"))
    for question in ("猫吃鱼", "the school by the river", "市长 预算", "bridge completed"):
        found, expected = ours.ask(question), full.ask(question)
        assert found.groups[0].hit.passage == expected.groups[0].hit.passage
        best = [{group.hit.passage.id for group in results.groups[:5]} for results in (found, expected)]
        assert len(best[0] & best[1]) >= 4
        assert found.confidence == pytest.approx(expected.confidence, abs=0.03)


def test_a_renamed_file_is_neither_read_nor_encoded(places, reading):
    corpus, index = places
    (corpus / "a007.txt").rename(corpus / "renamed.txt")
    encoder = BilingualEncoder()
    build_index([corpus], index, encoder=encoder)
    assert reading.files == [] and encoder.passages_encoded == 0
    catalogue = opened(index).catalogue
    assert {head.path for head in catalogue.heads()} >= {"renamed.txt"}
    assert "renamed.txt" in {row.path for row in catalogue.audit()} and "a007.txt" not in {r.path for r in catalogue.audit()}


def test_a_file_under_another_suffix_is_read_as_what_it_is_now(places, reading):
    corpus, index = places
    (corpus / "a007.txt").rename(corpus / "a007.md")
    build_index([corpus], index, encoder=BilingualEncoder())
    assert reading.files == ["a007.md"]


def test_a_touched_file_changes_nothing(places, reading):
    corpus, index = places
    (corpus / "a007.txt").touch()
    assert not build_index([corpus], index, encoder=BilingualEncoder()).changed
    assert reading.files == []


def test_what_was_a_copy_appears_when_the_first_is_removed_and_is_not_read_for_it(places, reading):
    corpus, index = places
    (corpus / "z.txt").write_bytes((corpus / "a001.txt").read_bytes())
    build_index([corpus], index, encoder=BilingualEncoder())
    row = opened(index).catalogue.audit()[-1]
    assert (row.path, row.status) == ("z.txt", "skipped") and "in a001.txt" in row.messages[0].text
    kept = next(head.id for head in opened(index).catalogue.heads() if head.path == "a001.txt")
    (corpus / "a001.txt").unlink()
    reading.files.clear()
    encoder = BilingualEncoder()
    build_index([corpus], index, encoder=encoder)
    head = next(head for head in opened(index).catalogue.heads() if head.id == kept)
    assert head.path == "z.txt" and reading.files == [] and encoder.passages_encoded == 0


def test_a_deleted_files_passages_go(places):
    corpus, index = places
    (corpus / "a001.txt").unlink()
    encoder = BilingualEncoder()
    build_index([corpus], index, encoder=encoder)
    now = opened(index)
    assert encoder.passages_encoded == 0
    assert now.catalogue.counts() == (39, 78) and len(now.vectors) == len(now.tokens) == len(now.lexical) == 78
    assert all(passage.article.path != "a001.txt" for passage in now.catalogue.every_passage())


def test_another_model_encodes_everything_and_reads_nothing_and_says_so(places, reading):
    class Other(BilingualEncoder):
        name, fingerprint = "other-test", "other-test-1"

    corpus, index = places
    report = build_index([corpus], index, encoder=Other())
    assert report.passages_encoded == 80 and reading.files == []
    assert "model bilingual-test, not other-test: everything is encoded again" in report.why.text


def test_other_limits_read_everything_encode_what_is_new_and_say_so(places, reading):
    corpus, index = places
    limits.use(limits.Limits(pages=7))
    try:
        encoder = BilingualEncoder()
        report = build_index([corpus], index, encoder=encoder)
    finally:
        limits.use(None)
    assert len(reading.files) == 40 and encoder.passages_encoded == 0
    assert "settings (file_limits)" in report.why.text


def test_other_reading_code_reads_everything(places, reading, monkeypatch):
    corpus, index = places
    monkeypatch.setattr("xunzhang.building.staleness.reading_fingerprint", lambda: "another")
    assert "reading_code" in build_index([corpus], index, encoder=BilingualEncoder()).why.text
    assert len(reading.files) == 40


def test_a_collection_that_has_changed_much_is_fitted_and_encoded_anew_and_says_so(places):
    corpus, index = places
    for number in range(40, 70):
        (corpus / f"a{number:03}.txt").write_text(article(number), encoding="utf-8")
    told: list[Message] = []
    report = build_index([corpus], index, encoder=BilingualEncoder(), tell=told.append)
    assert report.passages_encoded == 140
    assert any("80 passages then, 140 now, 80 in both" in message.text for message in told)


class Interrupted(BilingualEncoder):
    """Stops, as by Ctrl+C, when it has encoded so many passages."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def encode_passages(self, texts, progress=None):
        if self.passages_encoded + len(texts) > self._most:
            raise KeyboardInterrupt
        return super().encode_passages(texts, progress)


@pytest.mark.parametrize("sample", [10, 2000], ids=["after the vector space was fitted", "while the sample is encoded"])
def test_a_build_continues_where_an_interrupted_one_stopped(tmp_path, monkeypatch, reading, sample):
    monkeypatch.setattr("xunzhang.building.passage_encoding.CHUNK_PASSAGES", 8)
    monkeypatch.setattr("xunzhang.building.passage_encoding.SAMPLE_PASSAGES", sample)
    corpus, index = fill(tmp_path / "corpus", 40), tmp_path / "index"
    counted = BilingualEncoder()
    build_index([corpus], tmp_path / "elsewhere", encoder=counted)
    stopped = Interrupted(counted.passages_encoded - 20)
    with pytest.raises(KeyboardInterrupt):
        build_index([corpus], index, encoder=stopped)
    reading.files.clear()
    rest = BilingualEncoder()
    build_index([corpus], index, encoder=rest)
    assert reading.files == []
    generic = counted.passages_encoded - 80
    assert rest.passages_encoded <= 80 + generic - stopped.passages_encoded + 8 + (generic if sample == 2000 else 0)
    ours, full = (stored_tokens(generations.current_generation(place)) for place in (index, tmp_path / "elsewhere"))
    for row in range(80):
        np.testing.assert_allclose(ours.of(row), full.of(row), atol=1e-6)
    left = {path.name for path in index.iterdir()}
    assert left <= {"CURRENT", "generations", "lock", "stamps.json"}, "nothing of the interrupted build is left"


def test_files_read_by_an_interrupted_build_are_not_read_again(tmp_path, monkeypatch, reading):
    monkeypatch.setattr("xunzhang.building.catalogue_writer.COMMITTED_EVERY_S", 0.0)
    corpus, index = fill(tmp_path / "corpus", 40), tmp_path / "index"

    def interrupt(stage, done, total, note=NOTHING):
        if note.text == "25 of 40 files":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index([corpus], index, encoder=BilingualEncoder(), progress=interrupt)
    assert len(reading.files) == 25
    build_index([corpus], index, encoder=BilingualEncoder())
    assert sorted(reading.files) == sorted(path.name for path in corpus.iterdir()), "each once"
    assert content(opened(index)) == content(full_build(corpus, tmp_path / "elsewhere"))


def test_what_an_interrupted_build_left_may_be_damaged(tmp_path):
    corpus, index = fill(tmp_path / "corpus", 40), tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        build_index([corpus], index, encoder=Interrupted(10))
    for path in index.rglob("*.sqlite"):
        damaged = bytearray(path.read_bytes())
        damaged[4096 * 3 : -4096] = b"\xff" * len(damaged[4096 * 3 : -4096])
        path.write_bytes(damaged)
    for _ in range(2):
        try:
            build_index([corpus], index, encoder=BilingualEncoder())
        except XunzhangError as error:
            assert "run the same command again" in str(error)
    assert content(opened(index)) == content(full_build(corpus, tmp_path / "elsewhere"))


def test_a_full_disk_is_a_sentence_and_the_old_index_stays(places, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    corpus, index = places
    (corpus / "new.txt").write_text(article(77), encoding="utf-8")
    monkeypatch.setattr("xunzhang.building.vectors.build_store", full)
    with pytest.raises(XunzhangError, match=r"could not be written \(.*No space left on device"):
        build_index([corpus], index, encoder=BilingualEncoder())
    assert opened(index).catalogue.counts() == (40, 80)


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_build(places, monkeypatch):

    corpus, index = places
    whole = ahead.read_parts

    def changing(file):
        parts = list(whole(file))
        file.path.write_text(article(99), encoding="utf-8")
        return parts

    (corpus / "a007.txt").write_text(article(77), encoding="utf-8")
    monkeypatch.setattr(ahead, "read_parts", changing)
    build_index([corpus], index, encoder=BilingualEncoder())
    monkeypatch.setattr(ahead, "read_parts", whole)
    assert build_index([corpus], index, encoder=BilingualEncoder()).files_read == 1
    assert not build_index([corpus], index, encoder=BilingualEncoder()).changed


def test_a_changed_glossary_is_taken_up_without_reading_anything(places, reading):
    corpus, index = places
    (corpus / "glossary.csv").write_text("大河坝,Grand Dam Works\n", encoding="utf-8")
    build_index([corpus], index, encoder=BilingualEncoder())
    (corpus / "glossary.csv").write_text("大河坝,Great Dam Works\n", encoding="utf-8")
    assert build_index([corpus], index, encoder=BilingualEncoder()).changed
    assert "Great" in (generations.current_generation(index) / "glossary.csv").read_text(encoding="utf-8")
    assert set(reading.files) == {"glossary.csv"}


def test_a_generation_that_is_open_outlives_later_builds_and_goes_afterwards(places):
    corpus, index = places
    reader = opened(index)
    for number in range(3):
        (corpus / "a000.txt").write_text(article(200 + number), encoding="utf-8")
        build_index([corpus], index, encoder=BilingualEncoder())
    assert reader.folder.is_dir() and reader.catalogue.counts() == (40, 80)
    folder = reader.folder
    reader.held.close()
    (corpus / "a000.txt").write_text(article(300), encoding="utf-8")
    build_index([corpus], index, encoder=BilingualEncoder())
    assert not folder.exists()
