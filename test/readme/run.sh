#!/usr/bin/env bash
# One example of a README, run as a case of the trait language: its code blocks are those whose
# fences say
#
#   ```cpp case=NAME file=PATH
#
# Several blocks of one file are put together in their order; a block inside an HTML comment counts
# too, for what readers need not see. A block of case=all belongs to every case of the README.
# ../language/run.sh says what a case consists of.
#
#   run.sh README CASE GENERATOR RUNTIME_INCLUDE WORK_DIR CXX [compiler flag...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readme=$1 case=$2 generator=$3 runtime=$4 work=$5
shift 5

rm -rf "$work"
awk -v wanted="case=$case" -v dir="$work/$case" '
  /^```/ && file != "" { file = ""; next }
  /^(<!-- )?```cpp / {
    for (i = 1; i <= NF; ++i) if ($i == wanted || $i == "case=all") for (j = 1; j <= NF; ++j)
      if ($j ~ /^file=/) file = dir "/" substr($j, 6)
    if (file != "") {
      parent = file; sub("/[^/]*$", "", parent); system("mkdir -p \"" parent "\"")
    }
    next
  }
  file != "" { print > file }
' "$readme"
exec "$here/../language/run.sh" "$work/$case" "$generator" "$runtime" "$work/build" "$@"
