# make serve   builds the site and serves the demo on http://127.0.0.1:8080/
# make test    runs every test
# make build   makes the release in dist/
# make obzor   makes the command of authors, target/release/obzor, with the app inside
# make test-snippets   runs the snippets of every target, with every program that it can install
# make bench   measures sizes, the first view, and a large page
# make bench-explorers   the first operation in view, beside the other explorers (they come from npm)
# make bench-site   builds a large description's pages, and checks each as HTML
# make bench-lighthouse   Lighthouse, on a desktop and on its phone (it comes from npm)
# make dev     rebuilds on every change (debug)
# make load    a thousand requests in a row, a hundred at once
# make fuzz    ten minutes of mutated inputs for every parser
# make profile writes tools/first-view*.txt anew: what the first views run, after changes in src/ui
# make tools   puts in place what the others need
.PHONY: serve test build obzor bench bench-explorers bench-site bench-lighthouse profile fuzz load dev tools clean fmt lint test-core test-web test-proof test-e2e test-snippets
.DEFAULT_GOAL := serve

PORT ?= 8080
export PATH := $(CURDIR)/node_modules/.bin:$(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)
SOURCES := Cargo.toml Cargo.lock Trunk.toml .cargo/config.toml index.html boot.js rest.js engine.js reader.js sw.js tools/dist.mjs tools/split.mjs $(wildcard tools/first-view*.txt) \
  $(shell find src style public -type f)

serve: dist/.built
	node tools/serve.mjs dist $(PORT)

build: tools
	trunk build --release --offline
	@touch dist/.built

obzor: dist/.built
	OBZOR_APP="$(CURDIR)/dist" cargo build --release --locked --features cli --bin obzor

# A second `make serve` finds dist/ newer than the sources and starts at once.
dist/.built: $(SOURCES)
	@$(MAKE) --no-print-directory build

dev: tools
	trunk serve --offline

tools:
	@sh tools/setup.sh build

test: tools
	@sh tools/setup.sh test
	@$(MAKE) --no-print-directory lint test-core test-web test-proof build test-e2e
	@echo "All tests passed."

lint:
	cargo fmt --check
	cargo clippy --locked --all-targets --features cli -- -D warnings
	cargo clippy --locked --lib --bins --test web --target wasm32-unknown-unknown -- -D warnings

test-core:
	cargo test --locked --features cli

test-web:
	CHROMEDRIVER="$${CHROMEDRIVER:-$$(command -v chromedriver)}" WASM_BINDGEN_TEST_TIMEOUT=120 \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	cargo test --locked --target wasm32-unknown-unknown --test web

# What the snippets send, run for real: the targets that everybody has.
test-proof:
	cargo build --locked --features cli
	SNIPPET_PYTHON="$$(sh tools/setup.sh python)" node tests/snippets/run.mjs --require --targets curl,python,fetch
	SNIPPET_PYTHON="$$(sh tools/setup.sh python)" node tests/snippets/run.mjs --require --targets curl,python --values --cases tests/snippets/cases.json

test-snippets: tools
	@sh tools/setup.sh test
	@sh tools/setup.sh snippets
	OBZOR_STRINGS=10000 cargo test --locked --features cli --test it quoting
	cargo build --locked --features cli
	for shell in zsh dash paste; do node tests/snippets/run.mjs --require --targets curl --shell $$shell || exit 1; done
	SNIPPET_PYTHON="$$(sh tools/setup.sh python)" SNIPPET_NODE_MODULES="$$(sh tools/setup.sh modules)" \
	node tests/snippets/run.mjs --require --targets all
	SNIPPET_PYTHON="$$(sh tools/setup.sh python)" SNIPPET_NODE_MODULES="$$(sh tools/setup.sh modules)" \
	node tests/snippets/run.mjs --require --targets all --values --cases tests/snippets/cases.json

test-e2e:
	cargo build --locked --features cli
	SNIPPET_PYTHON="$$(sh tools/setup.sh python)" node tests/e2e/run.mjs

# Mutated inputs for every parser; what is found is written to tests/fuzz/cases.
SECONDS ?= 600
fuzz:
	cargo test --locked --profile fuzz --test fuzz -- $(SECONDS) $(TARGETS)

bench: build
	node tests/bench/bench.mjs
	node tests/bench/document.mjs
	node tests/bench/versions.mjs

bench-explorers: dist/.built
	node tests/bench/explorers.mjs

bench-lighthouse: dist/.built
	cargo build --locked --features cli
	node tests/bench/lighthouse.mjs

bench-site: obzor
	node tests/bench/site.mjs

# Builds twice: the profile is of the program that was built, and the split is by the profile.
profile: tools
	@sh tools/setup.sh test
	OBZOR_PROFILE=1 trunk build --release --offline
	node tools/profile.mjs
	@$(MAKE) --no-print-directory build

# A thousand requests in a row, a hundred at once, an hour of work.
load:
	cargo build --locked --features cli
	node --test tests/bench/load.mjs

fmt:
	cargo fmt

clean:
	rm -rf dist
	cargo clean
