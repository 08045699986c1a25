#!/usr/bin/env bash
# Builds and tests everything: with GCC, with Clang, under sanitizers and under Valgrind; fuzzes the
# generator for a short while.
#
#   run.sh [--matrix]
#
#   --matrix   also with all other versions of compilers, LLVM and the standard libraries
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=test
presets=(clang asan-ubsan tsan fuzz)
case "${1:-}" in
'') ;;
--matrix)
  packages=matrix
  presets+=(llvm-19 clang-16 clang-19 libc++ c++26)
  ;;
*)
  echo "usage: $0 [--matrix]" >&2
  exit 2
  ;;
esac

step() { printf '\n=== %s\n' "$*"; }

# configure_and_build PRESET
configure_and_build() {
  step "Building: $1"
  cmake --preset "$1" -DASYNC_TRAIT_BUILD_TESTS=ON --log-level=WARNING
  cmake --build --preset "$1"
}

cmake/install-packages.sh "$packages"

step "Format"
test/check-format.sh

for preset in release "${presets[@]}"; do
  configure_and_build "$preset"
done

step "clang-tidy"
test/check-tidy.sh build/release

for preset in "${presets[@]}" release; do
  step "Testing: $preset"
  ctest --preset "$preset" --parallel "$(nproc)" --progress
done
