#!/usr/bin/env bash
# Compares what --suggest makes of each NAME.h here, NAME.trait.h and its warnings NAME.txt, with the
# files of these names, or writes them anew. Then makes NAME.h of each NAME.trait.h, as a user does,
# which must need no change, and compiles it.
#
#   run.sh check|refresh GENERATOR RUNTIME_INCLUDE WORK_DIR CXX [compiler flag...]
set -euo pipefail
mode=$1 generator=$2 runtime=$3 work=$4 cxx=$5
shift 5
cd "$(dirname "${BASH_SOURCE[0]}")"
rm -rf "$work"
mkdir -p "$work"

failed=0
for header in *.h; do
  name=${header%.h}
  case $name in task | *.trait) continue ;; esac
  "$generator" --suggest "$header" -o "$work/$name.trait.h" -- -I "$runtime" 2>"$work/$name.txt"
  for file in "$name.trait.h" "$name.txt"; do
    case $mode in
    refresh) cp "$work/$file" . ;;
    check) diff -u "$file" "$work/$file" || failed=1 ;;
    esac
  done

  mkdir "$work/$name"
  "$generator" "$work/$name.trait.h" -o "$work/$name/$name.h" -- -I "$runtime" -I . || failed=1
  # Without the definition Debian's Asio does not believe that Clang has coroutines.
  "$cxx" -std=c++20 -DASIO_HAS_CO_AWAIT=1 -Wall -Wextra -Werror -fsyntax-only -I "$runtime" -I . "$@" \
    -include "$work/$name/$name.h" -x c++ /dev/null || failed=1
done
exit $failed
