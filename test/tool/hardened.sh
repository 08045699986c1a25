#!/usr/bin/env bash
# An optimised generator is hardened: loaded at any address, its tables read-only once it runs, its
# stack, buffers and containers checked.
#
#   hardened.sh GENERATOR
set -euo pipefail
generator=$1

# expect WHAT PATTERN COMMAND...
expect() {
  local what=$1 pattern=$2
  shift 2
  "$@" | grep -E "$pattern" >/dev/null || {
    echo "FAIL: no $what"
    exit 1
  }
}

expect "position-independent executable" 'Flags:.*PIE' readelf -dW "$generator"
expect "binding of all symbols at the start" 'Flags:.*NOW' readelf -dW "$generator"
expect "read-only relocations" GNU_RELRO readelf -lW "$generator"
expect "stack protector" __stack_chk_fail nm -D "$generator"
expect "checked C functions" '_chk@' nm -D "$generator"
expect "checked containers" __glibcxx_assert_fail nm -D "$generator"
