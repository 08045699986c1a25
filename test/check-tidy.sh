#!/usr/bin/env bash
# Runs clang-tidy over the generator's sources.
#
#   check-tidy.sh BUILD_DIR   a build directory with compile_commands.json
#
# What passed is remembered there: a source is looked at again when it, a header
# of the generator or the checks have changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build_dir=$1
export passed_dir=$build_dir/clang-tidy-passed
mkdir -p "$passed_dir"

context=$({
  clang-tidy-22 --version
  cat .clang-tidy
  find tool -name '*.h' -print0 | sort -z | xargs -0 sha256sum
} | sha256sum)
export build_dir context

check() {
  local key
  key=$({ echo "$context $1"; cat "$1"; } | sha256sum | cut -d ' ' -f 1)
  [ -e "$passed_dir/$key" ] && return
  echo "clang-tidy $1"
  clang-tidy-22 -p "$build_dir" --quiet "$1" 2>"$passed_dir/$key.log" || {
    cat "$passed_dir/$key.log"
    return 1
  }
  rm "$passed_dir/$key.log"
  touch "$passed_dir/$key"
}
export -f check

find tool -name '*.cpp' -print0 | sort -z |
  xargs -0 -n 1 -P "$(nproc)" bash -euc 'check "$1"' check
