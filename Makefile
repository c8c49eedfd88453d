# make setup   all of it in .venv            make demo    audit, compare and plan for the example exports
# make test    the tests                       make check   lint, types, import contracts, docs
# make docs    rewrite the generated documents make lock    renew the locked requirements
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation --use-pep517
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: setup demo test check docs lock clean

setup: .venv/.dev

# What running needs, and no more: a first audit does not wait for the tests' tools.
.venv/.runtime: requirements/build.txt requirements/runtime.txt pyproject.toml scripts/make-venv
	scripts/make-venv $(PYTHON) .venv
	$(INSTALL) --requirement requirements/build.txt
	$(INSTALL) --requirement requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.runtime requirements/dev.txt
	$(INSTALL) --requirement requirements/dev.txt
	touch $@

# Links that only a browser sees are told apart where Chromium and Playwright are there (`make setup` brings the latter).
BROWSER = $(shell $(BIN)/python -c "import playwright" 2>/dev/null && command -v chromium >/dev/null && echo --browser)

demo: .venv/.runtime
	rm -rf demo/workspace
	$(BIN)/linkwright init harbourbakery.example --brand "Harbour Bakery" --money-keyword "sourdough bread" \
		--folder demo/workspace
	$(BIN)/linkwright import --workspace demo/workspace demo/exports
	$(BIN)/python -m demo.web $(BIN)/linkwright verify --workspace demo/workspace --evidence $(BROWSER) \
		--dns {dns} --connect-to {connect_to} --delay 0 --timeout 3 --attempts 1
	$(BIN)/linkwright report --workspace demo/workspace --out demo/report
	$(BIN)/linkwright import --workspace demo/workspace demo/plan \
		--competitor quaylinebread.example=demo/rivals/quaylinebread.example \
		--competitor saltmillbakers.example=demo/rivals/saltmillbakers.example
	$(BIN)/linkwright compare --workspace demo/workspace --out demo/report/compare
	$(BIN)/linkwright plan --workspace demo/workspace --out demo/report/plan

test: setup
	scripts/ensure-browser
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

docs: setup
	$(BIN)/python -m docs.generate

lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) pyproject.toml --output-file requirements/runtime.txt
	$(COMPILE) pyproject.toml --extra spark --extra semantic --extra browser requirements/dev.in \
		--constraint requirements/build.txt --constraint requirements/runtime.txt --output-file requirements/dev.txt

clean:
	rm -rf .venv demo/report demo/workspace
