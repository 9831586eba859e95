"""A real small model on a real server, as `make test-llm` installs them: whatever it writes is read to its end and checked.

It is a base model and not made for orders: nobody expects a good answer of it, and none that is bad may pass.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.places import ROOT
from tests.helpers.requests import asked
from tests.helpers.serving import free_port
from xunzhang.written import model_stream
from xunzhang.written.checked import WrittenAnswer
from xunzhang.written.model_call import Patience
from xunzhang.written.model_server import ModelServer
from xunzhang.written.prompting import sent_passages
from xunzhang.written.writer import write

PYTHON = os.environ.get("XUNZHANG_TEST_LLM", "")  # that has tests/requirements-llm.txt
pytestmark = [pytest.mark.llm, pytest.mark.model, pytest.mark.skipif(not PYTHON, reason="make test-llm installs what this needs")]
NAME = "gemma-3-270m"
TOKENS = 160  # enough for three sentences
PATIENT = Patience(connect_s=10, first_s=400, between_s=120, total_s=900)
QUESTIONS = ("普惠性幼儿园的覆盖率是多少？", "How many public kindergartens has Shapingba District added?")


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("llm"), free_port()
    command = [PYTHON, "-m", "tests.helpers.serve_small_model", str(folder), NAME, str(port)]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
    try:
        yield _up(process, f"http://127.0.0.1:{port}", folder / "log.txt")
    finally:
        process.terminate()
        process.wait(timeout=60)


def _up(process: subprocess.Popen[bytes], address: str, log: Path) -> str:
    for _ in range(600):
        try:
            if asked(address, "GET", "/v1/models")[0] == 200:
                return f"{address}/v1"
        except OSError:
            assert process.poll() is None, log.read_text()[-2000:]
        time.sleep(0.2)
    raise AssertionError(log.read_text()[-2000:])


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_it_writes_is_read_to_its_end_and_nothing_unsupported_passes(address, sample_searcher, monkeypatch, question):
    monkeypatch.setattr(model_stream, "MOST_TOKENS", TOKENS)
    results = sample_searcher.ask(question)
    assert results.answerable
    results = replace(results, groups=results.groups[:1])
    began = time.monotonic()
    *_, whole = write(sample_searcher, results, ModelServer(address), PATIENT)
    assert isinstance(whole, WrittenAnswer) and whole.model == NAME
    print(f"\n{question}: {whole.ending} ({whole.why.text}) after {time.monotonic() - began:.0f} s")
    for sentence in whole.sentences:
        print(
            f"  {sentence.supported} {sentence.citations} {sentence.text} {[problem.said.text for problem in sentence.problems]}"
        )
    assert whole.ending == "whole" or whole.why.key in ("llm.cut", "written.empty")
    passages = sent_passages(results)
    for sentence in whole.sentences:
        if sentence.supported:
            cited = " ".join(passages[rank].text + passages[rank].article.title for rank in sentence.citations)
            assert sentence.citations and set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", cited))
