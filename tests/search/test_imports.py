"""Opening an index and asking it loads what asking needs, and none of the rooms above or beside."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.places import ROOT

ASKING = {"types", "language", "encoding", "question", "index", "search"}
PROGRAM = """
import sys
from pathlib import Path
from xunzhang.search.pipeline import open_searcher
assert open_searcher(Path(sys.argv[1])).ask("普惠性幼儿园的覆盖率是多少？").groups
assert "ray" not in sys.modules
print(*sorted({name.split(".")[1] for name in sys.modules if name.startswith("xunzhang.")}))
"""


@pytest.mark.model
def test_asking_loads_nothing_of_reading_or_building(sample_index):
    command = [sys.executable, "-c", PROGRAM, str(sample_index)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    # The words of an error are loaded when there is one to say.
    assert set(done.stdout.split()) - {"messages"} == ASKING
