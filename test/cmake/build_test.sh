# What the build tests share; sourced by each.
#
# Given by CTest: CMAKE, CPACK, CMAKE_GENERATOR, CXX, ASYNC_TRAIT_SOURCE_DIR and
# ASYNC_TRAIT_BUILD_DIR (this project), ASYNC_TRAIT_GENERATOR_FILE (the program)
# and WORK_DIR, which is the case's own and starts empty.
set -euo pipefail
export CMAKE_GENERATOR CXX

case_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$WORK_DIR"
mkdir -p "$WORK_DIR"
cd "$WORK_DIR"

fail() {
  echo "FAIL: $*" >&2
  exit 1
}

# Makes ./generator, which counts its runs, and has CMake use it.
count_generator_runs() {
  cat >generator <<EOF
#!/bin/sh
echo run >>"$PWD/runs"
exec "$ASYNC_TRAIT_GENERATOR_FILE" "\$@"
EOF
  chmod +x generator
  generator_option=-DASYNC_TRAIT_GENERATOR=$PWD/generator
}

# configure SOURCE_DIR [OPTION...]: into ./build
configure() {
  "$CMAKE" -S "$1" -B build "-DASYNC_TRAIT_SOURCE_DIR=$ASYNC_TRAIT_SOURCE_DIR" "${@:2}" \
    >configure.log 2>&1 || { cat configure.log; fail "configure $*"; }
}

# build [OPTION...]; what it says goes to build.log.
build() {
  "$CMAKE" --build build "$@" >build.log 2>&1 || { cat build.log; fail "build $*"; }
}

# build_fails TEXT: the build must fail, and say TEXT.
build_fails() {
  if "$CMAKE" --build build >build.log 2>&1; then
    cat build.log
    fail "the build passed"
  fi
  grep -qF -- "$1" build.log || { cat build.log; fail "the build does not say: $1"; }
}

# expect_counts WHAT RUNS COMPILATIONS PATTERN: counts what build.log and ./runs
# tell; a line with PATTERN in it is a compilation.
expect_counts() {
  local runs compilations
  runs=$(wc -l <runs)
  compilations=$(grep -c -- "$4" build.log) || [ $? -eq 1 ]
  if [ "$runs" -ne "$2" ] || [ "$compilations" -ne "$3" ]; then
    cat build.log
    fail "$1: $runs generator runs and $compilations compilations, expected $2 and $3"
  fi
}

# expect_build WHAT RUNS COMPILATIONS [OPTION...]: builds, and counts what was done.
expect_build() {
  : >runs
  build "${@:4}"
  expect_counts "$1" "$2" "$3" 'Building CXX object'
}

# edit FILE SED_COMMAND: Make's clock may be coarse, so the change comes later
# than all that was built.
edit() {
  sleep 0.05
  sed -i "$2" "$1"
}
