"""The lexical arm on a real Tantivy index: what is found, in which order, and what constraints and filters leave."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from tests.helpers.places import ROOT
from xunzhang.building.lexical_writer import write_words
from xunzhang.index.lexical import LexicalIndex
from xunzhang.index.words import AMBIGUITY, Hits
from xunzhang.language.scripts import detect_language
from xunzhang.question.bridge import BridgeTerm
from xunzhang.question.grammar import parse_question
from xunzhang.types import XunzhangError

PASSAGES = [
    ("华为发布了新款手机，投资17.1亿元。", "企业新闻"),
    ("苹果公司也发布了手机，投资171亿元。", "企业新闻"),
    ("到2035年，重慶將建成教育強市，覆蓋率達94.6%。", "教育"),
    ("党的会议在重庆召开，讨论了教育。", ""),
    ("Huawei invested 1.71 billion in the Chongqing education commission.", "Companies"),
    ("The new schools of Chongqing are running well in 2035.", "Schools"),
    ("An apple a day, says the commission on education.", ""),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    write_words(folder, ((row, text, about, detect_language(text)) for row, (text, about) in enumerate(PASSAGES)))
    return LexicalIndex.open(folder)


def rows(hits: Hits) -> list[int]:
    return [int(row) for row in hits.rows]


def test_scores_fall_and_are_positive(index: LexicalIndex) -> None:
    hits = index.search(parse_question("华为手机投资17.1亿元"), 10)
    assert rows(hits)[:2] == [0, 1]
    assert hits.rows.dtype == np.int64
    assert hits.scores.dtype == np.float32
    assert all(a >= b > 0 for a, b in zip(hits.scores, hits.scores[1:], strict=False))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("华为", {0}),
        ("党", {3}),
        ("重慶", {2, 3}),
        ("重庆", {2, 3}),
        ("schooling run", {5}),
        ("94.6 %", {2}),
        ("百分之九十四点六", {2}),
        ("1,710,000,000", {0, 4}),
        ("企业", {0, 1}),
        ("Schools", {5}),
        ("没有此事", set()),
        ("？", set()),
    ],
)
def test_what_is_found(index: LexicalIndex, question: str, found: set[int]) -> None:
    assert set(rows(index.search(parse_question(question), 10))) == found


def test_context_counts_less_than_text(tmp_path: Path) -> None:
    write_words(tmp_path / "index", [(0, "学校开学了。", "教育", "zh"), (1, "教育大会。", "开学", "zh"), (2, "会议。", "", "zh")])
    assert rows(LexicalIndex.open(tmp_path / "index").search(parse_question("教育"), 10)) == [1, 0]


@pytest.mark.parametrize(
    ("question", "matching"),
    [
        ('"发布了新款"', {0}),
        ('"建成教育强市"', {2}),
        ('"2035年"', {2}),
        ('"17.1亿"', {0}),
        ('"亿"', {0, 1}),
        ('"7.1亿"', set()),
        ('"running well"', {5}),
        ('"run well"', set()),
        ('"企业新闻"', {0, 1}),
        ('"元。企业"', set()),
        ("+手机 -苹果", {0}),
        ("教育 -党 -Huawei", {0, 1, 2, 5, 6}),
        ("-commission", {0, 1, 2, 3, 5}),
        ('"重庆" 教育', {2, 3}),
    ],
)
def test_constraints(index: LexicalIndex, question: str, matching: set[int]) -> None:
    found = index.matching(parse_question(question))
    assert found is not None
    assert found.tolist() == sorted(matching)
    assert set(rows(index.search(parse_question(question), 10))) <= matching


def test_no_constraint_is_none(index: LexicalIndex) -> None:
    assert index.matching(parse_question("重庆")) is None
    assert index.matching(parse_question('谁写了"重庆"？')) is None  # preferred, not demanded


def test_allowed_is_asked_inside_the_engine(index: LexicalIndex) -> None:
    question = parse_question("手机 教育 commission")
    everything = rows(index.search(question, 10))
    assert rows(index.search(question, 10, None)) == everything
    assert rows(index.search(question, 10, [])) == []
    for row in everything:
        assert rows(index.search(question, 1, [row])) == [row]
    assert rows(index.search(question, 2, everything[2:])) == everything[2:4]


def test_many_allowed_rows_are_filtered_rightly(tmp_path: Path) -> None:
    write_words(tmp_path / "many", ((row, f"学校 {row}" + " 学校" * (row % 7), "", "zh") for row in range(6000)))
    index = LexicalIndex.open(tmp_path / "many")
    question = parse_question("学校")
    order = rows(index.search(question, 6000))
    allowed = list(range(0, 6000, 7)) + list(range(1, 6000, 2)) + list(range(2, 6000, 4))
    assert len(allowed) > 4096
    assert rows(index.search(question, 50, allowed)) == [row for row in order if row in set(allowed)][:50]
    assert len(index.search(question, 6000, sorted(set(allowed))).rows) == len(set(allowed))


def test_score_gives_what_search_gave(index: LexicalIndex) -> None:
    question = parse_question("华为手机教育")
    hits = index.search(question, 10)
    given = [6, *rows(hits)]
    assert index.score(question, given).tolist() == pytest.approx([0.0, *hits.scores.tolist()])
    assert index.score(question, []).shape == (0,)


def test_carried_terms_count_once_for_all_their_synonyms(index: LexicalIndex) -> None:
    terms = [BridgeTerm("华为", (("huawei",), ("huawei", "invest"))), BridgeTerm("重庆", (("chongq",),))]
    hits = index.carry(terms, "en", 10)
    assert rows(hits) == [4, 5]
    ambiguous, plain = np.log(1 + 3 / 1) / (1 + AMBIGUITY), np.log(1 + 3 / 2)
    assert hits.scores.tolist() == pytest.approx([ambiguous + plain, plain])
    assert index.carry_score(terms, "en", [0, 5, 4]).tolist() == pytest.approx([0.0, *hits.scores[::-1]])


def test_a_carried_term_that_is_everywhere_says_nothing(tmp_path: Path) -> None:
    texts = [f"The school of {name}." for name in ("Ada", "Ben", "Cid", "Dan", "Eve", "Fay", "Gil", "Hal")]
    write_words(tmp_path / "index", ((row, text, "", "en") for row, text in enumerate(texts)))
    index = LexicalIndex.open(tmp_path / "index")
    assert rows(index.carry([BridgeTerm("学校", (("school",),))], "en", 10)) == []
    assert rows(index.carry([BridgeTerm("学校", (("school",),)), BridgeTerm("艾达", (("ada",),))], "en", 10)) == [0]


def test_carried_terms_stay_in_their_language(index: LexicalIndex) -> None:
    assert rows(index.carry([BridgeTerm("1.71 billion", (("1710000000",),))], "zh", 10)) == [0]
    assert rows(index.carry([BridgeTerm("17.1亿", (("1710000000",),))], "en", 10)) == [4]
    assert rows(index.carry([], "en", 10)) == []


def test_a_sequence_has_to_be_one(index: LexicalIndex) -> None:
    assert rows(index.carry([BridgeTerm("教委", (("educ", "commiss"),))], "en", 10)) == [4]
    assert rows(index.carry([BridgeTerm("教委", (("commiss", "educ"),))], "en", 10)) == []


def test_patterns_are_asked_as_such(tmp_path: Path) -> None:
    write_words(tmp_path / "index", [(0, "主任刘宴兵说", "", "zh"), (1, "演员李娜", "", "zh"), (2, "The teacher", "", "en")])
    index = LexicalIndex.open(tmp_path / "index")
    name = BridgeTerm("liu yanbing", (("liu", "yanb"),), (("[刘柳][燕宴]", "[燕宴][冰兵]"),))
    assert rows(index.carry([name], "zh", 5)) == [0]
    assert rows(index.carry([BridgeTerm("li na", (("li", "na"),), (("[李黎][娜那]",),))], "zh", 5)) == [1]


def test_building_reads_a_stream_and_leaves_it_closed(tmp_path: Path) -> None:
    taken: list[int] = []

    def stream() -> Iterator[tuple[int, str, str, str]]:
        for row in range(3):
            taken.append(row)
            yield row, "重庆", "", "zh"

    write_words(tmp_path / "a", stream())
    assert taken == [0, 1, 2]
    assert len(LexicalIndex.open(tmp_path / "a")) == len(LexicalIndex.open(tmp_path / "a")) == 3
    write_words(tmp_path / "empty", iter(()))
    assert rows(LexicalIndex.open(tmp_path / "empty").search(parse_question("重庆"), 5)) == []


ASK_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from xunzhang.index.lexical import LexicalIndex
from xunzhang.question.grammar import parse_question
if not os.geteuid():
    os.setuid(65534)
print(*LexicalIndex.open(Path(sys.argv[1])).search(parse_question("schools"), 10).rows)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX's")
def test_an_index_that_may_not_be_written_to_is_asked() -> None:
    with TemporaryDirectory() as outer:  # not one of pytest's, into which nobody else may look
        Path(outer).chmod(0o755)
        folder = Path(outer) / "index"
        write_words(folder, ((row, text, about, detect_language(text)) for row, (text, about) in enumerate(PASSAGES)))
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        command = [sys.executable, "-c", ASK_WITHOUT_RIGHTS, str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        folder.chmod(0o755)
    assert (done.stdout, done.returncode) == ("5\n", 0), done.stderr


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(XunzhangError, match=r"build_index\.py"):
        LexicalIndex.open(tmp_path / "none")


def test_the_fewer_passages_of_a_language_hold_a_term_the_more_it_tells(index: LexicalIndex) -> None:
    told = index.rarities(["发布", "华为", "不存"], "zh")
    assert 0 < told["发布"] < told["华为"] < told["不存"] == 1.0
    assert index.rarities(["华为"], "en") == {"华为": 1.0}
    carried = [
        BridgeTerm("教育", (("educ",),)),
        BridgeTerm("学校", (("school",), ("academi",))),
        BridgeTerm("学校", (("educ",),)),
    ]
    of_pieces = index.carried_rarities(carried, "en")
    assert of_pieces["学校"] == pytest.approx(index.rarities(["school"], "en")["school"])
    assert 0 < of_pieces["教育"] < of_pieces["学校"] < 1
