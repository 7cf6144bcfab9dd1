# Every verb of the project. Each one starts from Python 3.11+, make and git alone.

VENV   := .venv
RUN    := $(VENV)/bin
# The first of these that is 3.11 or newer makes the virtual environment. `make PYTHON=… setup` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# Which piece of all looks `make torture` takes: 2/7 is the second of every seven themes × canvases.
LOOKS  ?= 1/1
THREAD := $(firstword $(wildcard examples/*.txt))

.DEFAULT_GOAL := help
.PHONY: help setup demo test torture storm sweep check check-formats bench docs lint fix lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/ready ## Make .venv/ with `carousel` in it, and find or install browser and Pango

$(VENV)/ready: pyproject.toml requirements.lock scripts/make_venv.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none is on PATH." >&2; exit 4; }
	@$(PYTHON) scripts/make_venv.py $(VENV)
	@$(RUN)/python -m carousel_html.setup_machine
	@touch $@

demo: setup ## Render the example thread into out/demo
	@$(RUN)/carousel render "$(THREAD)" -o out/demo
	@echo "The slides and the PDF are in out/demo/"

test: setup ## Run every test, two files at a time
	@$(RUN)/python -m pytest -n 2 --dist loadfile

torture: setup ## Compare PDF and picture on 240 random combinations of CSS features, and on all looks
	@TORTURE_SLIDES=240 $(RUN)/python -m pytest -q tests/test_combinations.py
	@TORTURE_LOOKS=$(LOOKS) $(RUN)/python -m pytest -q tests/test_looks.py

storm: setup ## Kill workers and browsers all through a batch of 100 rows, and compare every file with a calm run
	@STORM_ROWS=$${STORM_ROWS:-100} $(RUN)/python -m pytest -q tests/test_batch.py -k storm

sweep: setup ## Look at every layout in every theme on three canvases (SWEEP=paper,ink: at two themes)
	@SWEEP=$${SWEEP:-all} $(RUN)/python -m pytest -q tests/test_sweep.py tests/test_sweep_words.py

check: setup lint ## Lint, types, and the quick tests that need no browser
	@$(RUN)/mypy
	@$(RUN)/python -m pytest -q -n 2 -m "not browser and not slow"

check-formats: setup ## Import and arrange every file of a folder of yours: DIR=downloads
	@$(RUN)/python scripts/check_formats.py "$(DIR)"

lint: setup ## Look for style mistakes, change nothing
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .

fix: setup ## Mend the style mistakes that can be mended by machine
	@$(RUN)/ruff check --fix .
	@$(RUN)/ruff format .

bench: setup ## Measure, and write bench/results.md
	@$(RUN)/python bench/run.py

docs: setup ## Write the pages of docs/ that list what there is
	@$(RUN)/python scripts/write_docs.py

lock: ## Choose the newest versions pyproject.toml allows, and write requirements.lock
	@test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet uv
	@$(RUN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --fork-strategy fewest \
		--upgrade --generate-hashes --no-annotate --custom-compile-command "make lock" --quiet \
		--output-file requirements.lock

clean: ## Remove what make made, but not the virtual environment
	rm -rf out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis bench/node_modules
