#!/usr/bin/env bash
# Compares generated headers with those in this folder, or writes these anew.
#
#   golden.sh check|refresh GENERATOR RUNTIME_INCLUDE
#
# Each line of goldens.txt names a trait header, from the repository's root; the golden text of
# NAME.trait.h is NAME.h here, or NAME.KIND.h where a kind follows. All of them are compiled and run
# elsewhere too, by the examples and the test cases that they belong to.
set -euo pipefail
mode=$1 generator=$2 runtime=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..

stale=0
while read -r header kind; do
  name=$(basename "$header")
  golden=$here/${name/.trait./${kind:+.$kind}.}
  text=$("$generator" "--emit=${kind:-header}" "$root/$header" -o - -- -std=c++20 -I "$runtime" \
    -I "$(dirname "$root/$header")")
  case $mode in
  refresh) printf '%s\n' "$text" >"$golden" ;;
  check) diff -u --label "$golden" "$golden" --label "of $header" <(printf '%s\n' "$text") || stale=1 ;;
  esac
done <"$here/goldens.txt"
exit $stale
