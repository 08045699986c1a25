# Two checkouts in different directories share what ccache keeps: the generated
# headers are the same to the byte, with no path in them.
. "$(dirname "$0")/build_test.sh"

export CCACHE_DIR=$WORK_DIR/cache CCACHE_NOHASHDIR=1
for checkout in first second/elsewhere; do
  mkdir -p "$checkout"
  cp -r "$ASYNC_TRAIT_SOURCE_DIR/examples/quickstart" "$checkout/source"
  "$CMAKE" --install "$ASYNC_TRAIT_BUILD_DIR" --prefix "$WORK_DIR/$checkout/prefix" >install.log
  cd "$checkout"
  export CCACHE_BASEDIR=$PWD
  ccache --zero-stats >ccache.log
  configure source "-DCMAKE_PREFIX_PATH=$PWD/prefix" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
    -DCMAKE_BUILD_TYPE=Debug
  build --target quickstart
  ccache --print-stats >statistics
  cd "$WORK_DIR"
done

# hits DIRECTORY: how many compilations the cache answered there.
hits() {
  awk '$1 ~ /^(direct|preprocessed)_cache_hit$/ { hits += $2 } END { print hits + 0 }' "$1/statistics"
}
[ "$(hits first)" = 0 ] || fail "the first checkout finds something in an empty cache"
[ "$(hits second/elsewhere)" = 1 ] || fail "the second checkout compiles again"
