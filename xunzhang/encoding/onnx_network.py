"""The fast engine: ONNX Runtime, in 8 bits, on graphs that are made once of a network's weights and kept in the cache folder.

What a graph consists of is `onnx_graph.py`'s. Nothing here is random and every text that ranges are taken from is shipped, so a
graph that is lost is made again as it was.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoding.network import padded, usable_threads
from xunzhang.encoding.onnx_graph import Ranges, full_precision, in_8_bits
from xunzhang.messages.wording import of_system, say
from xunzhang.types.arrays import Floats
from xunzhang.types.backend_names import ONNX_FP32, ONNX_INT8
from xunzhang.types.places import cache_folder

log = logging.getLogger(__name__)

GRAPHS = 1  # raise when `onnx_graph.py` makes other graphs, so that kept ones are left alone and new ones made
OBSERVED_AT_ONCE = 16  # texts; what goes into every layer is held for as many
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Source:
    """A network to be computed: `name` tells its graph in the cache folder from others and `identity` its weights from others.

    `weights` gives those of a stock BERT by their names there, without the embeddings of words, and `texts` token ids of what is
    read to find the ranges of values; both are asked only when a graph has to be made. `words` may be in half precision.
    """

    name: str
    identity: str
    heads: int
    epsilon: float
    words: NDArray[Any]
    positions: Floats
    kinds: Floats
    weights: Callable[[], Mapping[str, Floats]]
    texts: Callable[[], Sequence[Sequence[int]]]

    def embeddings(self, ids: NDArray[np.int64]) -> Floats:
        """(n, t) -> (n, t, d), before the first norm."""
        found: Floats = self.words[ids].astype(np.float32)
        found += self.positions[: ids.shape[1]] + self.kinds[0]
        return found


class OnnxNetwork:
    """Safe to call from several threads."""

    def __init__(self, source: Source, graph: bytes, backend: str = ONNX_INT8, threads: int | None = None) -> None:
        self.backend = backend
        self._source = source
        self._session = _session(graph, threads or usable_threads())

    def hidden(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        ids, lengths = padded(sequences)
        (found,) = self._session.run(["hidden"], {"embeddings": self._source.embeddings(ids), "lengths": lengths})
        return [found[row, :length] for row, length in enumerate(lengths)]


def onnx_network(source: Source, backend: str = ONNX_INT8) -> OnnxNetwork | None:
    """`source` in 8 bits or in full, its graph from the cache folder, else made (seconds) and kept there; None where it cannot be
    had.

    What goes wrong is said in a line. A graph that cannot be kept is made at every start; one that is damaged is made anew.
    """
    try:
        path = cache_folder() / f"{source.name}-{source.identity}-{backend.rsplit('-')[-1]}-{GRAPHS}.onnx"
        graph = _kept(path)
        if graph is None:
            log.info("preparing the fast form of %s in %s (once)", source.name, path.parent)
            graph = _made(source, backend)
            _keep(graph, path)
        return OnnxNetwork(source, graph, backend)
    except (ImportError, RuntimeError, ValueError, OSError, MemoryError) as error:  # ONNX Runtime's own are RuntimeErrors
        log.warning("%s", say("fast.none", why=_first_line(error)))
        return None


def _made(source: Source, backend: str) -> bytes:
    if backend == ONNX_FP32:
        return full_precision(source.weights(), source.heads, source.epsilon)
    return in_8_bits(source.weights(), source.heads, source.epsilon, observed_ranges(source))


def observed_ranges(source: Source) -> Ranges:
    """What values go into each linear layer while `source` reads its texts in full precision."""
    session = _session(full_precision(source.weights(), source.heads, source.epsilon, observed=True), usable_threads())
    names = [output.name for output in session.get_outputs()][1:]
    texts = sorted(source.texts(), key=len)
    found: list[tuple[Floats, Floats]] = []
    for at in range(0, len(texts), OBSERVED_AT_ONCE):
        ids, lengths = padded(texts[at : at + OBSERVED_AT_ONCE])
        own = np.arange(ids.shape[1])[None, :] < lengths[:, None]
        inputs = session.run(names, {"embeddings": source.embeddings(ids), "lengths": lengths})
        here = [(values[own].min(0), values[own].max(0)) for values in inputs]
        found = [(np.minimum(a, c), np.maximum(b, d)) for (a, b), (c, d) in zip(found, here)] if found else here
    return found


def _session(graph: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that spin while they wait take the cores from others, and from each other on a busy machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _kept(path: Path) -> bytes | None:
    """A graph as it was kept, behind its SHA-256; None where there is none or it is not as it was."""
    try:
        whole = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("%s", say("fast.damaged", path=str(path), why=of_system(error)))
        return None
    if hashlib.sha256(whole[_DIGEST:]).digest() == whole[:_DIGEST]:
        return whole[_DIGEST:]
    log.warning("%s", say("fast.damaged", path=str(path), why=say("fast.checksum")))
    return None


def _keep(graph: bytes, path: Path) -> None:
    """Written beside its final name and renamed, so that a killed process leaves no half graph and two processes agree."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix=".graph-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(graph).digest() + graph)
            Path(scratch).replace(path)
        except OSError:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        log.warning("%s", say("fast.unkept", folder=str(path.parent), why=of_system(error)))


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:160] if lines else type(error).__name__
