# Compilers with directories and targets of their own; the generator is always
# one that runs here.
. "$(dirname "$0")/build_test.sh"

count_generator_runs
mkdir compilers_own platforms_own
echo '#include <for_platform_too.h>' >compilers_own/for_platform.h
touch platforms_own/for_platform_too.h
platform_options=("$generator_option"
  "-DCMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES=$WORK_DIR/platforms_own")

# expect_platform WHAT COMPILER FLAGS [OPTION...]: FLAGS say what to TEST.
expect_platform() {
  printf '#!/bin/sh\nexec "%s" -isystem "%s/compilers_own" "$@"\n' "$2" "$WORK_DIR" >compiler
  chmod +x compiler
  rm -rf build
  CXX=$WORK_DIR/compiler configure "$case_dir/platform" "${platform_options[@]}" \
    "-DCMAKE_CXX_FLAGS=$3" "${@:4}"
  expect_build "$1" 1 1
  expect_build "$1, nothing to do" 0 0
}

expect_platform "the machine's own compiler" "$CXX" -DTEST=__STDC_HOSTED__

# Cross builds, by a compiler for another target and by one that is told its target.
expect_platform "a cross compiler" aarch64-linux-gnu-g++ -DTEST=__aarch64__ \
  -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64
expect_platform "a compiler for many targets" clang++-22 -DTEST=__aarch64__ \
  -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64 \
  -DCMAKE_CXX_COMPILER_TARGET=aarch64-linux-gnu

# Another standard library.
expect_platform "libc++" clang++-22 "-stdlib=libc++ -DTEST='_LIBCPP_VERSION > 0'"
