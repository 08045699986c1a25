# In:  the steps of async_trait_generate, which are custom targets, as they are made
# Out: at the end of the project, their order and the target `codegen`
include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

function(_async_trait_register_step step target)
  set_property(TARGET ${target} APPEND PROPERTY _async_trait_steps ${step})
  set_property(GLOBAL APPEND PROPERTY _async_trait_steps ${step})
  cmake_language(EVAL CODE
    "cmake_language(DEFER CALL _async_trait_order_sources ${step} ${target})")
  get_property(is_scheduled GLOBAL PROPERTY _async_trait_targets SET)
  set_property(GLOBAL APPEND PROPERTY _async_trait_targets ${target})
  if(NOT is_scheduled)
    cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [==[${CMAKE_SOURCE_DIR}]==]
      CALL include [==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/AsyncTraitProjectEnd.cmake]==]
      NO_POLICY_SCOPE)")
  endif()
endfunction()

# The headers among a target's sources that the project makes in the build by
# other means than async_trait_generate, as absolute paths.
function(_async_trait_headers_made_for result target)
  set(found "")
  get_target_property(sources ${target} SOURCES)
  get_target_property(source_dir ${target} SOURCE_DIR)
  get_target_property(binary_dir ${target} BINARY_DIR)
  list(FILTER sources INCLUDE REGEX "\\.(h|hh|hpp|hxx|inc)$")
  foreach(source IN LISTS sources)
    # As CMake does, for a name that is relative.
    foreach(directory IN ITEMS "${source_dir}" "${binary_dir}")
      get_filename_component(path "${source}" ABSOLUTE BASE_DIR "${directory}")
      get_source_file_property(is_generated "${path}" TARGET_DIRECTORY ${target} GENERATED)
      get_property(maker GLOBAL PROPERTY "_async_trait_maker_of:${path}")
      if(is_generated AND NOT maker)
        list(APPEND found "${path}")
      endif()
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES found)
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# What a trait header includes may be made for its target by a command of the
# same directory. Called at the end of that directory, when the target has all of
# its sources.
function(_async_trait_order_sources step target)
  _async_trait_headers_made_for(headers ${target})
  if(headers)
    # As sources, those for which there is no command are left alone.
    add_custom_target(${step}_sources SOURCES ${headers})
    add_dependencies(${step} ${step}_sources)
  endif()
endfunction()

# The targets that a target leads to, itself first, by what its PROPERTIES name, as far
# as that is known. Generator expressions around a name are looked through.
function(_async_trait_reached_targets result target)
  set(found ${target})
  set(waiting ${target})
  while(waiting)
    list(POP_FRONT waiting current)
    set(names "")
    foreach(property IN LISTS ARGN)
      get_target_property(value ${current} ${property})
      list(APPEND names "${value}")
    endforeach()
    string(REGEX REPLACE "\\$<[A-Z_]*:?|>:?" ";" names "${names}")
    foreach(name IN LISTS names)
      if(TARGET "${name}")
        get_target_property(aliased ${name} ALIASED_TARGET)
        if(aliased)
          set(name ${aliased})
        endif()
        if(NOT name IN_LIST found)
          list(APPEND found ${name})
          list(APPEND waiting ${name})
        endif()
      endif()
    endforeach()
  endwhile()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

function(_async_trait_linked_targets result target)
  _async_trait_reached_targets(found ${target} LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# The custom targets that a target was told to depend on: its steps, and the project's own.
function(_async_trait_custom_dependencies result target)
  set(found "")
  get_target_property(dependencies ${target} MANUALLY_ADDED_DEPENDENCIES)
  foreach(dependency IN LISTS dependencies)
    if(TARGET "${dependency}")
      get_target_property(type ${dependency} TYPE)
      if(type STREQUAL "UTILITY")
        list(APPEND found ${dependency})
      endif()
    endif()
  endforeach()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# What a trait header includes may include what is generated for a library that
# its target links to, by this package or by another custom target. To wait for a
# library itself, which compiles it for `codegen` too, is the only way where a
# command makes headers among its sources.
function(_async_trait_order_steps)
  get_property(targets GLOBAL PROPERTY _async_trait_targets)
  list(REMOVE_DUPLICATES targets)
  get_property(all_steps GLOBAL PROPERTY _async_trait_steps)
  foreach(target IN LISTS targets)
    set(earlier "")
    _async_trait_linked_targets(linked ${target})
    foreach(library IN LISTS linked)
      _async_trait_custom_dependencies(dependencies ${library})
      if(NOT library STREQUAL target)
        _async_trait_headers_made_for(headers ${library})
        if(headers)
          list(APPEND dependencies ${library})
        endif()
        # Libraries may link to each other in a circle, but nothing may wait in one.
        _async_trait_linked_targets(linked_by_library ${library})
        if(target IN_LIST linked_by_library)
          continue()
        endif()
      endif()
      list(APPEND earlier ${dependencies})
    endforeach()

    get_target_property(steps ${target} _async_trait_steps)
    list(REMOVE_DUPLICATES earlier)
    list(REMOVE_ITEM earlier ${steps})
    foreach(dependency IN LISTS earlier)
      # What the project makes of a step's outputs comes later, even if the target waits for it.
      # Other steps are no such thing; to follow them all would take a large project long.
      set(awaited "")
      if(NOT dependency IN_LIST all_steps)
        _async_trait_reached_targets(awaited ${dependency}
          MANUALLY_ADDED_DEPENDENCIES LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
      endif()
      foreach(step IN LISTS steps)
        if(NOT step IN_LIST awaited)
          add_dependencies(${step} ${dependency})
        endif()
      endforeach()
    endforeach()
  endforeach()
endfunction()

# Makes the target `codegen`, or adds to the project's own.
function(_async_trait_add_codegen)
  if(NOT TARGET codegen)
    add_custom_target(codegen)
  endif()
  get_target_property(type codegen TYPE)
  if(NOT type STREQUAL "UTILITY")
    # A program of that name is the project's own affair.
    return()
  endif()
  get_property(steps GLOBAL PROPERTY _async_trait_steps)
  add_dependencies(codegen ${steps})
endfunction()

cmake_policy(POP)
