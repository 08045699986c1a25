# In:  ASYNC_TRAIT_GENERATOR, the path of a generator that runs on this machine
# Out: the target AsyncTrait::generator
if(NOT TARGET AsyncTrait::generator)
  if(NOT IS_ABSOLUTE "${ASYNC_TRAIT_GENERATOR}" OR NOT EXISTS "${ASYNC_TRAIT_GENERATOR}"
     OR IS_DIRECTORY "${ASYNC_TRAIT_GENERATOR}")
    message(FATAL_ERROR "ASYNC_TRAIT_GENERATOR is not the full path of a program: "
                        "'${ASYNC_TRAIT_GENERATOR}'")
  endif()
  find_program(_async_trait_executable NAMES "${ASYNC_TRAIT_GENERATOR}"
    NO_DEFAULT_PATH NO_CACHE)
  if(NOT _async_trait_executable)
    message(FATAL_ERROR "ASYNC_TRAIT_GENERATOR is not an executable file: "
                        "'${ASYNC_TRAIT_GENERATOR}'")
  endif()
  add_executable(AsyncTrait::generator IMPORTED GLOBAL)
  set_target_properties(AsyncTrait::generator
    PROPERTIES IMPORTED_LOCATION "${ASYNC_TRAIT_GENERATOR}")
endif()
