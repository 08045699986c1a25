# Targets in several directories that share trait headers and pass generated
# headers on to each other, built in parallel.
. "$(dirname "$0")/build_test.sh"

cp -r "$case_dir/sharing" source
count_generator_runs
configure source "$generator_option"
expect_build "the first build" 5 3 --parallel 4
./build/programs/slow || fail "the slow program"
./build/programs/fast || fail "the fast program"
expect_build "nothing to do" 0 0

edit source/shared/shared.trait.h 's/speed = 2/speed = 1 + 1/'
expect_build "an edit to a header of two targets" 2 2 --parallel 4
expect_build "nothing to do" 0 0

edit source/shared/from_top.trait.h 's/int from_top/unsigned from_top/'
expect_build "an edit to a header that is passed on" 1 1
expect_build "nothing to do" 0 0

edit source/base/traits/base.trait.h 's/base = 1/base = 2 - 1/'
expect_build "an edit to a header that is passed on, and that another one includes" 2 2
expect_build "nothing to do" 0 0
