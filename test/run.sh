#!/usr/bin/env bash
# Builds and tests everything: with GCC, with Clang, under sanitizers and under Valgrind.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n=== %s\n' "$*"; }

# configure_and_build PRESET
configure_and_build() {
  step "Building: $1"
  cmake --preset "$1" -DASYNC_TRAIT_BUILD_TESTS=ON --log-level=WARNING
  cmake --build --preset "$1"
}

cmake/install-packages.sh test

step "Format"
test/check-format.sh

configure_and_build release
configure_and_build clang
configure_and_build asan-ubsan
configure_and_build tsan

step "clang-tidy"
test/check-tidy.sh build/release

for preset in clang asan-ubsan tsan release; do
  step "Testing: $preset"
  ctest --preset "$preset" --parallel "$(nproc)" --progress
done
