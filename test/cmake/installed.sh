# An installed prefix serves a project by find_package, also after it was moved.
. "$(dirname "$0")/build_test.sh"

"$CMAKE" --install "$ASYNC_TRAIT_BUILD_DIR" --prefix "$WORK_DIR/first" >install.log
mv first "prefix ü"
prefix="$WORK_DIR/prefix ü"

configure "$ASYNC_TRAIT_SOURCE_DIR/examples/quickstart" "-DCMAKE_PREFIX_PATH=$prefix"
build --target quickstart
grep -q '^AsyncTrait_DIR:PATH='"$prefix/" build/CMakeCache.txt ||
  fail "another AsyncTrait was found"
./build/quickstart >output
grep -q '^dynamic, coroutine: .* = 30$' output || fail "the program's output"
grep -rlF "$WORK_DIR/first" "$prefix" && fail "the prefix names its own first place"

build --target quickstart
grep -q 'Generating' build.log && fail "the second build generated again"
exit 0
