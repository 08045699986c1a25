# What cpack makes of the installation: an archive, and a package for Debian that
# asks for the shared libraries of Clang which the generator was linked with.
set(CPACK_GENERATOR TGZ DEB)
set(CPACK_PACKAGE_NAME async-trait-gen)
set(CPACK_PACKAGE_CONTACT "The authors of async-trait-gen <async-trait-gen@localhost>")
set(CPACK_PACKAGE_DESCRIPTION "A generator that makes concepts and Dyn structs of annotated\
 C++ classes, the headers that its output needs, and a CMake package.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The generator reads the standard library's headers, whichever there are.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libstdc++-dev | libc++-dev, cmake (>= 3.25)")
if(ASYNC_TRAIT_GENERATOR)
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
endif()

include(CPack)
