#!/usr/bin/env bash
# One case: its trait headers go through the generator in one call, main.cpp is compiled and run,
# and no reject_*.cpp compiles.
#
#   run.sh CASE_DIR GENERATOR RUNTIME_INCLUDE WORK_DIR CXX [compiler flag...]
#
# A case's folder has
#   NAME.trait.h...   trait headers, also in folders
#   main.cpp          prints "ok" and nothing else; where it includes a NAME.decorator.h, there is one
#   flags.txt         optional, one line: further compiler flags, for the generator too
#   reject_*.cpp      optional: what must not compile; each line "// expect: TEXT" says a text that
#                     the compiler's messages contain, quotations of that file aside
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
case_dir=$1 generator=$2 runtime=$3 work=$4 cxx=$5
shift 5

fail() {
  echo "FAIL $(basename "$case_dir") $cxx: $*"
  exit 1
}

own_flags=()
if [ -e "$case_dir/flags.txt" ]; then
  read -ra own_flags <"$case_dir/flags.txt"
fi
compile=("$cxx" -std=c++20 -O2 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -I "$runtime" -I "$here/include" -I "$case_dir" -I "$work/generated" "$@" "${own_flags[@]}")

rm -rf "$work"
mkdir -p "$work/generated"
mapfile -t headers < <(find "$case_dir" -name '*.trait.h*' | sort)
emit=header
if grep -q '^#include ".*\.decorator\.h"' "$case_dir/main.cpp"; then
  emit+=,decorator
fi
"$generator" --emit="$emit" --out-dir "$work/generated" --base-dir "$case_dir" "${headers[@]}" -- \
  -std=c++20 -I "$runtime" -I "$case_dir" "${own_flags[@]}" || fail "the generator"

"${compile[@]}" -pthread "$case_dir/main.cpp" -o "$work/main" || fail "does not compile"
said=$("$work/main") || fail "the program ended with $?: $said"
[ "$said" = ok ] || fail "the program said: $said"

for source in "$case_dir"/reject_*.cpp; do
  [ -e "$source" ] || continue
  name=$(basename "$source" .cpp)
  if "${compile[@]}" -c "$source" -o /dev/null 2>"$work/$name.log"; then
    fail "$name compiles"
  fi
  # A line of the source that is quoted behind its number tells nothing.
  awk 'NR == FNR { own[$0]; next } { sub(/^ *[0-9]* \| ?/, "") } !($0 in own)' \
    "$source" "$work/$name.log" >"$work/$name.said"
  while IFS= read -r expected; do
    grep -qF -- "$expected" "$work/$name.said" || {
      cat "$work/$name.log"
      fail "$name: no message says: $expected"
    }
  done < <(sed -n 's|^// expect: ||p' "$source")
done
