"""Starts app.py in a process of its own and says where it answers; shared by the page's tests and docs/make_pictures.py.

A test run in several processes shares its servers too: starting one takes longer than most of the tests that look at it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from tests.helpers.places import ROOT
from xunzhang.messages.wording import say

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTS_WITHIN_S = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(app: Path, index: Path, log: Path, *flags: str) -> Iterator[str]:
    """The address of an app.py started on a free port; stopped at the end."""
    process, address = start(app, index, log, *flags)
    try:
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def served_to_all(folder: Path, app: Path, index: Path, *flags: str) -> Iterator[str]:
    """The address of an app.py that the processes of a test run share: the first to ask starts it, the last to leave stops it."""
    state, lock = folder / "server.json", FileLock(folder / "server.lock")
    with lock:
        if not state.exists():
            process, address = start(app, index, folder / "log.txt", *flags)
            try:
                wait_for(address, process, folder / "log.txt")
            except AssertionError:
                process.kill()
                raise
            state.write_text(json.dumps({"address": address, "process": process.pid, "users": 0}), encoding="utf-8")
        address = count_users(state, 1)["address"]
    try:
        yield str(address)
    finally:
        with lock:
            server = count_users(state, -1)
            if not server["users"]:
                os.kill(int(server["process"]), signal.SIGTERM)
                state.unlink()


def count_users(state: Path, change: int) -> dict[str, int | str]:
    server = json.loads(state.read_text(encoding="utf-8"))
    server["users"] += change
    state.write_text(json.dumps(server), encoding="utf-8")
    return server


def start(app: Path, index: Path, log: Path, *flags: str) -> tuple[subprocess.Popen[bytes], str]:
    """-> the process, and the address that it is going to answer on."""
    port = free_port()
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(app), "--index", str(index), "--port", str(port), *flags]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=app.parent)
    return process, f"http://127.0.0.1:{port}"


def page_process(program: int) -> int:
    """The process that serves the page of a program that was started: on Linux a child of it (`cli/supervising.py`)."""
    children = Path(f"/proc/{program}/task/{program}/children")
    return int(children.read_text().split()[0]) if children.exists() else program


def is_drawn(direct: urllib.request.OpenerDirector, address: str) -> bool:
    """Whether the document is that of an index: one that is drawn before the first is built begins again when there is one."""
    with direct.open(address, timeout=30) as answer:
        return re.search(rb"generation[^0-9a-z]{1,40}\d{8}-", answer.read()) is not None


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(STARTS_WITHIN_S * 2):
        if process.poll() is not None:
            break
        try:
            with direct.open(f"{address}/api/status", timeout=5) as answer:
                status = json.loads(answer.read())
            if (status["ready"] and is_drawn(direct, address)) or status["trouble"] != say("built.first").text:
                return
        except (urllib.error.URLError, OSError):
            pass  # not up yet
        time.sleep(0.5)
    raise AssertionError(f"app.py does not answer on {address}:\n{log.read_text(encoding='utf-8')[-3000:]}")
