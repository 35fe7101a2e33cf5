# Sourced by every script: where things are kept, which tools are used, how progress is said.
#
# Set in the environment, these take precedence:
#   TENANTRY_CACHE     downloads and builds that outlive a checkout   (default: ~/.cache/tenantry)
#   CARGO_TARGET_DIR   what cargo compiles                             (default: in $TENANTRY_CACHE/target, for each rustc and checkout)
#   RUSTUP_TOOLCHAIN   the Rust toolchain                              (default: the one in rust-toolchain.toml)

set -Eeuo pipefail
# No script ends without a word: what fails unforeseen is named.
trap 'printf "error: %s, line %s: “%s” failed with %s\n" "${BASH_SOURCE[0]:-$0}" "$LINENO" "$BASH_COMMAND" "$?" >&2' ERR

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

say() { printf '\033[1m%s\033[0m\n' "── $*" >&2; }
note() { printf '   %s\n' "$*" >&2; }
fail() { printf '\033[1;31m%s\033[0m\n' "error: $*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Colour is for people: a log file gets plain lines.
if [ ! -t 2 ]; then
  say() { printf '%s\n' "── $*" >&2; }
  fail() { printf '%s\n' "error: $*" >&2; exit 1; }
fi

pinned_rust() { sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml; }

# The same version may be installed under another name, as "stable" for example; it is then used instead of a download.
choose_toolchain() {
  if [ -n "${RUSTUP_TOOLCHAIN:-}" ] || ! has rustup || rustc --version >/dev/null 2>&1; then return 0; fi
  local name
  for name in $(rustup toolchain list | cut -d' ' -f1); do
    if rustup run "$name" rustc --version 2>/dev/null | grep -q "^rustc $(pinned_rust)[. ]"; then
      export RUSTUP_TOOLCHAIN=$name
      return 0
    fi
  done
}

# Cargo's artifacts depend on the compiler, so its version and host are the first key.
rust_key() { rustc -vV 2>/dev/null | awk '/^release:/ { version = $2 } /^host:/ { host = $2 } END { if (version) print version "-" host }'; }

# The checkout is the second key: cargo tells apart the crates of two workspaces by their paths within them alone, and
# would take one checkout's for the other's. What they have in common is shared by hard links (scripts/setup).
default_target() { printf '%s/target/%s/%s-%s\n' "$TENANTRY_CACHE" "$(rust_key)" "$(basename "$ROOT")" "$(printf %s "$ROOT" | cksum | cut -d' ' -f1)"; }

use_rust() {
  if ! has rustc && [ -x "$HOME/.cargo/bin/rustc" ]; then export PATH=$HOME/.cargo/bin:$PATH; fi
  choose_toolchain
  [ -n "$(rust_key)" ] || return 0
  export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$(default_target)}
  export TENANTRY_ENVIRONMENT_READY=1
}

# set_up build|test: installs what is missing; a Rust that was not there before is then taken up.
set_up() {
  scripts/setup "$1"
  [ -n "${TENANTRY_ENVIRONMENT_READY:-}" ] || use_rust
}

if [ -z "${TENANTRY_ENVIRONMENT_READY:-}" ]; then
  export TENANTRY_CACHE=${TENANTRY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tenantry}
  export TENANTRY_TOOLS=$TENANTRY_CACHE/tools
  export PATH=$TENANTRY_TOOLS/bin:$ROOT/node_modules/.bin:$PATH
  use_rust
fi
