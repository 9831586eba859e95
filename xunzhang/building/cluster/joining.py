"""Joining a Ray cluster, and the workers it has room for. The one module that imports Ray; who works there is `crew.py`'s."""

from __future__ import annotations

import logging
import os
import socket
from typing import Any

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

CORES = 4  # of a worker, where its machine has as many: more win little for batches of 1,600 tokens
CONNECT_S = 10.0
CLIENT = "ray://"


def connected(address: str) -> Any:
    """The module Ray, connected to the cluster at `address`: "local" starts one here, "auto" takes that which this machine is of.

    Raises XunzhangError where nothing answers, or Ray's version or Python's is another there."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing that is done here is reported anywhere
    import ray

    if address not in ("local", "auto"):
        _knock(address)
    own = {"num_cpus": _cores_here(), "include_dashboard": False} if address == "local" else {}
    try:
        ray.init(address=address, ignore_reinit_error=True, log_to_driver=False, logging_level=logging.ERROR, **own)
    except (ImportError, ConnectionError, RuntimeError, ValueError, OSError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise XunzhangError(say("cluster.unreachable", address=address, why=as_said(why))) from error
    return ray


def _cores_here() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _knock(address: str) -> None:
    """Ray waits for minutes for an address that nobody answers at."""
    host, _, port = address.removeprefix(CLIENT).rpartition(":")
    if not host or not port.isdigit():
        raise XunzhangError(say("cluster.bad_address", given=address))
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_S).close()
    except (OSError, OverflowError) as error:
        why = as_said(str(error) or type(error).__name__)
        raise XunzhangError(say("cluster.unreachable", address=address, why=why)) from error


def shape(nodes: list[dict[str, float]], cores: int | None) -> tuple[dict[str, Any], int]:
    """-> (what a worker needs, in Ray's words; how many workers). `nodes` are the resources of the machines."""
    gpus = int(sum(node.get("GPU", 0) for node in nodes))
    if gpus:
        return {"num_gpus": 1, "num_cpus": 1}, gpus
    each = [int(node.get("CPU", 0)) for node in nodes if node.get("CPU", 0) >= 1]
    group = min([cores or CORES, *each])
    return {"num_cpus": group}, max(1, sum(cpus // group for cpus in each))
