"""Pages added to a collection in use by their addresses: fetched as `xunzhang fetch` does, then added as any file is.

One is fetched at a time, and few may wait for that; a feed, which may bring many, is for the command line. What is fetched is
`intake/`'s, of which nothing is loaded before the first address comes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xunzhang.messages.wording import say
from xunzhang.service.adding import Added, Adding
from xunzhang.types import AuditRow, XunzhangError

if TYPE_CHECKING:
    from xunzhang.intake.asking_hosts import Retriever
    from xunzhang.intake.record_book import RecordBook
    from xunzhang.intake.robots import Robots

MOST_WAITING = 4  # besides the one that is being fetched
FETCH_S, WAIT_S = 30.0, 45.0  # for an address; for a turn
COPIED = 1 << 20  # bytes at a time


class AddingPages:
    """Adds pages to the collection of `adding`. Safe to use from several threads."""

    def __init__(self, adding: Adding, allow_private: bool = False) -> None:
        self._adding, self._allow_private = adding, allow_private
        self._waiting, self._turn = threading.BoundedSemaphore(MOST_WAITING + 1), threading.Lock()
        self._asking: tuple[Retriever, Robots] | None = None
        self._book: RecordBook | None = None

    def add(self, given: str, who: str = "", at: str = "") -> Added:
        """Fetch the page at an address and add it; -> what became of it, which says in one line why it was not taken, if so.

        `who` is the account that adds it, "" for none, `at` the address that the request came from.
        """
        try:
            with self._in_turn():
                return self._add(given, who, at)
        except XunzhangError as error:
            return self._adding.refuse(given, error.message)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise XunzhangError(say("adding.fetch_busy"))
        try:
            if not self._turn.acquire(timeout=WAIT_S):
                raise XunzhangError(say("adding.fetch_busy"))
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._waiting.release()

    def _add(self, given: str, who: str, at: str) -> Added:
        from xunzhang.intake.addresses import address_of, file_name
        from xunzhang.intake.bodies_kept import body_of, check_page
        from xunzhang.intake.record_book import RecordBook
        from xunzhang.intake.rows_kept import row_of

        address = address_of(given)
        folder = self._adding.folder()
        if self._book is None or self._book.folder != folder:
            self._book = RecordBook(folder)
        book = self._book
        known = book.find(address)
        if known and book.has_file(known):
            return self._there(given, known)
        retriever, robots = self._hosts()
        with body_of(address, folder, retriever, robots) as body:
            if body.kind in ("feed", "sitemap", "packed"):
                raise XunzhangError(say("adding.feed", address=address))
            check_page(body)
            known = book.find(body.reply.address)
            if known and book.has_file(known):
                book.note({**known, "asked": address})
                return self._there(given, known)
            name = file_name(body.reply.address, body.suffix)
            row = row_of(body, address)
            with self._adding.receiving(name, body.reply.size) as received, body.path.open("rb") as file:
                received.given = given
                while chunk := file.read(COPIED):
                    received.write(chunk)
                return self._adding.take(received, who, at, lambda put: book.note({**row, "path": put}))

    def _there(self, given: str, known: dict[str, str]) -> Added:
        told = say("adding.fetched_before", day=known["retrieved"][:10])
        return self._adding.note(Added(given, known["path"], "there", (AuditRow(known["path"], "read", messages=(told,)),)))

    def _hosts(self) -> tuple[Retriever, Robots]:
        """Kept between addresses, so that robots.txt and the pause between two pages of a host hold over all of them."""
        if self._asking is None:
            from xunzhang.intake.asking_hosts import Retriever
            from xunzhang.intake.fetching import PAUSE_S
            from xunzhang.intake.robots import Robots

            retriever = Retriever(self._allow_private, FETCH_S)
            self._asking = retriever, Robots(retriever, PAUSE_S)
        return self._asking
