# make setup   the environment in .venv        make demo    audit the shipped example exports
# make test    the tests                       make check   lint, types, import contracts, docs
# make docs    rewrite the generated documents make lock    renew the locked requirements
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check docs lock clean

setup: .venv/.done

.venv/.done: requirements/dev.txt pyproject.toml scripts/make-venv
	scripts/make-venv $(PYTHON) .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/linkwright audit demo/exports --site harbourbakery.example --brand "Harbour Bakery" \
		--money-keyword "sourdough bread" --out demo/report

test: setup
	scripts/ensure-browser
	$(BIN)/python -m pytest -n 2

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
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --output-file requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml requirements/dev.in --output-file requirements/dev.txt

clean:
	rm -rf .venv demo/report
