# In:  a target and the names of its generated headers
# Out: compile commands of these headers
include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

# An object library that nobody links, with a source for each of the headers
# NAMES that includes it: for those who index or check the header by itself. It
# is compiled like the target, whose include directories and the like pass on with
# SCOPE.
function(_async_trait_add_index target step scope sources_dir)
  set(sources "")
  foreach(name IN LISTS ARGN)
    set(source "${sources_dir}/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${name}\"\n" @ONLY)
    list(APPEND sources "${source}")
  endforeach()

  add_library(${step}_index OBJECT EXCLUDE_FROM_ALL ${sources})
  # An entry for each source, also where the project compiles several as one.
  set_target_properties(${step}_index PROPERTIES UNITY_BUILD OFF)
  add_dependencies(${step}_index ${step})
  set(prefix "")
  if(scope STREQUAL "INTERFACE")
    set(prefix INTERFACE_)
  endif()
  foreach(property INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS COMPILE_FEATURES)
    set_property(TARGET ${step}_index
      PROPERTY ${property} "$<TARGET_PROPERTY:${target},${prefix}${property}>")
  endforeach()
  cmake_language(EVAL CODE "cmake_language(DEFER CALL
    _async_trait_copy_properties ${step}_index ${target}
    CXX_STANDARD CXX_STANDARD_REQUIRED CXX_EXTENSIONS COMPILE_FLAGS)")
endfunction()

# Called at the end of a directory, when the target is as its own sources find it.
function(_async_trait_copy_properties to from)
  foreach(property IN LISTS ARGN)
    get_property(is_set TARGET ${from} PROPERTY ${property} SET)
    if(is_set)
      get_target_property(value ${from} ${property})
      set_property(TARGET ${to} PROPERTY ${property} "${value}")
    endif()
  endforeach()
endfunction()

cmake_policy(POP)
