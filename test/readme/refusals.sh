#!/usr/bin/env bash
# What a README says is refused: every row
#
#   | `CODE` | `MESSAGE` |
#
# under a head "| in a trait | ..." or "| in a file | ..." goes through the generator, which must
# give an error that contains MESSAGE, and write nothing.
#
#   refusals.sh README GENERATOR RUNTIME_INCLUDE WORK_DIR
set -euo pipefail
readme=$1 generator=$2 runtime=$3 work=$4
rm -rf "$work"
mkdir -p "$work"

# Each row as its place, its code and its message, between tabs.
awk '
  /^\| in a (trait|file) \|/ { place = $4 }
  !/^\|/ { place = "" }
  place != "" && /^\| `.*` \| `.*` \|$/ {
    row = substr($0, 4, length($0) - 6)
    sub(/` \| `/, "\t", row)
    print place "\t" row
  }
' "$readme" >"$work/rows"

failures=0
while IFS=$'\t' read -r place code message; do
  if [ "$place" = trait ]; then
    code="struct [[async_trait_v2]] X {"$'\n'"$code"$'\n'"};"
  fi
  printf '#include <async_trait/trait.h>\n%s\n' "$code" >"$work/case.trait.h"
  status=0
  "$generator" "$work/case.trait.h" -o "$work/case.h" -- -std=c++20 -I "$runtime" \
    2>"$work/said" || status=$?
  if [ $status -ne 1 ] || [ -e "$work/case.h" ] ||
    ! grep "error: " "$work/said" | grep -qF -- "$message"; then
    printf 'FAIL, exit %s: %s\n  expected: %s\n' "$status" "$code" "$message"
    cat "$work/said"
    rm -f "$work/case.h"
    failures=$((failures + 1))
  fi
done <"$work/rows"

rows=$(wc -l <"$work/rows")
echo "$rows rows, $failures wrong"
[ "$rows" -gt 0 ] && [ "$failures" -eq 0 ]
