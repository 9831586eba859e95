"""The fingerprint of the reading code covers every module of the package that reading a file involves."""

from __future__ import annotations

import subprocess
import sys

from xunzhang.building import reading_code
from xunzhang.building.reading_code import reading_modules

LOADED = """
import sys, xunzhang.reading.corpus, xunzhang.reading.chunking, xunzhang.reading.formats.plain
print(*(name for name in sys.modules if name.startswith("xunzhang.")))
"""


def test_every_module_that_is_loaded_for_reading_is_covered():
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=120
    ).stdout.split()
    assert "xunzhang.reading.formats.plain" in loaded and "xunzhang.language.scripts" in loaded
    assert set(loaded) <= set(reading_modules())


def test_what_has_nothing_to_do_with_reading_is_left_out():
    assert not {"xunzhang.search.pipeline", "xunzhang.encoding.encoder", "xunzhang.page.app"} & set(reading_modules())


def test_a_change_in_any_of_them_is_another_fingerprint(tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "reading" / "deep").mkdir(parents=True)
    (package / "reading" / "deep" / "__init__.py").write_text("from ...deep import thing\n", encoding="utf-8")
    (package / "deep.py").write_text("def thing():\n    from package import later\n", encoding="utf-8")
    (package / "later.py").write_text("x = 1\n", encoding="utf-8")
    (package / "other.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(reading_code, "ROOT", package)
    monkeypatch.setattr(reading_code, "PACKAGE", "package")

    def now() -> str:
        reading_code.reading_fingerprint.cache_clear()
        return reading_code.reading_fingerprint()

    try:
        first = now()
        (package / "other.py").write_text("x = 2\n", encoding="utf-8")
        assert now() == first
        (package / "later.py").write_text("x = 2\n", encoding="utf-8")
        assert now() != first
    finally:
        reading_code.reading_fingerprint.cache_clear()
