# The generator sees a target's sources as their compiler does.
. "$(dirname "$0")/build_test.sh"

count_generator_runs
configure "$case_dir/flags" "$generator_option" -DCMAKE_BUILD_TYPE=Release \
  '-DCMAKE_CXX_FLAGS=-DFROM_FLAGS="\"a b\""'
expect_build "the first build" 4 4
expect_build "nothing to do" 0 0
