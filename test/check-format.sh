#!/usr/bin/env bash
# Fails where clang-format would change a source; what the generator wrote is
# the generator's own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

find tool runtime examples test -name golden -prune -o \
  -type f \( -name '*.h' -o -name '*.cpp' \) ! -name '*.trait.h' -print0 |
  xargs -0 clang-format-22 --dry-run -Werror
