# The example for Meson: what runs again after which change.
. "$(dirname "$0")/build_test.sh"

cp -rL "$ASYNC_TRAIT_SOURCE_DIR/examples/meson" source
"$CMAKE" --install "$ASYNC_TRAIT_BUILD_DIR" --prefix "$WORK_DIR/prefix" >install.log
count_generator_runs
mv generator prefix/bin/counting
sed -i "s|$ASYNC_TRAIT_GENERATOR_FILE|$WORK_DIR/prefix/bin/real|" prefix/bin/counting
mv prefix/bin/async-trait-gen prefix/bin/real
mv prefix/bin/counting prefix/bin/async-trait-gen

sed -i 's/#include <optional>/&\n#include "extra.h"/' source/async_iter.trait.h
echo "#pragma once" >source/extra.h
PATH=$WORK_DIR/prefix/bin:$PATH meson setup source build >configure.log 2>&1 ||
  { cat configure.log; fail "meson setup"; }

# expect_ninja WHAT RUNS COMPILATIONS
expect_ninja() {
  : >runs
  ninja -C build -v >build.log 2>&1 || { cat build.log; fail "ninja: $1"; }
  expect_counts "$1" "$2" "$3" ' -c '
}

expect_ninja "the first build" 1 1
./build/quickstart | grep -q '= 30$' || fail "the program"
expect_ninja "nothing to do" 0 0

edit source/async_iter.trait.h 's/The next item/The item that is next/'
expect_ninja "an edit of a trait header" 1 1
expect_ninja "nothing to do" 0 0
sleep 0.05
touch source/async_iter.trait.h
expect_ninja "an unchanged output" 1 0
expect_ninja "nothing to do" 0 0
edit source/extra.h '$ a inline constexpr int extra = 1;'
expect_ninja "an edit of an include" 1 1
expect_ninja "nothing to do" 0 0
