"""The server with real sockets, before a small application: who waits, who leaves, who is slow, and who holds too much."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.helpers.serving import free_port
from tests.helpers.waiting import wait_until
from xunzhang.search.waiting import go_on
from xunzhang.service.guard import connections
from xunzhang.service.guard.admission import Admission
from xunzhang.service.guard.bodies import Left
from xunzhang.service.guard.connections import Connection, PageServer
from xunzhang.service.guard.gate import Gate
from xunzhang.service.guard.giving_way import ANSWERS, STEPS_BACK
from xunzhang.service.guard.guard import Guard
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.openings import Opening, Openings
from xunzhang.service.guard.refusals import Refusing
from xunzhang.service.guard.rules import Rules

OPENINGS = (Opening("GET POST", "/ask", "asks"), Opening("GET", "/status"), Opening("GET", "/large", "asks"),
    Opening("GET", "/works", "asks"))  # fmt: skip
LARGE = b"x" * 30_000_000


@pytest.fixture
def served(monkeypatch) -> Iterator[SimpleNamespace]:
    """A server where a question takes until `free` is set; at most 2 are at work and 3 wait. `asked` are those taken up."""
    for name in ("HEAD_WITHIN_S", "BODY_PAUSE_S", "READS_WITHIN_S"):
        monkeypatch.setattr(connections, name, 0.5)
    steps: list[int] = []
    priorities: set[int] = set()
    asked, free, gate = [], asyncio.Event(), Gate(2, 3)

    async def ask(request: Request) -> JSONResponse:
        asked.append(request.query_params.get("n", ""))
        await free.wait()
        return JSONResponse({"n": asked[-1]})

    def works(_: Request) -> JSONResponse:
        for step in range(2000):
            go_on()
            steps.append(step)
            priorities.add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
            time.sleep(0.005)
        return JSONResponse({})

    async def status(_: Request) -> JSONResponse:
        return JSONResponse({"working": gate.working, "waiting": gate.waiting})

    async def large(_: Request) -> Response:
        return Response(LARGE)

    routes = [
        Route("/ask", ask, methods=["GET", "POST"]),
        Route("/status", status),
        Route("/large", large),
        Route("/works", works),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Refusing)])
    port = free_port()
    server = PageServer(Guard(app, Rules(Hosts("127.0.0.1"), Openings(OPENINGS), "", gate=gate)), "127.0.0.1", port)
    server.start()
    yield SimpleNamespace(
        port=port,
        asked=asked,
        steps=steps,
        priorities=priorities,
        free=lambda: server.call_soon(free.set),
        gate=gate,
        server=server,
    )
    server.call_soon(free.set)
    server.close()


def knock(port: int, sent: bytes = b"", source: str = "127.0.0.1") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), 20, (source, 0))
    made.sendall(sent)
    return made


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()


def answer(made: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """The status, the headers and the body of what is answered, to its end."""
    with made, made.makefile("rb") as stream:
        head, _, body = stream.read().partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    return int(first.split()[1]), {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}, body


def ended(made: socket.socket) -> bool:
    """Whether the other side has closed the connection without a word."""
    try:
        return made.recv(1) == b""
    except ConnectionResetError:
        return True


def full(served: SimpleNamespace, source: str = "127.0.0.1") -> list[socket.socket]:
    """Two at work and three who wait, one after the other."""
    asking = []
    for n in range(5):
        asking.append(knock(served.port, get(f"/ask?n={n}"), source))
        assert wait_until(lambda: served.gate.working + served.gate.waiting == len(asking))
    return asking


def leaving_while_at_work(served) -> None:
    """Ask, be taken up, and hang up."""
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(b"GET /works HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert wait_until(lambda: served.steps)


def test_an_answer_goes_out_in_one_piece_and_a_large_one_as_it_is_taken(served):
    """Head and body in one packet: a refusal is read by one call."""
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(b"GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        got = client.recv(1 << 16)
        assert got.startswith(b"HTTP/1.1 200") and got.endswith(b'{"working":0,"waiting":0}')
        client.sendall(b"GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        whole = b"".join(iter(lambda: client.recv(1 << 20), b""))
        assert whole.split(b"\r\n\r\n", 1)[1] == LARGE


def test_who_is_refused_is_so_at_once_while_others_are_at_work(served):
    """Within 50 ms, by the median, beside as many threads as there are cores that hold the interpreter all the time."""
    served.server.call_soon(served.gate.close)
    ends = threading.Event()

    def work() -> None:
        while not ends.is_set():
            sum(range(20_000))

    at_work = [threading.Thread(target=work, daemon=True) for _ in range(2)]
    for thread in at_work:
        thread.start()
    try:
        assert any(median_of_refusals(served.port) < 0.05 for _ in range(4))  # whatever else the machine does
    finally:
        ends.set()


def median_of_refusals(port: int) -> float:
    """Seconds to a 503, in a process of its own, which waits for no interpreter but the server's."""
    ask = (
        "import socket, statistics, time; took = []\n"
        f"with socket.create_connection(('127.0.0.1', {port})) as client:\n"
        "    for _ in range(40):\n"
        "        began = time.perf_counter(); client.sendall(b'GET /ask HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n')\n"
        "        assert client.recv(65536).startswith(b'HTTP/1.1 503'); took.append(time.perf_counter() - began)\n"
        "print(statistics.median(took))"
    )
    return float(subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout)


def test_who_asks_from_a_thread_takes_turns_with_the_others_and_may_leave(served):
    admission, stays, done = Admission(served.gate, served.server.loop), threading.Event(), []
    stays.set()

    def ask(name: str) -> None:
        try:
            with admission.turn(name, stays.is_set):
                done.append(name)
        except Left:
            done.append(f"{name} left")

    threads = [threading.Thread(target=clients_ask, args=(served, n)) for n in range(2)]
    for thread in threads:
        thread.start()
    assert wait_until(lambda: served.gate.working == 2)
    waiting = threading.Thread(target=ask, args=("patient",))
    waiting.start()
    assert wait_until(lambda: served.gate.waiting == 1)
    assert done == []
    stays.clear()
    waiting.join(10)
    assert done == ["patient left"]
    served.free()
    for thread in threads:
        thread.join(10)
    assert wait_until(lambda: served.gate.working == served.gate.waiting == 0)  # the turn that nobody took came back
    stays.set()
    ask("next")
    assert done[-1] == "next"
    assert wait_until(lambda: served.gate.working == 0)


def clients_ask(served, n: int) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(f"GET /ask?n={n} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        client.recv(1 << 16)


def test_who_leaves_while_at_work_has_the_question_stop_at_its_next_step(served, caplog):
    leaving_while_at_work(served)
    assert wait_until(lambda: served.gate.working == 0)
    assert served.steps[-1] < 1000
    assert not caplog.records  # nobody is told of a fault


@pytest.mark.skipif(sys.platform != "linux", reason="only there threads have priorities")
def test_questions_at_work_give_way_to_who_answers(served):
    leaving_while_at_work(served)
    assert wait_until(lambda: served.gate.working == 0)
    answering = next(thread.native_id for thread in threading.enumerate() if thread.name == ANSWERS)
    before = os.getpriority(os.PRIO_PROCESS, answering)
    assert before == os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert served.priorities == {min(19, before + STEPS_BACK)}


def test_who_finds_no_place_is_turned_away_while_the_others_work_and_status_answers(served):
    asking = full(served)
    begun = time.monotonic()
    status, headers, body = answer(knock(served.port, get("/ask?n=more")))
    assert time.monotonic() - begun < 5  # far from the end of those at work, who wait to be let go
    assert (status, list(json.loads(body))) == (503, ["error"]) and 1 <= int(headers["retry-after"]) <= 60
    assert answer(knock(served.port, get("/health")))[2] == b'{"status": "ok"}'
    assert json.loads(answer(knock(served.port, get("/status")))[2]) == {"working": 2, "waiting": 3}
    served.free()
    assert [answer(made)[0] for made in asking] == [200] * 5
    assert sorted(served.asked) == ["0", "1", "2", "3", "4"]


def test_who_leaves_while_waiting_is_not_asked_for(served):
    asking = full(served)
    asking[3].close()
    assert wait_until(lambda: served.gate.waiting == 2)
    served.free()
    assert [answer(made)[0] for made in asking if made is not asking[3]] == [200] * 4
    assert sorted(served.asked) == ["0", "1", "2", "4"]


def test_a_client_with_none_waiting_gets_a_place_of_one_with_three(served):
    asking = full(served)
    calm = knock(served.port, get("/ask?n=calm"), "127.0.0.2")
    assert answer(asking[4])[0] == 503
    served.free()
    assert [answer(made)[0] for made in (calm, *asking[:4])] == [200] * 5
    assert served.asked.index("calm") < served.asked.index("3")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /ask?n=slow HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        b"POST /ask?n=slow HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
        b"POST /ask?n=slow HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
        b"POST /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
    ],
)
def test_what_is_half_sent_ends_and_takes_no_turn(served, sent):
    assert ended(knock(served.port, sent))
    assert served.asked == [] and (served.gate.working, served.gate.waiting) == (0, 0)


@pytest.mark.parametrize("before", [b"GET /sta", b"POST /ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"])
def test_what_drips_ends_too(served, before):
    made = knock(served.port, before)
    sent = 0
    try:
        while sent < 200:
            made.sendall(b"x")
            sent += 1
            time.sleep(0.1)
    except OSError:
        pass
    assert 0 < sent < 200 and served.asked == []


def test_a_reader_who_stops_reading_keeps_no_turn_and_is_left(served):
    made = knock(served.port, get("/large"))
    assert wait_until(lambda: len(served.server.server_state.connections) == 1)
    assert wait_until(lambda: (served.gate.working, served.gate.waiting) == (0, 0))
    assert wait_until(lambda: not served.server.server_state.connections)
    with made, made.makefile("rb") as stream, pytest.raises(ConnectionError):
        assert len(stream.read()) < len(LARGE)
        raise ConnectionError


def test_a_reader_who_reads_gets_all(served):
    status, _, body = answer(knock(served.port, get("/large")))
    assert (status, len(body)) == (200, len(LARGE))


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_in_the_same_form(served, sent):
    status, _, body = answer(knock(served.port, sent))
    assert (status, list(json.loads(body))) == (400, ["error"])


def test_no_host_and_the_upgrade_to_a_web_socket_are_refused(served):
    assert answer(knock(served.port, b"GET /status HTTP/1.0\r\n\r\n"))[0] == 400
    upgrade = get("/ws").replace(b"Connection: close", b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x")
    made = knock(served.port, upgrade)
    assert made.recv(12) == b"HTTP/1.1 404"
    made.close()


def test_where_all_connections_are_taken_the_idle_give_way(served, monkeypatch):
    monkeypatch.setattr(connections, "HEAD_WITHIN_S", 60.0)
    monkeypatch.setattr(Connection, "most", 3)
    idle = [knock(served.port) for _ in range(6)]
    for _ in range(3):
        assert answer(knock(served.port, get("/status")))[0] == 200
    assert sum(not made._closed for made in idle) == 6
    for made in idle:
        made.close()


def test_stopped_it_lets_finish_who_works_and_turns_away_who_waits(served):
    asking = full(served)
    served.server.call_soon(served.gate.close)
    closing = threading.Thread(target=served.server.close)
    assert [answer(made)[0] for made in asking[2:]] == [503] * 3
    closing.start()
    served.free()
    assert [answer(made)[0] for made in asking[:2]] == [200] * 2
    closing.join(20)
    with pytest.raises(ConnectionRefusedError):
        knock(served.port)
