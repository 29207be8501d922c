# Two commands do most: `make site` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test
SIZES ?= 300 1000 3000 10000
PAIRS ?= 5
BASE ?= 88c9bb3

export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve check test quick lint bench measure-import lighthouse quality clean requirements programs validator
.PHONY: licences audit fuzz release handbook-pictures

site: $(READY) ## build the site into site/
	$(BIN)/mkdocs build --strict

serve: $(READY) ## preview with live reload; drafts are shown, with a banner
	$(BIN)/portal serve

check: $(READY) ## find everything that is wrong with the records
	$(BIN)/portal check

test: $(READY_TEST) programs validator lint ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

quick: $(READY_TEST) ## the tests nearest to what is changed, in a minute
	$(BIN)/python tests/support/quick.py

programs: $(READY_TEST) ## fetch what the tests need besides Python: a browser, a speller
	PYTHONPATH=tests $(BIN)/python -m support.programs

validator: $(READY_TEST) ## fetch the checker of HTML for the tests, if it is not there
	PYTHONPATH=tests $(BIN)/python -m support.validator

lint: $(READY_TEST)
	$(BIN)/ruff check plugins tests
	$(BIN)/ruff format --check plugins tests
	$(BIN)/mypy

bench: $(READY_TEST) ## write docs/benchmark.md: speed, memory and size; SIZES="300 1000" PAIRS=1 takes minutes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	$(BIN)/python tests/bench/run.py --sizes $(SIZES) --pairs $(PAIRS) --base $(BASE)

measure-import: $(READY_TEST) ## precision and recall of the import over the tests' documents
	$(BIN)/python tests/bench/importing.py

fuzz: $(READY_TEST) ## mutated records, damaged documents, edits and kills by the thousand; takes hours
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt
	$(BIN)/python -m pytest -n 2 tests/test_importing_hostile.py -k damaged --damaged 2000
	$(BIN)/python -m pytest -n 2 tests/test_lazy.py tests/test_incremental.py --edits 1000
	$(BIN)/python -m pytest -n 2 tests/test_swapping.py -k killed --kills 500
	$(BIN)/python -m pytest -n 2 tests/test_handbook.py --languages all
	PYTHONPATH=tests $(BIN)/python -m fuzz.run

licences: $(READY_TEST) ## write docs/licences.md anew
	$(BIN)/python tests/support/licences.py

release: $(READY_TEST) ## keep what this version changes, as it was in REV, for `portal upgrade`
	PYTHONPATH=tests $(BIN)/python -m support.releasing $(REV)

audit: $(READY_TEST) ## ask whether a pinned package has a known weakness; needs the network
	$(BIN)/uv run --no-project --isolated --with-requirements requirements-audit.txt pip-audit --require-hashes --disable-pip -r requirements.txt
	$(BIN)/uv run --no-project --isolated --with-requirements requirements-audit.txt pip-audit --require-hashes --disable-pip -r requirements-test.txt

lighthouse: $(READY_TEST) programs ## how fast, accessible, well made and easy to find four pages are
	$(BIN)/python tests/bench/lighthouse.py

quality: $(READY_TEST) programs validator ## write what axe, vnu and Lighthouse find into docs/quality.md
	$(BIN)/python tests/bench/quality.py

requirements: $(READY_TEST) ## pin anew what pyproject.toml asks for
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --extra setup --extra mkdocs pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --extra setup --extra mkdocs --extra test --constraint requirements.txt pyproject.toml -o requirements-test.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --extra audit --constraint requirements-test.txt pyproject.toml -o requirements-audit.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --extra fuzz --constraint requirements-test.txt pyproject.toml -o requirements-fuzz.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --extra bench --constraint requirements-test.txt pyproject.toml -o requirements-bench.txt

handbook-pictures: $(READY_TEST) programs ## take the pictures of the handbook anew, from portals made by its own words
	$(BIN)/python tests/support/handbook_pictures.py

clean:
	rm -rf $(VENV) site build

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(READY_TEST): requirements-test.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@
