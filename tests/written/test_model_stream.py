"""What a server says, honestly or not, over real sockets: the text that it streams, or one line that says what is wrong with it."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import closing

import pytest

from tests.helpers.model_servers import MODEL, Speaker, model_served, said
from tests.helpers.serving import free_port
from tests.helpers.waiting import wait_until
from xunzhang.messages.wording import in_language
from xunzhang.search.waiting import NobodyWaits
from xunzhang.types import XunzhangError
from xunzhang.written import model_stream
from xunzhang.written.model_call import Patience
from xunzhang.written.model_server import ModelServer, model_address, model_server
from xunzhang.written.model_stream import model_of, pieces

HASTY = Patience(connect_s=2, first_s=0.5, between_s=0.4, total_s=5)
ASKED = [{"role": "user", "content": "普惠性？"}]
KEY = "sk-secret-1"


def text_of(server: ModelServer, patience: Patience = HASTY) -> str:
    return "".join(pieces(server, MODEL, ASKED, patience))


def refused(server: ModelServer, patience: Patience = HASTY) -> tuple[str, str]:
    """-> the text that came, and the line; which is one line in either language, with no key in it."""
    came = ""
    with pytest.raises(XunzhangError) as wrong:
        for piece in pieces(server, MODEL, ASKED, patience):
            came += piece
    message = wrong.value.message
    for language in ("zh", "en"):
        line = in_language(message, language)
        assert "\n" not in line and KEY not in line
        assert server.address in line or message.key in ("llm.too_long", "llm.cut")
    return came, message.key


def test_the_text_comes_in_pieces_and_the_request_is_what_the_protocol_wants():
    with model_served(said("覆盖率为94.6%[1]。", size=3)) as served:
        server = ModelServer(served.address, key=KEY)
        assert list(pieces(server, MODEL, ASKED, HASTY)) == ["覆盖率", "为94", ".6%", "[1]", "。"]
        path, headers, body = served.heard[0]
    assert path == "/v1/chat/completions" and headers["Authorization"] == f"Bearer {KEY}"
    assert json.loads(body) == {
        "model": MODEL,
        "messages": ASKED,
        "stream": True,
        "temperature": 0,
        "max_tokens": model_stream.MOST_TOKENS,
    }


def test_without_a_key_none_is_sent_and_no_proxy_of_the_environment_is_asked(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with model_served(said("yes")) as served:
        assert text_of(ModelServer(served.address)) == "yes"
        assert "Authorization" not in served.heard[0][1]


def test_the_only_model_is_taken_and_of_several_one_has_to_be_named():
    with model_served(said(""), models=("only",)) as served:
        assert model_of(ModelServer(served.address), HASTY) == "only"
        assert model_of(ModelServer(served.address, "named"), HASTY) == "named"
    with (
        model_served(said(""), models=("a", "b\x1b[2J")) as served,
        pytest.raises(XunzhangError, match=r"--llm-model.*a, b") as wrong,
    ):
        model_of(ModelServer(served.address), HASTY)
    assert "\x1b" not in str(wrong.value)


def test_half_a_character_is_shown_as_one_that_is_none():
    def script(speaker: Speaker, _asked: object) -> None:
        speaker.begin()
        speaker.piece("a\ud800b🀄")
        speaker.end()

    with model_served(script) as served:
        assert text_of(ModelServer(served.address)) == "a\ufffdb🀄"


# --- what goes wrong ---


def begun(then) -> object:
    def script(speaker: Speaker, _asked: object) -> None:
        speaker.begin()
        speaker.piece("half ")
        then(speaker)

    return script


FAULTS = {
    "401": (lambda s, _: s.whole(401, {"error": {"message": f"bad key {KEY}"}}), "", "llm.key_refused"),
    "404 of a model": (lambda s, _: s.whole(404, {"error": {"message": "model\n'x' not found"}}), "", "llm.no_model"),
    "404 of a path": (lambda s, _: s.whole(404, b"<html>no</html>", "text/html"), "", "llm.no_path"),
    "500 with the key in it": (lambda s, _: s.whole(500, {"error": f"fault of {KEY}"}), "", "llm.status"),
    "HTML": (lambda s, _: s.whole(200, b"<html>hello</html>", "text/html"), "", "llm.no_stream"),
    "whole JSON": (lambda s, _: s.whole(200, {"choices": []}), "", "llm.no_stream"),
    "another's JSON": (begun(lambda s: s.event({"response": "hi"})), "half ", "llm.no_api"),
    "no JSON": (begun(lambda s: s.raw(b"data: {half\n\n")), "half ", "llm.no_api"),
    "no UTF-8": (begun(lambda s: s.raw(b'data: {"choices": "\xff"}\n\n')), "half ", "llm.no_utf8"),
    "an error on the way": (begun(lambda s: s.event({"error": {"message": "out of memory"}})), "half ", "llm.failed"),
    "silence on the way": (begun(lambda s: s.wait_until_they_leave()), "half ", "llm.stalled"),
    "signs of life alone": (
        begun(lambda s: [s.raw(b": ping\n\n") or time.sleep(0.05) for _ in range(100)]),
        "half ",
        "llm.stalled",
    ),
    "nothing at all": (lambda s, _: s.wait_until_they_leave(), "", "llm.silent"),
    "a break": (begun(lambda s: s.connection.shutdown(socket.SHUT_RDWR)), "half ", "llm.broken_off"),
    "an end without an end": (begun(lambda s: s.raw(b"")), "half ", "llm.broken_off"),
    "a filter of its own": (begun(lambda s: s.end("content_filter")), "half ", "llm.failed"),
    "its own limit": (begun(lambda s: s.end("length")), "half ", "llm.cut"),
    "a line without end": (begun(lambda s: [s.raw(b"data: " + b"x" * 65536) for _ in range(40)]), "half ", "llm.too_much"),
    "a redirect": (lambda s, _: s.whole(307, b"", Location="http://evil.example/v1"), "", "llm.redirected"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_one_line_and_what_came_before_is_kept(name: str):
    script, came, key = FAULTS[name]
    with model_served(script) as served:
        assert refused(ModelServer(served.address, MODEL, KEY)) == (came, key)
        assert len(served.heard) == 1  # a redirect is not followed


def test_a_server_that_goes_on_and_on_is_left_after_a_time():
    def script(speaker: Speaker, _asked: object) -> None:
        speaker.begin()
        while True:
            speaker.piece("on ")
            time.sleep(0.02)

    with model_served(script) as served:
        came, key = refused(ModelServer(served.address), Patience(2, 1, 1, 0.6))
        assert key == "llm.too_long" and came.startswith("on on on ")
        assert served.left.wait(10)


def test_a_server_that_is_not_there_or_speaks_no_http():
    assert refused(ModelServer(f"http://127.0.0.1:{free_port()}/v1")) == ("", "llm.unreachable")
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            connection, _ = other.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert refused(ModelServer(f"http://127.0.0.1:{other.getsockname()[1]}/v1")) == ("", "llm.no_http")


def test_http_where_https_is_wanted():
    with model_served(said("x")) as served:
        assert refused(ModelServer(served.address.replace("http:", "https:")))[1] in ("llm.not_secure", "llm.unreachable")


def test_who_leaves_ends_the_request_at_once():
    asked = threading.Event()

    def script(speaker: Speaker, _asked: object) -> None:
        speaker.begin()
        asked.set()
        speaker.wait_until_they_leave()

    def go_on() -> None:
        if asked.is_set():
            raise NobodyWaits

    with model_served(script) as served:
        with pytest.raises(NobodyWaits):
            list(pieces(ModelServer(served.address), MODEL, ASKED, Patience(2, 60, 60, 60), go_on))
        assert served.left.wait(10)


def test_closing_the_stream_ends_the_request():
    with model_served(begun(lambda s: s.wait_until_they_leave())) as served:
        with closing(pieces(ModelServer(served.address), MODEL, ASKED, Patience(2, 60, 60, 60))) as coming:
            assert next(coming) == "half "
        assert served.left.wait(10)
    wait_until(lambda: not [thread for thread in threading.enumerate() if thread.name == "model"])


# --- addresses and keys ---


def test_an_address_is_taken_as_it_is_and_the_key_comes_from_the_environment():
    made = model_server("http://localhost:11434/v1/", " m ", {"XUNZHANG_LLM_KEY": f"{KEY}\n"})
    assert (made.address, made.model, made.host, made.port, made.path) == (
        "http://localhost:11434/v1",
        "m",
        "localhost",
        11434,
        "/v1",
    )
    assert made.key == KEY and KEY not in repr(made)
    assert ModelServer("https://[::1]/v1").port == 443


@pytest.mark.parametrize(
    "given",
    ["", "localhost:11434", "ftp://x/v1", "http://", "http://a:b@x/v1", "http://a@x/v1", "http://x/v1?key=1", "http://x/v1#a", "http://x:99999/",
     "http://x y/", "http://[x/", "http://x/\r\nHost: y", "http://例/v1", "http://" + "x" * 400],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(given: str):
    with pytest.raises(XunzhangError, match="--llm takes an address") as wrong:
        model_address(given)
    assert "a:b" not in str(wrong.value) and "\n" not in str(wrong.value)


@pytest.mark.parametrize(("model", "key"), [("m", "two words"), ("m", "é"), ("m\x1b", ""), ("m" * 201, "")])
def test_what_is_no_key_or_model_is_refused_without_repeating_it(model: str, key: str):
    with pytest.raises(XunzhangError) as wrong:
        model_server("http://x/v1", model, {"XUNZHANG_LLM_KEY": key})
    assert "two words" not in str(wrong.value) and "\x1b" not in str(wrong.value)
