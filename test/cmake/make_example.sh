# The example for GNU Make: what runs again after which change.
. "$(dirname "$0")/build_test.sh"

cp -rL "$ASYNC_TRAIT_SOURCE_DIR/examples/make" source
"$CMAKE" --install "$ASYNC_TRAIT_BUILD_DIR" --prefix "$WORK_DIR/prefix" >install.log
count_generator_runs

# expect_make WHAT RUNS COMPILATIONS
expect_make() {
  : >runs
  make -C source "CXX=$CXX" "ASYNC_TRAIT_GEN=$PWD/generator" "ASYNC_TRAIT_PREFIX=$PWD/prefix" \
    CXXFLAGS=-O0 -j2 >build.log 2>&1 || { cat build.log; fail "make: $1"; }
  expect_counts "$1" "$2" "$3" ' -c '
}

sed -i 's/#include <optional>/&\n#include "extra.h"/' source/async_iter.trait.h
touch source/extra.h
expect_make "the first build" 1 1
./source/build/quickstart | grep -q '= 30$' || fail "the program"
expect_make "nothing to do" 0 0

edit source/main.cpp '$ a // The end.'
expect_make "an edit of a source" 0 1
edit source/async_iter.trait.h 's/The next item/The item that is next/'
expect_make "an edit of a trait header" 1 1
expect_make "nothing to do" 0 0
sleep 0.05
touch source/async_iter.trait.h
expect_make "an unchanged output" 1 0
expect_make "nothing to do" 0 0
edit source/async_iter.trait.h '/extra.h/d'
rm source/extra.h
expect_make "a deleted include" 1 1
expect_make "nothing to do" 0 0
