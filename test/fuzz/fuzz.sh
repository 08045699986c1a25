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
  if [ -n "$runs" ]; then
    work+=-test
    rm -rf "$work"
    options+=("-runs=$runs" -seed=1)
  else
    # A process of its own for each slice, so that what is found does not end the search.
    options+=("-max_total_time=$((minutes * 60))" -fork=1 -ignore_crashes=1)
  fi
  mkdir -p "$work/corpus" "$work/findings"
  local status=0
  (cd "$work" && "$build_dir/test/fuzz/$1" "${options[@]}" -artifact_prefix="$work/findings/" \
    corpus "$corpus") >"$work/log" 2>&1 || status=$?
  local found
  found=$(find "$work/findings" -type f | wc -l)
  if [ "$status" -ne 0 ] || [ "$found" -gt 0 ]; then
    tail -n 60 "$work/log"
    echo "$1: $found findings in $work/findings"
    return 1
  fi
  grep -E '^(Done |stat::number_of_executed_units|#[0-9]+: cov)' "$work/log" | tail -n 1
}

[ -n "$runs" ] || build_fuzzers
failures=0
for harness in "${harnesses[@]}"; do
  echo "--- $harness"
  fuzz "$harness" || failures=1
done
exit "$failures"
