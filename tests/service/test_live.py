"""The holder of the current searcher: a new generation is taken up, a damaged one is not, and what is under way is not disturbed."""

from __future__ import annotations

import gc
import weakref

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, first_title, generation, write_corpus
from tests.helpers.waiting import wait_until
from xunzhang.building.builder import build_index
from xunzhang.page.views.ask_handlers import make_handlers
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.live import LiveSearcher
from xunzhang.types.message import as_said


def building(tmp_path, articles):
    corpus, index = write_corpus(tmp_path / "corpus", articles), tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    return index


def following(index):
    return LiveSearcher(open_searcher(index, encoder=BilingualEncoder()), index_dir=index)


def test_a_new_generation_is_taken_up_and_the_old_searcher_still_answers(tmp_path):
    index = building(tmp_path, ARTICLES[:2])
    live = following(index)
    changes = []
    live.on_change(lambda: changes.append(live.searcher.manifest.articles))
    before = live.searcher
    assert not live.refresh() and live.searcher is before
    building(tmp_path, ARTICLES)
    assert live.refresh() and changes == [4]
    assert live.searcher.encoder is before.encoder
    assert first_title(live.searcher, "桥 建成") == "新桥"
    assert first_title(before, "桥 建成") != "新桥" and before.manifest.articles == 2
    assert not live.refresh() and changes == [4]


def test_the_page_lets_go_of_the_searcher_before(tmp_path):
    """Each has its index in memory, and keeps its files on disk."""
    index = building(tmp_path, ARTICLES[:2])
    live = following(index)
    handlers = {handler.__name__: handler for handler in make_handlers(lambda: live.searcher)}
    before = weakref.ref(live.searcher)
    for articles in (ARTICLES, ARTICLES[:3]):
        assert handlers["ask"]({"question": "猫 吃 鱼"})["results"]
        assert handlers["suggest"]({"text": "猫"})["suggestions"]
        building(tmp_path, articles)
        assert live.refresh()
    assert wait_until(lambda: gc.collect() >= 0 and before() is None)
    assert len(list((index / "generations").iterdir())) <= 3


def test_a_damaged_generation_is_not_taken_up(tmp_path, caplog):
    index = building(tmp_path, ARTICLES[:2])
    live = following(index)
    before = live.searcher
    building(tmp_path, ARTICLES)
    (generation(index) / "tokens.codes").write_bytes(b"")
    assert not live.refresh() and live.searcher is before and not live.trouble
    assert "damaged (tokens.codes" in caplog.text
    caplog.clear()
    assert not live.refresh() and not caplog.text, "it is said once"
    building(tmp_path, ARTICLES[:3])
    assert live.refresh() and live.searcher.manifest.articles == 3


def test_the_first_index_of_all_is_taken_up_while_the_thread_looks(tmp_path):
    live = LiveSearcher(None, as_said("There is no index."), tmp_path / "index", BilingualEncoder())
    assert not live.refresh() and live.trouble
    live.follow(every_s=0.01)
    building(tmp_path, ARTICLES)
    assert wait_until(lambda: live.searcher is not None)
    assert not live.trouble and live.searcher.manifest.articles == 4
