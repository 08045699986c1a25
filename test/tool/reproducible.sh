#!/usr/bin/env bash
# The same bytes, wherever and by whomever they are made: from two directories, with two homes, in
# two runs, by one thread and by two, with a cache and without, and by another generator.
#
#   reproducible.sh GENERATOR OTHER_GENERATOR RUNTIME_INCLUDE WORK_DIR CASE_DIR...
set -euo pipefail
generator=$1 other=$2 runtime=$3 work=$4
cases=("${@:5}")

# make_in PLACE HOME GENERATOR [option...]: all outputs of all cases, below PLACE/out
make_in() {
  local place=$work/$1 home=$work/$2 tool=$3 case headers
  shift 3
  mkdir -p "$place/cases" "$home"
  cp -r "${cases[@]}" "$place/cases"
  cp -r "$runtime" "$place/runtime"
  cd "$place"
  for case in cases/*/; do
    mapfile -t headers < <(find "$case" -name '*.trait.h' | sort)
    mkdir -p "out/$case"
    HOME=$home "$tool" "$@" --emit=header,json,mock --base-dir "$case" --out-dir "out/$case" \
      --depfile "out/$case/depfile" "${headers[@]}" -- -std=c++20 -I runtime -I "$case"
  done
  cd - >/dev/null
}

rm -rf "$work"
make_in here home "$generator" -j1
make_in "another place" visitor "$generator" -j2
make_in again home "$generator" --cache-dir cache
make_in other home "$other"
for place in "another place" again other; do
  # The builtin headers are those of each generator's own Clang.
  diff -r -I '/lib/clang/' "$work/here/out" "$work/$place/out" || {
    echo "FAIL: '$place' has other bytes"
    exit 1
  }
done
find "$work/here/out" -type f | wc -l
