"""The way of an address into a corpus: a page is saved as it is, of a feed or sitemap what is new; each told in one line.

How an address is asked is `asking_hosts.py`'s and `robots.py`'s, what a feed lists `feeds.py`'s, and what is remembered
`record_book.py`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from xunzhang.intake.addresses import address_of, file_name, folder_name
from xunzhang.intake.asking_hosts import Retriever, StatusRefused
from xunzhang.intake.bodies_kept import Body, body_of, check_page, clear, put
from xunzhang.intake.content_kinds import kind_of
from xunzhang.intake.feeds import FeedItem, read_feed
from xunzhang.intake.record_book import RecordBook, Row, now
from xunzhang.intake.robots import Robots
from xunzhang.intake.rows_kept import conditions, row_of, said_of
from xunzhang.intake.sitemaps import read_sitemap
from xunzhang.messages.wording import of_system, say
from xunzhang.types import UnwritableError, XunzhangError
from xunzhang.types.message import Message

PAUSE_S = 1.0  # between two pages of a host
MOST = 100  # new pages of a feed or sitemap, a run
DEEPEST_MAP, MOST_MAPS = 3, 50  # sitemaps inside of each other, and of them altogether
# Refusals that may be over the next time; any other lasts, and is not tried again for what a feed or sitemap names.
PASSING = {"fetch.slow", "fetch.unreachable", "fetch.broken_off", "fetch.host_busy", "fetch.robots_unknown", "fetch.long_pause"}
WHOLE_TEXT = 200  # characters from which on a feed's own text stands for a page that cannot be had
Outcome = Literal["saved", "changed", "unchanged", "refused", "listed"]
_NO_ITEM = FeedItem("")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address: `path` is its file, relative to the folder, "" where there is none; `told` says it."""

    address: str
    outcome: Outcome
    told: Message
    path: str = ""


@dataclass(slots=True)
class Tally:
    """How many addresses of a run became what; `known` were saved before and not asked, `left` lie beyond what a run takes."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    known: int = 0
    left: int = 0


class Fetcher:
    """Fetches into `folder`, one address at a time, and tells `heard` of each. Close it when done."""

    def __init__(
        self,
        folder: Path,
        heard: Callable[[Fetched], None],
        *,
        allow_private: bool = False,
        pause_s: float = PAUSE_S,
        most: int = MOST,
        seconds: float | None = None,
    ) -> None:
        """Raises UnwritableError where the folder cannot be made, XunzhangError where its record is none."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableError(say("fetch.unwritable", path=str(folder), why=of_system(error))) from error
        clear(folder)
        self._folder, self._heard, self._most = folder, heard, most
        self._left = most  # of what may be taken for the address that is at hand
        self._retriever = Retriever(allow_private, seconds)
        self._robots = Robots(self._retriever, pause_s)
        self._book = RecordBook(folder)
        self._given_up: set[str] = set()  # addresses that feeds and sitemaps named and that were refused, in this process
        self.tally = Tally()

    def close(self) -> None:
        self._retriever.close()

    def fetch(self, given: str) -> bool:
        """Fetch a page, or what is new of a feed or sitemap; -> whether the address itself could be had.

        Raises UnwritableError where nothing can be saved any more; whatever else goes wrong is told.
        """
        self._left = self._most
        try:
            self._visit(address_of(given))
        except UnwritableError:
            raise
        except XunzhangError as error:
            self._tell(given, "refused", error.message)
            return False
        return True

    def _visit(self, address: str, maps: list[str] | None = None, depth: int = 0) -> None:
        row = self._book.find(address)
        asked = conditions(row) if row and (not row["path"] or self._book.has_file(row)) else {}
        with body_of(address, self._folder, self._retriever, self._robots, asked) as body:
            if body.reply.status == 304:
                self._tell(address, "unchanged", say("fetch.unchanged", address=address), row["path"] if row else "")
                return
            kind = body.kind
            listed = body.listed() if kind in ("feed", "sitemap", "packed") else b""
            if kind == "packed":
                kind = kind_of("", "", listed[:4096])[0]
            if kind == "feed":
                whole = self._feed(listed, body.reply.address)
            elif kind == "sitemap":
                whole = self._sitemap(listed, body.reply.address, maps if maps is not None else [address], depth)
            else:
                self._page(address, body, row)
                return
            if whole:  # else the next run has to see it again
                self._book.note(row_of(body, address))

    # --- pages ---

    def _page(self, address: str, body: Body, row: Row | None, item: FeedItem = _NO_ITEM) -> None:
        final = body.reply.address
        check_page(body)
        there = self._book.find(final)
        if there and self._book.has_file(there) and row is None:  # another address that leads to it
            self._book.note({**there, "asked": address})
            self._tell(address, "unchanged", say("fetch.leads_to", address=address, path=there["path"]), there["path"])
            return
        row = row or there
        has_file = row is not None and self._book.has_file(row)
        if row and has_file and row["sha256"] == body.reply.sha256:
            self._tell(address, "unchanged", say("fetch.unchanged", address=address), row["path"])
            return
        same = row["path"] if row and row["path"].endswith(body.suffix) else ""
        name = same or f"{folder_name(final)}/{file_name(final, body.suffix)}"
        put(body.path, self._folder, name)
        self._book.note({**row_of(body, address), **said_of(item), "path": name})
        key, outcome = ("fetch.changed", "changed") if has_file else ("fetch.saved", "saved")
        self._tell(address, "changed" if outcome == "changed" else "saved", say(key, address=final, path=name), name)

    # --- feeds and sitemaps ---

    def _feed(self, listed: bytes, address: str) -> bool:
        """Save what is new; -> whether that was all."""
        feed = read_feed(listed, address)
        if feed.trouble:
            self._tell(address, "listed", feed.trouble)
        keys = {item.address or f"{address}#{item.name}": item for item in reversed(feed.items)}
        return self._new(address, {key: keys[key] for key in reversed(keys)})

    def _sitemap(self, listed: bytes, address: str, maps: list[str], depth: int) -> bool:
        found = read_sitemap(listed, address)
        if found.trouble:
            self._tell(address, "listed", found.trouble)
        whole = self._new(address, {page: FeedItem(page) for page in found.pages}) if found.pages else True
        for inner in found.maps:
            if inner in maps:
                continue
            if depth >= DEEPEST_MAP or len(maps) >= MOST_MAPS:
                self._tell(inner, "refused", say("fetch.maps", address=inner, deep=DEEPEST_MAP, n=MOST_MAPS))
                continue
            maps.append(inner)
            try:
                self._visit(inner, maps, depth + 1)
            except UnwritableError:
                raise
            except XunzhangError as error:
                self._tell(inner, "refused", error.message)
            whole = False  # what is listed there may change while this does not
        return whole

    def _new(self, address: str, items: Mapping[str, FeedItem]) -> bool:
        """Save the items that were not saved before, as many as a run takes; -> whether none is left for another."""
        new = {key: item for key, item in items.items() if self._book.find(key) is None and key not in self._given_up}
        self.tally.known += len(items) - len(new)
        taken = list(new.items())[: self._left]
        left = len(new) - len(taken)
        self._left -= len(taken)
        self.tally.left += left
        self._tell(address, "listed", say("fetch.listed", address=address, n=len(items), new=len(new)))
        settled = [self._item(key, item) for key, item in taken]
        if left:
            self._tell(address, "listed", say("fetch.left", address=address, n=left))
        return not left and all(settled)

    def _item(self, key: str, item: FeedItem) -> bool:
        """Save what an item names, or its text; -> whether it need not be tried again."""
        try:
            if not item.address:
                self._keep_text(key, item)
                return True
            with body_of(item.address, self._folder, self._retriever, self._robots) as body:
                self._page(item.address, body, None, item)
        except UnwritableError:
            raise
        except XunzhangError as error:
            if error.message.key in PASSING or (isinstance(error, StatusRefused) and error.status >= 500):
                self._tell(key, "refused", error.message)
                return False
            if len(item.text) >= WHOLE_TEXT and item.address:
                self._keep_text(key, item, error.message)
                return True
            self._given_up.add(key)
            self._tell(key, "refused", error.message)
        return True

    def _keep_text(self, key: str, item: FeedItem, why: Message | None = None) -> None:
        """Save an item's text as the feed has it, where there is no page to be had. Raises XunzhangError where it has none."""
        if not item.text.strip():
            raise XunzhangError(say("fetch.item_empty", title=item.title[:80] or key[:80]))
        name = f"{folder_name(key)}/{file_name(key, item.suffix)}"
        target = self._folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_name(f".fetching-{target.name}")
            half.write_text(item.text, encoding="utf-8", errors="replace", newline="")
            half.replace(target)
        except OSError as error:
            raise UnwritableError(say("fetch.unwritable", path=str(target), why=of_system(error))) from error
        self._book.note({"path": name, "url": item.address, "asked": key, "retrieved": now(), **said_of(item)})
        told = (
            say("fetch.of_feed_instead", address=key, path=name, why=why) if why else say("fetch.of_feed", address=key, path=name)
        )
        self._tell(key, "saved", told, name)

    def _tell(self, address: str, outcome: Outcome, told: Message, path: str = "") -> None:
        self.tally.outcomes[outcome] += 1
        self._heard(Fetched(address, outcome, told, path))
