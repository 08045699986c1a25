# What `cmake --install` puts under the prefix, which may be moved afterwards:
# the runtime, the CMake package, and the generator where one was built.
include(CMakePackageConfigHelpers)

# Nothing in the package depends on the architecture that it is used for.
set(package_dir lib/cmake/AsyncTrait)
set(package_build_dir ${CMAKE_CURRENT_BINARY_DIR}/package)

install(DIRECTORY runtime/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY runtime/gdb DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/async-trait)
install(TARGETS async_trait_runtime EXPORT AsyncTraitRuntime)
install(EXPORT AsyncTraitRuntime NAMESPACE AsyncTrait:: DESTINATION ${package_dir})
# So that projects which have this one inside can export(...) libraries that use the runtime.
export(EXPORT AsyncTraitRuntime NAMESPACE AsyncTrait::
       FILE ${package_build_dir}/AsyncTraitRuntime.cmake)

# An export of its own, so that a cross build can do without it.
if(NOT ASYNC_TRAIT_GENERATOR)
  set_target_properties(async-trait-gen PROPERTIES EXPORT_NAME generator)
  install(TARGETS async-trait-gen EXPORT AsyncTraitGenerator DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(EXPORT AsyncTraitGenerator NAMESPACE AsyncTrait:: DESTINATION ${package_dir})
endif()

configure_package_config_file(
  cmake/AsyncTraitConfig.cmake.in ${package_build_dir}/AsyncTraitConfig.cmake
  INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${package_build_dir}/AsyncTraitConfigVersion.cmake
  COMPATIBILITY SameMinorVersion
  ARCH_INDEPENDENT)

install(
  FILES
    ${package_build_dir}/AsyncTraitConfig.cmake
    ${package_build_dir}/AsyncTraitConfigVersion.cmake
    cmake/AsyncTraitCompileCommands.cmake
    cmake/AsyncTraitDepfile.cmake
    cmake/AsyncTraitFlags.cmake
    cmake/AsyncTraitGenerate.cmake
    cmake/AsyncTraitHostGenerator.cmake
    cmake/AsyncTraitIndexing.cmake
    cmake/AsyncTraitProjectEnd.cmake
    cmake/AsyncTraitSteps.cmake
  DESTINATION ${package_dir})

# Where Debian looks for it.
install(
  FILES LICENSE
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/async-trait-gen
  RENAME copyright)
