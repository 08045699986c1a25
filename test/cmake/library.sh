# As a subproject: a library that passes its headers on to a program in another
# directory and to its installation, and what runs again after which change.
. "$(dirname "$0")/build_test.sh"

cp -r "$case_dir/library" source
count_generator_runs
configure source "$generator_option"
expect_build "the first build" 2 3
./build/program/program || fail "the program"

"$CMAKE" --build build --target help >targets
grep -q 'async-trait-gen\|quickstart\|gtest' targets &&
  fail "the subproject builds a generator, examples or tests"

expect_build "nothing to do" 0 0

edit source/library/traits/settings.h 's/capacity = 4/capacity = 5/'
expect_build "an edit to an include that the sources see too" 1 2
expect_build "nothing to do" 0 0

edit source/library/traits/counter.trait.h 's/#pragma once/&\n/'
expect_build "an edit to a trait header that another one includes" 1 2
expect_build "nothing to do" 0 0

sleep 0.05
touch source/library/traits/reader.trait.h
expect_build "an unchanged output" 1 0
expect_build "nothing to do" 0 0

edit source/library/traits/reader.trait.h 's/.*extra.h.*//'
rm source/library/traits/extra.h
expect_build "a deleted include" 1 2
expect_build "nothing to do" 0 0

sleep 0.05
touch generator
expect_build "another generator" 2 0
expect_build "nothing to do" 0 0

configure source -DGREETING=changed
expect_build "changed definitions" 1 2
expect_build "nothing to do" 0 0

generated=build/library/async_trait/library/none/traits/reader.h
for deleted in "$generated" build/library/async_trait/library; do
  rm -r "$deleted"
  expect_build "deleted: $deleted" 1 2
  expect_build "nothing to do" 0 0
done

before=$(cksum "$generated")
edit source/library/traits/reader.trait.h 's/Unit;/Unit; int data;/'
build_fails 'reader.trait.h:'
[ "$before" = "$(cksum "$generated")" ] || fail "an error changed the output"
build_fails 'reader.trait.h:'
edit source/library/traits/reader.trait.h 's/ int data;//'
expect_build "a mended error" 1 0

"$CMAKE" --install build --prefix "$WORK_DIR/prefix" >install.log || fail "install"
[ -f prefix/include/traits/reader.h ] || fail "OUTPUT_VARIABLE did not name the outputs"
grep -rqF "$WORK_DIR" prefix/lib/cmake/library && fail "the export names the build"

# Who uses the installed library needs no generator.
rm -r build
configure "$case_dir/library/consumer" "-DCMAKE_PREFIX_PATH=$WORK_DIR/prefix"
build
./build/program || fail "the program that uses the installed library"

# The package may be found in one directory for the targets of another.
rm -r build
configure "$case_dir/library/finder" "$generator_option" "-DCMAKE_PREFIX_PATH=$WORK_DIR/prefix"
expect_build "a package that an inner directory has found" 1 1
./build/program || fail "the program of the outer directory"
