# Knows how to set the project up, start it and check it; knows nothing of what the application does.

# Settings: write them after the target (make run PORT=8080) or put them into the environment.
HOST ?= 127.0.0.1
PORT ?= 8000
# SQLite has one writer at a time, so one process with eight threads serves it best.
WORKERS ?= $(if $(filter postgresql%,$(DATABASE_URL)),2,1)
# The Python to make the environment with; without it the first of 3.11 or newer that is found.
PYTHON ?=
# Only ready-built packages: a missing one is a sentence, not a page of compiler errors.
PIP_ONLY_BINARY ?= :all:
export HOST PORT PIP_ONLY_BINARY

# Tests that wait for a browser run one after another, all others on every processor.
BROWSER_TESTS := tests/browser tests/deploy
# Programs are called as `python -m …`: the environment then survives a renamed or copied folder.
PY := .venv/bin/python
checksum = $(shell cat $(1) | cksum | cut -d' ' -f1)
INSTALLED := .venv/.installed-$(call checksum,requirements.txt)
INSTALLED_DEV := .venv/.installed-dev-$(call checksum,requirements.txt requirements-dev.txt)
APT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends

.DEFAULT_GOAL := help
.PHONY: help run test lint types browser proxy format bench papers office clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/make \1	\2/p' Makefile | expand -t 16
	@echo; echo "Settings: HOST ($(HOST)), PORT ($(PORT)), WORKERS, DATABASE_URL, PYTHON; DEMONSTRATION=0 loads no province."

run: $(INSTALLED)  ## start the application on http://127.0.0.1:8000; the first time, set everything up
	@exec $(PY) -m gunicorn --preload --bind '$(HOST):$(PORT)' --worker-class gthread --threads 8 --workers $(WORKERS) \
		--graceful-timeout 5 --no-control-socket 'app:start()'

test: lint types browser proxy  ## run every check: lint, format, types, all tests
	$(PY) -m pytest $(BROWSER_TESTS)
	$(PY) -m pytest --numprocesses logical --dist worksteal $(BROWSER_TESTS:%=--ignore %)

lint: $(INSTALLED_DEV)  ## look for faults and wrong format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(INSTALLED_DEV)  ## check the types
	$(PY) -m mypy

format: $(INSTALLED_DEV)  ## put the code into its format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(INSTALLED_DEV)  ## measure how fast it is
	$(PY) -m tests.bench

papers: $(INSTALLED_DEV) office  ## open papers of every kind in LibreOffice and compare them with what they say
	$(PY) -m tests.office

clean:  ## remove the environment and the caches; the data in instance/ stays
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Chromium for the tests. When none can be had, the browser tests fail and say what to install.
browser: $(INSTALLED_DEV)
	@test -n "$$CHROMIUM" || test -x /usr/bin/chromium || $(PY) -m tests.support.chromium >/dev/null 2>&1 \
		|| { $(APT) chromium; } \
		|| $(PY) -m playwright install --no-shell $$(test "$$(id -u)" != 0 || echo --with-deps) chromium \
		|| echo "No Chromium could be installed; the browser tests will say what to do."

# Caddy and certutil for the tests of the reverse proxy. Debian's package starts a Caddy at once; that one is stopped.
proxy:
	@{ command -v caddy && command -v certutil; } >/dev/null \
		|| { $(APT) caddy libnss3-tools && { systemctl disable --now caddy >/dev/null 2>&1 || true; }; } \
		|| echo "No Caddy could be installed; the tests of the reverse proxy will say what to do."

# LibreOffice and a face as wide as the one that papers name, to see Word files as another program shows them.
office:
	@command -v soffice >/dev/null || { $(APT) libreoffice-writer fonts-liberation; } \
		|| { echo "No LibreOffice could be installed. Run as root: apt-get install libreoffice-writer"; exit 1; }

# A stamp carries the checksum of its files: unchanged files mean that pip is not even asked.
$(INSTALLED): | $(PY)
	$(call install,requirements.txt)
	@touch $@

$(INSTALLED_DEV): | $(PY)
	$(call install,requirements-dev.txt)
	@touch $@ $(INSTALLED)

define install
	@rm -f .venv/.installed-*
	@echo "Installing $(1) into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r $(1) || { echo; \
		echo "The packages could not be installed for $$($(PY) --version) on $$(uname -m)."; \
		echo "Either no package index can be reached (PIP_INDEX_URL names another one),"; \
		echo "or it has no ready-built package for this Python: use 3.11, 3.12 or 3.13 (make clean; make run PYTHON=…),"; \
		echo "or let pip build packages itself with PIP_ONLY_BINARY=:none:, which needs a compiler."; exit 1; }
endef

$(PY):
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
	done; \
	test -n "$$python" || { echo "Python 3.11 or newer is needed and was not found$(PYTHON:%= as %). On Debian or Ubuntu:"; \
		echo "  apt-get install python3 python3-venv      or name one: make run PYTHON=/path/to/python3.11"; exit 1; }; \
	package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	"$$python" -m ensurepip --version >/dev/null 2>&1 || { $(APT) "$$package"; } \
		|| { echo "Python cannot make an environment yet. Run as root: apt-get install $$package"; exit 1; }; \
	"$$python" -m venv --clear .venv || { rm -rf .venv; exit 1; }
