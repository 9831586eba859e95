"""What a change costs: a full build of many files against a build after one of them was touched, renamed or removed.

Each build is a process of its own, as a user starts it, so that importing and loading the model count on both sides.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build_index.py"
ENGLISH = """the committee harbour reported that farmers near river would receive new pumps before spring while engineers measured
    water levels and teachers opened evening classes for adults who had asked about loans prices buses clinics weather repairs"""
CHINESE = """委员会 报告 说 港口 附近 的 农户 将 在 春天 之前 得到 新 水泵 工程师 测量 了 水位 教师 为 成年人 开办 夜校 他们 询问
    贷款 价格 公交 诊所 天气 和 维修"""


def article(number: int, paragraphs: int) -> str:
    """A text of generated sentences, the same one for the same number; every other one is in Chinese."""
    chosen = random.Random(number)
    words, between, stop, length = (CHINESE.split(), "", "。", 60) if number % 2 else (ENGLISH.split(), " ", ".", 45)
    lines = []
    for paragraph in range(paragraphs):
        sentences = [between.join(chosen.choices(words, k=length // 3)) + f"{between}{number}{stop}" for _ in range(3)]
        lines.append((" " if between else "").join(sentences) + f" {paragraph}")
    return "\n\n".join(lines) + "\n"


def write_files(folder: Path, files: int, paragraphs: int) -> None:
    folder.mkdir(parents=True)
    for number in range(files):
        (folder / f"article-{number:05}.txt").write_text(article(number, paragraphs), encoding="utf-8")


def build(corpus: Path, index: Path) -> tuple[float, float, str]:
    """-> seconds, seconds of processor time, and the line that build_index.py ends with."""
    command = [sys.executable, str(BUILD), str(corpus), "--index", str(index)]
    began, spent = time.perf_counter(), processor_time()
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    if ended.returncode:
        raise SystemExit(ended.stderr)
    return time.perf_counter() - began, processor_time() - spent, ended.stderr.strip().splitlines()[-1]


def processor_time() -> float:
    """Of all builds so far. Where other programs keep the machine busy, this is what to compare."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="(default: %(default)s)")
    parser.add_argument("--paragraphs", type=int, default=10, help="of each file (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        write_files(corpus, options.files, options.paragraphs)
        full, work, told = build(corpus, index)
        print(f"full build      {full:7.1f} s, processor {work:6.1f} s           {told}", flush=True)
        touched = corpus / f"article-{options.files // 2:05}.txt"
        changes: dict[str, Callable[[], object]] = {
            "nothing changed": lambda: None,
            "one touched": lambda: touched.write_text(article(options.files + 1, options.paragraphs), encoding="utf-8"),
            "one renamed": lambda: touched.rename(corpus / "another name.txt"),
            "one removed": lambda: (corpus / "another name.txt").unlink(),
        }
        for name, change in changes.items():
            change()
            took, spent, told = build(corpus, index)
            shares = f"{took / full:6.2%}, processor {spent:6.1f} s, {spent / work:6.2%}"
            print(f"{name:<15} {took:7.1f} s, {shares}   {told}", flush=True)


if __name__ == "__main__":
    main()
