# What the scripts of this folder share; they source it.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

# LLVM is not instrumented, so the sanitizer knows nothing of the vectors that it fills, nor that it
# takes memory from allocators of which code in our libraries has told that it is free; the
# generator gives its threads signal stacks of its own; and a crash that is survived leaks.
export ASAN_OPTIONS=detect_container_overflow=0:allow_user_poisoning=0:use_sigaltstack=0:detect_leaks=0
export UBSAN_OPTIONS=print_stacktrace=1

build_fuzzers() {
  (cd "$root" && cmake --preset fuzz -DASYNC_TRAIT_BUILD_TESTS=ON --log-level=WARNING &&
    cmake --build --preset fuzz)
}

# usage: the comment at the top of the script, and the exit code for bad usage
usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
