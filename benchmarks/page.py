"""How long the page takes: its first load, and from Enter to the results painted, in Chromium, with the server on this machine.

    python -m benchmarks.page [--questions N] [--loads N] [--json]

Over the sample collection and the questions of tests/data/sample_questions.jsonl, each asked once: neither the server nor the
browser has seen it before. Painted means that a frame with the cards in it has been drawn: the second animation frame after
they went in.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.helpers.places import ROOT
from tests.helpers.serving import CHROMIUM_FLAGS, served
from tests.install_chromium import find_chromium

QUESTIONS = ROOT / "tests" / "data" / "sample_questions.jsonl"
ASK = """question => new Promise(done => {
    const box = document.querySelector('#question'), root = document.querySelector('.xz');
    box.value = question;
    const started = performance.now();
    root.addEventListener('xz:results', () => requestAnimationFrame(() => requestAnimationFrame(() =>
        done([performance.now() - started, document.querySelectorAll('.card').length]))), { once: true });
    box.form.requestSubmit();
})"""
LOADED = """() => new Promise(done => {
    const look = () => document.querySelector('.xz[data-view]')
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
        : setTimeout(look, 5);
    look();
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the page's first load and its answers in Chromium.")
    parser.add_argument("--questions", type=int, default=72, help="how many to ask (default: %(default)s)")
    parser.add_argument("--loads", type=int, default=5, help="first loads, each in a browser profile of its own")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit("There is no Chromium; get one with: python tests/install_chromium.py")
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[: options.questions]
    questions = [json.loads(line)["question"] for line in lines]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        with served(ROOT / "app.py", Path(folder) / "index", Path(folder) / "log.txt") as address:
            loads = [first_load(browser, address) for _ in range(options.loads)]
            answers = ask_all(browser, address, questions)
        browser.close()
    measured = {
        "first_load_ms": {"p50": round(median(loads)), "max": round(max(loads)), "loads": len(loads)},
        "answer_painted_ms": {"p50": round(median(answers)), "p95": round(percentile(answers, 95)), "questions": len(answers)},
    }
    print(json.dumps(measured) if options.json else "\n".join(f"{name}: {value}" for name, value in measured.items()))


def first_load(browser: Browser, address: str) -> float:
    """Milliseconds from going to the address until the page can be used, in a profile that has nothing of it in its cache."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    took = float(page.evaluate(LOADED))
    context.close()
    return took


def ask_all(browser: Browser, address: str, questions: list[str]) -> list[float]:
    """Milliseconds from Enter to the cards painted, a question after the other on one page."""
    page = browser.new_page()
    page.goto(address)
    page.locator(".xz[data-view]").wait_for()
    took = []
    for question in questions:
        milliseconds, cards = page.evaluate(ASK, question)
        if not cards:
            raise AssertionError(f"No passage came back for {question!r}.")
        took.append(float(milliseconds))
    return took


def percentile(values: list[float], part: int) -> float:
    """The smallest value that `part` per cent of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * part // 100) - 1)]


if __name__ == "__main__":
    main()
