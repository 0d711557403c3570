# One set of commands for people and for the machine that checks them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo quick test nightly check docs site hooks lock mutants bench clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

demo: $(READY)
	$(BIN)/timeline demo demo

# The spec stories and the unit tests, few examples a property: for every change, in under a minute.
quick: $(READY)
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -q -n 2 --dist worksteal -m 'not slow' tests/spec tests/unit

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile -m 'not nightly'

# Everything, more examples and drawn afresh, every point at which a command can be killed, and the guards of the generators.
nightly: $(READY)
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -n auto --dist loadfile

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every generated page: measures, rules, the Python interface, local tables, and in all pages what their commands print.
docs: $(READY)
	$(BIN)/python -m tests.docs.catalogue
	$(BIN)/python -m tests.docs.rules
	$(BIN)/python -m tests.docs.api
	$(BIN)/python -m tests.docs.tables
	$(BIN)/python -m tests.docs

# Read it with: python -m http.server --directory build/site
site: $(READY)
	$(BIN)/python -m pip install --quiet -e '.[site]'
	$(BIN)/properdocs build --strict --quiet
	$(BIN)/python -m tests.docs.site

hooks: $(READY)
	$(BIN)/python -m pip install --quiet 'pre-commit>=4,<5'
	$(BIN)/pre-commit install

# Keeps the versions of the lock that fit pyproject.toml; `make lock LOCK=--upgrade` takes the newest that do.
lock: $(READY)
	$(BIN)/python -m pip install --quiet 'uv>=0.9,<1'
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev $(LOCK) \
		--custom-compile-command 'make lock' --output-file requirements-dev.lock pyproject.toml

mutants: $(READY)
	$(BIN)/python -m tests.mutants --write

bench: $(READY)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
