# Included at the end of the top-level project, in its scope and with its policies.
set(_async_trait_has_codegen OFF)
if(POLICY CMP0171)
  cmake_policy(GET CMP0171 _async_trait_codegen_policy)
  if(_async_trait_codegen_policy STREQUAL "NEW")
    # CMake has a target `codegen` of its own, which runs the steps' commands.
    set(_async_trait_has_codegen ON)
  else()
    # Unless told that the project knows, CMake warns of the name.
    cmake_policy(SET CMP0171 OLD)
  endif()
endif()
if(NOT _async_trait_has_codegen)
  _async_trait_add_codegen()
endif()
# Last, so that what waits for `codegen` is known to wait for the steps.
_async_trait_order_steps()
