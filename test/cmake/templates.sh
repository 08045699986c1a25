# Templates: what they make of each header is known to CMake, compiled where it is code, and made
# again when the template has changed.
. "$(dirname "$0")/build_test.sh"

cp -r "$case_dir/templates" source
count_generator_runs
configure source "$generator_option" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
expect_build "the first build" 2 2
./build/program || fail "the program"
outputs=build/async_trait
grep -qx 'first.trait.h has First' "$outputs/pages/none/first.txt" || fail "the page of first"
grep -qx 'second.trait.h has Second' "$outputs/pages/none/d/second.txt" || fail "the page of second"
[ ! -e "$outputs/pages/none/first.h" ] || fail "a template brings a header along"
grep -q '/first.h.cpp"' build/compile_commands.json || fail "the header is not indexed"
grep -q '/first.txt' build/compile_commands.json && fail "the page is indexed"
expect_build "nothing to do" 0 0

edit source/page.txt.mustache 's/ has / declares /'
expect_build "an edit to one template" 1 0
grep -qx 'first.trait.h declares First' "$outputs/pages/none/first.txt" || fail "the old page"
expect_build "nothing to do" 0 0

edit source/names.cpp.mustache 's/}}";/}}"; \/\/ edited/'
expect_build "an edit to one that makes code" 1 1
expect_build "nothing to do" 0 0

rm "$outputs/pages/none/d/second.txt"
expect_build "a deleted page" 1 0

edit source/page.txt.mustache 's/$/{{#/'
build_fails "page.txt.mustache' is wrong in line 1"
edit source/page.txt.mustache 's/{{#$//'
expect_build "a mended template" 1 0
