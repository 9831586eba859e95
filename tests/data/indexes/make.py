"""Stores a small index in the format of a version of the program: python -m tests.data.indexes.make [--program CHECKOUT]

README.md beside this says when.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tests.helpers import stored_output

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ARTICLES, QUESTIONS = HERE / "articles", HERE / "questions.txt"
INDEX, PRINTED = "index.tar.xz", "printed.json"
RUNS: dict[str, tuple[str, ...]] = {
    "ask": ("ask", "--questions", str(QUESTIONS), "--format", "json", "--reader", "off"),  # what reads is no part of a format
    "passages": ("passages",),
    "audit": ("audit", "--json"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--program", type=Path, default=ROOT, metavar="CHECKOUT", help="a checkout of the version whose format it is"
    )
    program = parser.parse_args().program.resolve()
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=program, check=True, capture_output=True, text=True
    )
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        stored_output.build(program, ARTICLES, index)
        runs = {name: stored_output.printed(program, index, arguments) for name, arguments in RUNS.items()}
        version = forget_where(index)
        place = HERE / f"v{version}"
        place.mkdir()  # stored once: what is in a format does not change
        with tarfile.open(place / INDEX, "w:xz") as archive:
            for name in ("CURRENT", "generations"):
                archive.add(index / name, name, filter=plain)
    stored_output.store(place / PRINTED, described.stdout.strip(), runs)
    print(f"{place}: by {described.stdout.strip()}, {(place / INDEX).stat().st_size:,} bytes")


def forget_where(index: Path) -> int:
    """Take this machine's folder out of the manifest; -> the format version that stands there."""
    (manifest,) = index.glob("generations/*/manifest.json")
    record = json.loads(manifest.read_text(encoding="utf-8")) | {"roots": ["/articles"]}
    manifest.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(record["format_version"])


def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() else 0o644
    return entry


if __name__ == "__main__":
    main()
