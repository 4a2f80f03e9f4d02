# Dateline. `make help` lists the targets; every target but help and clean calls setup first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUN := $(BIN)/python -m
# A front process ends with its make, even when that is killed.
TIED := DATELINE_PARENT=$$PPID
# The lock names everything, so nothing is left to resolve.
PIP := $(RUN) pip --disable-pip-version-check install --quiet --no-deps
COUNT ?= 100000
.DEFAULT_GOAL := help
.PHONY: help setup demo dev test foreign lint format types imports docs bench eval fuzz picture soak lock clean

help: ## List the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) ## Make .venv from requirements.lock (names, versions, hashes)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Dateline needs Python 3.11 to 3.14; set PYTHON=, for example make PYTHON=python3.12 setup") if not (3, 11) <= sys.version_info[:2] <= (3, 14) else None'
	@echo "setting up $(VENV) from requirements.lock (about a minute) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $@

demo: BEGUN := $(shell date +%s)
demo: setup ## The main job on a small news site of our own: KEEP=1 stays up, URL=... takes your own article
	@$(TIED) exec $(BIN)/dateline demo --begun $(BEGUN) $(if $(KEEP),--keep) $(if $(URL),--url "$$URL")

dev: setup ## Broker, workers, Flower and receiver as one process tree; Ctrl-C ends all of it
	@$(TIED) exec $(BIN)/dateline dev

test: setup lint foreign ## Everything that must hold: linters, types, imports, deployment files, tests
	$(RUN) pytest

foreign: ## npm's standardwebhooks for one of the tests, where npm is
	@if command -v npm >/dev/null && [ ! -d tests/foreign/node_modules ]; then npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests/foreign || echo "npm could not install its receiver: that test will be skipped"; fi

lint: setup ## ruff, mypy, import-linter, the compose file, the Dockerfile, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/hadolint deploy/Dockerfile
	$(RUN) dateline.reference --check

format: setup ## Let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## Write the generated pages: configuration, failures, commands, JSON Schemas
	$(RUN) dateline.reference

bench: setup ## Articles per second end to end against the model alone, in one run
	$(BIN)/python bench/articles.py

eval: setup ## All quality figures beside the peers' (needs ../shared/eval)
	$(BIN)/python tests/evaluation/table.py

fuzz: setup ## 10,000 mutated articles and pages
	$(BIN)/python bench/fuzz_facts.py
	$(BIN)/python bench/fuzz_pages.py

picture: setup ## The pictures of the README, from a real run of the demo (the page needs chromium)
	@mkdir -p .dateline && rm -f .dateline/picture.jsonl
	DATELINE_RECEIVER__KEEP=.dateline/picture.jsonl $(BIN)/dateline demo > /dev/null
	$(RUN) dateline.picture .dateline/picture.jsonl docs/pictures

soak: setup ## 100,000 deliveries under all faults and kill -9 at once; COUNT=2000 for fewer
	$(BIN)/python bench/soak.py $(COUNT)

lock: ## Write requirements.lock anew (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --all-extras --python-version 3.11 pyproject.toml -o requirements.lock
	sed -i.bak '1i # Names, versions and hashes of everything; `make lock` makes it.' requirements.lock && rm requirements.lock.bak

clean: ## Remove what the targets made
	rm -rf $(VENV) .dateline .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
