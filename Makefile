# aioscope. Two commands do everything: `make lab` and `make test`; `make help` lists the others.
#
# Needed: Python >= 3.10 with pip, Node >= 20, git, make. Everything else lands in this folder: .venv, node_modules,
# and stamps in .make that make the second time quick.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

PORT ?= 8888
IP ?= 127.0.0.1

# A stamp without what it stands for (someone removed the folder) is worth nothing.
ifeq ($(wildcard .venv/bin/python),)
$(shell rm -f .make/python)
endif
ifeq ($(wildcard node_modules/.yarn-state.yml),)
$(shell rm -f .make/npm)
endif
ifeq ($(wildcard ui-tests/node_modules/.yarn-state.yml),)
$(shell rm -f .make/ui-npm)
endif
ifeq ($(wildcard aioscope/labextension/package.json),)
$(shell rm -f .make/build)
endif

# The environment's labextension is a link to what was built here, so that a rebuild is seen at once. pip must never
# meet it: it would write install.json through the link, and the next wheel would hold that file twice.
LINK := .venv/share/jupyter/labextensions/aioscope

# What the browser half is built from.
SOURCES := $(shell find src style schema notebooks scripts/build_course.mjs -type f -not -path '*/generated/*' -not -name '*.spec.ts*' -not -path '*/.ipynb_checkpoints/*' 2>/dev/null)

##@ The two commands

.PHONY: lab
lab: .make/build ## set everything up and open JupyterLab on the course [LANGUAGE=en|zh-CN PORT=8888 IP=127.0.0.1]
	@exec $(PY) scripts/lab.py --language "$(LANGUAGE)" --port $(PORT) --ip $(IP)

.PHONY: test
test: .make/python .make/npm .make/ui-npm ## set everything up and run every check [STEPS="eslint pytest" CHROMIUM_PATH=...]
	@exec $(PY) scripts/run_checks.py $(STEPS)

##@ While working on it

.PHONY: build
build: .make/build ## build the browser half into aioscope/labextension
	@echo "aioscope/labextension is built."

.PHONY: watch
watch: .make/build ## rebuild on every change; reload the page to see it (run `make lab` beside it)
	@echo "Watching src/ and style/: reload JupyterLab's page after a change. Ctrl+C stops it."
	@exec jlpm watch

.PHONY: gallery
gallery: .make/npm ## every recorded run in every view, in a browser, without Jupyter
	@exec node gallery/serve.mjs

.PHONY: fixtures
fixtures: .make/python ## record protocol/fixtures/ afresh from real runs
	@$(PY) scripts/record_fixtures.py

.PHONY: bench
bench: .make/build .make/ui-npm ## what watching costs, on every Python found here; bundle size, fold, frames in Chromium [ARGS=--quick PYTHONS=python3.10]
	@jlpm build:prod > .make/build.log 2>&1 || { cat .make/build.log; exit 1; }
	@pythons=$$($(PY) -m benchmarks.pythons $(PYTHONS)) && exec $(PY) -m benchmarks --pythons "$$pythons" $(ARGS)

.PHONY: test-pythons
test-pythons: ## the Python tests on every other Python >= 3.10 found here [PYTHONS="python3.10 python3.13" ARGS=--notebooks]
	@python3 scripts/other_pythons.py $(ARGS) $(PYTHONS)

.PHONY: conformance
conformance: ## CPython's own asyncio tests, recorder on and off, on every Python found [PYTHONS=... ARGS="--modules test_locks"]
	@python3 scripts/conformance.py $(ARGS) $(PYTHONS)

.PHONY: test-long
test-long: .make/python ## the Python tests that take more than 20 seconds each
	@exec $(PY) -m pytest -q -m long tests

.PHONY: dist
dist: clean .make/python .make/npm ## the wheel and the source distribution, in dist/
	@$(PY) -m pip install build > .make/pip.log 2>&1 || { cat .make/pip.log; exit 1; }
	@$(PY) -m build

.PHONY: clean
clean: ## remove what was built; environments and .lab stay
	@rm -rf .make/build .make/reports .make/*cache .make/*.tsbuildinfo lib dist aioscope/labextension tsconfig.tsbuildinfo \
	  src/concepts/generated gallery/build coverage ui-tests/.work ui-tests/test-results ui-tests/playwright-report
	@echo "Clean."

.PHONY: clean-all
clean-all: clean ## remove the environments and npm packages too; .lab, which may hold your work, stays
	@rm -rf .make .venv .venvs node_modules ui-tests/node_modules
	@echo "As after a fresh clone, but for .lab."

.PHONY: help
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@ / {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- setting up ---

.make/python: pyproject.toml scripts/setup_python.sh
	@mkdir -p .make aioscope/labextension
	@rm -rf $(LINK) aioscope/labextension/install.json
	@PYTHON="$(PYTHON)" scripts/setup_python.sh .venv
	@echo "Installing Python packages into .venv."
	@SKIP_JUPYTER_BUILDER=1 $(PY) -m pip install --editable '.[course,dev,test]' > .make/pip.log 2>&1 || \
	  { cat .make/pip.log; exit 1; }
	@touch $@

.make/node:
	@mkdir -p .make
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
	  { echo "Node >= 20 is needed, $$(node --version 2>/dev/null || echo none) was found: install it from your system's packages or nodejs.org." >&2; exit 1; }
	@touch $@

.make/npm: package.json yarn.lock .yarnrc.yml .make/python .make/node
	@echo "Installing npm packages (the first time takes a minute or two)."
	@jlpm install --immutable > .make/npm.log 2>&1 || { cat .make/npm.log; exit 1; }
	@touch $@

.make/ui-npm: ui-tests/package.json ui-tests/yarn.lock .yarnrc.yml .make/python .make/node
	@echo "Installing npm packages of the journeys."
	@cd ui-tests && jlpm install --immutable > ../.make/ui-npm.log 2>&1 || { cat ../.make/ui-npm.log; exit 1; }
	@touch $@

.make/build: .make/npm package.json tsconfig.json tsconfig.build.json $(SOURCES)
	@echo "Building the browser half."
	@jlpm build > .make/build.log 2>&1 || { cat .make/build.log; exit 1; }
	@mkdir -p "$(dir $(LINK))" && rm -rf "$(LINK)" && ln -s "$(CURDIR)/aioscope/labextension" "$(LINK)"
	@touch $@
