# The one door: `make run` opens the dashboard, `make test` proves it. Both set themselves up.
#
# PORT=8501          where `make run` listens
# PYTHON=python3.12  the interpreter for .venv (default: the first of 3.13, 3.12, 3.11, python3 that fits)
# BROWSER=required   `make test` fails when no Chromium can be had (default: skips those tests, loudly);
#                    BROWSER=none leaves the browser tests out
# UPGRADE=1          `make lock` takes the newest allowed versions instead of keeping the pinned ones

PORT ?= 8501
ifneq ($(origin BROWSER),command line)
BROWSER := auto
endif

# Windows keeps a virtual environment's programs elsewhere; docs/windows.md says how to work there.
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check install places lock wheel clean

help:
	@echo "make run     set up what is missing and open the dashboard on http://localhost:$(PORT)"
	@echo "make test    set up what is missing and run every check and every test"
	@echo "make check   the same without a browser: quick, for every commit"
	@echo "make install only set up .venv with the pinned packages and the visit-map command"
	@echo "make places  fetch the pinned sources and build the gazetteer's data from them"
	@echo "make wheel   build one wheel into dist/"
	@echo "make lock    pin the dependencies of pyproject.toml again (UPGRADE=1: to the newest allowed)"
	@echo "make clean   remove .venv and everything that was built or measured"

run:
	@sh scripts/with-python scripts/environment.py run --steps 3
	@echo "[3/3] Starting the dashboard on http://localhost:$(PORT) (Ctrl-C stops it)"
	@exec $(BIN)/visit-map serve --port $(PORT)

install:
	@sh scripts/with-python scripts/environment.py run

test:
	@sh scripts/with-python scripts/environment.py test --steps 3
	@echo "[3/3] Checking"
	@$(BIN)/python scripts/check.py --browser $(BROWSER)

check:
	@sh scripts/with-python scripts/environment.py test --steps 3
	@echo "[3/3] Checking"
	@$(BIN)/python scripts/check.py --browser none

places:
	@sh scripts/with-python scripts/environment.py test --steps 3
	@echo "[3/3] Building gazetteer/data (a minute)"
	@$(BIN)/python scripts/places.py build

wheel:
	@sh scripts/with-python scripts/environment.py test
	@$(BIN)/python -m hatchling build -t wheel

lock:
	@sh scripts/with-python scripts/lock.py $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv .sources build dist test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
