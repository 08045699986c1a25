#!/usr/bin/env bash
# The example without a heap: it runs, and nothing in it allocates.
#
#   freestanding.sh PROGRAM CXX
set -euo pipefail
program=$1 cxx=$2

"$program"

heap='\b(malloc|calloc|realloc|aligned_alloc|free|_Zn[wa][a-zA-Z0-9_]*|_Zd[la][a-zA-Z0-9_]*)\b'
if nm "$program" | grep -E "$heap"; then
  echo "FAIL $program uses the heap"
  exit 1
fi

# What it was linked with has no operator new indeed.
if "$cxx" -x c++ -o /dev/null -nodefaultlibs - -lc -lgcc 2>/dev/null \
  <<<'int main() { return *new int(0); }'; then
  echo "FAIL operator new is there without the C++ library"
  exit 1
fi
