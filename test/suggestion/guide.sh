#!/usr/bin/env bash
# The guide in tool/README.md shows what --suggest makes of its header, to the letter.
#
#   guide.sh README GENERATOR RUNTIME_INCLUDE WORK_DIR
set -euo pipefail
readme=$1 generator=$2 runtime=$3 work=$4

# block FILE: the code block of the guide that is this file.
block() {
  awk -v fence="^\`\`\`cpp case=from_virtual file=$1\$" '
    /^```/ && inside { exit }
    inside { print }
    $0 ~ fence { inside = 1 }
  ' "$readme"
}

mkdir -p "$work"
block virtual/inbox.h >"$work/inbox.h"
block inbox.trait.h >"$work/expected"
[ -s "$work/expected" ]
"$generator" --suggest "$work/inbox.h" -o "$work/found" -- -I "$runtime"
diff -u "$work/expected" "$work/found"
