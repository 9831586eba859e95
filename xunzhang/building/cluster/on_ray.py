"""A build by way of a Ray cluster, as a workplace of the builder: its crew, its shards, and the corpus at addresses."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xunzhang.building.cluster.crew import Crew
from xunzhang.building.cluster.joining import connected
from xunzhang.building.cluster.remote_files import RemoteFiles, RemoteStamps
from xunzhang.building.cluster.shard_place import ShardPlace
from xunzhang.building.cluster.sharded_encoding import ShardedEncoding
from xunzhang.building.cluster.sharded_reading import ShardedReading
from xunzhang.building.cluster.tasks import Terms
from xunzhang.building.passage_encoding import PassageEncoding
from xunzhang.building.reading_code import reading_fingerprint
from xunzhang.building.remains import SHARDS
from xunzhang.building.stamps import Corpus, Stamps
from xunzhang.building.unfinished import Unfinished
from xunzhang.building.workplace import PartSource
from xunzhang.encoding.encoder import Encoder
from xunzhang.index.catalogue import Catalogue
from xunzhang.reading.files.finding import Found
from xunzhang.types.backend_names import TORCH_GPU
from xunzhang.types.message import Message

log = logging.getLogger(__name__)


class OnRay:
    """Workers are hired when there is something to do. `paths` are what the builder is to be given in the place of addresses."""

    def __init__(
        self,
        ray: Any,
        remote: RemoteFiles,
        place: ShardPlace,
        model: str | None,
        cores: int | None,
        tell: Callable[[Message], None],
    ) -> None:
        self.paths = remote.paths
        self.encodes_here = False
        self.crew: Crew | None = None
        self._ray = ray
        self._remote = remote
        self._place = place
        self._model = model
        self._cores = cores
        self._tell = tell
        self._held = ExitStack()

    def __enter__(self) -> OnRay:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def stamps(self, index_dir: Path) -> Stamps:
        return RemoteStamps(index_dir, self._remote)

    def reading(self, corpus: Corpus, unknown: Sequence[Found], encoder: Encoder) -> AbstractContextManager[PartSource]:
        return ShardedReading(corpus, unknown, self._remote.files, lambda: self._hired(encoder), self._place)

    def encoding(
        self, catalogue: Catalogue, encoder: Encoder, unfinished: Unfinished, progress: Callable[[int, int], None]
    ) -> PassageEncoding:
        return ShardedEncoding(catalogue, encoder, unfinished, progress, lambda: self._hired(encoder), self._place)

    def _hired(self, encoder: Encoder) -> Crew:
        """One crew for reading and encoding. It computes as the index is to be, on GPUs where the cluster has some."""
        if self.crew is None:
            backend = TORCH_GPU if self._ray.cluster_resources().get("GPU", 0) else encoder.backend
            terms = Terms(self._place, self._model, backend, encoder.fingerprint, reading_fingerprint())
            self.crew = self._held.enter_context(Crew(self._ray, terms, self._cores, self._tell))
        return self.crew


@contextmanager
def on_ray(
    address: str,
    places: Sequence[str],
    index_dir: Path,
    shards: str | None = None,
    model: str | None = None,
    cores: int | None = None,
    tell: Callable[[Message], None] = lambda message: None,
) -> Iterator[OnRay]:
    """The cluster at `address`, to read `places`, paths and URLs, and encode them with `model`, the bundled one for None.

    Shards are kept at the path or URL `shards`; by default in the index's folder, until the index is complete. `cores` are
    those of a worker. Raises XunzhangError where something of that cannot be had.
    """
    place = ShardPlace(shards or str(index_dir / SHARDS))
    with TemporaryDirectory(prefix="xunzhang-") as folder:
        remote = RemoteFiles(places, Path(folder))
        place.names()
        # Ray prints what its machines report, wherever it is; a program's output is not the place for that.
        with redirect_stdout(_ToLog()):
            ray = connected(address)
            try:
                with OnRay(ray, remote, place, model, cores, tell) as workplace:
                    yield workplace
            finally:
                ray.shutdown()


class _ToLog(io.TextIOBase):
    def write(self, text: str) -> int:
        if text.strip():
            log.info("%s", text.rstrip())
        return len(text)
