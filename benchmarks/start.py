"""How long the page and a command take to be ready, and what the page holds in memory: python -m benchmarks.start [CHECKOUT ...]

Each checkout, this one first, takes its turn in every round, on an index of its own of the sample collection, built before; so
that two versions are compared on one machine at one time. The page is ready when it has answered its first request; a command is
`xunzhang ask`, once by itself and once while the page runs (asked twice, the second counts).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from pathlib import Path

from tests.helpers.serving import free_port, page_process

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "重庆到哪一年建成教育强市？"
WITHIN_S = 120.0


def run(checkout: Path, *arguments: str) -> float:
    """-> seconds that a command of the checkout took; with the packages of this environment."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=checkout, env=environment(), check=True, capture_output=True)
    return time.perf_counter() - started


def environment() -> dict[str, str]:
    return os.environ | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def measure(checkout: Path, index: Path) -> dict[str, float]:
    ask = ("-m", "xunzhang", "ask", QUESTION, "--index", str(index), "--format", "json")
    found = {"ask alone, s": run(checkout, *ask)}
    port, started = free_port(), time.perf_counter()
    command = [sys.executable, "app.py", "--index", str(index), "--port", str(port)]
    silent = subprocess.DEVNULL
    page = subprocess.Popen(command, cwd=checkout, env=environment(), stdout=silent, stderr=silent)
    try:
        wait_for(f"http://127.0.0.1:{port}", page)
        found["page ready, s"] = time.perf_counter() - started
        found |= held(page_process(page.pid))
        run(checkout, *ask)
        found["ask while it runs, s"] = run(checkout, *ask)
    finally:
        page.terminate()
        page.wait()
    return found


def wait_for(address: str, page: subprocess.Popen[bytes]) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(int(WITHIN_S / 0.05)):
        if page.poll() is not None:
            break
        try:
            direct.open(address, timeout=30).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"the page does not answer on {address}")


def held(process: int) -> dict[str, float]:
    """Megabytes resident, and the process's own among them; nothing where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return {}
    told = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return {f"page {label}, MB": int(told[key].split()[0]) / 1024 for key, label in (("VmRSS", "resident"), ("RssAnon", "own"))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="*", type=Path, metavar="CHECKOUT", help="other versions to measure beside this one")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    checkouts = [ROOT, *(path.resolve() for path in options.checkouts)]
    found: dict[Path, dict[str, list[float]]] = {checkout: defaultdict(list) for checkout in checkouts}
    with tempfile.TemporaryDirectory() as folder:
        indexes = {checkout: Path(folder) / str(number) for number, checkout in enumerate(checkouts)}
        for checkout, index in indexes.items():
            run(checkout, "build_index.py", str(checkout / "corpus"), "--index", str(index))
        for _ in range(options.rounds):
            for checkout, index in indexes.items():
                for name, value in measure(checkout, index).items():
                    found[checkout][name].append(value)
    for name in found[ROOT]:
        for checkout in checkouts:
            values = found[checkout][name]
            print(
                f"{name:<22} {checkout.name:<12} median {statistics.median(values):7.2f} ({min(values):.2f} to {max(values):.2f})"
            )


if __name__ == "__main__":
    main()
