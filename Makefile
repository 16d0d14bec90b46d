.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON3 ?= $(shell command -v python3.11 || command -v python3)
WARDMOTE := .venv/bin/wardmote
# a machine that forbids Python to keep its compiled modules would start us twice as slowly
unexport PYTHONDONTWRITEBYTECODE

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## make .venv and build the front-end assets; then .venv/bin/wardmote works from any folder
	@$(PYTHON3) bootstrap.py run

run: setup ## start with the demo district on http://127.0.0.1:$(PORT)
	@exec $(WARDMOTE) demo --serve --port $(PORT)

test: ## install what the tests need and run them all, heavy suites as a seeded sample (at most 15 minutes)
	@$(PYTHON3) bootstrap.py test
	@.venv/bin/python -m tests.run

test-deep: ## the heavy suites at full size (at most 45 minutes)
	@$(PYTHON3) bootstrap.py test
	@$(PYTHON3) bootstrap.py spark
	@.venv/bin/python -m tests.run --deep

leaks: ## who may see what, on every page; BREAK=access, release or audit takes one check out: it must fail
	@$(PYTHON3) bootstrap.py test
	@.venv/bin/python -m tests.run --leaks --break "$(BREAK)"

attack: ## can partners' counts be worked out from what is told? BREAK=suppression, flags, ledger, reasons, drafts or years takes one rule out: it must fail
	@$(PYTHON3) bootstrap.py test
	@.venv/bin/python -m tests.run --attack --break "$(BREAK)"

check: ## lint, types, layers: the quick part of `make test`
	@$(PYTHON3) bootstrap.py test
	@.venv/bin/python -m tests.run --check

fix: ## format and mend what ruff can
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

bench: ## measure what we claim beside its peers, in minutes; writes docs/benchmarks.md
	@$(PYTHON3) bootstrap.py bench
	@.venv/bench/bin/python -m bench

bench-national: ## the same at the size of England and Wales
	@$(PYTHON3) bootstrap.py bench
	@.venv/bench/bin/python -m bench --size national

docs: ## write docs/reference from the code
	@.venv/bin/python -m tests.reference

lock: ## resolve the dependencies again, hashed, naming no host
	@sh requirements/lock.sh

.PHONY: help setup run test test-deep leaks attack check fix bench bench-national docs lock
