"""What may compute the bundled model, and which of them does: ONNX Runtime where it can be had, torch otherwise.

In 8 bits is the default: it is the fastest on every processor that was measured (benchmarks/README.md), and vectors are the same
wherever they are made. Before a long build the candidates are timed on a batch (`fastest`), and what wins is remembered for this
processor; nobody waits for that who asks. An index remembers what its passages were encoded by, and updates keep to it.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from xunzhang.encoding.network import Network, TorchNetwork, usable_threads
from xunzhang.encoding.onnx_network import Source, onnx_network
from xunzhang.types.backend_names import AUTO, ONNX_FP32, ONNX_INT8, TORCH, TORCH_BF16, TORCH_GPU
from xunzhang.types.places import cache_folder

log = logging.getLogger(__name__)

REMEMBERED = "backend.json"  # in the cache folder
ROUNDS = 3  # in which candidates take turns, so that what else the machine does hits all of them; the best time counts
BF16_FLAGS = {"amx_bf16", "avx512_bf16"}  # of processors that multiply it; others are slower at it than at full precision


def network_of(source: Source, torch_network: Callable[[], Any], backend: str = AUTO) -> Network:
    """What computes `source`, or `torch_network()`, by `backend`; by torch where that cannot be had, which is said in a line."""
    wanted = preferred() if backend == AUTO else backend
    if wanted in (ONNX_INT8, ONNX_FP32):
        return onnx_network(source, wanted) or TorchNetwork(torch_network())
    if wanted == TORCH_GPU and (device := gpu()):
        return TorchNetwork(torch_network().to(device), TORCH_GPU)
    if wanted == TORCH_BF16:
        return TorchNetwork(_in_bf16(torch_network()), TORCH_BF16)
    return TorchNetwork(torch_network())


def preferred() -> str:
    """The backend that computes where none is named: a GPU, else what was the fastest here, else ONNX Runtime in 8 bits."""
    return TORCH_GPU if gpu() else _remembered() or ONNX_INT8


def candidates() -> list[str]:
    """What this processor can compute with, the default first."""
    here = [ONNX_INT8, ONNX_FP32, TORCH]
    return [*here, TORCH_BF16] if BF16_FLAGS & set(_flags()) else here


def fastest(network: Callable[[str], Network], batch: Sequence[Sequence[int]]) -> str:
    """Time the candidates on a batch, remember which is the fastest on this processor, and -> that; at once where it is known."""
    if known := _remembered():
        return known
    made = {name: each for name in candidates() if (each := network(name)).backend == name}
    times: dict[str, list[float]] = {name: [] for name in made}
    for name, each in list(made.items()) * (1 + ROUNDS):  # the first round warms up
        started = time.perf_counter()
        each.hidden(batch)
        times[name].append(time.perf_counter() - started)
    best = {name: min(taken[1:]) for name, taken in times.items()}
    chosen = min(best, key=lambda name: best[name])
    _remember(chosen, best)
    return chosen


@lru_cache(maxsize=1)
def gpu() -> str:
    """The device that torch computes on besides the processor; "" where it sees none. torch is imported only where one may be."""
    if not (Path("/dev/nvidiactl").exists() or (sys.platform == "darwin" and platform.machine() == "arm64")):
        return ""
    try:
        import torch
    except ImportError:
        return ""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else ""


def _in_bf16(network: Any) -> Any:
    """The embeddings' hook gives full precision out; what is computed from there on is in half."""
    import torch

    words = network.get_input_embeddings()
    words._forward_hooks.clear()
    words.register_forward_hook(lambda module, inputs, output: output.bfloat16())
    for module in network.modules():
        if module is not words:
            for parameter in module.parameters(recurse=False):
                parameter.data = parameter.data.to(torch.bfloat16)
    return network


def _processor() -> str:
    """What a measurement holds for: the processor, what it can do, and how many threads compute."""
    return f"{platform.machine()} {platform.processor()} {' '.join(_flags())} {usable_threads()} threads"


def _flags() -> list[str]:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    told = next((line.split(":", 1)[1] for line in lines if line.startswith(("flags", "Features"))), "")
    return [flag for flag in told.split() if flag.startswith(("avx", "amx", "asimd", "bf16", "i8mm", "sve"))]


def _remembered() -> str:
    try:
        told = json.loads((cache_folder() / REMEMBERED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    fits = isinstance(told, dict) and told.get("processor") == _processor() and told.get("chosen") in candidates()
    return str(told["chosen"]) if fits else ""


def _remember(chosen: str, best: dict[str, float]) -> None:
    told = {"processor": _processor(), "chosen": chosen, "seconds": {name: round(taken, 4) for name, taken in best.items()}}
    path = cache_folder() / REMEMBERED
    scratch = path.with_name(f".{REMEMBERED}-{os.getpid()}")
    try:
        scratch.write_text(json.dumps(told, indent=1), encoding="utf-8")
        scratch.replace(path)
    except OSError as error:
        log.info("the measurement of backends was not kept: %s", error)
