#!/usr/bin/env bash
# Builds the generator, shows what it makes of the quickstart's trait, and runs
# the program that uses it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cmake/install-packages.sh build

cmake --preset release -DASYNC_TRAIT_BUILD_TESTS=OFF --log-level=WARNING
cmake --build --preset release --target async-trait-gen quickstart

echo
echo "=== examples/quickstart/async_iter.trait.h"
cat examples/quickstart/async_iter.trait.h
echo
echo "=== async-trait-gen examples/quickstart/async_iter.trait.h -o -"
build/release/tool/async-trait-gen examples/quickstart/async_iter.trait.h -o -
echo
echo "=== quickstart"
build/release/examples/quickstart/quickstart
