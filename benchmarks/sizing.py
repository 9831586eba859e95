"""What a collection of any size takes, in machines, memory, disk, money and time: python -m benchmarks.sizing [PASSAGES ...]

Sums over what a passage takes, as measured (benchmarks/README.md, QUALITY.md), and over prices as large clouds list them, which
differ by half from place to place. Nothing here has been run at these sizes: docs/scaling-out.md says what is measured,
published and reckoned.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

# Of a passage, in bytes.
POOLED_SQ8 = 384  # a byte a dimension
GRAPH = 128  # 32 neighbours of a graph index, or as much for lists and ids
POOLED_PQ = 48  # what an index on disk keeps in memory of a vector
TOKENS = 7_300  # 145 tokens of 50 bytes (Token vectors)
WORDS = 1_200  # 150 terms of 8 bytes, as a sparse vector with its weights
TEXT = 1_400  # text, headings, what is known of its article, without indexes
RAW_VECTOR = 1_536  # 384 dimensions in full precision, which engines keep on disk beside their index

# Of a passage, in seconds.
ENCODING_CORE_S = 1 / 20  # of one core: 30 to 60 passages a second on two (operating.md, Sizing)
BUILDER_S = 0.0056  # of the one process that writes: (77.9 - 27.5) s for 9,000 passages (Growth), other work beside it

# Prices: dollars.
CORE_HOUR, GB_HOUR = 0.040, 0.005
DISK_GB_MONTH, OBJECT_GB_MONTH = 0.08, 0.023
HOURS_A_MONTH = 730

NODE_CORES, NODE_GB, NODE_DISK_GB = 16, 128, 3_800
LOADED = 0.9  # of the memory of all query nodes, which is the most that Milvus loads (Milvus Limits, "Load limits")
REPLICAS = 2
PAGES = 2  # machines that serve it
GB = 1e9


@dataclass(frozen=True, slots=True)
class Bill:
    """`kind` says how it is held; bytes are in GB, `month` and `encoding` in dollars, `builder_days` of who writes."""

    kind: str
    nodes: int
    memory_gb: float
    disk_gb: float
    objects_gb: float
    month: float
    encoding_core_hours: float
    encoding: float
    builder_days: float


def bill(passages: int) -> Bill:
    """One machine up to fifty million, vectors of all passages in memory up to a billion or so, on disk beyond that."""
    if passages <= 50_000_000:
        return _one_machine(passages)
    return _cluster(passages, on_disk=passages > 5_000_000_000)


def _one_machine(passages: int) -> Bill:
    memory = passages * POOLED_SQ8 / GB
    disk = 2 * passages * (POOLED_SQ8 + RAW_VECTOR + TOKENS + WORDS + TEXT) / GB  # a generation beside the one in use
    gb = 2 ** math.ceil(math.log2(4 * memory + 16))  # what is read most of the rest stays in the system's memory
    month = HOURS_A_MONTH * (NODE_CORES * CORE_HOUR + gb * GB_HOUR) + disk * DISK_GB_MONTH
    return _with_building("one machine", passages, 1, gb, disk, 0, month)


def _cluster(passages: int, on_disk: bool) -> Bill:
    """Query nodes hold vectors and words, in memory or on their own disks; codes and text are on object storage."""
    vectors = (POOLED_PQ if on_disk else POOLED_SQ8 + GRAPH) + WORDS / (10 if on_disk else 4)  # words are mapped from disk
    resident = REPLICAS * passages * vectors / GB / LOADED
    disk = REPLICAS * passages * (RAW_VECTOR + GRAPH + WORDS + (0 if on_disk else TOKENS)) / GB
    objects = passages * (RAW_VECTOR + TOKENS + WORDS + TEXT) / GB
    nodes = max(math.ceil(resident / NODE_GB), math.ceil(disk / NODE_DISK_GB)) + PAGES + 3  # and coordinators
    hourly = nodes * (NODE_CORES * CORE_HOUR + NODE_GB * GB_HOUR)
    month = HOURS_A_MONTH * hourly + disk * DISK_GB_MONTH + objects * OBJECT_GB_MONTH
    kind = "cluster, vectors on disk" if on_disk else "cluster, vectors in memory"
    return _with_building(kind, passages, nodes, nodes * NODE_GB, disk, objects, month)


def _with_building(kind: str, passages: int, nodes: int, memory: float, disk: float, objects: float, month: float) -> Bill:
    hours = passages * ENCODING_CORE_S / 3_600
    dollars = hours * (CORE_HOUR + NODE_GB / NODE_CORES * GB_HOUR)
    return Bill(kind, nodes, memory, disk, objects, month, hours, dollars, passages * BUILDER_S / 86_400)


def row(passages: int) -> str:
    """A line of the table."""
    made = bill(passages)
    sizes = f"{made.nodes:,} | {made.memory_gb:,.0f} | {made.disk_gb:,.0f} | {made.objects_gb:,.0f}"
    costs = f"{made.month:,.0f} | {made.encoding_core_hours:,.0f} | {made.encoding:,.0f} | {made.builder_days:,.1f}"
    return f"| {passages:,} | {made.kind} | {sizes} | {costs} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="*", type=int, default=[10_000_000, 1_000_000_000, 100_000_000_000])
    names = "passages", "held by", "machines", "memory, GB", "disk, GB", "objects, GB", "$ a month", "encoding, core hours", "$"
    print("|", " | ".join([*names, "builder, days"]), "|\n|" + " --- |" * 10)
    for passages in parser.parse_args().passages:
        print(row(passages))


if __name__ == "__main__":
    main()
