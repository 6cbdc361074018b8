#!/bin/sh
# Puts in place what the build and the tests need, and says what it does and how long it may take.
#   sh tools/setup.sh build    the wasm target, trunk, wasm-bindgen-cli, wasm-opt, the crates
#   sh tools/setup.sh test     Chromium, its driver, python3 with requests
#   sh tools/setup.sh snippets the languages that snippets are written for
#   sh tools/setup.sh modules  prints the folder of the modules of Node.js that snippets import
#   sh tools/setup.sh python   prints the python3 that has requests
set -eu
cd "$(dirname "$0")/.."
PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
TRUNK=0.21.14
TARGET=${CARGO_TARGET_DIR:-target}

say() { printf '%s\n' "obzor: $*"; }
have() { command -v "$1" >/dev/null 2>&1; }
need() { have "$1" || { say "$1 is missing. $2"; exit 1; }; }

# The version of a crate in Cargo.lock.
locked() { sed -n "/^name = \"$1\"$/{n;s/version = \"\(.*\)\"/\1/p;q;}" Cargo.lock; }

# Debian and Ubuntu, as root: installs packages; elsewhere says which.
debian() {
  if [ "$(id -u)" = 0 ] && have apt-get; then
    say "installing $* (about a minute)"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    say "please install: $*   (Debian, Ubuntu: sudo apt-get install $*)"
    exit 1
  fi
}

build() {
  need cargo "Install Rust from https://rustup.rs"
  need rustup "Install Rust from https://rustup.rs"
  need node "Install Node.js 20 or newer from https://nodejs.org"
  need cc "Install a C compiler (Debian, Ubuntu: sudo apt-get install build-essential)"
  if ! rustup target list --installed | grep -q '^wasm32-unknown-unknown$'; then
    say "adding the target wasm32-unknown-unknown (seconds)"
    rustup target add wasm32-unknown-unknown
  fi
  # Also when the list of tools has changed since.
  if [ ! -x node_modules/.bin/wasm-opt ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    say "fetching wasm-opt and the test tools from npm (seconds)"
    npm ci --no-audit --no-fund --loglevel=error
  fi
  bindgen=$(locked wasm-bindgen)
  if [ "$(trunk --version 2>/dev/null)" != "trunk $TRUNK" ]; then
    say "building trunk $TRUNK, once (up to 10 minutes)"
    CARGO_TARGET_DIR="$TARGET/tools" cargo install trunk --quiet --locked --version "$TRUNK"
  fi
  if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $bindgen" ]; then
    say "building wasm-bindgen-cli $bindgen, once (up to 8 minutes)"
    CARGO_TARGET_DIR="$TARGET/tools" cargo install wasm-bindgen-cli --quiet --version "$bindgen"
  fi
  if [ ! -e "$TARGET/.fetched" ] || [ Cargo.lock -nt "$TARGET/.fetched" ]; then
    say "fetching the crates (a minute), then building (a few minutes the first time)"
    cargo fetch --locked
    mkdir -p "$TARGET" && touch "$TARGET/.fetched"
  fi
}

python() {
  for candidate in python3 "$TARGET/venv/bin/python"; do
    if "$candidate" -c 'import requests' >/dev/null 2>&1; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

tests() {
  if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ] || ! have "${CHROMEDRIVER:-chromedriver}"; then
    debian chromium chromium-driver
  fi
  have curl || debian curl
  have python3 || debian python3 python3-venv
  if ! python >/dev/null; then
    say "adding requests for python3 in $TARGET/venv (seconds)"
    python3 -m venv "$TARGET/venv" || debian python3-venv
    [ -x "$TARGET/venv/bin/python" ] || python3 -m venv "$TARGET/venv"
    "$TARGET/venv/bin/python" -m pip install --quiet --disable-pip-version-check requests
  fi
}

# Programs by package; a machine that has the program keeps its own.
snippets() {
  missing=
  want() { have "$1" || missing="$missing $2"; }
  want php "php-cli php-curl"
  want ruby ruby
  want go golang-go
  want javac default-jdk-headless
  want mcs mono-devel
  want Rscript "r-base-core r-cran-httr2"
  want perl perl
  want http httpie
  want wget wget
  want zsh zsh
  want busybox busybox
  want script bsdutils
  perl -MLWP::UserAgent -e 1 2>/dev/null || missing="$missing libwww-perl"
  # shellcheck disable=SC2086
  [ -z "$missing" ] || debian $missing
  python=$(python)
  "$python" -c 'import httpx' 2>/dev/null || "$python" -m pip install --quiet --disable-pip-version-check httpx
  if [ ! -d "$TARGET/snippets-node/node_modules/axios" ]; then
    say "fetching axios from npm in $TARGET/snippets-node (seconds)"
    mkdir -p "$TARGET/snippets-node"
    npm install --silent --no-audit --no-fund --prefix "$TARGET/snippets-node" axios@1
  fi
}

case "${1:-}" in
  build) build ;;
  test) tests ;;
  snippets) snippets ;;
  modules) (cd "$TARGET/snippets-node/node_modules" && pwd) ;;
  python) python ;;
  *) say "what should be set up: build, test, snippets, modules or python?"; exit 2 ;;
esac
