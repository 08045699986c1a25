#!/usr/bin/env bash
# Measures, with Clang and with GCC, and writes down what came of it: a JSON document in the build
# directory, the plots beside this file and the table in runtime/README.md.
#
#   run.sh [--quick] [--build DIR] [-DNAME=VALUE...]
#
#   --quick      a minute, and not enough for figures: writes nothing outside the build directory
#   --build DIR  the build directory; build/benchmark by default
#   -D...        goes to CMake: ASYNC_TRAIT_PROXY_SOURCE and ASYNC_TRAIT_CPPCORO_SOURCE name
#                checkouts to compare with, ASYNC_TRAIT_GENERATOR a generator that is built already
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$source_dir/test/benchmark
build=$source_dir/build/benchmark
generator=
quick=
options=()
while [ $# -gt 0 ]; do
  case "$1" in
  --quick) quick=--quick ;;
  --build) build=$(realpath -m "$2") && shift ;;
  -DASYNC_TRAIT_GENERATOR=*) generator=${1#*=} ;;
  -D*) options+=("$1") ;;
  *)
    echo "usage: $0 [--quick] [--build DIR] [-DNAME=VALUE...]" >&2
    exit 2
    ;;
  esac
  shift
done

if [ -z "$generator" ]; then
  generator=$source_dir/build/release/tool/async-trait-gen
  (cd "$source_dir" && cmake --preset release --log-level=WARNING &&
    cmake --build --preset release --target async-trait-gen)
fi

# build_with COMPILER
build_with() {
  cmake -S "$source_dir" -B "$build/$1" --log-level=WARNING \
    -DCMAKE_CXX_COMPILER="$1" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" \
    -DASYNC_TRAIT_BUILD_TESTS=ON -DASYNC_TRAIT_GENERATOR="$generator" "${options[@]}"
  cmake --build "$build/$1" --parallel "$(nproc)" --target measured
}
build_with clang++-22
build_with g++

if [ -n "$quick" ]; then
  written=$build/quick
  rm -rf "$written" && mkdir -p "$written/plots"
  cp "$source_dir/runtime/README.md" "$written/README.md"
  plots=$written/plots readme=$written/README.md
else
  written=$build
  plots=$here/plots readme=$source_dir/runtime/README.md
fi
"$here/measure.py" $quick --output "$written/measurements.json" \
  "$build/clang++-22" "$build/g++"
"$here/report.py" "$written/measurements.json" --plots "$plots" --readme "$readme"
