# The package for Debian asks for Clang's shared libraries and for no more of it;
# what is in it works wherever it is unpacked.
. "$(dirname "$0")/build_test.sh"

"$CPACK" --config "$ASYNC_TRAIT_BUILD_DIR/CPackConfig.cmake" -G DEB -B packages >cpack.log 2>&1 ||
  { cat cpack.log; fail "cpack"; }
package=$(echo packages/async-trait-gen_*.deb)

depends=$(dpkg-deb --field "$package" Depends)
for library in libclang-cpp libllvm libstdc++6; do
  [[ $depends == *$library* ]] || fail "the package does not depend on $library: $depends"
done
[[ $depends != *-dev* ]] || fail "the package depends on headers: $depends"

# Nothing may lie where a package of Clang has its own.
dpkg-deb --fsys-tarfile "$package" | tar -t | grep '^./usr/lib/\(clang\|llvm\)' &&
  fail "the package is in Clang's way"

dpkg-deb --extract "$package" "unpacked here"
prefix="$WORK_DIR/unpacked here/usr"
for file in doc/async-trait-gen/copyright bash-completion/completions/async-trait-gen \
  man/man1/async-trait-gen.1; do
  [ -f "$prefix/share/$file" ] || fail "$file is missing"
done
grep -q "out.*dir" "$prefix/share/man/man1/async-trait-gen.1" || fail "the man page"

printf '#include <cstddef>\n#include <async_trait/trait.h>\n' >a.trait.h
"$prefix/bin/async-trait-gen" a.trait.h -o a.h --depfile a.d
grep -qF "${prefix/ /\\ }/lib/async-trait-gen/include/stddef.h" a.d || fail "Clang's own headers"
grep -qF "${prefix/ /\\ }/include/async_trait/trait.h" a.d || fail "the runtime's header"
grep -F -e /lib/clang/ -e "$ASYNC_TRAIT_SOURCE_DIR/runtime" a.d && fail "headers from elsewhere"

configure "$ASYNC_TRAIT_SOURCE_DIR/examples/quickstart" "-DCMAKE_PREFIX_PATH=$prefix"
build --target quickstart
./build/quickstart >output

# The recipes for other package managers are of this version.
version=$(dpkg-deb --field "$package" Version)
recipes=$ASYNC_TRAIT_SOURCE_DIR/cmake/packages
grep -qF "\"version\": \"$version\"" "$recipes/vcpkg/async-trait/vcpkg.json" || fail "vcpkg's version"
python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$recipes/conan/conanfile.py"
