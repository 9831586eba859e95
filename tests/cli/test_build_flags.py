"""`build --ray` before anything is built: flags that need others, and packages that are missing. Ray is not needed here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.places import CORPUS, ROOT
from xunzhang.building.cluster.shard_place import INSTALL
from xunzhang.cli.main import main


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["s3://bucket/articles"], "s3://bucket/articles can only be used with --ray"),
        ([str(CORPUS), "file:///somewhere"], "file:///somewhere can only be used with --ray"),
        (["--shards", "s3://bucket/shards"], "--shards s3://bucket/shards can only be used with --ray"),
        (["--ray", "local", "--watch"], "--watch looks at files of this machine"),
    ],
)
def test_flags_that_need_others(flags, said, tmp_path, capsys):
    assert main(["build", *flags, "--index", str(tmp_path / "index"), "--messages", "en"]) == 2
    told = capsys.readouterr()
    assert said in told.err and told.err.count("\n") == 1 and not told.out
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("package", ["ray", "pyarrow", "fsspec"])
def test_a_missing_package_is_named_with_the_command_that_installs_it(package, tmp_path):
    """Whatever is installed here: the package is made one that cannot be found."""
    program = f"import sys; sys.modules[{package!r}] = None; from xunzhang.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "build", str(CORPUS), "--index", str(tmp_path / "index"), "--ray", "local"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.count("\n") == 1 and package in done.stderr and INSTALL in done.stderr
