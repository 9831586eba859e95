"""A page in a process of its own is told to stop, or has no file descriptor left: what is under way, what is logged, and afterwards."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.helpers.places import ROOT
from tests.helpers.serving import free_port
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.page
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PAGE = """
import resource, sys, time
from xunzhang.page import gradio_adapter as adapter
from xunzhang.page.content_policy import page_policy
from xunzhang.page.gradio_routes import OPEN
from xunzhang.service.guard.connections import Connection
from xunzhang.service.guard.guard import Rules
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.rules import Rules
from xunzhang.service.guard.openings import Openings

port, places = map(int, sys.argv[1:])
if places:
    resource.setrlimit(resource.RLIMIT_NOFILE, (places, places))

def ask(question: str) -> str:
    time.sleep(float(question))
    return "slept"

with adapter.new_page("Small") as page:
    adapter.add_html("<p></p>", "", [])
    adapter.add_endpoint(ask, "ask", 2)
adapter.suit_clients(page, ["ask"])
rules = Rules(Hosts("127.0.0.1"), Openings(OPEN), page_policy(""), gate=page.gate)
adapter.serve(page, "127.0.0.1", port, theme=None, head="", rules=rules, settings=adapter.beside(lambda: {}, []))
if places:
    Connection.most = 10_000  # else the table of file descriptors would never be full
print("up", flush=True)
adapter.stay(page)
print("stopped", flush=True)
"""


@contextmanager
def small_page(folder: Path, places: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """A page that sleeps as long as it is asked to; at most `places` file descriptors. -> the process, its address, its log."""
    port, log = free_port(), folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", PAGE, str(port), str(places)], stdout=output, stderr=subprocess.STDOUT, cwd=ROOT
        )
    try:
        assert wait_until(lambda: b"up" in log.read_bytes() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield process, f"http://127.0.0.1:{port}", log
    finally:
        process.kill()
        process.wait()


def ask(address: str, seconds: float) -> tuple[int, object]:
    body = json.dumps({"data": [str(seconds)]}).encode()
    request = urllib.request.Request(f"{address}/gradio_api/run/ask", body, {"Content-Type": "application/json"})
    try:
        with DIRECT.open(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())["data"]
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_told_to_stop_it_answers_what_is_under_way_and_ends_whatever_takes_longer(tmp_path):
    with small_page(tmp_path) as (process, address, log), ThreadPoolExecutor(2) as pool:
        heartbeat = DIRECT.open(f"{address}/gradio_api/heartbeat/x", timeout=30)
        asked, endless = pool.submit(ask, address, 1.0), pool.submit(ask, address, 20)
        time.sleep(0.3)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert asked.result() == (200, ["slept"])
        assert process.wait(30) == 0
        assert time.monotonic() - begun < 6.5  # five, and the interpreter's own end on a busy machine
        heartbeat.close()
        with suppress(OSError, http.client.HTTPException):
            assert endless.result()[0] != 200
        assert log.read_text().endswith("stopped\n")


def test_with_no_file_descriptor_left_one_line_is_logged_and_it_recovers(tmp_path):
    with small_page(tmp_path, places=64) as (process, address, log):
        port = int(address.rsplit(":", 1)[1])
        held = []
        for _ in range(200):
            made = socket.socket()
            made.settimeout(1)
            with suppress(OSError):
                made.connect(("127.0.0.1", port))
                made.sendall(b"POST /gradio_api/run/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{")
            held.append(made)
        time.sleep(2.5)
        assert process.poll() is None
        for made in held:
            made.close()
        assert wait_until(lambda: answers(address))
        assert ask(address, 0.0) == (200, ["slept"])
        told = [line for line in log.read_text().splitlines() if line != "up"]
        assert len(told) == 1 and told[0].startswith("Too many connections: no file"), log.read_text()[:2000]


def answers(address: str) -> bool:
    try:
        with DIRECT.open(f"{address}/health", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
