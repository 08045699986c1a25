# What IDEs, indexers and checks of headers find.
. "$(dirname "$0")/build_test.sh"

count_generator_runs
mkdir -p build/.cmake/api/v1/query
touch build/.cmake/api/v1/query/codemodel-v2
configure "$case_dir/indexing" "$generator_option" -DCMAKE_BUILD_TYPE=Debug

# target_has TARGET SOURCE: an IDE shows the source in the target.
target_has() {
  grep -q "\"path\" : \".*$2\"" build/.cmake/api/v1/reply/"target-$1-Debug"-*.json ||
    fail "$1 does not have $2"
}
target_has library traits/first.trait.h
target_has library traits/first.h
target_has library traits/second.hpp
target_has library traits/second.trait.json
target_has header_only third.h

for header in traits/first.h traits/second.hpp third.h; do
  grep -q "\"file\": .*/$header.cpp\"" build/compile_commands.json || fail "no entry for $header"
done

expect_build "codegen" 2 0 --target codegen
generated=(build/library/outputs/Debug/traits/{first.h,first.trait.json,second.hpp}
  build/caller/async_trait/header_only/Debug/third.h)
ls "${generated[@]}" >/dev/null || fail "codegen has not made all headers"
expect_build "all that the index tells how to compile" 0 3 \
  --target library_async_trait_index header_only_async_trait_index
expect_build "the programs" 0 2
expect_build "nothing to do" 0 0
expect_build "CMake's own check of headers" 0 2 --target all_verify_interface_header_sets

"$CMAKE" --install build --config Debug --prefix prefix >install.log
[ -f prefix/include/traits/first.h ] || fail "the file set is not installed"
[ ! -e prefix/include/third.h ] || fail "a private header is installed"

# A project may have something of that name.
runs_with_own=()
for own in target program; do
  rm -rf build
  configure "$case_dir/indexing" "$generator_option" -DOWN_CODEGEN=$own
  : >runs
  build --target codegen
  runs_with_own+=("$(wc -l <runs)")
done
[ "${runs_with_own[*]}" = "2 0" ] ||
  fail "own codegen: ${runs_with_own[*]} generator runs, expected 2 for a target and 0 for a program"
