# Every way to build, run and check Tenantry. The work is in scripts/; what the scripts use and where they keep it: scripts/environment.sh.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test check-format lint house-rules test-rust site test-browser bench bench-fleet site-release fmt clean

in := source scripts/environment.sh &&
native := -p tenantry -p app --features tenantry/server,app/ssr
wasm := -p hydrate --target wasm32-unknown-unknown --profile wasm-dev --target-dir "$$CARGO_TARGET_DIR/front"

help: ## This list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name does; do printf '  make %-14s %s\n' "$$name" "$$does"; done

setup: ## Install what is missing to build and to test (all other targets do it themselves)
	@scripts/setup test

run: ## Build, create the demo data on the first start, and serve http://localhost:3000
	@scripts/run

test: ## All of the parts below, as continuous integration runs them
	@scripts/test check-format lint test-rust site test-browser

check-format: ## Part of test: is the code formatted as make fmt leaves it?
	@$(in) set_up build
	@$(in) say "Checking the format (rustfmt)" && cargo fmt --check -p tenantry -p app -p hydrate

lint: house-rules ## Part of test: the house rules, clippy for the server and clippy for the browser
	@$(in) set_up build
	@$(in) say "Clippy for the server: platform, product and their tests" && cargo clippy $(native) --all-targets -- -D warnings
	@$(in) say "Clippy for the browser: the product as WebAssembly" && cargo clippy $(wasm) -- -D warnings

house-rules: ## Part of lint: the rules that no compiler knows (scripts/house-rules)
	@scripts/house-rules

test-rust: ## Part of test: the Rust tests on SQLite and on a private PostgreSQL; FILTER=name runs those whose name contains it
	@scripts/test-rust $(FILTER)

site: ## Part of test: the debug build of server, WebAssembly and styles
	@scripts/site debug

test-browser: ## Part of test: the journeys in Chromium, hydrated, without JavaScript and on a phone; FILTER=name for some
	@scripts/test-browser $(FILTER)

bench: ## Build for release and print the table of speeds and sizes, on both engines
	@scripts/bench

bench-fleet: ## Build for release and measure ten thousand organisations on SQLite and a thousand on PostgreSQL
	@scripts/bench-fleet $(PARTS)

site-release: ## The release build, with every file precompressed
	@scripts/site release

fmt: ## Format the code (and the views, when leptosfmt is installed)
	@$(in) set_up build
	@$(in) say "Formatting (rustfmt)" && cargo fmt -p tenantry -p app -p hydrate
	@$(in) if has leptosfmt; then say "Formatting the views (leptosfmt)" && leptosfmt --quiet app/src; fi

clean: ## Remove what was built here; the cache in ~/.cache/tenantry stays
	@$(in) say "Removing target/ and the npm packages" && rm -rf target node_modules end2end/node_modules end2end/test-results
