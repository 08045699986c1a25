# Each configuration has its own flags and outputs.
. "$(dirname "$0")/build_test.sh"

cp -r "$case_dir/flags" source
count_generator_runs
configure source "$generator_option" '-DCMAKE_CXX_FLAGS=-DFROM_FLAGS="\"a b\""'
for config in Debug Release; do
  expect_build "the first build of $config" 4 4 --config $config
  [ -f build/async_trait/flags/$config/flags.h ] || fail "no output for $config"
done
for config in Debug Release; do
  expect_build "$config, nothing to do" 0 0 --config $config
done

edit source/flags.trait.h 's/#pragma once/&\n/'
expect_build "an edit, one configuration" 1 1 --config Release
expect_build "nothing to do" 0 0 --config Release
expect_build "an edit, the other one" 1 1 --config Debug
