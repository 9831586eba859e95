"""A Milvus Lite server in a process of its own, spoken to over the network as a cluster is; it can be killed and come again."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from tests.helpers.waiting import wait_until


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class ServedMilvus:
    """Serves the folder `data`; use as a context manager."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, collection: str) -> str:
        return f"milvus://127.0.0.1:{self.port}/{collection}"

    def start(self) -> None:
        command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(self._data), "--host", "127.0.0.1"]
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(self._answers, 60)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", self.port)) == 0

    def __enter__(self) -> ServedMilvus:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
