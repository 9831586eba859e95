"""Places that really cannot be written: a file system mounted to be read alone, or one that is full, seen by one process only.

A superuser is not bound by permissions, so these are mounts in a name space of their own (`unshare`, Linux, for a superuser).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.places import ROOT

READ_ONLY = "mount --bind {place} {place} && mount -o remount,ro,bind {place}"
SMALL = "mount -t tmpfs -o size={size} tmpfs {place}"


def need_mounts() -> None:
    """Skip the test, saying so, where nothing can be mounted."""
    try:
        tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, timeout=30)
        why = tried.stderr.decode(errors="replace").strip() if tried.returncode else ""
    except OSError as error:
        why = str(error)
    if why:
        pytest.skip(f"nothing can be mounted here: {why}")


def run_within(mount: str, place: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program where `mount` (READ_ONLY, SMALL with its size) holds at `place`."""
    shell = f'{mount.format(place=place)} && exec "$@"'
    command = ["unshare", "-m", "sh", "-c", shell, "sh", sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=240)
