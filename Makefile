# The two commands most people need: `make run` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/.run: requirements/run.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11, or say make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the product needs (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing what the tests need (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.run ## the environment, with the wayforward command in .venv/bin

run: setup ## everything: database, pages, worker; serves at http://127.0.0.1:8000
	@exec $(BIN)/wayforward run

test: $(VENV)/.dev ## every check and every test, browser included
	@sh scripts/browser.sh
	@$(MAKE) --no-print-directory check
	@sh scripts/test.sh $(BIN)/python

check: $(VENV)/.dev ## style, types, walls
	@$(BIN)/ruff check src tests
	@$(BIN)/ruff format --check src tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(VENV)/.run requirements/bench.txt requirements/peers.txt ## what the commands of docs/benchmarks.md need (large)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --upgrade --target $(VENV)/peers -r requirements/peers.txt

lock: ## new versions and hashes from requirements/*.in
	@command -v uv >/dev/null || { echo "uv is missing: pip install uv"; exit 1; }
	@for set in run dev bench peers; do uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/$$set.in -o requirements/$$set.txt; done

clean: ## remove the environment (never the data)
	@rm -rf $(VENV)
