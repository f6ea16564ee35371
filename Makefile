# Two commands on a machine with Python >= 3.11 and make: `make demo` and `make test`.
# ARGS goes to the program: make demo ARGS="--port 8080 --no-browser".

SHELL := /bin/sh
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --dist worksteal
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input --quiet install
HASHED := $(PIP) --require-hashes --only-binary :all:
PINS := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --no-emit-index-url --no-header $(UPGRADE)

.PHONY: demo test test-slow lint pictures pins clean

demo: .venv/core.stamp
	@$(PYTHON) -m namro demo $(ARGS)

test: lint
	$(PYTEST)
	NAMRO_TEST_DATABASE=postgres $(PYTEST) -m "on_both and not slow" tests/apps

test-slow: .venv/dev.stamp .venv/spark.stamp
	$(PYTEST) -m "slow or hypothesis" --hypothesis-profile=full
	NAMRO_TEST_DATABASE=postgres $(PYTEST) -m "not on_both and not slow" tests/apps

# Every page in both sizes, taken by the browser tests, and sheets of them to look at: build/pictures/contact-sheet-*.png
pictures: .venv/dev.stamp
	rm -rf build/pictures && mkdir -p build/pictures
	NAMRO_PICTURES=$(CURDIR)/build/pictures $(PYTEST) -q -m "slow or not slow" tests/browser
	$(PYTHON) -m tests.browser.contact_sheet build/pictures

lint: .venv/dev.stamp
	$(PYTHON) -m ruff check src tests
	$(PYTHON) -m ruff format --check src tests
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

pins: .venv/dev.stamp
	$(PINS) pyproject.toml --extra postgres --extra analytics requirements/build.in requirements/dev.in -o requirements/dev.txt
	$(PINS) pyproject.toml --extra analytics requirements/build.in -c requirements/dev.txt -o requirements/core.txt
	$(PINS) --no-binary pyspark requirements/spark.in -c requirements/dev.txt -o requirements/spark.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build var src/namro.egg-info
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says that the step before it ended well; a changed file of pins runs the step again.
.venv/venv.stamp: requirements/venv.sh
	@sh requirements/venv.sh
	@touch $@

.venv/core.stamp: .venv/venv.stamp requirements/core.txt pyproject.toml
	@echo 'Cài thư viện để chạy (khoảng một phút, chỉ lần đầu)…'
	@$(HASHED) -r requirements/core.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/venv.stamp requirements/dev.txt pyproject.toml
	@echo 'Cài thư viện để kiểm thử (khoảng hai phút, chỉ lần đầu)…'
	@$(HASHED) -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Spark comes as source only (its jars are inside) and is large: only the slow tests want it, and they need Java.
.venv/spark.stamp: .venv/dev.stamp requirements/spark.txt
	@echo 'Cài Spark để kiểm thử (khoảng một phút, chỉ lần đầu)…'
	@$(HASHED) --no-binary pyspark --no-build-isolation -r requirements/spark.txt
	@touch $@
