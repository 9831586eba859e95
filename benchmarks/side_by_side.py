"""Ours beside what a user could take instead, on the same model, texts and questions: make bench [FOLDER=an evaluation folder]

    python -m benchmarks.side_by_side [FOLDER] [--texts N] [--questions N] [--rounds N] [--env FOLDER] [--write]

What each contestant does is `contestants.py`'s; every run of one is a process of its own, and they take turns, since machines
are shared. The others run in an environment that the command makes. `--write` puts what was measured into benchmarks/README.md,
between its marks, and the plot beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bars import Panel, drawn_as_svg
from benchmarks.contestants import CONTESTANTS
from benchmarks.speed import drawn as drawn_sentences
from xunzhang.encoding.bundled import bundled_model
from xunzhang.evaluate.benchmark import read_benchmark
from xunzhang.language.codes import family
from xunzhang.reading.chunking import chunk
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT, LIST = ROOT / ".cache" / "bench", ROOT / "benchmarks" / "side_by_side.txt"
README, PLOT = ROOT / "benchmarks" / "README.md", ROOT / "benchmarks" / "side_by_side.svg"
BEGIN, END = "<!-- python -m benchmarks.side_by_side --write -->", "<!-- end -->"
OURS = "xunzhang"
WAYS = {
    (OURS, 0): "Xunzhang without the reader",
    (OURS, 1): "Xunzhang",
    ("thirty lines", 0): "sentence-transformers and FAISS, thirty lines",
    ("txtai", 0): "txtai, hybrid",
    ("lancedb", 0): "LanceDB, hybrid",
}
BESIDE = WAYS["thirty lines", 0]  # what ratios are to
Runs = dict[str, list[dict[str, Any]]]  # by way, its rounds


def task_of(folder: Path | None, texts: int, questions: int) -> dict[str, Any]:
    """Texts by language, and questions by direction with the ids of the texts that answer them."""
    return _of_benchmark(folder, texts, questions) if folder else _of_sample(questions)


def _of_benchmark(folder: Path, texts: int, questions: int) -> dict[str, Any]:
    bench = read_benchmark(folder)
    by_language = {language: [each for each in bench.passages if each.language == language][:texts] for language in ("zh", "en")}
    asked, relevant = dict[str, list[str]](), dict[str, list[list[str]]]()
    for own in by_language:
        for other, passages in by_language.items():
            there = {each.id for each in passages}
            fitting = [each for each in bench.questions if each.language == own and each.relevant & there]
            some = fitting[:: max(1, len(fitting) // questions)][:questions]
            asked[f"{own}>{other}"] = [each.text for each in some]
            relevant[f"{own}>{other}"] = [sorted(each.relevant & there) for each in some]
    told = {
        language: [{"id": each.id, "text": each.text, "title": str(each.record.get("title", ""))} for each in passages]
        for language, passages in by_language.items()
    }
    return {"texts": told, "questions": asked, "relevant": relevant}


def _of_sample(questions: int) -> dict[str, Any]:
    """The sample's passages, and sentences of theirs for questions: each asks for the passage that it is from."""
    articles = [event for event in read_corpus([ROOT / "corpus"]) if isinstance(event, Article)]
    passages = [passage for article in articles for passage in chunk(article)]
    told, asked, relevant = dict[str, list[dict[str, str]]](), dict[str, list[str]](), dict[str, list[list[str]]]()
    for language in ("zh", "en"):
        own = [passage for passage in passages if family(passage.language) == language]
        told[language] = [{"id": each.id, "text": each.text, "title": each.article.title} for each in own]
        direction = f"{language}>{language}"
        asked[direction] = drawn_sentences(own, questions)
        relevant[direction] = [[each.id for each in own if sentence in each.text] for sentence in asked[direction]]
    return {"texts": told, "questions": asked, "relevant": relevant}


def python_of(environment: Path) -> Path:
    """The Python of the environment that the others run in, made where it is not there."""
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = environment / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != LIST.read_text(encoding="utf-8"):
        print(f"Installing what the others need into {environment} (minutes, 2 GB)", file=sys.stderr)
        venv.create(environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", LIST], check=True)
        stamp.write_text(LIST.read_text(encoding="utf-8"), encoding="utf-8")
    return python


def model_in_full(environment: Path) -> Path:
    """The bundled model with weights of 32 bits, for the others: with the 16 that it comes in torch is several times as slow."""
    bundled = bundled_model()
    assert bundled is not None, "the bundled model is needed here"
    folder = environment / f"model-{bundled.name}"
    if not (folder / "modules.json").exists():
        from sentence_transformers import SentenceTransformer

        SentenceTransformer(str(bundled), device="cpu", model_kwargs={"dtype": "float32"}).save(str(folder))
    return folder


def run(name: str, task: Path, environment: Path, folder: Path) -> list[dict[str, Any]]:
    """What one contestant measured of itself, in a process of its own."""
    python = Path(sys.executable) if name == OURS else python_of(environment)
    result = folder / "result.json"
    quiet = os.environ | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    own = {"OPENBLAS_NUM_THREADS": "1"} if name == OURS else {}  # as our command line has it
    command = [str(python), "-m", "benchmarks.contestants", name, str(task), str(result)]
    subprocess.run(command, cwd=ROOT, env=quiet | own, check=True, stdout=subprocess.DEVNULL)
    measured: list[dict[str, Any]] = json.loads(result.read_text(encoding="utf-8"))
    return measured


def all_rounds(task: Mapping[str, Any], environment: Path, rounds: int) -> Runs:
    found: Runs = {way: [] for way in WAYS.values()}
    for number in range(rounds):
        for name in CONTESTANTS:
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory() as folder:
                given = Path(folder) / "task.json"
                given.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
                for way, measured in enumerate(run(name, given, environment, Path(folder))):
                    found[WAYS[name, way]].append(measured)
    return found


def figures(runs: Sequence[Mapping[str, Any]], task: Mapping[str, Any]) -> dict[str, list[float]]:
    """By what is measured, its value in each round."""
    count = sum(map(len, task["texts"].values()))
    hits = {
        f"hit@1 {direction}": [
            sum(first in wanted for first, wanted in zip(run["first"][direction], relevant, strict=True)) / len(relevant)
            for run in runs
        ]
        for direction, relevant in task["relevant"].items()
    }
    return {
        "build, texts a second": [count / run["build"] for run in runs],
        "question p50, ms": [_quantile(run["taken"], 0.5) for run in runs],
        "question p95, ms": [_quantile(run["taken"], 0.95) for run in runs],
        "own memory, MB": [run["own"] / 1e6 for run in runs],
        "most memory, MB": [run["peak"] / 1e6 for run in runs],
        "disk, kB a text": [run["disk"] / 1e3 / count for run in runs],
    } | hits


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def table(by_way: Mapping[str, Mapping[str, Sequence[float]]]) -> list[str]:
    """A column a way; medians, and in brackets the ratio to the thirty lines, median and spread over the rounds."""
    names = list(next(iter(by_way.values())))
    lines = ["| | " + " | ".join(by_way) + " |", "| --- |" + " --- |" * len(by_way)]
    for name in names:
        cells = [_cell(name, values[name], by_way[BESIDE][name]) for values in by_way.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _cell(name: str, values: Sequence[float], beside: Sequence[float]) -> str:
    if name.startswith("hit@1"):
        return f"{median(values):.3f}".removeprefix("0")
    ratios = [own / other for own, other in zip(values, beside) if other]
    value = f"{median(values):,.0f}" if median(values) >= 20 else f"{median(values):.1f}"
    return f"{value} ({median(ratios):.2f}; {min(ratios):.2f} to {max(ratios):.2f})"


def section(runs: Runs, task: Mapping[str, Any], command: str, beside: str) -> str:
    """The part of benchmarks/README.md that the command writes."""
    rounds = len(next(iter(runs.values())))
    texts = ", ".join(f"{len(texts)} {language}" for language, texts in task["texts"].items())
    asked = sum(map(len, task["questions"].values()))
    by_way = {way: figures(measured, task) for way, measured in runs.items()}
    return "\n".join(
        [
            f"`{command}`:",
            f"texts {texts}; questions {asked}, each asked of one language's texts; {rounds} rounds, medians. In brackets the",
            "ratio to the thirty lines in the same round, median and spread. A build is from the program's start to files,",
            "the model's loading with it; a question is answered in the process that built.",
            *([beside] if beside else []),
            "",
            *table(by_way),
            "",
            "![the same, drawn](side_by_side.svg)",
        ]
    )


def write(text: str, runs: Runs, task: Mapping[str, Any]) -> None:
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    by_way = {way: figures(measured, task) for way, measured in runs.items()}
    names = [name for name in next(iter(by_way.values())) if name not in ("question p95, ms", "most memory, MB")]
    panels = [Panel(name, {way: values[name] for way, values in by_way.items()}) for name in names]
    PLOT.write_text(drawn_as_svg(panels), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Ours beside what a user could take instead.")
    parser.add_argument("folder", nargs="?", type=Path, help="an evaluation folder (docs/formats.md); default: the sample")
    parser.add_argument("--texts", type=int, default=240, help="of each language, at most (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=200, help="of each direction, at most (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--env", type=Path, default=ENVIRONMENT, help="where the others' environment is (default: .cache/bench)")
    parser.add_argument("--beside", default="", help="a sentence on what else the machine did, for the README")
    parser.add_argument("--write", action="store_true", help="write what was measured into benchmarks/README.md")
    options = parser.parse_args()
    task = task_of(options.folder, options.texts, options.questions)
    python_of(options.env)
    task["model"] = str(model_in_full(options.env))
    runs = all_rounds(task, options.env, options.rounds)
    sizes = f"--texts {options.texts} --questions {options.questions} --rounds {options.rounds}"
    command = f'make bench{" FOLDER=..." if options.folder else ""} ARGS="{sizes}"'
    told = section(runs, task, command, options.beside)
    print(told)
    if options.write:
        write(told, runs, task)


if __name__ == "__main__":
    main()
