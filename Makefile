# All that people who work on the project need to type. A bare machine has to bring make and Python >= 3.11 with pip
# and venv. Environments are made below .venv/, everything else that is made lands in build/; git ignores both.

SHELL := bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# One recipe at a time: editable installs share one egg-info, and the two suites use two cores by themselves.
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8001
# The two versions of Datasette that the whole suite runs on. Every alpha breaks plugins, so it is named exactly.
STABLE := 0.65.5
ALPHA := 1.0a41

BOTH := .venv/stable/.installed .venv/alpha/.installed
BENCHMARKS := $(wildcard benchmarks/bench_*.py)
# What the example site is made of: when one of these is newer than the site, it is made anew.
DEMO_SOURCES := .venv/demo/.installed datasette_netzwerk data/example metadata.yml

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test quick audit lint format browser clean

help: ## this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1|\2/p' Makefile | while IFS='|' read -r command promise; do \
	  printf '  %-12s %s\n' "$$command" "$$promise"; done

demo: .venv/demo/.installed ## import the example group, publish it and serve it on 127.0.0.1, port $PORT or 8001
	@if [ ! -e build/demo.published ] || [ -n "$$(find $(DEMO_SOURCES) -type f -not -name '*.pyc' \
	  -newer build/demo.published -print -quit)" ]; then $(MAKE) build/demo.published; fi
	@echo "The example group: http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"
	@exec .venv/demo/bin/datasette netzwerk serve --site build/demo --host 127.0.0.1 --port $(PORT)

test: lint browser $(BOTH) ## style, types, import rules, then the whole suite on both versions of Datasette
	@.venv/stable/bin/python scripts/run_suites.py

quick: $(BOTH) ## the suite without the slow tests, on both versions
	@.venv/stable/bin/python scripts/run_suites.py -m "not slow"

audit: browser $(BOTH) .venv/lowest/.installed ## long matrices, the oldest versions allowed, benchmarks
	@.venv/stable/bin/python scripts/run_suites.py -m "audit or slow"
	@echo "== Tests on the oldest versions that setup.cfg allows"
	@.venv/lowest/bin/python -m pytest -q
	@for benchmark in $(BENCHMARKS); do echo "== $$benchmark"; .venv/stable/bin/python $$benchmark || exit 1; done

lint: .venv/stable/.installed ## style (ruff), types (mypy strict) and who may import whom (import-linter)
	@echo "== Style, types and import rules"
	@.venv/stable/bin/ruff check --quiet
	@.venv/stable/bin/ruff format --check --quiet || { echo "Run: make format"; exit 1; }
	@if grep -rnE --include='*.py' 'type: ignore(\[[^]]*\])?[[:space:]]*$$' datasette_netzwerk tests scripts; then \
	  echo "An ignored type error needs its reason behind it: # type: ignore[code]  # reason"; exit 1; fi
	@.venv/stable/bin/mypy datasette_netzwerk tests scripts $(BENCHMARKS)
	@mkdir -p build/cache
	@.venv/stable/bin/lint-imports --no-logo --cache-dir build/cache/imports > build/imports.log \
	  || { cat build/imports.log; exit 1; }

format: .venv/stable/.installed ## lay the code out and mend what ruff can mend
	@.venv/stable/bin/ruff check --fix --quiet; .venv/stable/bin/ruff format

browser: # a Chromium for the browser tests
	@scripts/browser.sh

clean: ## remove what was made, but not the environments in .venv/
	rm -rf build dist *.egg-info .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# The example site, made from nothing. Import's exit code 1 means: all stored, with problems reported. The stamp bears
# the time at which this began, so that what is edited meanwhile counts as newer.
build/demo.published:
	@echo "Importing and publishing the example group"
	@rm -rf build/demo build/demo.published && mkdir -p build/demo && cp metadata.yml build/demo/
	@touch build/demo.begun
	@shopt -s nullglob; .venv/demo/bin/datasette netzwerk import --site build/demo \
	  data/example/*.csv data/example/*.xlsx || [ $$? -eq 1 ]
	@.venv/demo/bin/datasette netzwerk publish --site build/demo
	@mv build/demo.begun build/demo.published
.PHONY: build/demo.published

# An environment: made when there is none or its Python is gone, installed again when what it needs changes.
.venv/stable/.installed: requirements = -e '.[test]' datasette==$(STABLE)
.venv/alpha/.installed: requirements = -e '.[test]' datasette==$(ALPHA)
.venv/lowest/.installed: requirements = -e '.[test]' -c build/lowest.txt
.venv/lowest/.installed: build/lowest.txt
.venv/demo/.installed: requirements = -e .
.venv/%/.installed: setup.cfg pyproject.toml datasette_netzwerk/version.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 …"; exit 1; }
	@echo "Installing into .venv/$*"
	@.venv/$*/bin/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv/$*
	@.venv/$*/bin/python -m pip install -qq $(requirements)
	@touch $@

build/lowest.txt: setup.cfg
	@mkdir -p build
	@sed -nE '/^install_requires/,/^$$/s/^ +([A-Za-z0-9-]+)>=([^,]+).*/\1==\2/p' setup.cfg > $@
