# Mistakes in a call are told in one sentence.
. "$(dirname "$0")/build_test.sh"

# rejects TEXT CALL [OPTION...]
rejects() {
  mkdir -p source
  touch source/good.trait.h source/bad_name.h outside.trait.h
  cat >source/CMakeLists.txt <<EOF
cmake_minimum_required(VERSION 3.25)
project(errors_test LANGUAGES CXX)
add_subdirectory("\${ASYNC_TRAIT_SOURCE_DIR}" AsyncTrait)
add_library(library INTERFACE)
add_library(alias ALIAS library)
async_trait_generate($2)
EOF
  "$CMAKE" -S source -B build "-DASYNC_TRAIT_SOURCE_DIR=$ASYNC_TRAIT_SOURCE_DIR" \
    "${3:-$generator_option}" >configure.log 2>&1 && fail "CMake accepts async_trait_generate($2)"
  # CMake breaks the lines of its messages.
  tr -s ' \n' ' ' <configure.log >message
  grep -qF -- "$1" message || {
    cat configure.log
    fail "async_trait_generate($2) does not say: $1"
  }
}

count_generator_runs
rejects "there is no target 'none'" "TARGET none HEADERS good.trait.h"
rejects "there is no target ''" "HEADERS good.trait.h"
rejects "'alias' is not a library or an executable that this project builds" \
  "TARGET alias HEADERS good.trait.h"
rejects "HEADERS names no header" "TARGET library"
rejects "there is no header '$WORK_DIR/source/missing.trait.h'" \
  "TARGET library HEADERS missing.trait.h"
rejects "the name of 'bad_name.h' does not end in" "TARGET library HEADERS bad_name.h"
rejects "is not inside BASE_DIR" "TARGET library HEADERS ../outside.trait.h"
rejects "EMIT takes header, mock and json, not 'text'" \
  "TARGET library HEADERS good.trait.h EMIT text"
rejects "unknown arguments: HEADER" "TARGET library HEADER good.trait.h"
rejects "ASYNC_TRAIT_GENERATOR is not the full path of a program: '/none'" \
  "TARGET library HEADERS good.trait.h" -DASYNC_TRAIT_GENERATOR=/none

# A package without a generator, as a cross build may install it.
"$CMAKE" -S "$ASYNC_TRAIT_SOURCE_DIR" -B bare "$generator_option" \
  -DASYNC_TRAIT_BUILD_TESTS=OFF -DASYNC_TRAIT_BUILD_EXAMPLES=OFF >bare.log
"$CMAKE" --install bare --prefix "$WORK_DIR/prefix" >>bare.log
quickstart=$ASYNC_TRAIT_SOURCE_DIR/examples/quickstart
if "$CMAKE" -S "$quickstart" -B without "-DCMAKE_PREFIX_PATH=$WORK_DIR/prefix" >without.log 2>&1
then
  fail "CMake does without a generator"
fi
grep -q "there is no generator here" without.log || { cat without.log; fail "no generator"; }
"$CMAKE" -S "$quickstart" -B with "-DCMAKE_PREFIX_PATH=$WORK_DIR/prefix" "$generator_option" \
  >with.log 2>&1 || { cat with.log; fail "the package ignores ASYNC_TRAIT_GENERATOR"; }
