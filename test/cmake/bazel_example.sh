# The example for Bazel: every input is declared, and a second checkout in
# another directory takes all results from the shared cache.
. "$(dirname "$0")/build_test.sh"

for checkout in first second; do
  cp -rL "$ASYNC_TRAIT_SOURCE_DIR/examples/bazel" $checkout
  "$CMAKE" --install "$ASYNC_TRAIT_BUILD_DIR" --prefix "$WORK_DIR/$checkout/prefix" >install.log
done

# Not the machine's own settings; the server ends with the test.
bazel() {
  command bazel "--output_user_root=$WORK_DIR/output" --nohome_rc --max_idle_secs=60 "$@"
}
trap 'for checkout in first second; do (cd "$WORK_DIR/$checkout" && bazel shutdown); done >"$WORK_DIR/shutdown.log" 2>&1' EXIT

repositories=("--override_repository=rules_cc=$case_dir/bazel_rules/rules_cc"
  "--override_repository=rules_java=$case_dir/bazel_rules/rules_java")

bazel_build() {
  bazel build //... "${repositories[@]}" --spawn_strategy=sandboxed "--disk_cache=$WORK_DIR/cache" \
    >"$WORK_DIR/build.log" 2>&1
}

# expect_bazel WHAT EXECUTED CACHED: how many actions were executed and how many taken
# from the cache; to generate, to compile and to link are three.
expect_bazel() {
  bazel_build || { cat "$WORK_DIR/build.log"; fail "bazel: $1"; }
  local executed cached
  executed=$(sed -n 's/^INFO: .* process.* \([0-9]*\) [a-z]*-sandbox.*/\1/p' "$WORK_DIR/build.log")
  cached=$(sed -n 's/^INFO: .* process.* \([0-9]*\) remote cache hit.*/\1/p' "$WORK_DIR/build.log")
  if [ "${executed:-0} ${cached:-0}" != "$2 $3" ]; then
    cat "$WORK_DIR/build.log"
    fail "$1: ${executed:-0} actions executed and ${cached:-0} cached, expected $2 and $3"
  fi
}

cd "$WORK_DIR/first"
expect_bazel "the first build" 3 0
./bazel-bin/quickstart | grep -q '= 30$' || fail "the program"
expect_bazel "nothing to do" 0 0

bazel aquery "${repositories[@]}" 'mnemonic(AsyncTraitGenerate, //...)' >actions 2>aquery.log ||
  { cat aquery.log; fail "aquery"; }
grep -F "$WORK_DIR" actions && fail "the generator's action names a directory of this machine"

cd "$WORK_DIR/second"
expect_bazel "a second checkout" 0 3
edit async_iter.trait.h 's/The next item/The item that is next/'
expect_bazel "an edit of a comment, which changes no object" 2 0
expect_bazel "nothing to do" 0 0

sed -i 's/#include <optional>/&\n#include "undeclared.h"/' async_iter.trait.h
touch undeclared.h
bazel_build && fail "an include that is not declared is found"
grep -q "'undeclared.h' file not found" "$WORK_DIR/build.log" ||
  { cat "$WORK_DIR/build.log"; fail "the reason of the failure"; }
