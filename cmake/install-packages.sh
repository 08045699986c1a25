#!/usr/bin/env bash
# Installs the Debian packages that a task needs and that are missing.
#
#   install-packages.sh build   to build the generator and programs that use it
#   install-packages.sh test    for all that test/run.sh does, building included
#   install-packages.sh matrix  for what it does with --matrix
#
# As root or through sudo. Where nothing is missing it asks nobody for anything.
set -euo pipefail

build_packages=(
  cmake ninja-build g++                          # the build
  llvm-22-dev libclang-22-dev libclang-cpp22     # the generator reads C++ with Clang
  clang-22                                       # named by libclang-22-dev's CMake package
  nlohmann-json3-dev                             # the generator's JSON
  libkainjow-mustache-dev                        # the templates of its users
)
test_packages=(
  "${build_packages[@]}"
  make meson bazel-bootstrap                     # other build systems, and CMake's Makefiles
  libcapnp-dev pkgconf                           # KJ's, and where it is
  qcoro-qt6-dev qt6-base-dev                     # Qt's: 90 MB, with the GL headers that it wants
  libasio-dev libboost1.81-dev                   # event loops; Boost's default, 1.74, has no cancellation
  libsqlite3-dev redis-tools                     # examples/kv_server: a store, and real clients
  ccache                                         # checkouts that share a cache
  g++-aarch64-linux-gnu                          # cross builds
  dpkg-dev help2man                              # what the Debian package depends on, its man page
  libgtest-dev libgmock-dev libbenchmark-dev     # test libraries
  libclang-rt-22-dev libc++-22-dev               # sanitizers; the other standard library
  valgrind                                       # memcheck over the runtime's tests
  strace                                         # system calls of the tool that fail
  gdb                                            # its printers for the runtime's types
  clang-format-22 clang-tidy-22                  # checks of the sources
  python3 gnuplot-nox                            # measurements, with valgrind: driver, plots
)

matrix_packages=(
  "${test_packages[@]}"
  llvm-19-dev libclang-19-dev libclang-cpp19 clang-19   # the other LLVM of the generator
  clang-16                                              # the oldest Clang for generated code
  libclang-rt-16-dev libclang-rt-19-dev                 # their sanitizers
  googletest                                            # sources, to build with libc++
)

case "${1:-}" in
build) packages=("${build_packages[@]}") ;;
test) packages=("${test_packages[@]}") ;;
matrix) packages=("${matrix_packages[@]}") ;;
*)
  echo "usage: $0 build|test|matrix" >&2
  exit 2
  ;;
esac

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || status=absent
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "$0: become root, or install sudo, to install: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
