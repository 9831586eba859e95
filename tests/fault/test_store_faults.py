"""What a store on another machine can do wrong: it is not there, refuses, is of another kind, hangs, or stops half-way."""

from __future__ import annotations

import json
import threading
import time
from concurrent import futures
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import grpc
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from tests.helpers.milvus_server import ServedMilvus, free_port
from tests.helpers.waiting import wait_until
from xunzhang.building import publishing
from xunzhang.building.builder import build_index
from xunzhang.building.publishing import publish
from xunzhang.index.opening import open_catalogue, open_index
from xunzhang.index.stores.milvus import entities
from xunzhang.index.stores.milvus import server as milvus_server
from xunzhang.index.stores.milvus.server import MilvusServer, StoreAway
from xunzhang.index.stores.milvus.state import read_state, write_state
from xunzhang.index.stores.store_uris import parse_store
from xunzhang.search.pipeline import Searcher
from xunzhang.service.live import LiveSearcher
from xunzhang.types import XunzhangError


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("faults"), BilingualEncoder()
    build_index([write_corpus(folder / "corpus")], folder / "index", encoder=encoder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUNZHANG_CACHE", str(folder / "cache"))
        yield SimpleNamespace(folder=folder, encoder=encoder, index=folder / "index")


@pytest.fixture(scope="module")
def served(place):
    with ServedMilvus(place.folder / "data") as server:
        yield server


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(milvus_server, "PAUSE_S", 0.02)
    monkeypatch.setattr(entities, "SOUGHT", ())  # each takes half a second to make


def opened(place, uri):
    searcher = Searcher(open_index(place.folder / "none", encoder=place.encoder, reads=False, store=uri))
    searcher.__dict__["background"] = {}  # measuring it asks dozens of questions
    return searcher


def opened_in_time(place, uri):
    """A server that has just been started again is connected to after some seconds."""
    found = []

    def opens():
        with suppress(StoreAway):
            found.append(opened(place, uri))
        return found

    assert wait_until(opens, 60)
    return found[0]


def quiet(*_):
    return None


@contextmanager
def answering(behave):
    """A server that does the same to whatever it is asked: `behave(context)`."""

    class Handler(grpc.GenericRpcHandler):
        def service(self, details):
            return grpc.unary_unary_rpc_method_handler(lambda request, context: behave(context))

    server = grpc.server(futures.ThreadPoolExecutor(4), handlers=[Handler()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield parse_store(f"milvus://127.0.0.1:{port}/news")
    finally:
        server.stop(0)


def test_a_server_that_is_not_there_is_one_line_in_good_time():
    started, address = time.monotonic(), f"milvus://127.0.0.1:{free_port()}/news"
    with pytest.raises(StoreAway) as told:
        open_catalogue(None, None, parse_store(address))
    assert address in told.value.message.text and "\n" not in told.value.message.text
    assert time.monotonic() - started < 60


def test_wrong_credentials_name_the_setting():
    def refuse(context):
        context.abort(grpc.StatusCode.UNAUTHENTICATED, "auth check failure, please check username and password are correct")

    with answering(refuse) as uri, pytest.raises(XunzhangError, match=r"refuses access.*XUNZHANG_MILVUS_TOKEN") as told:
        MilvusServer.connect(uri).ask("list_collections")
    assert not isinstance(told.value, StoreAway)  # trying again would not help


def test_a_server_that_hangs_is_left_in_good_time(monkeypatch):
    monkeypatch.setenv("XUNZHANG_MILVUS_TIMEOUT", "0.5")
    done = threading.Event()
    with answering(lambda context: done.wait(30)) as uri:
        started = time.monotonic()
        try:
            with pytest.raises(StoreAway, match=r"cannot be reached"):
                MilvusServer.connect(uri).ask("list_collections")
        finally:
            done.set()
        assert time.monotonic() - started < 20


def test_a_store_without_the_collection_names_what_builds_it(place, served):
    with pytest.raises(XunzhangError, match=r"no collection nothing; build one with: python build_index.py --store milvus://127"):
        opened(place, parse_store(served.address("nothing")))


def test_a_store_of_another_model_format_or_dimension(place, tmp_path):
    uri = parse_store(f"milvus://{place.folder}/kinds.db")
    assert publish(place.index, uri, quiet).full

    class Other(BilingualEncoder):
        name, fingerprint = "other-test", "other-test-1"

    with pytest.raises(XunzhangError, match=r"was built with the model 'bilingual-test', not 'other-test'.*--store milvus://"):
        open_index(tmp_path, encoder=Other(), reads=False, store=uri)
    build_index([place.folder / "corpus"], tmp_path / "index", encoder=Other())
    assert publish(tmp_path / "index", uri, quiet).full  # another model is no update
    assert open_index(tmp_path, encoder=Other(), reads=False, store=uri).manifest.model == "other-test"
    server = MilvusServer.connect(uri)
    state = read_state(server)
    write_state(server, type(state)(**{**{name: getattr(state, name) for name in state.__slots__}, "format": 99}))
    with pytest.raises(XunzhangError, match=r"of format 99.*rebuild it with: python build_index.py --store milvus://.* --force"):
        opened(place, uri)
    assert publish(place.index, uri, quiet).full  # and what cannot be read is no update either
    assert open_catalogue(place.index, None, uri).heads()
    server.close()


def test_a_server_that_stops_and_comes_again(place, served):
    uri = parse_store(served.address("comes"))
    publish(place.index, uri, quiet)
    live = LiveSearcher(opened(place, uri), index_dir=place.folder / "none", store=uri)
    before = [group.hit.passage.id for group in live.searcher.ask("猫吃什么？").groups]
    served.kill()
    with pytest.raises(StoreAway, match="cannot be reached"):
        live.searcher.ask("铁路在哪里？")
    assert not live.refresh() and "cannot be reached" in live.outdated.text and live.searcher  # the page says so, and stays
    served.start()
    assert wait_until(lambda: not live.refresh() and not live.outdated, 30)
    assert [group.hit.passage.id for group in live.searcher.ask("猫吃什么？").groups] == before


@pytest.mark.long
def test_a_page_takes_up_new_builds(place):
    uri = parse_store(f"milvus://{place.folder}/taken.db")
    publish(place.index, uri, quiet)
    live = LiveSearcher(opened(place, uri), index_dir=place.folder / "none", store=uri)
    changed = [*ARTICLES, {"id": "dog", "title": "狗", "source": "动物报", "lang": "zh", "text": "狗在山上。"}]
    write_corpus(place.folder / "more", changed)
    build_index([place.folder / "more"], place.folder / "second", encoder=place.encoder)
    assert not live.refresh()
    for force in (False, True):
        done = publish(place.folder / "second", uri, quiet, force=force, grace_s=0.0)
        assert live.refresh() and live.searcher.generation == done.generation
        assert json.loads(json.dumps([head.id for head in live.searcher.heads()])).count("dog") == 1


@pytest.mark.long  # a short form is in tests/search/test_in_a_store.py: an update that is stopped
def test_a_server_that_stops_half_way_through_a_build(place, served, monkeypatch):
    uri = parse_store(served.address("half"))
    publish(place.index, uri, quiet)
    searcher = opened(place, uri)
    before = [group.hit.passage.id for group in searcher.ask("猫吃什么？").groups]

    def stop(stage, done, total, note=None):
        if done:
            served.kill()

    with pytest.raises(StoreAway):
        monkeypatch.setattr(publishing, "INSERTED_AT_ONCE", 2)
        publish(place.index, uri, stop, force=True)
    served.start()
    again = opened_in_time(place, uri)
    assert again.generation == searcher.generation  # what was current still is
    assert [group.hit.passage.id for group in again.ask("猫吃什么？").groups] == before
    monkeypatch.setattr(publishing, "INSERTED_AT_ONCE", 100)
    assert publish(place.index, uri, quiet, force=True).full
    names = MilvusServer.connect(uri).ask("list_collections")
    assert len([name for name in names if name.startswith("half_")]) == 4  # what was half written is gone
