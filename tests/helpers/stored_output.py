"""What the commands print, stored by one version of the program to be compared with what another prints.

A stored file is JSON: `program` says which version wrote it, `passages` has each passage once, and `runs` what each command printed, an
object a line, in which {"=": ID, ...} stands for the passage of that id with what is given beside it put over it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

NEAR = 0.001  # scores and confidence: what threads and processors differ by
LEFT_OUT = "elapsed_ms"
PASSAGE = {"id", "article", "number", "start", "end", "text"}


def printed(program: Path, index: Path, arguments: Sequence[str]) -> list[Any]:
    """What a command of the program in the checkout `program` prints of an index, an object a line."""
    command = [sys.executable, "-m", "xunzhang", *arguments, "--index", str(index)]
    done = subprocess.run(command, cwd=program, env=environment(program), capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return lines(done.stdout)


def build(program: Path, articles: Path, index: Path) -> None:
    """Build an index with the program in the checkout `program`."""
    command = [sys.executable, "build_index.py", str(articles), "--index", str(index)]
    subprocess.run(command, cwd=program, env=environment(program), check=True, stdout=subprocess.DEVNULL)


def environment(program: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(program)}


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def store(file: Path, program: str, runs: Mapping[str, Sequence[Any]]) -> None:
    """Write what was printed, by the name of the run."""
    passages: dict[str, Any] = {}
    packed = {name: [_packed(record, passages) for record in records] for name, records in runs.items()}
    parts = [f'{{"program": {json.dumps(program)}', f'"passages": {{\n{_each(passages.items())}}}']
    parts.append('"runs": {\n' + ",\n".join(f"{_json(name)}: [\n{_list(records)}]" for name, records in packed.items()) + "}}\n")
    file.write_text(",\n".join(parts), encoding="utf-8")


def _each(items: Any) -> str:
    return ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in items)


def _list(records: Sequence[Any]) -> str:
    return ",\n".join(map(_json, records))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _packed(value: Any, passages: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_packed(item, passages) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= PASSAGE:
        known = passages.setdefault(value["id"], {key: item for key, item in value.items() if key not in ("differences",)})
        over = {key: item for key, item in value.items() if known.get(key) != item}
        if not known.keys() - value.keys():
            return {"=": value["id"], **over}
    return {key: 0 if key == LEFT_OUT else _packed(item, passages) for key, item in value.items()}


def stored(file: Path) -> dict[str, list[Any]]:
    """What was printed, by the name of the run."""
    record = json.loads(file.read_text(encoding="utf-8"))
    return {name: [_unpacked(line, record["passages"]) for line in run] for name, run in record["runs"].items()}


def _unpacked(value: Any, passages: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_unpacked(item, passages) for item in value]
    if not isinstance(value, dict):
        return value
    whole = {**passages[value["="]], **value} if "=" in value else value
    return {key: _unpacked(item, passages) for key, item in whole.items() if key != "="}


def without(value: Any, keys: Container[str]) -> Any:
    """What was printed, without the `keys` of the objects in it. A run's name is no key of theirs."""
    if isinstance(value, list):
        return [without(item, keys) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without(item, keys) for key, item in value.items() if key not in keys}


def differences(then: Any, now: Any, where: str = "") -> Iterator[str]:
    """Where two printed values differ, a line each: nothing is left out but the time taken, and numbers with a point may be NEAR."""
    if type(then) is not type(now):
        yield f"{where}: {then!r} then, {now!r} now"
    elif isinstance(then, dict):
        if then.keys() != now.keys():
            yield f"{where}: keys {sorted(then)} then, {sorted(now)} now"
        for key in then.keys() & now.keys() - {LEFT_OUT}:
            yield from differences(then[key], now[key], f"{where}.{key}")
    elif isinstance(then, list):
        if len(then) != len(now):
            yield f"{where}: {len(then)} then, {len(now)} now"
        for place, (one, other) in enumerate(zip(then, now)):
            yield from differences(one, other, f"{where}[{place}]")
    elif abs(then - now) > NEAR if isinstance(then, float) else then != now:
        yield f"{where}: {then!r} then, {now!r} now"
