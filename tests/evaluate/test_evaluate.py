"""Evaluation end to end on a tiny benchmark of our own words, with the bilingual test encoder; the real model once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.cli.terminal import show_figures
from xunzhang.encoding.encoder import Encoded
from xunzhang.evaluate.evaluation import ABLATIONS, evaluate
from xunzhang.types import XunzhangError

# Each pair says the same; the second sentence answers the question.
FACTS = [
    ("市长走过山下的大学。那只猫在河边吃鱼，一共三条。", "The mayor walked to the university by the mountain. The cat ate 3 fish at the river.", "猫吃什么？", "What does the cat eat?"),
    ("医院旁边有一所学校。这条铁路在1998年建成。", "There is a school next to the hospital. The railway was completed in 1998.", "铁路何时建成？", "When was the railway completed?"),
    ("狗跟着市长。大学的预算今年是两亿。", "A dog follows the mayor. The budget of the university is 200 million.", "大学的预算是多少？", "How large is the budget of the university?"),
]  # fmt: skip


def sentence_breaks(text: str) -> list[list[int]]:
    end = next(at + 1 for at, character in enumerate(text) if character in "。." and text[at + 1 : at + 2] in (" ", *"那这大"))
    start = end + (text[end] == " ")
    return [[0, end], [start, len(text)]]


def written(folder: Path) -> Path:
    """`folder` with a benchmark of FACTS in it."""
    passages: list[dict[str, Any]] = []
    questions: list[dict[str, Any]] = []
    for number, (zh, en, asked_zh, asked_en) in enumerate(FACTS):
        ids = [f"zh-{number}", f"en-{number}"]
        texts = zip(ids, ("zh", "en"), (zh, en))
        passages += [
            {"id": id, "lang": lang, "title": "", "text": text, "sentence_breaks": sentence_breaks(text)}
            for id, lang, text in texts
        ]
        gold = {id: [1] for id in ids}
        asked = (("zh", asked_zh), ("en", asked_en))
        questions += [
            {"id": f"q-{lang}-{number}", "lang": lang, "question": q, "relevant": ids, "gold_sentences": gold}
            for lang, q in asked
        ]
    unanswerable = [{"id": "u", "lang": "en", "question": "Who wrote the opera?", "relevant": [], "kind": "uncovered"}]
    traditional = [{"id": "t", "lang": "zh-hant", "question": "鐵路何時建成？", "relevant": ["zh-1", "en-1"]}]
    files = {"passages": passages, "questions": questions, "unanswerable": unanswerable, "questions_zh_hant": traditional}
    for name, records in files.items():
        (folder / f"{name}.jsonl").write_text(
            "\n".join(json.dumps(each, ensure_ascii=False) for each in records), encoding="utf-8"
        )
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture(scope="module")
def figures(tmp_path_factory) -> dict[str, Any]:
    """What is measured on it as it is; not to be changed."""
    return evaluate(written(tmp_path_factory.mktemp("bench")), encoder=BilingualEncoder())


def shape(tree: Any) -> Any:
    return {name: shape(branch) for name, branch in tree.items()} if isinstance(tree, dict) else type(tree)


def test_every_figure_of_the_contract(figures):
    ranking = {"questions": int, "hit@1": float, "hit@5": float, "mrr@10": float, "ndcg@10": float}
    mixed = {"questions": int, "recall@10": float, "complete@10": float}
    directions = ("zh>zh", "zh>en", "en>zh", "en>en")
    shares = dict.fromkeys(("answers", "may_answer", "related", "nothing"), float)
    assert shape({name: part for name, part in figures.items() if name != "intervals"}) == {
        "directions": dict.fromkeys((*directions, "zh-hant>zh"), ranking),
        "mixed": dict.fromkeys(("zh", "en"), mixed),
        "answer_sentence": dict.fromkeys(directions, float),
        "abstention": dict.fromkeys(("uncovered", "uncovered en"), float),
        "verdicts": dict.fromkeys(("answerable", "answerable en", "answerable zh", "uncovered", "uncovered en"), shares),
        "passages_per_s": float,
        "ms_per_question": {"p50": float, "p95": float},
    }
    assert json.loads(json.dumps(figures)) == figures


def test_values_where_everything_is_found(figures):
    assert {name: (part["questions"], part["hit@1"]) for name, part in figures["directions"].items()} == {
        "zh>zh": (3, 1.0),
        "zh>en": (3, 1.0),
        "en>zh": (3, 1.0),
        "en>en": (3, 1.0),
        "zh-hant>zh": (1, 1.0),
    }
    assert figures["mixed"] == {language: {"questions": 3, "recall@10": 1.0, "complete@10": 1.0} for language in ("zh", "en")}


def test_intervals_hold_their_figures(figures):
    checked = 0
    for part in ("answer_sentence", "abstention"):
        for name, value in figures[part].items():
            low, high = figures["intervals"][part][name]
            assert low <= value <= high
            checked += 1
    for direction, ends in figures["intervals"]["directions"].items():
        assert set(ends) == {"hit@1", "hit@5", "mrr@10", "ndcg@10"}
        assert all(ends[name][0] <= figures["directions"][direction][name] <= ends[name][1] for name in ends)
    assert checked == 6
    for kind, shares in figures["verdicts"].items():
        assert sum(shares.values()) == pytest.approx(1)
        ends = figures["intervals"]["verdicts"][kind]
        assert all(ends[verdict][0] <= share <= ends[verdict][1] for verdict, share in shares.items())


class RecordingEncoder(BilingualEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.passages: Counter[str] = Counter()

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        self.passages.update(texts)
        return super().encode_passages(texts, progress)


def test_passages_are_encoded_once_for_all_indexes(folder: Path):
    encoder = RecordingEncoder()
    evaluate(folder, encoder=encoder)
    assert {text: encoder.passages[text] for fact in FACTS for text in fact[:2]} == {
        text: 1 for fact in FACTS for text in fact[:2]
    }


def test_a_wrong_ranking_is_seen(folder: Path, bilingual: BilingualEncoder):
    """Questions whose relevant passages are swapped around must come out wrong."""
    questions = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    for question in questions:
        number = int(question["id"][-1])
        question["relevant"] = [f"zh-{(number + 1) % 3}", f"en-{(number + 1) % 3}"]
    (folder / "questions.jsonl").write_text("\n".join(json.dumps(each) for each in questions), encoding="utf-8")
    figures = evaluate(folder, encoder=bilingual)
    assert figures["directions"]["zh>zh"]["hit@1"] == 0.0
    assert figures["directions"]["zh>zh"]["mrr@10"] in (0.5, pytest.approx(1 / 3, abs=1e-4), pytest.approx(0.4444, abs=1e-4))


def test_passages_that_are_no_articles_are_refused(folder: Path, bilingual: BilingualEncoder):
    with (folder / "passages.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"id": "x", "lang": "en", "text": "   "}))
    with pytest.raises(XunzhangError, match=r"Only 6 of 7 passages became articles"):
        evaluate(folder, encoder=bilingual)


def test_ablation_measures_the_pipeline_without_each_part(folder: Path, bilingual: BilingualEncoder):
    figures = evaluate(folder, encoder=bilingual, ablate=True)
    assert list(figures["ablation"]) == list(ABLATIONS)
    assert all(set(variant) >= {"directions", "mixed"} for variant in figures["ablation"].values())
    table = show_figures(figures)
    assert all(f"\n{name} " in table for name in ("everything", *ABLATIONS))


def test_progress_is_told(folder: Path, bilingual: BilingualEncoder):
    told: list[str] = []
    evaluate(folder, 1, encoder=bilingual, progress=lambda message: told.append(message.text))
    assert told[:2] == ["building an index of 6 articles (en, zh)", "  100 % encoded"]
    assert any("asking 2 questions of all passages" in line for line in told)
