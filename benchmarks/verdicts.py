"""What the verdicts are worth on a collection whose answers are known, beside the floors that are set for them.

    python -m benchmarks.verdicts [PATH ...] [--index DIR] [--questions FILE] [--model NAME] [--json | --wrong]

Builds an index of PATH (../shared/seeds) in a temporary folder, or opens the one of --index, and asks every question of FILE
(`benchmarks/questions/seeds.jsonl`): some that the collection answers (`answered`), some on its subjects that it does not answer
(`near_topic`), some on other subjects (`other`). Nothing may be fitted on them. benchmarks/questions/README.md has the fields.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.verdict_figures import LANGUAGES, VERDICTS, Told, measured
from xunzhang.building.builder import build_index
from xunzhang.encoding.loading import load_encoder
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.types import HitGroup

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[1] / "shared" / "seeds"
QUESTIONS = HERE / "questions" / "seeds.jsonl"
DEPTH = 10
WIDEST = 12  # characters that an exact span may have beside its answer


def main() -> None:
    parser = argparse.ArgumentParser(description="Verdicts on questions whose answers are known, against their floors.")
    parser.add_argument("paths", nargs="*", type=Path, default=[SEEDS], metavar="PATH", help="what to index (../shared/seeds)")
    parser.add_argument("--index", type=Path, help="an index that is there already, in place of PATH")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--model", default=None, help="a sentence-transformers model; the bundled one by default")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="one JSON object")
    how.add_argument("--wrong", action="store_true", help="every question that is told wrongly, too")
    arguments = parser.parse_args()
    records = [json.loads(line) for line in arguments.questions.read_text(encoding="utf-8").splitlines()]
    told = _ask_all(records, arguments)
    figures = measured(told)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    report(figures)
    if arguments.wrong:
        print_wrong(told)


def _ask_all(records: Sequence[Mapping[str, Any]], arguments: argparse.Namespace) -> list[Told]:
    encoder = load_encoder(arguments.model)
    with tempfile.TemporaryDirectory(prefix="xunzhang-verdicts-") as folder:
        index = arguments.index or Path(folder) / "index"
        if not arguments.index:
            build_index(arguments.paths, index, encoder=encoder)
        searcher = open_searcher(index, encoder=encoder)
        return [ask(searcher, record) for record in records]


def ask(searcher: Searcher, record: Mapping[str, Any]) -> Told:
    """Ask one question of the file, and hold what comes against what the file says of it."""
    results = searcher.ask(record["question"], DEPTH)
    places = (place for place, group in enumerate(results.groups, 1) if holds(group.hit.passage.text, record))
    return Told(
        question=record["question"],
        kind=record["kind"],
        language=family(record["lang"]),
        asks=record.get("asks", ""),
        verdict=results.verdict,
        confidence=results.confidence,
        place=next(places, 0) if record["kind"] == "answered" else 0,
        spans=tuple(right_span(span, record) for span in _spans(results.groups[:1])),
        first=results.groups[0].hit.passage.text if results.groups else "",
    )


def _spans(groups: Iterable[HitGroup]) -> list[str]:
    return [span.of(group.hit.passage.text) for group in groups for span in group.hit.exact]


def _plain(text: str) -> str:
    """`text` folded and without white space, since a printed page may set figures apart: 第 6 is 第6."""
    return re.sub(r"\s", "", fold(text))


def _answers(record: Mapping[str, Any]) -> list[str]:
    return [_plain(answer) for answer in (record.get("answer", ""), *record.get("also", ())) if answer]


def holds(text: str, record: Mapping[str, Any]) -> bool:
    """Whether a passage has the answer, and beside it what `near` names, where the answer alone could be another's."""
    plain = _plain(text)
    return any(answer in plain for answer in _answers(record)) and _plain(record.get("near", "")) in plain


def right_span(span: str, record: Mapping[str, Any]) -> bool:
    """Whether a span is the answer: it has all of it and little else, or all of its digits without the unit."""
    plain = _plain(span)
    return any(
        (answer in plain and len(plain) <= len(answer) + WIDEST) or (plain in answer and _digits(plain) == _digits(answer) != "")
        for answer in _answers(record)
    )


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text)


def report(figures: Mapping[str, Any]) -> None:
    print(f"{'':14}{'':6}{'asked':>7}" + "".join(f"{verdict:>12}" for verdict in VERDICTS))
    for kind, by_language in figures["verdicts"].items():
        for language, shares in by_language.items():
            cells = "".join(f"{shares.get(verdict, 0):12.2f}" for verdict in VERDICTS)
            print(f"{kind:14}{language:6}{figures['questions'][kind][language]:>7}{cells}")
    print(f"\n{'':34}" + "".join(f"{language:>8}" for language in LANGUAGES))
    for name, key in (("hit@1", "hit@1"), ("hit@3", "hit@3"), ("calibration error", "calibration_error")):
        _line(name, figures[key])
    for kind, by_language in figures["auroc"].items():
        _line(f"AUROC, answered against {kind}", by_language)
    for name in ("coverage", "precision", "needless"):
        _line(f"exact spans, {name}", {language: some[name] for language, some in figures["spans"].items()})
    print()
    for floor in figures["floors"]:
        bound = f"at most {floor['at_most']}" if "at_most" in floor else f"at least {floor['at_least']}"
        print(f"{'holds ' if floor['holds'] else 'MISSED'} {floor['name']:45}{_cell(floor['value'])}  {bound}")


def _line(name: str, by_language: Mapping[str, float | None]) -> None:
    print(f"{name:34}" + "".join(f"{_cell(by_language[language]):>8}" for language in LANGUAGES))


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def print_wrong(told: Iterable[Told]) -> None:
    """What is told wrongly: its verdict and confidence, the place of the passage that answers, and what stands first."""
    for t in told:
        claimed = t.verdict in VERDICTS[:2]
        if claimed == (t.kind == "answered") and (t.kind != "answered" or t.place == 1) and all(t.spans or (True,)):
            continue
        print(f"\n{t.kind} {t.verdict} {t.confidence:.2f} place {t.place} spans {t.spans}\n  {t.question}\n  {t.first[:100]}")


if __name__ == "__main__":
    main()
