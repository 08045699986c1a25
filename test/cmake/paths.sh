# Blanks and letters beyond ASCII in every path, and sources that nobody writes to.
. "$(dirname "$0")/build_test.sh"

sources="die Quellen"
directory="$sources/ein Verzeichnis für alles"
# CMake's own Makefiles do not escape a colon.
part="ein Teil.h"
[ "$CMAKE_GENERATOR" != Ninja ] || part="ein:Teil.h"
mkdir -p "$directory/die Größe"
cp "$case_dir/paths/CMakeLists.txt" "$sources"
cp "$case_dir/paths/directory.cmake" "$directory/CMakeLists.txt"
printf '#pragma once\n#include "%s"\n' "$part" >"$directory/die Größe/ihr maß.trait.h"
printf '#pragma once\n' >"$directory/die Größe/$part"
printf '#pragma once\n' >"$directory/noch eins.trait.hpp"
printf '#include "die Größe/ihr maß.h"\n#include "noch eins.hpp"\nint main() {}\n' \
  >"$directory/ein Programm.cpp"

mkdir "der Bau ü"
cd "der Bau ü"
count_generator_runs
chmod -R a-w "../$sources"
find "../$sources" -printf '%p %s %T@\n' | sort >before
configure "../$sources" "$generator_option"
expect_build "the first build" 1 1
expect_build "nothing to do" 0 0
find "../$sources" -printf '%p %s %T@\n' | sort >after
cmp before after || fail "the source tree was written to"
chmod -R u+w "../$sources"

edit "../$directory/die Größe/$part" '$ a inline constexpr int one = 1;'
expect_build "an edit to an include" 1 1
expect_build "nothing to do" 0 0
edit "../$directory/noch eins.trait.hpp" '$ a inline constexpr int two = 2;'
expect_build "an edit to a trait header" 1 1
expect_build "nothing to do" 0 0
