# Every target sets itself up from nothing; .venv/ready says that this was done.
# With another Python: make PYTHON=python3.13 test. Arguments for the program: make practice ARGS="--port 9000".

PYTHON ?= python3
ARGS ?=
N ?= 2000
SEED ?=
BIN := .venv/bin
READY := .venv/ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq

.DEFAULT_GOAL := help
.PHONY: help practice run test check fix bench kill races outage simulate mutation lock

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS=@ read -r name line; do printf '%-16s %s\n' "$$name" "$$line"; done

practice: $(READY) ## start the practice workspace and print the address of its page
	@$(BIN)/caseclock practice $(ARGS)

run: $(READY) ## run the bot against Slack
	@$(BIN)/caseclock run $(ARGS)

test: $(READY) ## run all tests with branch coverage
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term $(ARGS)
	@$(if $(ARGS),,$(BIN)/coverage report --include='casework/*' --fail-under=100 --skip-covered >.venv/casework \
		|| { echo "The rules in casework/ are covered to 100 %:"; cat .venv/casework; exit 1; })

check: $(READY) ## ruff, mypy, the import contracts, the house rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q tests/house

fix: $(READY) ## let ruff mend and format what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY) ## measure Caseclock beside others and write docs/benchmarks.md (make bench ARGS=--help names the parts)
	@$(BIN)/python -m benchmarks $(ARGS)

kill: $(READY) ## kill the bot at N random moments (make kill N=500, SEED=… to repeat) and look for what was lost
	@$(BIN)/python -W "ignore:XDG_RUNTIME_DIR is not set" -m tests.kill $(N) $(SEED)

races: $(READY) ## let four replicas on PostgreSQL race for a thousand messages (RACES=… for another number)
	@RACES=$(or $(RACES),1000) $(BIN)/python -m pytest -q -n0 tests/kill/test_four_replicas.py

outage: $(READY) ## come back after 72 hours with 500 cases overdue (OVERDUE=… for another number)
	@OVERDUE=$(or $(OVERDUE),500) $(BIN)/python -m pytest -q -n0 -rP tests/kill/test_after_three_days.py

simulate: $(READY) ## live N years, with a fifth of Slack's calls failing (make simulate N=20, or SEED=7 for one), and look for what broke
	@$(BIN)/python -m tests.simulation $(if $(filter command line,$(origin N)),$(N),200) $(SEED)

mutation: $(READY) ## break each rule in casework/ in every small way and look whether a test goes red; fails under 90 %
	@$(BIN)/python -m tests.mutation $(ARGS)

lock: $(READY) ## make requirements/*.txt anew from pyproject.toml; make lock ARGS=--upgrade takes newer releases
	@$(LOCK) -o requirements/run.txt
	@$(LOCK) -o requirements/dev.txt --group dev -c requirements/run.txt
LOCK = $(BIN)/uv pip compile -q pyproject.toml --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Caseclock needs Python 3.11 or newer as $(PYTHON); if it has another name here: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up .venv (once; takes a minute or two) …"
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@# The lock is complete: nothing is left to resolve, and a release that came out since cannot get in the way.
	@$(PIP) --require-hashes --no-deps -r requirements/dev.txt
	@$(PIP) --no-index --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pip --disable-pip-version-check check >/dev/null
	@touch $@
