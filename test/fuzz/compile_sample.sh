#!/usr/bin/env bash
# Compiles outputs of traits that trait_fuzzer has made up, with both compilers and all the warnings
# of the contract.
#
#   compile_sample.sh [--count N] [--seconds N]
#
#   --count N     how many of the accepted headers (100)
#   --seconds N   how long to make up new ones first, besides the corpus (0)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export here root

count=100
seconds=0
while [ $# -gt 0 ]; do
  case $1 in
  --count) count=$2 ;;
  --seconds) seconds=$2 ;;
  *) usage ;;
  esac
  shift 2
done

build=$root/build/fuzz
work=$build/fuzzing/sample
rm -rf "$work"
mkdir -p "$work/new" "$work/kept" "$build/fuzzing/trait_fuzzer/corpus"
build_fuzzers

limit=-runs=0
[ "$seconds" -eq 0 ] || limit=-max_total_time=$seconds
ASYNC_TRAIT_FUZZ_KEEP=$work/kept "$build/test/fuzz/trait_fuzzer" "$limit" -rss_limit_mb=4096 -timeout=60 \
  -artifact_prefix="$work/" "$work/new" "$here/corpus/trait_fuzzer" \
  "$build/fuzzing/trait_fuzzer/corpus" >"$work/log" 2>&1 || {
  tail -n 60 "$work/log"
  exit 1
}

# warns COMPILER FOLDER FILE WARNINGS...: what the compiler says of a program that includes the file.
warns() {
  echo "#include \"$3\"" | "$1" -std=c++20 -fsyntax-only -x c++ - -I "$2" -I "$here/include" \
    -isystem "$root/runtime/include" -Wall -Wextra -Wshadow -Wconversion -Werror -Wno-attributes \
    "${@:4}" 2>&1 | grep error
}

# compile FOLDER: its outputs, with each compiler. What a compiler says of the trait header already
# is the header's own.
compile() {
  local compiler output status=0
  for compiler in g++-12 clang++-22; do
    ! warns "$compiler" "$1" case.trait.h -Wno-extra-semi >/dev/null || {
      touch "$1/skipped-$compiler"
      continue
    }
    for output in case.h case.mock.h case.decorator.h; do
      ! warns "$compiler" "$1" "$output" -Wpedantic >"$1/errors" || {
        echo "FINDING: $compiler $1/$output"
        head -n 3 "$1/errors"
        status=1
      }
    done
  done
  return "$status"
}
export -f warns compile

find "$work/kept" -mindepth 1 -maxdepth 1 | sort | sed -n "1,${count}p" >"$work/list"
echo "$(wc -l <"$work/list") of $(find "$work/kept" -mindepth 1 -maxdepth 1 | wc -l) headers"
status=0
xargs -a "$work/list" -P "$(nproc)" -I {} bash -c 'compile {}' || status=1
for compiler in g++-12 clang++-22; do
  echo "$compiler: $(find "$work/kept" -name "skipped-$compiler" | wc -l) skipped, whose trait header it warns of"
done
exit "$status"
