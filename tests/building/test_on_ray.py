"""Builds on a real Ray cluster of two machines' worth of processes, one of which is lost midway.

They take minutes (a cluster starts in half of one): `make test-ray` runs them. What shards do to an index is `test_shards.py`'s.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed: make test-ray installs it and runs these")
pytestmark = [pytest.mark.ray, pytest.mark.model]

import pyarrow.parquet as pq  # noqa: E402
from ray.cluster_utils import Cluster  # noqa: E402

from tests.helpers.by_shards import assert_same_index  # noqa: E402
from tests.helpers.places import CORPUS, ROOT  # noqa: E402
from tests.helpers.serving import free_port  # noqa: E402
from xunzhang.building.builder import build_index  # noqa: E402
from xunzhang.building.cluster import crew, sharded_encoding, sharded_reading  # noqa: E402
from xunzhang.building.cluster.on_ray import on_ray  # noqa: E402
from xunzhang.types import XunzhangError  # noqa: E402

NODE = {"num_cpus": 1, "object_store_memory": 100 << 20}


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    """Enough of them for two workers, of a collection of a hundred passages."""
    monkeypatch.setattr(sharded_reading, "SHARD_BYTES", 5_000)
    monkeypatch.setattr(sharded_encoding, "SHARD_PASSAGES", 8)


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    yield made
    made.shutdown()


class Interrupted(Exception):
    pass


@pytest.mark.parametrize("lost_while", ["encoding", "reading"])
def test_a_node_that_is_lost_midway(cluster, lost_while, tmp_path, sample_index, encoder):
    """What it had in hand is made by the other, once; nothing that was made is made again; the index is that of one machine."""
    doomed = cluster.add_node(**NODE)
    told = []
    with on_ray(cluster.address, [str(CORPUS)], tmp_path / "index", str(tmp_path / "shards"), tell=told.append) as workplace:
        lost: list[str] = []

        def lose_one(stage, done, total, note=None):
            given = [(shard, node) for shard, node, _ in workplace.crew.given] if workplace.crew else []
            kind = "vectors" if lost_while == "encoding" else "parts"
            if (
                stage == lost_while
                and not lost
                and any(node == doomed.node_id for shard, node in given if shard.startswith(kind))
            ):
                cluster.remove_node(doomed, allow_graceful=False)
                lost.append(doomed.node_id)

        report = build_index(workplace.paths, tmp_path / "index", progress=lose_one, encoder=encoder, workplace=workplace)
        given = workplace.crew.given

    assert lost, "the node had nothing to do"
    assert_same_index(sample_index, tmp_path / "index", encoder)
    assert report.passages_encoded == report.manifest.passages  # each shard has one receipt
    times = Counter(shard for shard, _, _ in given)
    again = {shard for shard, count in times.items() if count > 1}
    assert 1 <= len(again) <= crew.IN_HAND and max(times.values()) == 2
    for shard in again:
        (first, one), (second, two) = [(node, attempt) for name, node, attempt in given if name == shard]
        assert (first, one, two) == (lost[0], 1, 2) and second != lost[0]
    made_by = {path.name: pq.read_schema(path).metadata for path in tmp_path.glob("shards/vectors-*.parquet")}
    assert all(about[b"attempt"] == str(times[name]).encode() for name, about in made_by.items())
    assert {shard for shard in times if shard.startswith("vectors")} == made_by.keys()
    assert [message.key for message in told].count("cluster.lost") == 1


def test_a_build_that_was_interrupted_goes_on_where_it_was(cluster, tmp_path, sample_index, encoder):
    shards = tmp_path / "shards"

    def stop(stage, done, total, note=None):
        if stage == "encoding" and len([*shards.glob("vectors-*.parquet")]) >= 3:
            raise Interrupted

    with (
        on_ray(cluster.address, [f"file://{CORPUS}"], tmp_path / "index", str(shards)) as workplace,
        pytest.raises(Interrupted),
    ):
        build_index(workplace.paths, tmp_path / "index", progress=stop, encoder=encoder, workplace=workplace)
    there = {path.name: path.stat().st_mtime_ns for path in shards.iterdir()}
    with on_ray(cluster.address, [f"file://{CORPUS}"], tmp_path / "index", str(shards)) as workplace:
        report = build_index(workplace.paths, tmp_path / "index", encoder=encoder, workplace=workplace)
        given = {shard for shard, _, _ in workplace.crew.given}
    assert given and not given & there.keys()
    assert {name: (shards / name).stat().st_mtime_ns for name in there} == there
    assert report.passages_encoded < report.manifest.passages
    assert_same_index(sample_index, tmp_path / "index", encoder)


def test_on_the_command_line(cluster, tmp_path, sample_index, encoder):
    """With a cluster that it starts itself; and the index answers as another does."""
    command = [sys.executable, "-m", "xunzhang", "build", str(CORPUS), "--index", str(tmp_path / "index")]
    done = subprocess.run([*command, "--ray", cluster.address], cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "105 passages" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "index" / "shards").exists()
    assert_same_index(sample_index, tmp_path / "index", encoder)


def test_what_cannot_be_is_said_in_a_line(tmp_path):
    for address, said in (
        ("cluster", "--ray takes local, auto, HOST:PORT or ray://HOST:PORT, not 'cluster'|not “cluster”"),
        (f"127.0.0.1:{free_port()}", "The Ray cluster at 127.0.0.1:.* cannot be reached .*refused"),
        (f"ray://127.0.0.1:{free_port()}", "The Ray cluster at ray://127.0.0.1:.* cannot be reached .*refused"),
    ):
        with pytest.raises(XunzhangError, match=said), on_ray(address, [str(CORPUS)], tmp_path):
            raise AssertionError("it was reached")


def test_it_is_imported_when_asked_for_and_not_before():
    """Here, where it is installed: reading, building and asking go without it."""
    program = """
import sys, tempfile
from pathlib import Path
from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.search.pipeline import open_searcher
place = Path(tempfile.mkdtemp())
build_index([write_corpus(place / "corpus")], place / "index", encoder=BilingualEncoder())
open_searcher(place / "index", encoder=BilingualEncoder()).ask("猫吃什么？")
print([name for name in sys.modules if name.split(".")[0] == "ray" or name.startswith("xunzhang.building.cluster")])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_shard_that_loses_every_worker_ends_the_build(cluster, tmp_path, encoder, monkeypatch):
    """It is taken for the reason of it, and named."""
    poison = tmp_path / "corpus"
    poison.mkdir()
    (poison / "a.txt").write_text("The bridge was completed.\n", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "import xunzhang.building.cluster.part_shards as shards, os\nshards.write_part_shard = lambda path, files: os._exit(9)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    with (
        on_ray(cluster.address, [str(poison)], tmp_path / "index") as workplace,
        pytest.raises(XunzhangError, match=r"parts-000000-\w+.parquet was in the hands of 3 workers when they were lost"),
    ):
        build_index(workplace.paths, tmp_path / "index", encoder=encoder, workplace=workplace)
    assert Path(tmp_path / "index").exists()
