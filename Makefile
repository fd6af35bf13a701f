# The verbs of the house. Each works alone on a fresh machine that has make and Python 3.11 or later.
#   make demo    check the example site and show the findings
#   make test    run the tests
#   make test-programs   run those that start real programs: browser, office, git, crawls, clusters, installations
#   make lint    ruff and mypy
#   make docs    write again what is generated: the rules tables and docs/rules.md
#   make site    build the documentation's site into build/site, and check its links with gkcheck itself
#   make bench   measure speed
#   make bench-links   ask 5,000 addresses of a slow server on this machine, side by side with lychee where LYCHEE= or the path has it
#   make bench-fleet   check forty sites here and on a Dask cluster of this machine
#   make clean   remove everything that these targets made

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
BIN = $(VENV)/bin
READY = $(VENV)/.installed
READY_DEV = $(VENV)/.installed-dev
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test test-programs lint docs site bench bench-links bench-fleet clean
.DELETE_ON_ERROR:

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "gkcheck needs Python 3.11 or later; name it with make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(READY_DEV): $(READY)
	$(PIP) --editable '.[dev]'
	@touch $@

# One file of the example is binary data named .html: gkcheck has to say that its result is incomplete, which is code 3.
demo: $(READY)
	@code=0; $(BIN)/gkcheck check examples/bureau/site --as-of 2026-11-22 || code=$$?; \
	if [ $$code -eq 3 ]; then \
		printf '\n%s\n%s\n' \
			"演示正常：示例站点里故意放了一个读不出来的文件，所以退出码应为 3，实际也是 3。" \
			"The demo is as it should be: one planted file cannot be read, so exit code 3 was expected, and came."; \
	else \
		printf '\n%s\n' "make demo: gkcheck ended with $$code, and 3 was expected" >&2; exit 1; \
	fi

test: $(READY_DEV)
	$(BIN)/python -m pytest -n 2 -q -m "not programs"

test-programs: $(READY_DEV)
	$(BIN)/python -m pytest -n 2 -q -m programs

lint: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(READY_DEV)
	$(BIN)/python docs/generate.py

# What the manual says of links is true of the manual: the site is checked by the program that it describes.
site: $(READY_DEV)
	$(BIN)/python docs/pages.py build
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --clean --config-file build/mkdocs.yml
	$(BIN)/gkcheck check build/site --select LNK001,LNK002,LNK012 --isolated --no-cache --fail-on note -q

bench: $(READY_DEV)
	$(BIN)/python benchmarks/report_page.py
	$(BIN)/python benchmarks/run.py

LYCHEE ?= $(shell command -v lychee 2>/dev/null)
bench-links: $(READY_DEV)
	$(BIN)/python benchmarks/links_live.py $(if $(LYCHEE),--lychee $(LYCHEE))

bench-fleet: $(READY_DEV)
	$(BIN)/python benchmarks/fleet.py

clean:
	rm -rf $(VENV) .gkcheck_cache .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
