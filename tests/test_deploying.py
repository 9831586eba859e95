"""The image and the unit that docs/operating.md tells of: built and run where a container tool works, else their conditions alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.mounts import need_mounts
from tests.helpers.places import ROOT
from tests.helpers.serving import free_port
from xunzhang.cli.door import DOOR

# Serves where nothing may be written but the index and the temporary folder, as the image is run, and asks the health check's question.
READ_ONLY_ROOT = """
import os, subprocess, sys, time, urllib.request
from pathlib import Path
place, port = Path(sys.argv[1]), sys.argv[2]
for refused in ("/usr/x", str(Path.cwd() / "x")):
    try:
        Path(refused).touch()
        sys.exit(f"{refused} can be written")
    except OSError:
        pass
page = subprocess.Popen([sys.executable, "app.py", "--index", str(place / "index"), "--port", port], env={**os.environ, "TMPDIR": str(place)})
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for _ in range(600):
    try:
        answer = direct.open(f"http://127.0.0.1:{port}/health", timeout=4)
        break
    except OSError:
        assert page.poll() is None
        time.sleep(0.2)
else:
    sys.exit("not healthy")
page.terminate()
page.wait(30)
print(answer.status)
"""


def test_the_image_has_no_rights_and_copies_what_is_there():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = [name for names in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in names.split()]
    assert copied and all((ROOT / name).exists() for name in copied)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*" and all(f"!{Path(name).parts[0]}" in ignored for name in copied)
    users = re.findall(r"^USER (.+)$", text, re.MULTILINE)
    assert users == ["xunzhang"] and text.index("USER xunzhang") < text.index("ENTRYPOINT")
    assert "HEALTHCHECK" in text and "/health" in text and "--require-hashes" in text
    assert not re.search(r"https?://(?!127\.0\.0\.1|\.\.\.)", text)


def test_the_unit_has_no_more_rights_than_it_needs():
    unit = ROOT / "docs" / "deploy" / "xunzhang.service"
    text = unit.read_text(encoding="utf-8")
    for line in ("User=xunzhang", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "Restart=on-failure"):
        assert line in text.splitlines()
    if analyze := shutil.which("systemd-analyze"):
        done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, timeout=60)
        wrong = [line for line in done.stderr.splitlines() if "is not executable" not in line]
        assert not wrong, wrong


@pytest.mark.model
def test_it_serves_where_nothing_else_may_be_written(tmp_path, sample_index):
    """The image's conditions without an image: a read-only root file system but for the index and the temporary folder."""
    need_mounts()
    shutil.copytree(sample_index, tmp_path / "index", ignore=shutil.ignore_patterns(DOOR))
    mounts = f'mount --bind {tmp_path} {tmp_path} && mount -o remount,ro,bind / && exec "$@"'
    command = ["unshare", "-m", "sh", "-c", mounts, "sh", sys.executable, "-c", READ_ONLY_ROOT]
    done = subprocess.run([*command, str(tmp_path), str(free_port())], cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout
    assert done.stdout.splitlines()[-1] == "200", done.stdout
    assert "Traceback" not in done.stderr, done.stderr


@pytest.mark.long
def test_the_image_is_built_and_answers(tmp_path):
    docker = shutil.which("docker") or shutil.which("podman")
    if not docker or subprocess.run([docker, "info"], capture_output=True, timeout=60).returncode:
        pytest.skip("no container tool works here: the image is neither built nor run")
    subprocess.run([docker, "build", "-t", "xunzhang-test", str(ROOT)], check=True, timeout=1800)
    port = free_port()
    flags = ["--rm", "-d", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "-p", f"127.0.0.1:{port}:7860"]
    name = subprocess.run([docker, "run", *flags, "xunzhang-test"], check=True, capture_output=True, text=True).stdout.strip()
    try:
        check = ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/health')"]
        assert any(not subprocess.run([docker, "exec", name, *check], timeout=60).returncode for _ in range(60))
    finally:
        subprocess.run([docker, "rm", "-f", name], timeout=60)
