# Targets in several directories that share trait headers and pass generated
# headers on to each other, built in parallel.
. "$(dirname "$0")/build_test.sh"

cp -r "$case_dir/sharing" source
count_generator_runs
configure source "$generator_option"
expect_build "a file that is made of a generated header" 3 0 --target free
expect_build "the first build" 2 3 --parallel 4
./build/programs/slow || fail "the slow program"
./build/programs/fast || fail "the fast program"
expect_build "nothing to do" 0 0

edit source/shared/shared.trait.h 's/speed = 2/speed = 1 + 1/'
expect_build "an edit to a header of two targets" 2 2 --parallel 4
expect_build "nothing to do" 0 0

edit source/shared/from_top.trait.h 's/int from_top/unsigned from_top/'
expect_build "an edit to a header that is passed on" 1 1
expect_build "nothing to do" 0 0

edit source/middle/traits/middle.trait.h 's/ 1 + / 2 - 1 + /'
expect_build "an edit to a header that files are made of" 1 0 --target free
expect_build "the programs" 0 2
for copy in free awaited; do
  grep -q ' 2 - 1 + ' build/middle/$copy.copy || fail "an old header in $copy.copy"
done
expect_build "nothing to do" 0 0

edit source/base/traits/base.trait.h 's/base = 1/base = 2 - 1/'
expect_build "an edit to a header that is passed on, and that another one includes" 2 2
expect_build "nothing to do" 0 0
