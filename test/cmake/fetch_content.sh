# FetchContent, by itself and in the place of a package.
. "$(dirname "$0")/build_test.sh"

tar -C "$ASYNC_TRAIT_SOURCE_DIR" -cf async_trait.tar CMakeLists.txt LICENSE cmake runtime tool
mkdir source
cat >source/CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(fetch_content_test LANGUAGES CXX)

include(FetchContent)
if(AS_PACKAGE)
  FetchContent_Declare(AsyncTrait URL "${ARCHIVE}" OVERRIDE_FIND_PACKAGE)
  find_package(AsyncTrait REQUIRED)
else()
  FetchContent_Declare(AsyncTrait URL "${ARCHIVE}")
  FetchContent_MakeAvailable(AsyncTrait)
endif()

add_library(fetched OBJECT fetched.cpp)
async_trait_generate(TARGET fetched HEADERS fetched.trait.h)
EOF
printf '#pragma once\n' >source/fetched.trait.h
printf '#include "fetched.h"\n' >source/fetched.cpp

count_generator_runs
for as_package in OFF ON; do
  rm -rf build
  configure source "$generator_option" "-DARCHIVE=$PWD/async_trait.tar" -DAS_PACKAGE=$as_package
  expect_build "the first build" 1 1
  expect_build "nothing to do" 0 0
done
