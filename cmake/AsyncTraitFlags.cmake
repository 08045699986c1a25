# In:  a target
# Out: the text of a CMake script that tells how its sources are compiled
#
# The text may contain generator expressions and is meant for file(GENERATE);
# AsyncTraitCompileCommands.cmake runs the result and has the functions that it
# calls. All values stand in brackets, where nothing is expanded, so that every
# character of a flag survives; they are longer than any that a flag contains.
include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

# The flags with which Clang sees the platform and the standard library of the
# project's own compiler, whichever compiler that is.
function(_async_trait_platform_flags result)
  separate_arguments(first UNIX_COMMAND "${CMAKE_CXX_COMPILER_ARG1}")
  set(flags ${first})

  set(triple "${CMAKE_CXX_COMPILER_TARGET}")
  if(NOT triple)
    execute_process(COMMAND "${CMAKE_CXX_COMPILER}" ${first} -dumpmachine
      OUTPUT_VARIABLE triple OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  if(triple)
    list(APPEND flags "--target=${triple}")
  endif()

  if(CMAKE_SYSROOT_COMPILE)
    list(APPEND flags "--sysroot=${CMAKE_SYSROOT_COMPILE}")
  elseif(CMAKE_SYSROOT)
    list(APPEND flags "--sysroot=${CMAKE_SYSROOT}")
  endif()

  # Left to itself, Clang takes the newest GCC that it finds, with or without
  # the headers of a libstdc++.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    execute_process(COMMAND "${CMAKE_CXX_COMPILER}" ${first} -print-search-dirs
      OUTPUT_VARIABLE search_dirs ERROR_QUIET)
    string(REGEX MATCH "install: ([^\n]*[^\n/])/*\n" line "${search_dirs}")
    if(EXISTS "${CMAKE_MATCH_1}/crtbegin.o")
      list(APPEND flags "--gcc-install-dir=${CMAKE_MATCH_1}")
    endif()
  elseif(CMAKE_CXX_COMPILER_EXTERNAL_TOOLCHAIN)
    list(APPEND flags "--gcc-toolchain=${CMAKE_CXX_COMPILER_EXTERNAL_TOOLCHAIN}")
  endif()
  set(${result} "${flags}" PARENT_SCOPE)
endfunction()

# A call of FUNCTION with each element of a list, or of a generator expression
# that makes one, as an argument.
function(_async_trait_call result function prefix list)
  set(arguments "[=====[${prefix}]=====] [=====[$<JOIN:${list},]=====] [=====[>]=====]")
  set(${result} "${function}(${arguments})\n" PARENT_SCOPE)
endfunction()

function(_async_trait_flags_call result prefix list)
  _async_trait_call(call flags "${prefix}" "${list}")
  set(${result} "${call}" PARENT_SCOPE)
endfunction()

# The script for one target. As for CMake, variables count as they are in the
# target's directory, at this moment, which should be its end.
function(_async_trait_flags_script result target)
  get_target_property(type ${target} TYPE)
  set(scope "")
  if(type STREQUAL "INTERFACE_LIBRARY")
    set(scope INTERFACE_)
  endif()
  set(property "TARGET_PROPERTY:${target}")
  get_target_property(source_dir ${target} SOURCE_DIR)
  get_target_property(binary_dir ${target} BINARY_DIR)
  foreach(variable IN ITEMS FLAGS STANDARD_INCLUDE_DIRECTORIES)
    get_directory_property(CMAKE_CXX_${variable} DIRECTORY "${binary_dir}"
      DEFINITION CMAKE_CXX_${variable})
  endforeach()

  # Where an installation of Clang keeps its libc++ is known relative to its
  # own place, not to that of a link to it.
  file(REAL_PATH "${CMAKE_CXX_COMPILER}" compiler)
  _async_trait_platform_flags(platform)
  _async_trait_flags_call(platform "" "${platform}")

  set(export_symbol "")
  get_target_property(has_exports ${target} ENABLE_EXPORTS)
  if(type MATCHES "^(SHARED|MODULE)_LIBRARY$" OR (type STREQUAL "EXECUTABLE" AND has_exports))
    get_target_property(export_symbol ${target} DEFINE_SYMBOL)
    if(NOT export_symbol)
      string(MAKE_C_IDENTIFIER "${target}_EXPORTS" export_symbol)
    endif()
  endif()
  _async_trait_flags_call(export_symbol -D "${export_symbol}")
  _async_trait_flags_call(definitions -D "$<${property},${scope}COMPILE_DEFINITIONS>")
  # What CMake puts in front of the property only when it generates.
  set(current_includes "")
  get_directory_property(has_current_dirs DIRECTORY "${binary_dir}"
    DEFINITION CMAKE_INCLUDE_CURRENT_DIR)
  if(has_current_dirs AND NOT type STREQUAL "INTERFACE_LIBRARY")
    set(current_includes
      "directories([=====[-I]=====] [=====[${binary_dir}]=====] [=====[${source_dir}]=====])\n")
  endif()
  _async_trait_call(includes directories -I "$<${property},${scope}INCLUDE_DIRECTORIES>")
  # As for a compiler, what is named twice is a system directory: searched last.
  _async_trait_call(system_includes directories -isystem
    "$<${property},${scope}SYSTEM_INCLUDE_DIRECTORIES>")
  _async_trait_flags_call(standard_includes -I "${CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES}")
  # Without the headers that Clang has in its own version or finds by itself.
  set(implicit_includes ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
  list(FILTER implicit_includes EXCLUDE REGEX "/(c\\+\\+|gcc|clang)/")
  _async_trait_flags_call(implicit_includes -idirafter "${implicit_includes}")
  _async_trait_flags_call(options "" "$<${property},${scope}COMPILE_OPTIONS>")

  set(configuration_flags "")
  if(CMAKE_CONFIGURATION_TYPES)
    set(configurations ${CMAKE_CONFIGURATION_TYPES})
  else()
    set(configurations ${CMAKE_BUILD_TYPE})
  endif()
  foreach(configuration IN LISTS configurations)
    string(TOUPPER "${configuration}" upper)
    get_directory_property(flags DIRECTORY "${binary_dir}" DEFINITION CMAKE_CXX_FLAGS_${upper})
    string(APPEND configuration_flags
      "if([=====[$<CONFIG>]=====] STREQUAL [=====[${configuration}]=====])\n"
      "  command_line([=====[${flags}]=====])\n"
      "endif()\n")
  endforeach()

  # The order is that of the compiler's own command line: where two flags
  # disagree, the later one wins.
  string(CONCAT script
    "set(implicit_directories [=====[${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES}]=====])\n"
    "flags([=====[]=====] [=====[${compiler}]=====] [=====[-xc++-header]=====])\n"
    "${platform}"
    "flags([=====[-std=gnu++]=====] [=====[${CMAKE_CXX_STANDARD_DEFAULT}]=====])\n"
    "${export_symbol}"
    "${definitions}"
    "${current_includes}"
    "${includes}"
    "${system_includes}"
    "${standard_includes}"
    "${implicit_includes}"
    "command_line([=====[${CMAKE_CXX_FLAGS}]=====])\n"
    "${configuration_flags}"
    "command_line([=====[$<${property},COMPILE_FLAGS>]=====])\n"
    "${options}"
    "standard([=====[${CMAKE_CXX_STANDARD_DEFAULT}]=====] [=====[$<${property},CXX_STANDARD>]=====]"
    " [=====[$<${property},CXX_EXTENSIONS>]=====] $<${property},${scope}COMPILE_FEATURES>)\n")
  set(${result} "${script}" PARENT_SCOPE)
endfunction()

cmake_policy(POP)
