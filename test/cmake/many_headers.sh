# A hundred trait headers of one target: what one edit makes run again.
. "$(dirname "$0")/build_test.sh"

mkdir source
cat >source/CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(many_headers_test LANGUAGES CXX)

add_subdirectory("${ASYNC_TRAIT_SOURCE_DIR}" AsyncTrait)
file(GLOB headers *.trait.h)
file(GLOB sources *.cpp)
add_library(many OBJECT ${sources})
async_trait_generate(TARGET many HEADERS ${headers})
EOF
for number in {1..100}; do
  cat >source/trait_$number.trait.h <<EOF
#pragma once
#include <async_trait/trait.h>

struct [[async_trait_v2]] Trait$number {
  async<int> method(int argument);
};
EOF
  echo "#include \"trait_$number.h\"" >source/user_$number.cpp
done
echo '#include "trait_7.h"' >>source/user_8.cpp

# What depends on what is known from the preprocessor, which is all that is run.
cat >preprocess <<'EOF'
#!/bin/bash
exec "${@/#-c/-E}"
EOF
chmod +x preprocess

count_generator_runs
configure source "$generator_option" "-DCMAKE_CXX_COMPILER_LAUNCHER=$PWD/preprocess"
expect_build "the first build" 1 100 --parallel 2
expect_build "nothing to do" 0 0

edit source/trait_7.trait.h 's/int argument/long argument/'
expect_build "an edit of one method" 1 2
expect_build "nothing to do" 0 0
