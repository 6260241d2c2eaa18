# Alles vanaf niets: `make demo` of `make test`. Nodig: Python 3.11 of nieuwer met pip, en make.
# Een C-compiler met Python.h is alleen nodig voor de signalen (durable-rules).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP = $(PYTHON) -m pip --disable-pip-version-check --quiet --python $(1)/bin/python install
KLAAR := $(VENV)/.klaar
DMN := tests/dmn/node_modules
PEERS := $(VENV)/peers
# Het slot zonder durable-rules: dat wordt apart geprobeerd, omdat het moet worden gecompileerd.
ZONDER_SIGNALEN := awk '/^[a-zA-Z]/ {weg = /^durable-rules/} !weg'

.PHONY: help demo test lint bench peers paginas plaatjes lock

help:
	@echo "make demo     laat zien wat Regels doet"
	@echo "make test     stijl, typen en alle toetsen"
	@echo "make lint     alleen stijl en typen"
	@echo "make bench    metingen van de snelheid"
	@echo "make peers    dezelfde metingen naast andere pakketten"
	@echo "make paginas  de bladzijden van docs/regelingen opnieuw maken"
	@echo "make plaatjes de beelden van verslagen in docs/beleid opnieuw maken (nodig: chromium)"
	@echo "make lock     de sloten opnieuw maken (nodig: uv)"

demo: $(KLAAR)
	$(BIN)/regels demo

test: lint $(DMN)/.package-lock.json
	$(BIN)/python -m pytest --numprocesses auto

lint: $(KLAAR)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(KLAAR)
	$(BIN)/python -m pytest --benchmark-enable --benchmark-only

peers: $(PEERS)/.klaar
	$(PEERS)/bin/python -m pytest tests/benchmarks/peers -m peers --benchmark-enable

paginas: $(KLAAR)
	$(BIN)/regels controleer landelijk --alleen-fouten
	rm -rf docs/regelingen
	$(BIN)/regels pagina --alle --uit docs/regelingen

plaatjes: $(KLAAR)
	$(BIN)/python -m tests.docs.plaatjes

lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
		--no-emit-index-url --no-emit-find-links --extra ontwikkeling --extra signalen --extra datakluis --extra bewijs pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
		--no-emit-index-url --no-emit-find-links --extra ontwikkeling --extra peers pyproject.toml -o peers.lock

$(KLAAR): requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 of nieuwer is nodig. Geef er een op: make PYTHON=/pad/naar/python3" >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null || \
		{ echo "pip ontbreekt bij $(PYTHON). Op Debian: apt install python3-pip" >&2; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)
	$(ZONDER_SIGNALEN) requirements.lock > $(VENV)/basis.lock
	$(call PIP,$(VENV)) --require-hashes -r $(VENV)/basis.lock
	$(call PIP,$(VENV)) --require-hashes -r requirements.lock || \
		echo "Let op: durable-rules is niet gebouwd (nodig: een C-compiler en Python.h). Alles werkt, behalve de signalen." >&2
	$(call PIP,$(VENV)) --no-deps --no-build-isolation -e .
	touch $@

# Twee pakketten van npm lezen de DMN na. Zonder node slaan die toetsen zichzelf over, en zeggen waarom.
$(DMN)/.package-lock.json: tests/dmn/package.json tests/dmn/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/dmn --no-audit --no-fund --silent && touch $@; \
		else echo "Let op: npm ontbreekt; de toetsen van DMN worden overgeslagen." >&2; fi

$(PEERS)/.klaar: $(KLAAR) peers.lock
	$(PYTHON) -m venv --without-pip $(PEERS)
	$(call PIP,$(PEERS)) --require-hashes -r peers.lock
	$(call PIP,$(PEERS)) --no-deps --no-build-isolation -e .
	touch $@
