"""A page that many ask at once: what they wait, what they are told when it is full, and whether its memory stays flat.

    python -m benchmarks.load [--users 200] [--minutes 10] [--index DIR] [--json]

Over the sample collection, or an index that is given, on this machine's loopback; it ends by itself. Each user is a client of its
own to the page (a named proxy says which), opens a connection for each question, asks again a second after an answer, and as
long after a refusal as that says. Every fourth question has been asked before. Beside them somebody looks at /api/status.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks.page import QUESTIONS, percentile
from tests.helpers.places import ROOT
from tests.helpers.serving import page_process, start, wait_for

THINKS_S = 1.0
LOOKS_S = 0.5
SAMPLES = 20  # of the page's memory, over the time
PATIENCE_S = 120.0
_VARIED = ("", " 今年", " 去年", " in 2024", " 全市", " now", " 重庆", " please")


@dataclass
class Seen:
    """What users were told: seconds by status, refused connections and the like, and megabytes that the page held."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    held_mb: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description="Have many users ask a page at once.")
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--index", type=Path, help="an index to serve, instead of one of the sample collection")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index, log = options.index or Path(folder) / "index", Path(folder) / "log.txt"
        process, address = start(ROOT / "app.py", index, log, "--proxy", "127.0.0.1")
        try:
            wait_for(address, process, log)
            seen = asyncio.run(crowd(address, page_process(process.pid), options.users, options.minutes * 60))
        finally:
            process.terminate()
            process.wait(30)
        told = summary(seen) | {"lines in the log": len(log.read_text(encoding="utf-8").splitlines())}
    print(json.dumps(told) if options.json else "\n".join(f"{name}: {value}" for name, value in told.items()))


async def crowd(address: str, page: int, users: int, seconds: float) -> Seen:
    """Everything that goes on at once, until `seconds` have passed."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    seen, until = Seen(), time.monotonic() + seconds
    asking = (ask_on(address, number, questions, until, seen) for number in range(users))
    await asyncio.gather(*asking, look_on(address, until, seen), weigh(page, seconds, until, seen))
    return seen


async def ask_on(address: str, number: int, questions: list[str], until: float, seen: Seen) -> None:
    dice = random.Random(number)
    client = f"X-Forwarded-For: 10.0.{number // 250}.{number % 250 + 1}\r\n"
    await asyncio.sleep(dice.uniform(0, THINKS_S))
    while time.monotonic() < until:
        question = dice.choice(questions) + (dice.choice(_VARIED) + str(dice.randrange(10_000)) if dice.random() < 0.75 else "")
        status, pause = await answered(address, f"/api/ask?question={quote(question)}", client, seen)
        await asyncio.sleep(pause if status == 503 else THINKS_S)


async def look_on(address: str, until: float, seen: Seen) -> None:
    while time.monotonic() < until:
        await answered(address, "/api/status", "", seen, "status of the page")
        await asyncio.sleep(LOOKS_S)


async def answered(address: str, path: str, header: str, seen: Seen, name: str = "") -> tuple[int, float]:
    """-> the HTTP status, and after how many seconds to ask again; noted in `seen` under `name` or the status."""
    began = time.perf_counter()
    try:
        reply = await asyncio.wait_for(_sent(address, path, header), PATIENCE_S)
    except (OSError, asyncio.TimeoutError) as error:
        seen.errors[type(error).__name__] += 1
        return 0, THINKS_S
    found = re.match(rb"HTTP/1.1 (\d{3})", reply)
    if found is None:
        seen.errors["no answer"] += 1
        return 0, THINKS_S
    again = re.search(rb"(?im)^retry-after: (\d+)", reply)
    seen.took[name or found[1].decode()].append(time.perf_counter() - began)
    return int(found[1]), float(again[1]) if again else THINKS_S


async def _sent(address: str, path: str, header: str) -> bytes:
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\n{header}Connection: close\r\n\r\n".encode())
        return await reader.read()
    finally:
        writer.close()


async def weigh(page: int, seconds: float, until: float, seen: Seen) -> None:
    """What the process `page` holds in memory that no other does, SAMPLES times."""
    while time.monotonic() < until:
        await asyncio.sleep(seconds / SAMPLES)
        private = re.findall(
            r"^Private_\w+: +(\d+) kB", Path(f"/proc/{page}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE
        )
        seen.held_mb.append(sum(map(int, private)) / 1024)


def summary(seen: Seen) -> dict[str, object]:
    """Milliseconds by what was answered; megabytes over time, after the first fifth, in which memories fill."""
    told: dict[str, object] = {}
    for name, took in sorted(seen.took.items()):
        told[name] = {"n": len(took)} | {f"p{part}, ms": round(percentile(took, part) * 1000) for part in (50, 95, 99)}
    settled = seen.held_mb[len(seen.held_mb) // 5 :]
    told["errors"] = dict(seen.errors)
    told["private MB"] = {"first": round(settled[0]), "last": round(settled[-1]), "most": round(max(seen.held_mb))}
    return told


if __name__ == "__main__":
    main()
