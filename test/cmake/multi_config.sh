# Each configuration has its own flags and outputs.
. "$(dirname "$0")/build_test.sh"

count_generator_runs
configure "$case_dir/flags" "$generator_option" '-DCMAKE_CXX_FLAGS=-DFROM_FLAGS="\"a b\""'
for config in Debug Release; do
  build --config $config
done
[ "$(wc -l <runs)" -eq 6 ] || fail "generator runs: $(wc -l <runs), expected 6"
for config in Debug Release; do
  [ -f build/async_trait/flags/$config/flags.h ] || fail "no output for $config"
  build --config $config
done
[ "$(wc -l <runs)" -eq 6 ] || fail "a build with nothing to do ran the generator"
