#!/usr/bin/env bash
# Fuzzes the generator. What breaks a promise is kept as an input, and then the script fails.
#
#   fuzz.sh [--minutes N] [HARNESS...]                      each so long (10), from what all runs so
#                                                           far have reached; builds them first
#   fuzz.sh --runs N [--build-dir DIR] HARNESS...           each so many runs from the committed
#                                                           corpus, the same ones every time
#
# Inputs that are worth keeping, and those that fail, are in build/fuzz/fuzzing/HARNESS.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

minutes=10
runs=
build_dir=$root/build/fuzz
harnesses=()
while [ $# -gt 0 ]; do
  case $1 in
  --minutes) minutes=$2 && shift ;;
  --runs) runs=$2 && shift ;;
  --build-dir) build_dir=$2 && shift ;;
  -*) usage ;;
  *) harnesses+=("$1") ;;
  esac
  shift
done
[ ${#harnesses[@]} -gt 0 ] || harnesses=(options_fuzzer config_fuzzer text_fuzzer trait_fuzzer)

# fuzz HARNESS
fuzz() {
  local work=$build_dir/fuzzing/$1 corpus=$here/corpus/$1 dictionary=$here/$1.dict
  local -a options=(-timeout=60 -rss_limit_mb=4096 -detect_leaks=0 -max_len=2048 -print_final_stats=1)
  [ ! -e "$dictionary" ] || options+=("-dict=$dictionary")
  [ -z "$runs" ] || { work+=-test && rm -rf "$work"; }
  mkdir -p "$work/corpus" "$work/findings"
  : >"$work/log"
  local status=1 end=$((SECONDS + minutes * 60))
  # What is found ends the process, but not the search.
  while [ "$status" -ne 0 ] && [ "$SECONDS" -lt "$end" ]; do
    local limit=(-max_total_time=$((end - SECONDS)))
    [ -z "$runs" ] || limit=("-runs=$runs" -seed=1)
    status=0
    "$build_dir/test/fuzz/$1" "${options[@]}" "${limit[@]}" -artifact_prefix="$work/findings/" \
      "$work/corpus" "$corpus" >>"$work/log" 2>&1 || status=$?
    [ -z "$runs" ] || break
  done
  local found executed
  found=$(find "$work/findings" -type f | wc -l)
  executed=$(awk '/^stat::number_of_executed_units/ { sum += $2 } END { print sum }' "$work/log")
  [ "$found" -eq 0 ] || grep -aE -A 5 'FINDING|ERROR|runtime error' "$work/log" || tail -n 20 "$work/log"
  echo "$1: $executed inputs, $found findings; see $work"
  [ "$status" -eq 0 ] && [ "$found" -eq 0 ]
}

[ -n "$runs" ] || build_fuzzers
failures=0
for harness in "${harnesses[@]}"; do
  echo "--- $harness"
  fuzz "$harness" || failures=1
done
exit "$failures"
