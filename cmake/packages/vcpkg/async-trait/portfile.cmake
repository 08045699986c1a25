# An overlay port: it builds the checkout that it lies in.
#
#   vcpkg install async-trait --overlay-ports=<checkout>/cmake/packages/vcpkg
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../.." ABSOLUTE)

# The generator finds its headers relative to its own place, so it stays in bin.
set(VCPKG_POLICY_ALLOW_EXES_IN_BIN enabled)
# Headers and a program: there is nothing to debug in one's own configuration.
set(VCPKG_BUILD_TYPE release)

set(options "")
if(DEFINED ENV{Clang_DIR})
  list(APPEND options "-DClang_DIR=$ENV{Clang_DIR}")
endif()
if(VCPKG_CROSSCOMPILING)
  list(APPEND options "-DASYNC_TRAIT_GENERATOR=${CURRENT_HOST_INSTALLED_DIR}/bin/async-trait-gen")
endif()

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    -DASYNC_TRAIT_BUILD_TESTS=OFF
    -DASYNC_TRAIT_BUILD_EXAMPLES=OFF
    # LLVM's libraries are where the build machine has them.
    -DCMAKE_INSTALL_RPATH_USE_LINK_PATH=ON
    ${options})
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME AsyncTrait CONFIG_PATH lib/cmake/AsyncTrait)
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
