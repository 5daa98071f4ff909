# Two commands on a bare machine: `make run` and `make test`. What they need is Python and this folder.

SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv/bin
DATA ?=

# The newest Python in range that can make an environment; each candidate is run, for a shim may refuse.
CANDIDATES := python3.13 python3.12 python3.11 python3
IN_RANGE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for python in $(CANDIDATES); do \
	"$$python" -c '$(IN_RANGE)' >/dev/null 2>&1 && echo "$$python" && break; done)
NEED_PYTHON := install Python 3.11, 3.12 or 3.13 with venv (Debian, Ubuntu: apt install python3 python3-venv)

# $(call bootstrap,indie) or $(call bootstrap,test): the environment, made or brought up to date.
define bootstrap
python='$(PYTHON)'; "$$python" -c '$(IN_RANGE)' >/dev/null 2>&1 || { echo '$(NEED_PYTHON)'; exit 2; }; \
	"$$python" -P tools/bootstrap.py $(1)
endef
INDIE = @$(call bootstrap,indie)
TEST = @$(call bootstrap,test)

.PHONY: help run test ui test-context test-setup test-tigerbeetle check generate baseline format lock mesh-files bench campaign mutants clean-data

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16

run: ## start Business M with a demo company, in the foreground on an embedded PostgreSQL; Ctrl+C stops it
	$(INDIE)
	@$(VENV)/python -m tools.ui --if-possible
	@$(VENV)/python -P tools/foreground.py $(VENV)/m start --demo

test: ## everything a change has to pass: `make check`, then all tests
	$(TEST)
	@$(VENV)/python -m tools.check
	@$(VENV)/python -m pytest --numprocesses=auto --dist=loadfile

ui: ## build the Desk into the contexts that show it, where its sources changed
	$(INDIE)
	@$(VENV)/python -m tools.ui

test-context: ## one context's tests with every other context's import blocked: make test-context CONTEXT=wms
	$(TEST)
	@$(VENV)/python -m tools.one_context "$(CONTEXT)"

test-setup: ## the two commands on a fresh clone, as root under a closed home and as a plain user (minutes)
	$(TEST)
	@M_TEST_SETUP=1 $(VENV)/python -m pytest tests/setup

test-tigerbeetle: ## the ledger engines' cases on a cluster: TIGERBEETLE_ADDRESS, or the program `tigerbeetle` on PATH
	$(TEST)
	@$(VENV)/python -m pytest services/m_engines/tests/ledger/conformance -k tigerbeetle

check: ## style, types, import rules, our own checks, generated code, contracts
	$(TEST)
	@$(VENV)/python -m tools.check

generate: ## gen/ from proto/, offline
	$(TEST)
	@$(VENV)/python -m tools.generate
	@$(VENV)/python -m tools.python_sdk
	@$(VENV)/python -m tools.typescript
	@$(VENV)/python -m tools.envoy

baseline: ## take today's contracts as what `make check` compares later ones with
	$(TEST)
	@$(VENV)/python -m tools.contracts baseline

format: ## rewrite our code in house style
	$(TEST)
	@$(VENV)/ruff check --quiet --fix . ; $(VENV)/ruff format .
	@$(VENV)/buf format --write proto

lock: ## requirements*.lock from pyproject.toml (needs uv)
	$(TEST)
	@$(VENV)/python -m tools.lock $(ARGUMENTS)

mesh-files: ## secrets and Envoy's configuration for docker-compose.yml, into build/compose
	$(TEST)
	@$(VENV)/python -m tools.compose

bench: ## measure: make bench [NAME=ledger] [ARGUMENTS=--quick]
	$(TEST)
	@$(VENV)/python -m tools.optional bench $(NAME) -- $(ARGUMENTS)

campaign: ## the long tests: a minute each of the channel's storms, the whole system's faults and large files
	$(TEST)
	@INPROC_CAMPAIGN_SECONDS=60 $(VENV)/python -m pytest inproc/tests/test_stress.py inproc/tests/test_state_machine.py
	@$(VENV)/python -m pytest -m campaign tests services

mutants: ## break the code on purpose and see a test fail
	$(TEST)
	@$(VENV)/python -m tools.optional mutants $(NAME) -- $(ARGUMENTS)

clean-data: ## delete the data directory, after asking
	$(INDIE)
	@$(VENV)/python -m tools.clean_data $(DATA)
