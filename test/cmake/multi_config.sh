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

# AUTOMOC looks into a target's sources in its own way.
mkdir with_moc
cat >with_moc/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(with_moc_test LANGUAGES CXX)

add_subdirectory("${ASYNC_TRAIT_SOURCE_DIR}" AsyncTrait)
find_package(Qt6 REQUIRED COMPONENTS Core)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_executable(program program.cpp object.h)
target_link_libraries(program PRIVATE Qt6::Core)
async_trait_generate(TARGET program HEADERS made.trait.h)
END
printf '#pragma once\n' >with_moc/made.trait.h
printf '#pragma once\n#include <QObject>\nclass Object : public QObject {\n  Q_OBJECT\n};\n' \
  >with_moc/object.h
printf '#include "made.h"\n#include "object.h"\nint main() { Object object; }\n' \
  >with_moc/program.cpp
rm -r build
configure with_moc "$generator_option"
for config in Debug Release; do
  expect_build "with AUTOMOC, $config" 1 2 --config $config
  expect_build "with AUTOMOC, $config, nothing to do" 0 0 --config $config
done
