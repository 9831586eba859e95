# The two commands most people need are `make run` and `make test`; `make help` lists them all.
# Everything is kept in this folder: the environment in .venv, the index in index/.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
# More flags for the program that a target starts: make run ARGS="--model intfloat/multilingual-e5-base"
ARGS ?=
# What `make eval` measures on: a folder in the layout that docs/formats.md describes.
FOLDER ?=
PYTEST_ARGS ?= -n 2 --dist loadfile --no-loadscope-reorder

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test test-long test-ray test-llm test-install lint format bench bench-speed eval clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed  ## serve the page on http://127.0.0.1:7860 (HOST=, PORT=, ARGS=)
	@exec $(PY) app.py --host $(HOST) --port $(PORT) $(ARGS)

# No test may fetch a model: the switches make it fail instead. One thread a worker, since the workers share the cores.
test test-long test-ray test-llm: export HF_HUB_OFFLINE := 1
test test-long test-ray test-llm: export TRANSFORMERS_OFFLINE := 1
test test-long test-ray test-llm: export OMP_NUM_THREADS := 1
test test-long test-ray test-llm: export TOKENIZERS_PARALLELISM := false
test: $(VENV)/installed-dev  ## run the tests, the page's in a real browser included (PYTEST_ARGS= for other flags)
	@$(PY) tests/install_chromium.py
	@$(PY) -m pytest -m "not long and not ray and not llm" $(PYTEST_ARGS)

test-long: $(VENV)/installed-dev  ## run what takes longer by its nature: builds killed at many moments, quality on ../shared
	@$(PY) -m pytest -m long $(PYTEST_ARGS)

test-ray: $(VENV)/installed-ray  ## build on a Ray cluster of two nodes, one of them lost midway (two minutes; XUNZHANG_TEST_S3=)
	@$(PY) -m pytest -m ray tests/building

test-llm: $(VENV)/installed-dev $(VENV)/llm/installed  ## have a real small model write answers (compiles llama.cpp: half an hour, once)
	@XUNZHANG_TEST_LLM=$(CURDIR)/$(VENV)/llm/bin/python $(PY) -m pytest -s -m llm tests/written

# As `pip install` does it for a user, from the network: some minutes, and disk space for another copy of everything.
test-install: $(VENV)/installed-dev  ## install the package into an empty environment, build an index and ask there
	@XUNZHANG_TEST_INSTALL=1 $(PY) -m pytest tests/test_wheel.py

lint: $(VENV)/installed-dev  ## check style, formatting, types, who imports whom, and that nothing newer than Python 3.10 is used
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-cache --no-logo
	@$(VENV)/bin/vermin --quiet --target=3.10- --no-tips --violations --eval-annotations --backport typing_extensions xunzhang app.py build_index.py benchmarks training

format: $(VENV)/installed-dev  ## rewrite the code in the house style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: $(VENV)/installed  ## measure beside txtai, LanceDB and plain sentence-transformers (FOLDER=, as for eval; ARGS=--write)
	@$(PY) -m benchmarks.side_by_side $(FOLDER) $(ARGS)

bench-speed: $(VENV)/installed  ## measure speed on the sample collection (ARGS="PATH ..." for your own articles)
	@$(PY) -m benchmarks.speed $(ARGS)

eval: $(VENV)/installed  ## measure quality on a folder: make eval FOLDER=path/to/folder
	@test -n "$(FOLDER)" || { echo "make eval needs a folder to measure on: make eval FOLDER=path/to/folder (see docs/formats.md)" >&2; exit 2; }
	@$(PY) -m xunzhang evaluate "$(FOLDER)" $(ARGS)

clean:  ## remove the environment, the index and the caches (never corpus/)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build xunzhang.egg-info
	find index -mindepth 1 ! -name README.md ! -name workbench.sqlite -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "Xunzhang needs Python 3.10 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }

# What is installed is what is locked (locks/, by tests/make_locks.py), hash by hash; torch by version, since a CPU build of it
# may come from wherever the machine has one. The stamps say what is installed: pip runs only when one of the lists has changed.
LOCK = $(shell $(PY) -c 'import sys; print("{}.{}".format(*sys.version_info))').txt
LOCKED := --require-hashes --no-deps -r
INSTALL_RUN = test -f locks/run-$(LOCK) || { echo "There is no lock for this Python (locks/): what requirements.txt pins is installed." >&2; exec $(PIP) -r requirements.txt; }; \
  $(PIP) $(LOCKED) locks/run-$(LOCK) && $(PIP) -c locks/torch-$(LOCK) torch

$(VENV)/installed: requirements.txt $(wildcard locks/run-*.txt locks/torch-*.txt) | $(PY)
	@echo "Installing what Xunzhang runs on into $(VENV)/ (a few minutes the first time)..."
	@$(INSTALL_RUN)
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt $(wildcard locks/*.txt) | $(PY)
	@echo "Installing what Xunzhang's tests need into $(VENV)/ (a few minutes the first time)..."
	@$(INSTALL_RUN)
	@if test -f locks/test-$(LOCK); then $(PIP) $(LOCKED) locks/test-$(LOCK); else $(PIP) -r requirements-dev.txt; fi
	@touch $(VENV)/installed $@

$(VENV)/installed-ray: $(VENV)/installed-dev requirements-ray.txt $(wildcard locks/ray-*.txt)
	@echo "Installing Ray into $(VENV)/..."
	@if test -f locks/ray-$(LOCK); then $(PIP) $(LOCKED) locks/ray-$(LOCK); else $(PIP) -r requirements-ray.txt; fi
	@touch $@

$(VENV)/llm/installed: tests/requirements-llm.txt | $(PY)
	@echo "Compiling llama.cpp into $(VENV)/llm/..."
	@$(PY) -m venv $(VENV)/llm
	@CMAKE_ARGS="-DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF" CMAKE_BUILD_PARALLEL_LEVEL=1 \
	  nice $(VENV)/llm/bin/python -m pip install -qq --disable-pip-version-check -r tests/requirements-llm.txt
	@touch $@
