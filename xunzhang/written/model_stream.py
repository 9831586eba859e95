"""What an OpenAI-compatible server says: the models that it has, and the pieces of text of a chat completion as they come.

Every way in which it can fail is one line, told as XunzhangError; pieces that came before stay with whoever took them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any

from xunzhang.language.controls import in_one_line
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said
from xunzhang.written.model_call import USUAL, Head, ModelCall, Patience
from xunzhang.written.model_server import KEY, ModelServer

MOST_TOKENS = 600  # that are asked for: some fifteen sentences
MOST_BYTES = 8 << 20  # of a stream, whatever is in it
LONGEST_EVENT = 256 << 10  # bytes of a line of it
LONGEST_SAID = 200  # characters of what a server says is wrong
MOST_LISTED = 8  # models
REFUSALS = ("content_filter", "error")  # reasons to end that are none of the text's
_HALF = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can write and nothing else
GoOn = Callable[[], None]


def wait_for_ever() -> None:
    """Nobody leaves."""


def model_of(server: ModelServer, patience: Patience = USUAL, go_on: GoOn = wait_for_ever) -> str:
    """The model that is asked: the one named, else the only one that the server has. Raises XunzhangError."""
    if server.model:
        return server.model
    with ModelCall(server, "GET", "/models", b"", patience, go_on) as call:
        head = call.head()
        _check_status(server, head, call)
        told = _parsed(_whole(call))
    listed = told.get("data") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise XunzhangError(say("llm.no_api", address=server.address))
    names = [each["id"] for each in listed if isinstance(each, dict) and isinstance(each.get("id"), str)]
    if len(names) != 1:
        shown = ", ".join(in_one_line(name)[:100] for name in names[:MOST_LISTED])
        raise XunzhangError(say("llm.which_model", address=server.address, list=shown or say("flag.none")))
    return str(names[0])


def pieces(
    server: ModelServer,
    model: str,
    messages: Sequence[Mapping[str, str]],
    patience: Patience = USUAL,
    go_on: GoOn = wait_for_ever,
) -> Generator[str, None, None]:
    """The text that `model` answers `messages` with, in the pieces that it comes in; whole when this ends.

    Raises XunzhangError where it is not whole. Ended early (`close`), it ends the request.
    """
    asked = {"model": model, "messages": list(messages), "stream": True, "temperature": 0, "max_tokens": MOST_TOKENS}
    body = json.dumps(asked, ensure_ascii=False).encode()
    with ModelCall(server, "POST", "/chat/completions", body, patience, go_on) as call:
        head = call.head()
        _check_status(server, head, call)
        if not head.kind.lower().startswith("text/event-stream"):
            raise XunzhangError(
                say("llm.no_stream", address=server.address, kind=_shown(server, head.kind) or say("llm.nothing"))
            )
        yield from _texts(server, call)


def _texts(server: ModelServer, call: ModelCall) -> Iterator[str]:
    for event in _events(server, call):
        if event == "[DONE]":
            return
        told = _parsed(event)
        if isinstance(told, dict) and told.get("error"):
            raise XunzhangError(say("llm.failed", address=server.address, what=_line_of(server, told)))
        choice = _choice(told)
        if choice is None:
            raise XunzhangError(say("llm.no_api", address=server.address))
        delta = choice.get("delta")
        said = delta if isinstance(delta, dict) else {}
        if any(isinstance(said.get(name), str) and said[name] for name in ("content", "reasoning_content", "reasoning")):
            call.spoke()
        if isinstance(said.get("content"), str) and said["content"]:
            yield _HALF.sub("\ufffd", said["content"])
        if choice.get("finish_reason") == "length":
            raise XunzhangError(say("llm.cut", n=MOST_TOKENS))
        if choice.get("finish_reason") in REFUSALS:
            raise XunzhangError(say("llm.failed", address=server.address, what=as_said(choice["finish_reason"])))
        if choice.get("finish_reason"):
            return
    raise XunzhangError(say("llm.broken_off", address=server.address))


def _events(server: ModelServer, call: ModelCall) -> Iterator[str]:
    """The data of server-sent events (WHATWG HTML, 9.2), of which each has one line here."""
    buffer, read = bytearray(), 0
    while chunk := call.chunk():
        read += len(chunk)
        buffer += chunk
        *lines, rest = buffer.split(b"\n")
        buffer = bytearray(rest)
        if read > MOST_BYTES or len(buffer) > LONGEST_EVENT:
            raise XunzhangError(say("llm.too_much", address=server.address))
        for line in lines:
            name, _, data = line.partition(b":")
            if name == b"data":
                yield _decoded(server, data)


def _decoded(server: ModelServer, data: bytes | bytearray) -> str:
    try:
        return data.decode().strip()
    except UnicodeDecodeError:
        raise XunzhangError(say("llm.no_utf8", address=server.address)) from None


def _choice(told: Any) -> dict[str, Any] | None:
    """The first choice of a chunk, {} where it has none (the last one may count tokens alone), None where it is no chunk."""
    choices = told.get("choices") if isinstance(told, dict) else None
    if not isinstance(choices, list):
        return None
    if not choices:
        return {}
    return choices[0] if isinstance(choices[0], dict) else None


def _check_status(server: ModelServer, head: Head, call: ModelCall) -> None:
    status, address = head.status, server.address
    if status == 200:
        return
    if 300 <= status < 400:
        raise XunzhangError(say("llm.redirected", address=address, to=_shown(server, head.location) or say("llm.nothing")))
    told = _parsed(_whole(call))
    line = _line_of(server, told)
    if status in (401, 403):
        raise XunzhangError(say("llm.key_refused" if server.key else "llm.key_wanted", address=address, n=status, name=KEY))
    if status == 404 and isinstance(told, dict) and told.get("error"):
        raise XunzhangError(say("llm.no_model", address=address, model=in_one_line(server.model), what=line))
    raise XunzhangError(say("llm.no_path" if status == 404 else "llm.status", address=address, n=status, what=line))


def _whole(call: ModelCall) -> str:
    """What follows, up to LONGEST_EVENT; an error's body that breaks off says what it has said."""
    body = bytearray()
    try:
        while len(body) < LONGEST_EVENT and (chunk := call.chunk()):
            body += chunk
    except XunzhangError:
        pass
    return body.decode("utf-8", "replace")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _line_of(server: ModelServer, told: Any) -> Message:
    """What a server says is wrong, {"error": {"message": ...}}, {"error": ...} or {"detail": ...}, in a line."""
    said = told.get("error") or told.get("detail") if isinstance(told, dict) else None
    said = said.get("message") if isinstance(said, dict) else said
    return as_said(_shown(server, said)) if isinstance(said, str) and said.strip() else say("llm.nothing")


def _shown(server: ModelServer, text: str) -> str:
    line = in_one_line(" ".join(server.without_key(text).split()))
    return line if len(line) <= LONGEST_SAID else line[:LONGEST_SAID] + "…"
