# shellcheck shell=bash
# Shared by every script in this folder: where tools live, which versions, how to talk.
# Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${SENTRY_GENERAL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sentry-general}
WASM_TARGET=wasm32-unknown-unknown

TRUNK_VERSION=0.21.14
# Equal to the `wasm-bindgen` crate in Cargo.toml to the digit: the two speak a private format.
WASM_BINDGEN_VERSION=0.2.130

TRUNK_HOME=$CACHE/trunk-$TRUNK_VERSION
WASM_BINDGEN_HOME=$CACHE/wasm-bindgen-$WASM_BINDGEN_VERSION

# Debian's compiler, used for wasm only, and only where rustup can give no wasm target.
DEBIAN_BIN=/usr/bin
DEBIAN_LIBDIR=/usr/lib/rustlib/$WASM_TARGET/lib
DEBIAN_STAMP=$DEBIAN_LIBDIR/.sentry-general

# No look for a newer trunk over the network.
export TRUNK_SKIP_VERSION_CHECK=true
# Trunk refuses NO_COLOR=1 (it wants true or false), and every other tool can do without it.
unset NO_COLOR

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a step and says how long it took: step "what" command…
step() {
  local what=$1 begun=$SECONDS
  shift
  say "… $what"
  "$@" || die "$what failed"
  say "  done in $((SECONDS - begun)) s"
}

# ensure_tool of script/bootstrap leaves a mark when it is done.
tool_is_there() { [ -f "$1/.complete" ]; }
have_tools() { tool_is_there "$TRUNK_HOME" && tool_is_there "$WASM_BINDGEN_HOME"; }

# The compiler on PATH already has a standard library for the browser.
own_wasm_target() {
  local libdir
  libdir=$(rustc --print target-libdir --target "$WASM_TARGET" 2>/dev/null) || return 1
  compgen -G "$libdir/libstd-*.rlib" >/dev/null
}

# Debian's compiler has one, built by script/bootstrap with that very compiler.
debian_wasm_target() {
  [ -x "$DEBIAN_BIN/rustc" ] && [ -f "$DEBIAN_STAMP" ] &&
    [ "$(cat "$DEBIAN_STAMP")" = "$("$DEBIAN_BIN/rustc" --version)" ]
}

# Puts the tools first on PATH and, where needed, Debian's compiler for this shell and its children.
use_wasm() {
  PATH=$ROOT/node_modules/.bin:$TRUNK_HOME/bin:$WASM_BINDGEN_HOME/bin:$PATH
  if ! own_wasm_target && debian_wasm_target; then
    # Only the compiler's programs, not the whole of /usr/bin, may move to the front.
    PATH=$CACHE/debian-rust:$PATH
    # Two compilers in one target folder would rebuild everything at each turn.
    case ${CARGO_TARGET_DIR:-} in
      */debian) ;; # set by a script that called this one
      *) export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}/debian ;;
    esac
  fi
  export PATH
}

# The compiler writes where a source file lies into the messages of panics. For this shell and its children every folder that
# differs from machine to machine gets a name that does not: so a build tells nobody who made it where, and two builds in two
# folders, with crates kept in two more, are the same to the byte (script/supply --reproducible).
name_no_places() {
  local cargo=${CARGO_HOME:-$HOME/.cargo} flags=() from
  # Crates must be there before their folders can be named.
  cargo fetch --quiet --locked --target "$WASM_TARGET" || return 1
  if [ -n "${CARGO_ENCODED_RUSTFLAGS:-}" ]; then
    IFS=$'\x1f' read -ra flags <<<"$CARGO_ENCODED_RUSTFLAGS"
  else
    read -ra flags <<<"${RUSTFLAGS:-}"
  fi
  # Of several that fit, the compiler takes the last: so the outer folders come first.
  remap "$HOME" home
  remap "$cargo" cargo
  for from in "$cargo"/registry/src/*/; do remap "${from%/}" crates; done
  remap "$(rustc --print sysroot)" rust
  remap "$ROOT" .
  if [ -n "${CARGO_TARGET_DIR:-}" ]; then
    mkdir -p "$CARGO_TARGET_DIR"
    remap "$CARGO_TARGET_DIR" ./target
  fi
  CARGO_ENCODED_RUSTFLAGS=$(
    IFS=$'\x1f'
    printf '%s' "${flags[*]}"
  )
  export CARGO_ENCODED_RUSTFLAGS
}

# remap FOLDER NAME: adds to the flags of the function above, for a folder behind a link by both its addresses.
remap() {
  local real logical
  [ -d "$1" ] || return 0
  real=$(cd "$1" && pwd -P) logical=$(cd "$1" && pwd -L)
  [ "$real" = / ] || flags+=("--remap-path-prefix=$real=$2")
  [ "$logical" = "$real" ] || flags+=("--remap-path-prefix=$logical=$2")
}

# Prints the browser the tests drive, or fails. Chromium's program without a window comes first: the same engine, but the
# other draws a window's frame for each page that is opened, which takes as much processor time as the tests themselves.
find_chromium() {
  local name
  if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" && return
    warn "CHROMIUM=$CHROMIUM is not a program"
    return 1
  fi
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome; do
    command -v "$name" && return
  done
  name='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  [ -x "$name" ] && printf '%s\n' "$name"
}
