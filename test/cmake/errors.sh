# Mistakes in a call are told in one sentence.
. "$(dirname "$0")/build_test.sh"

# rejects TEXT CALL [OPTION...]
rejects() {
  mkdir -p source
  touch source/good.trait.h source/bad_name.h source/page.mustache outside.trait.h
  cat >source/CMakeLists.txt <<EOF
cmake_minimum_required(VERSION 3.25)
project(errors_test LANGUAGES CXX)
add_subdirectory("\${ASYNC_TRAIT_SOURCE_DIR}" AsyncTrait)
add_library(library INTERFACE)
add_library(alias ALIAS library)
add_library(other INTERFACE)
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
rejects "BASE_DIR needs a value" "TARGET library HEADERS good.trait.h BASE_DIR"
rejects "OUTPUT_DIR needs a value" "TARGET library OUTPUT_DIR HEADERS good.trait.h"
rejects "the name of 'bad_name.h' does not end in" "TARGET library HEADERS bad_name.h"
rejects "is not inside BASE_DIR" "TARGET library HEADERS ../outside.trait.h"
rejects "EMIT takes header, mock, decorator and json, not 'text'" \
  "TARGET library HEADERS good.trait.h EMIT text"
rejects "TEMPLATE needs a value" "TARGET library HEADERS good.trait.h TEMPLATE"
rejects "there is no template '$WORK_DIR/source/missing.html.mustache'" \
  "TARGET library HEADERS good.trait.h TEMPLATE missing.html.mustache"
rejects "the name of the template '$WORK_DIR/source/page.mustache' is not like" \
  "TARGET library HEADERS good.trait.h TEMPLATE page.mustache"
rejects "unknown arguments: HEADER" "TARGET library HEADER good.trait.h"
rejects "'$WORK_DIR/build/same/good.h' is made for 'library' already" \
  "TARGET library HEADERS good.trait.h OUTPUT_DIR same)
   async_trait_generate(TARGET other HEADERS good.trait.h OUTPUT_DIR same"
rejects "ASYNC_TRAIT_GENERATOR is not the full path of a program: '/none'" \
  "TARGET library HEADERS good.trait.h" -DASYNC_TRAIT_GENERATOR=/none
rejects "ASYNC_TRAIT_GENERATOR is not an executable file: '$WORK_DIR/source/good.trait.h'" \
  "TARGET library HEADERS good.trait.h" "-DASYNC_TRAIT_GENERATOR=$WORK_DIR/source/good.trait.h"

rm -rf build
CMAKE_GENERATOR="Ninja Multi-Config" \
  rejects "each configuration needs an OUTPUT_DIR of its own, for example 'same/\$<CONFIG>'" \
  "TARGET library HEADERS good.trait.h OUTPUT_DIR same"
rm -rf build
mkdir source/inner
touch source/inner/inner.trait.h
echo "async_trait_generate(TARGET library HEADERS inner.trait.h)" >source/inner/CMakeLists.txt
CMAKE_GENERATOR="Unix Makefiles" \
  rejects "the name of a subdirectory of the build must not contain a space: 'a blank'" \
  "TARGET other HEADERS good.trait.h)
   add_subdirectory(inner \"a blank\""

# A package without a generator, as a cross build may install it.
"$CMAKE" -S "$ASYNC_TRAIT_SOURCE_DIR" -B bare "$generator_option" \
  -DASYNC_TRAIT_BUILD_TESTS=OFF -DASYNC_TRAIT_BUILD_EXAMPLES=OFF >bare.log
"$CMAKE" --install bare --prefix "$WORK_DIR/prefix" >>bare.log

# cannot_use_package TEXT PROJECT [OPTION...]
cannot_use_package() {
  rm -rf package_build
  if "$CMAKE" -S "$2" -B package_build "-DCMAKE_PREFIX_PATH=$WORK_DIR/prefix" "${@:3}" \
    >configure.log 2>&1
  then
    fail "CMake configures $2"
  fi
  tr -s ' \n' ' ' <configure.log >message
  grep -qF -- "$1" message || { cat configure.log; fail "$2 does not say: $1"; }
}

quickstart=$ASYNC_TRAIT_SOURCE_DIR/examples/quickstart
cannot_use_package "there is no generator here" "$quickstart"

mkdir only_c
cat >only_c/CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(only_c LANGUAGES C)
find_package(AsyncTrait REQUIRED)
add_library(library INTERFACE)
async_trait_generate(TARGET library HEADERS good.trait.h)
EOF
cannot_use_package "the project does not enable the language CXX" only_c "$generator_option"

"$CMAKE" -S "$quickstart" -B with "-DCMAKE_PREFIX_PATH=$WORK_DIR/prefix" "$generator_option" \
  >with.log 2>&1 || { cat with.log; fail "the package ignores ASYNC_TRAIT_GENERATOR"; }
