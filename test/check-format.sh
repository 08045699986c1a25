#!/usr/bin/env bash
# Fails where clang-format would change a source. What the generator wrote is its own, and so is what
# the fuzzers read (.clang-format there); a trait header is laid out as its test needs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

find tool runtime examples test \
  -type f \( -name '*.h' -o -name '*.cpp' \) ! -name '*.trait.h' -print0 |
  xargs -0 clang-format-22 --dry-run -Werror
