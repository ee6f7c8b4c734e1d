# Sets up a virtual environment once, and again when pyproject.toml changes. `make help` lists the rest.

PORT ?= 5000
export PORT
PYTHON ?=

BIN := .venv/bin
RUNS := .venv/runs
SET_UP := .venv/set-up
BENCH := build/bench
SAM := build/sam
PIN = $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
    --no-emit-package docopt --no-annotate --custom-compile-command 'make lock'
SCREEN := build/screen
RENDERER := skill/web/renderer
CANDIDATES := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)

.PHONY: help run test test-all test-long spoken screen drawing models understood check bench load package template lock clean
.DEFAULT_GOAL := help

help:  ## List what can be made.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: $(RUNS)  ## Serve on 127.0.0.1:5000, with the simulator; PORT=8000 takes another port.
	$(BIN)/psoas serve --local

test: $(SET_UP)  ## Run the tests, the slow ones left out.
	$(BIN)/pytest -n auto --dist worksteal

test-all: $(SET_UP)  ## Run the slow tests too; the long ones are left out.
	$(BIN)/pytest -n auto -m "not long"

test-long: $(SET_UP)  ## Run the long searches and fuzzers: half an hour.
	$(BIN)/pytest -n auto -m long

spoken: $(SET_UP)  ## Try the skill by voice, and print what was misheard and how long each voice takes.
	$(BIN)/pytest -s -m "" tests/voice/test_spoken.py

screen: $(SCREEN)/set-up  ## Install Amazon's renderer by npm: tests and simulator draw screens with it.

drawing: $(SET_UP)  ## Make the document that screens are sent, from its parts.
	$(BIN)/python -m skill.screen.drawing

models: $(SET_UP)  ## Make the interaction models from their sentence templates.
	$(BIN)/python -m skill.hearing.training.build_models

understood: $(SET_UP)  ## Print how well the ear understands lines that it was not made of.
	$(BIN)/python -m skill.hearing.accuracy_report

check: $(SET_UP)  ## Lint, look at the format, and check the types.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH)/set-up  ## Measure it beside the official SDK's hello world: one table.
	$(BENCH)/bin/python -m bench

load: $(BENCH)/set-up  ## 200 sessions at once against two workers; prints the p99 of a turn.
	$(BENCH)/bin/python -m bench.load

package: $(SET_UP)  ## Write and check what Amazon's tools take; it asks for what only you know.
	$(BIN)/psoas package

template: $(SAM)/set-up  ## Lint the infrastructure with Amazon's own tools.
	$(SAM)/bin/cfn-lint infrastructure/template.yaml
	SAM_CLI_TELEMETRY=0 $(SAM)/bin/sam validate --lint --region eu-west-1 --template infrastructure/template.yaml

lock: $(SET_UP)  ## Pin anew what runs on Lambda and what a server of your own is installed with.
	$(PIN) --output-file lambda/requirements.txt lambda/requirements.in
	$(PIN) --output-file deploy/requirements.txt --extra dynamodb pyproject.toml deploy/requirements.in

clean:  ## Remove everything that was made, the environment too.
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@# build/.ask is what ask-cli remembers: which skill and which stack are yours.
	[ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name .ask -exec rm -rf {} +
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

COMMA := ,

# uv installs in seconds what pip takes half a minute for; pip stands in where uv cannot be had.
define INSTALL
uv=$$(command -v uv || echo $(BIN)/uv); \
[ -x "$$uv" ] || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9' || true; \
"$$uv" pip install --quiet --compile-bytecode --python $(BIN)/python $(1) 2>/dev/null || \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --prefer-binary $(1)
endef

$(RUNS): pyproject.toml
	@echo "Setting up .venv with what the skill runs with. It takes half a minute at most, once."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	    for python in $(CANDIDATES); do \
	        "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	        exec "$$python" -m venv --clear .venv; \
	    done; \
	    echo "No Python 3.11 or later that can make a virtual environment: install python3 and python3-venv," \
	        "or name yours with make PYTHON=/path/to/python3." >&2; \
	    exit 1; \
	}
	@$(call INSTALL,--editable '.[simulator]')
	@touch $@

$(SET_UP): $(RUNS)
	@echo "Adding what the tests and the checks need: a minute or two, once."
	@$(call INSTALL,--editable '.[test$(COMMA)check]')
	@($(call INSTALL,--editable '.[spoken]')) || \
	    echo "No pocketsphinx for this Python, so the spoken test will be skipped; the rest works without it." >&2
	@touch $@

$(BENCH)/set-up: pyproject.toml | $(SET_UP)
	$(BIN)/python -m venv --clear $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

$(SCREEN)/set-up: $(RENDERER)/package.json $(RENDERER)/package-lock.json
	@command -v npm >/dev/null || { echo "There is no npm: apt-get install npm, and run make screen again." >&2; exit 1; }
	mkdir -p $(SCREEN)
	cp $(RENDERER)/package.json $(RENDERER)/package-lock.json $(SCREEN)
	npm ci --prefix $(SCREEN) --ignore-scripts --no-audit --no-fund
	@touch $@

$(SAM)/set-up: infrastructure/requirements.txt | $(SET_UP)
	$(BIN)/python -m venv --clear $(SAM)
	$(SAM)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
