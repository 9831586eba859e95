"""Behind the door of a running page (`door.py`): answers what `xunzhang ask` hands in, from the searcher that the page asks."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import socketserver
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from xunzhang import __version__
from xunzhang.cli.answering import Asked, answer
from xunzhang.cli.door import DOOR
from xunzhang.messages.wording import in_language, say
from xunzhang.search.waiting import NobodyWaits
from xunzhang.service.guard.admission import Admission
from xunzhang.service.guard.bodies import Left
from xunzhang.service.guard.gate import Full
from xunzhang.service.live import LiveSearcher
from xunzhang.types import Results, XunzhangError

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher

log = logging.getLogger(__name__)

LONGEST_REQUEST = 64 << 20  # bytes


@contextlib.contextmanager
def open_door(live: LiveSearcher, index_dir: Path, admission: Admission | None = None) -> Iterator[None]:
    """Answer at the door of `index_dir` meanwhile, in threads; there is none where it cannot be opened or another page has it.

    Each question takes a turn by `admission`, where that is given.
    """
    server = _server(live, index_dir / DOOR, admission) if hasattr(socket, "AF_UNIX") else None
    if server is None:
        yield
        return
    threading.Thread(target=server.serve_forever, name="door", daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        (index_dir / DOOR).unlink(missing_ok=True)


def _server(live: LiveSearcher, door: Path, admission: Admission | None) -> socketserver.BaseServer | None:
    """Made beside its place in a folder that only the user can enter, and moved there: nobody else can open it at any time."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError, Left, NobodyWaits):  # whoever asked has gone
                _serve(live, self.rfile, self.wfile, self._admitted)

        def _admitted(self, searcher: Searcher) -> Searcher:
            return cast("Searcher", _InTurn(searcher, admission, self._stays)) if admission else searcher

        def _stays(self) -> bool:
            """Whether whoever asked is there: they say nothing more, and their end of the line closes when they go."""
            try:
                return bool(self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
            except BlockingIOError:
                return True
            except OSError:
                return False

    class Server(socketserver.ThreadingUnixStreamServer):
        daemon_threads = True

    try:
        if _is_open(door):
            return None
        door.parent.mkdir(parents=True, exist_ok=True)  # the page comes up before its first index is built
        with tempfile.TemporaryDirectory(prefix=".", dir=door.parent) as folder:
            made = Path(folder) / "s"
            server = Server(str(made), Handler)
            made.chmod(0o600)
            made.replace(door)
        return server
    except OSError as error:
        log.info("no door in %s: %s", door.parent, error)
        return None


def _is_open(door: Path) -> bool:
    """Whether somebody answers there; a page that was killed leaves a socket behind at which nobody does."""
    try:
        with socket.socket(socket.AF_UNIX) as other:
            other.connect(str(door))
            return True
    except OSError:
        return False


class _InTurn:
    """A searcher whose questions each wait for a turn."""

    def __init__(self, searcher: Searcher, admission: Admission, stays: Callable[[], bool]) -> None:
        self._searcher, self._admission, self._stays = searcher, admission, stays

    def ask(self, *given: Any) -> Results:
        with self._admission.turn(DOOR, self._stays):
            return self._searcher.ask(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._searcher, name)


def _serve(live: LiveSearcher, lines: Any, out: Any, admitted: Callable[[Searcher], Searcher]) -> None:
    def send(**told: Any) -> None:
        out.write(json.dumps(told).encode() + b"\n")
        out.flush()

    try:
        request = json.loads(lines.readline(LONGEST_REQUEST))
        given: dict[str, Any] = request["asked"]
        lists: dict[str, Any] = {name: tuple(given.pop(name)) for name in ("questions", "sources", "languages")}
        asked = Asked(**lists, **given)
        fits = request["version"] == __version__ and _is_current(live, request["generation"], request["reads"])
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits or live.searcher is None:
        send(found=None)
        return
    try:
        found = answer(
            admitted(live.searcher),
            asked,
            lambda text: send(write=text),
            lambda message: send(tell=in_language(message, asked.spoken)),
        )
        send(found=found)
    except XunzhangError as error:
        send(error=in_language(error.message, asked.spoken))
    except Full as full:
        send(error=in_language(say("guard.full", n=full.again_s), asked.spoken))


def _is_current(live: LiveSearcher, generation: str, reads: bool) -> bool:
    if live.searcher and live.searcher.generation != generation:
        live.refresh()
    searcher = live.searcher
    return bool(searcher and searcher.generation == generation and (searcher.index.reader is not None) == reads)
