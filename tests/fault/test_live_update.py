"""The real app.py is asked without pause while its collection changes: no question fails, and the new articles are found."""

from __future__ import annotations

import json
import shutil
import threading
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.helpers.places import ROOT
from tests.helpers.serving import served
from tests.helpers.waiting import wait_until
from xunzhang.building.builder import build_index

OLD = "The museum of Linjiang was founded in 1952 and stands beside the river."
NEW = "The observatory on Crane Mountain was opened in 1987 and has a telescope of two metres."
BESIDE = "临江大桥于1968年建成通车，全长1577米。"
PATIENCE_S = 120.0


class Asker(threading.Thread):
    """Asks one question after the other over HTTP, and keeps what went wrong and the texts found last."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._address = address
        self._ended = threading.Event()
        self.question = "When was the museum founded?"
        self.answered = 0
        self.found: list[str] = []
        self.failed: list[str] = []

    def run(self) -> None:
        while not self._ended.is_set():
            query = urllib.parse.urlencode({"question": self.question, "k": 3})
            try:
                with self._direct.open(f"{self._address}/api/ask?{query}", timeout=PATIENCE_S) as reply:
                    results = json.load(reply)["results"]
            except (OSError, ValueError, KeyError) as error:
                self.failed.append(repr(error))
                continue
            self.answered += 1
            self.found = [result["passage"]["text"] for result in results]
            if not results:
                self.failed.append("nothing found")

    def end(self) -> None:
        self._ended.set()
        self.join(PATIENCE_S)

    def wait_for(self, text: str, question: str) -> bool:
        self.question = question
        return wait_until(lambda: text in self.found, PATIENCE_S)


def opened(address: str) -> str:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(address, timeout=PATIENCE_S) as page:
        return page.read().decode("utf-8")


@pytest.fixture
def place(tmp_path) -> Path:
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "museum.txt").write_text(OLD, encoding="utf-8")
    return tmp_path


@pytest.mark.model
def test_articles_are_taken_up_while_the_page_is_asked(place, encoder):
    index = place / "index"
    with served(place / "app.py", index, place / "log.txt", "--watch") as address:
        asker = Asker(address)
        asker.start()
        try:
            assert asker.wait_for(OLD, asker.question)
            (place / "corpus" / "observatory.txt").write_text(NEW, encoding="utf-8")
            assert asker.wait_for(NEW, "When was the observatory opened?"), (place / "log.txt").read_text(encoding="utf-8")

            (place / "elsewhere").mkdir()
            titled = f"---\ntitle: 临江大桥通车\nsource: 临江晚报\n---\n\n{BESIDE}\n"
            (place / "elsewhere" / "bridge.md").write_text(titled, encoding="utf-8")
            build_index([place / "corpus", place / "elsewhere"], index, encoder=encoder)  # by another process than the page's
            assert asker.wait_for(BESIDE, "大桥是哪一年建成的？")

            # Questions are answered from the new index a moment before the page is drawn from it.
            assert wait_until(lambda: "临江大桥通车" in opened(address), PATIENCE_S), "a page opened now knows the new article"
            assert wait_until(lambda: asker.answered > 20, PATIENCE_S)
        finally:
            asker.end()
    assert asker.failed == []
