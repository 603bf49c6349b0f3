# Newsloom: every command that the project knows. Each sets up what it needs; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.complete
TRAINING := $(VENV)/.training
DATA ?= ../shared/data
ARTICLES ?= seeds

.PHONY: help setup demo test faults mutations compose-test sbom lint schemas dashboards eval bench models lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SETUP) ## Install everything into .venv (done by the other commands when needed)

$(SETUP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Newsloom needs Python 3.11 or newer; {sys.executable} is {v[0]}.{v[1]}: make PYTHON=python3.11 …")'
	@echo "Setting up .venv (once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TRAINING): $(SETUP)
	@echo "Installing the training tools (gigabytes, once) …"
	@grep -E '^[a-z0-9._-]+==' requirements.lock | sed 's/ *\\$$//' > $(VENV)/constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(VENV)/constraints.txt \
	    --no-build-isolation --editable '.[training]'
	@touch $@

demo: $(SETUP) ## The main job on seeds/: a real Kafka, four processes, the results as they arrive
	@$(BIN)/newsloom demo

test: $(SETUP) lint ## All tests but the longest faults, on a real Kafka
	@$(BIN)/python -m pytest -m "not slow and not compose"

faults: $(SETUP) ## Every fault on a real Kafka, with a report (FAULTS_SEED=number, FAULTS_REPORT=file.json)
	@$(BIN)/python -m pytest tests/faults

mutations: $(SETUP) ## Put each hazard of Faust back and show that a test notices; writes tests/faults/mutations.md
	@$(BIN)/python -m tests.faults.prove

compose-test: $(SETUP) ## Build the image, bring the compose file up, break it, take it down (needs a Docker engine)
	@$(BIN)/python -m pytest -m compose tests/compose

sbom: $(SETUP) ## Write build/sbom.json: every Python package of the image, with its hashes (CycloneDX)
	@mkdir -p build
	@$(BIN)/python -W ignore::UserWarning -m cyclonedx_py requirements deploy/requirements.lock --pyproject pyproject.toml \
	    --output-reproducible --output-file build/sbom.json
	@echo "build/sbom.json"

lint: $(SETUP) ## Format, lint, types, architecture, generated files
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m schemas.generate --check
	@$(BIN)/python -m deploy.grafana.generate --check
	@$(BIN)/python -m docs.metrics --check

schemas: $(SETUP) ## Write the JSON Schemas and the topic table anew
	@$(BIN)/python -m schemas.generate

dashboards: $(SETUP) ## Write the dashboards and the table of metrics anew
	@$(BIN)/python -m deploy.grafana.generate
	@$(BIN)/python -m docs.metrics

eval: $(SETUP) ## Measure the shipped models (DATA=folder of the corpora)
	@$(BIN)/python -m training.evaluate --data $(DATA)

bench: $(SETUP) ## Measure speed, with and without Kafka (ARTICLES=folder of articles)
	@$(BIN)/python -m bench --articles $(ARTICLES)

models: $(TRAINING) ## Train and export all models anew (some hours on two cores; DATA=folder of the corpora)
	@$(BIN)/python -m training.entities --data $(DATA) --out models/entities
	@$(BIN)/python -m training.entities_confidence --data $(DATA) --model models/entities
	@$(BIN)/python -m training.quotes --data $(DATA) --out models/quotes
	@$(BIN)/python -m training.speakers --data $(DATA) --model models/quotes
	@$(BIN)/python -m training.quotes_confidence --data $(DATA) --model models/quotes
	@$(BIN)/python -m training.quotes_reliability --data $(DATA) --model models/quotes
	@$(BIN)/python -m training.quotes_polnear --data $(DATA) --start build/training/quotes.pt --out models/polnear/quotes
	@$(BIN)/python -m training.quotes_polnear --data $(DATA) --start build/training/quotes_polnear.pt --seed 2 \
	    --state build/training/quotes_polnear_on.pt --out models/polnear/quotes
	@$(BIN)/python -m training.speakers --data $(DATA) --model models/polnear/quotes --polnear
	@$(BIN)/python -m training.quotes_confidence --data $(DATA) --model models/polnear/quotes --polnear
	@$(BIN)/python -m training.topics.train --data $(DATA) --out models/topics
	@$(BIN)/python -m training.topics.confusion --data $(DATA) --model models/topics

lock: ## Resolve the dependencies anew into requirements.lock (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --extra dev --extra broker pyproject.toml --output-file requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --constraint requirements.lock pyproject.toml --output-file deploy/requirements.lock

clean: ## Remove what the other commands have made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
