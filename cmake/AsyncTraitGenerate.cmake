# In:  a target and its trait headers
# Out: a build step that makes the headers that the target's sources include
#
# How to use it is told in README.md beside this file.
include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/AsyncTraitFlags.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/AsyncTraitIndexing.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/AsyncTraitSteps.cmake")

# For commands that are marked for CMake's own target `codegen`.
if(POLICY CMP0171)
  cmake_policy(SET CMP0171 NEW)
endif()

# What the generator puts behind the name of a header for a template: all of the
# template's own name from the first dot on, but the last ending.
function(_async_trait_template_ending result template)
  get_filename_component(name "${template}" NAME)
  if(NOT name MATCHES "^[^.]*(\\..*)\\.mustache$")
    message(FATAL_ERROR "async_trait_generate: the name of the template '${template}' is not like "
                        "page.html.mustache, whose outputs end in .html")
  endif()
  set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

# The names of what the generator makes of one header; `template_ending` is what
# the kind `template` has behind its own.
function(_async_trait_outputs result header emit template_ending)
  if(NOT header MATCHES "^(.*)\\.trait\\.(h|hpp|hh|hxx)$")
    message(FATAL_ERROR "async_trait_generate: the name of '${header}' does not end in "
                        ".trait.h, .trait.hpp, .trait.hh or .trait.hxx")
  endif()
  set(output_of_header "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}")
  set(output_of_mock "${CMAKE_MATCH_1}.mock.${CMAKE_MATCH_2}")
  set(output_of_decorator "${CMAKE_MATCH_1}.decorator.${CMAKE_MATCH_2}")
  set(output_of_json "${CMAKE_MATCH_1}.trait.json")
  set(output_of_template "${CMAKE_MATCH_1}${template_ending}")
  set(outputs "")
  foreach(kind IN LISTS emit)
    list(APPEND outputs "${output_of_${kind}}")
  endforeach()
  set(${result} "${outputs}" PARENT_SCOPE)
endfunction()

# Makes sure that a file, which is called `what`, is there or will be made.
function(_async_trait_check_file file what)
  get_source_file_property(is_generated "${file}" GENERATED)
  if(NOT EXISTS "${file}" AND NOT is_generated)
    message(FATAL_ERROR "async_trait_generate: there is no ${what} '${file}'")
  endif()
endfunction()

# Makes sure that a target can have generated headers; sets the keyword with
# which it passes its usage requirements on.
function(_async_trait_check_target result target)
  if(NOT CMAKE_CXX_COMPILER)
    message(FATAL_ERROR "async_trait_generate: the project does not enable the language CXX")
  endif()
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "async_trait_generate: there is no target '${target}'")
  endif()
  get_target_property(type ${target} TYPE)
  get_target_property(imported ${target} IMPORTED)
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(imported OR aliased OR type STREQUAL "UTILITY")
    message(FATAL_ERROR "async_trait_generate: '${target}' is not a library or an executable "
                        "that this project builds")
  endif()
  if(type STREQUAL "INTERFACE_LIBRARY")
    set(${result} INTERFACE PARENT_SCOPE)
  elseif(type STREQUAL "EXECUTABLE")
    set(${result} PRIVATE PARENT_SCOPE)
  else()
    set(${result} PUBLIC PARENT_SCOPE)
  endif()
endfunction()

# Links without target_link_libraries, which would force its signature with
# keywords upon the target's own calls.
function(_async_trait_link_runtime target scope)
  if(NOT scope STREQUAL "INTERFACE")
    set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES AsyncTrait::runtime)
  endif()
  if(NOT scope STREQUAL "PRIVATE")
    set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES AsyncTrait::runtime)
  endif()
endfunction()

# A name for the step of this call that no other call has.
function(_async_trait_step_name result target)
  set(name "${target}_async_trait")
  set(number 1)
  while(TARGET ${name})
    math(EXPR number "${number} + 1")
    set(name "${target}_async_trait_${number}")
  endwhile()
  set(${result} "${name}" PARENT_SCOPE)
endfunction()

# Two commands for one file are an error that the build tool would tell in its
# own words, or a race.
function(_async_trait_claim_outputs target)
  foreach(output IN LISTS ARGN)
    set(maker "_async_trait_maker_of:${output}")
    get_property(other GLOBAL PROPERTY "${maker}")
    if(other)
      message(FATAL_ERROR "async_trait_generate: '${output}' is made for '${other}' already; "
                          "OUTPUT_DIR gives '${target}' its own")
    endif()
    set_property(GLOBAL PROPERTY "${maker}" ${target})
  endforeach()
endfunction()

# CMake 3.25 itself cannot follow dependencies in such a directory: in Makefiles
# it escapes the path twice, and the build would end with "No rule to make target".
function(_async_trait_check_binary_dir)
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_BINARY_DIR BASE_DIRECTORY "${CMAKE_BINARY_DIR}"
    OUTPUT_VARIABLE relative)
  if(CMAKE_GENERATOR MATCHES "Makefiles" AND relative MATCHES " ")
    message(FATAL_ERROR "async_trait_generate: with Makefiles the name of a subdirectory of the "
                        "build must not contain a space: '${relative}'. The second argument of "
                        "add_subdirectory gives it another.")
  endif()
endfunction()

# Called at the end of a directory, when variables like CMAKE_CXX_FLAGS are as
# CMake itself takes them.
function(_async_trait_write_settings settings target step_settings)
  _async_trait_flags_script(flags ${target})
  file(GENERATE OUTPUT "${settings}" CONTENT "${step_settings}${flags}" TARGET ${target}
    CONDITION $<COMPILE_LANGUAGE:CXX>)
endfunction()

# How the build tool is told of OUTPUTS, which the command of STEP for a stamp
# makes: arguments for that command.
function(_async_trait_announce_outputs result step)
  if(NOT CMAKE_GENERATOR MATCHES "Makefiles")
    set(${result} BYPRODUCTS ${ARGN} PARENT_SCOPE)
    return()
  endif()
  # To Make byproducts mean nothing: where one is missing, the stamp would still
  # be up to date. A rule that runs only then, and does nothing, makes it old.
  # Who uses the output in a command of its own waits for the whole step.
  foreach(output IN LISTS ARGN)
    add_custom_command(OUTPUT "${output}" COMMAND "${CMAKE_COMMAND}" -E true DEPENDS ${step}
      COMMENT "" VERBATIM)
  endforeach()
  set(${result} DEPENDS ${ARGN} PARENT_SCOPE)
endfunction()

# Makes OUTPUTS sources of the target.
function(_async_trait_add_outputs target)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES GENERATED ON)
  set(sources ${ARGN})
  get_property(is_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(is_multi_config)
    # AUTOMOC asks for the sources without a configuration, too, where there are no
    # outputs; and for one configuration it would wait for the outputs of all.
    list(TRANSFORM sources REPLACE "^.+$" "$<$<BOOL:$<CONFIG>>:\\0>")
    foreach(configuration IN LISTS CMAKE_CONFIGURATION_TYPES)
      string(REPLACE "$<CONFIG>" "${configuration}" outputs "${ARGN}")
      set_source_files_properties(${outputs} TARGET_DIRECTORY ${target}
        PROPERTIES SKIP_AUTOGEN ON)
    endforeach()
  endif()
  target_sources(${target} PRIVATE ${sources})
endfunction()

# async_trait_generate(TARGET t HEADERS h... [BASE_DIR d] [OUTPUT_DIR d]
#                      [EMIT header mock decorator json] [TEMPLATE f] [OPTIONS o...]
#                      [OUTPUT_VARIABLE v])
function(async_trait_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg ""
    "TARGET;BASE_DIR;OUTPUT_DIR;TEMPLATE;OUTPUT_VARIABLE" "HEADERS;EMIT;OPTIONS")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "async_trait_generate: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  # A list may well be empty.
  foreach(keyword IN ITEMS TARGET BASE_DIR OUTPUT_DIR TEMPLATE OUTPUT_VARIABLE)
    if(keyword IN_LIST arg_KEYWORDS_MISSING_VALUES)
      message(FATAL_ERROR "async_trait_generate: ${keyword} needs a value")
    endif()
  endforeach()
  if(NOT arg_HEADERS)
    message(FATAL_ERROR "async_trait_generate: HEADERS names no header")
  endif()
  _async_trait_check_target(scope "${arg_TARGET}")
  _async_trait_check_binary_dir()
  if(NOT TARGET AsyncTrait::generator)
    message(FATAL_ERROR "async_trait_generate: there is no generator here: this installation of "
                        "AsyncTrait has none. ASYNC_TRAIT_GENERATOR may name one.")
  endif()
  if(NOT arg_EMIT AND NOT arg_TEMPLATE)
    set(arg_EMIT header)
  endif()
  list(REMOVE_DUPLICATES arg_EMIT)
  foreach(kind IN LISTS arg_EMIT)
    if(NOT kind MATCHES "^(header|mock|decorator|json)$")
      message(FATAL_ERROR "async_trait_generate: EMIT takes header, mock, decorator and json, "
                          "not '${kind}'")
    endif()
  endforeach()
  set(kinds "${arg_EMIT}")
  set(output_options "")
  if(arg_EMIT)
    list(JOIN arg_EMIT "," emit)
    list(APPEND output_options "--emit=${emit}")
  endif()
  set(template "")
  set(template_ending "")
  if(arg_TEMPLATE)
    get_filename_component(template "${arg_TEMPLATE}" ABSOLUTE)
    _async_trait_check_file("${template}" template)
    _async_trait_template_ending(template_ending "${template}")
    list(APPEND kinds template)
    list(APPEND output_options "--template=${template}")
  endif()

  get_property(is_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(is_multi_config)
    set(config "$<CONFIG>")
    if(arg_OUTPUT_DIR AND NOT arg_OUTPUT_DIR MATCHES "\\$<")
      message(FATAL_ERROR "async_trait_generate: each configuration needs an OUTPUT_DIR of its own, "
                          "for example '${arg_OUTPUT_DIR}/$<CONFIG>'")
    endif()
  elseif(CMAKE_BUILD_TYPE)
    set(config "${CMAKE_BUILD_TYPE}")
  else()
    set(config "none")
  endif()
  if(NOT arg_BASE_DIR)
    set(arg_BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  if(NOT arg_OUTPUT_DIR)
    set(arg_OUTPUT_DIR "async_trait/${arg_TARGET}/${config}")
  endif()
  get_filename_component(base_dir "${arg_BASE_DIR}" ABSOLUTE)
  get_filename_component(output_dir "${arg_OUTPUT_DIR}" ABSOLUTE
    BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")

  set(headers "")
  set(header_dirs "")
  set(names "")
  foreach(header IN LISTS arg_HEADERS)
    get_filename_component(header "${header}" ABSOLUTE)
    if(header IN_LIST headers)
      continue()
    endif()
    _async_trait_check_file("${header}" header)
    cmake_path(IS_PREFIX base_dir "${header}" NORMALIZE is_inside)
    if(NOT is_inside)
      message(FATAL_ERROR "async_trait_generate: '${header}' is not inside BASE_DIR '${base_dir}'")
    endif()
    file(RELATIVE_PATH relative "${base_dir}" "${header}")
    _async_trait_outputs(names_of_header "${relative}" "${kinds}" "${template_ending}")
    list(APPEND names ${names_of_header})
    list(APPEND headers "${header}")
    get_filename_component(header_dir "${header}" DIRECTORY)
    list(APPEND header_dirs "${header_dir}")
  endforeach()
  list(REMOVE_DUPLICATES header_dirs)
  list(TRANSFORM names PREPEND "${output_dir}/" OUTPUT_VARIABLE outputs)
  _async_trait_claim_outputs(${arg_TARGET} ${outputs})

  # First, so that the generator sees what the target's sources do.
  foreach(directory IN LISTS output_dir header_dirs)
    target_include_directories(${arg_TARGET} ${scope} "$<BUILD_INTERFACE:${directory}>")
  endforeach()
  _async_trait_link_runtime(${arg_TARGET} ${scope})

  _async_trait_step_name(step ${arg_TARGET})
  set(target_dir "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${step}.dir")
  set(make_dependencies "${target_dir}/compiler_depend.internal")
  set(step_dir "${target_dir}/${config}")
  set(settings "${step_dir}/settings.cmake")
  set(database "${step_dir}/compile_commands.json")
  set(depfile "${step_dir}/headers.d")
  set(stamp "${step_dir}/headers.stamp")
  set(scripts "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")

  # The last two are for Make, which does not notice when a command changes.
  string(CONCAT step_settings
    "set(directory [=====[${CMAKE_CURRENT_BINARY_DIR}]=====])\n"
    "set(headers [=====[${headers}]=====])\n"
    "set(generator [=====[$<TARGET_FILE:AsyncTrait::generator>]=====])\n"
    "set(generator_options [=====[${base_dir};${output_dir};${output_options};${arg_OPTIONS}]=====])\n")
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _async_trait_write_settings
    [======[${settings}]======] ${arg_TARGET} [======[${step_settings}]======])")

  add_custom_command(OUTPUT "${database}"
    COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${settings}" "-DOUTPUT=${database}"
            -P "${scripts}/AsyncTraitCompileCommands.cmake"
    DEPENDS "${settings}" "${scripts}/AsyncTraitCompileCommands.cmake"
    COMMENT "Writing the compile commands of the trait headers of ${arg_TARGET}"
    VERBATIM)
  set(codegen "")
  if(POLICY CMP0171)
    set(codegen CODEGEN)
  endif()
  _async_trait_announce_outputs(announced_outputs ${step} ${outputs})
  add_custom_command(OUTPUT "${stamp}"
    ${announced_outputs}
    COMMAND AsyncTrait::generator -p "${step_dir}" --base-dir "${base_dir}"
            --out-dir "${output_dir}" ${output_options} --depfile "${depfile}"
            --cache-dir "${step_dir}/cache"
            ${headers} ${arg_OPTIONS}
    COMMAND "${CMAKE_COMMAND}" "-DDEPFILE=${depfile}" "-DSTAMP=${stamp}"
            "-DMAKE_DEPENDENCIES=${make_dependencies}"
            -P "${scripts}/AsyncTraitDepfile.cmake"
    DEPENDS ${headers} ${template} "${database}" "$<TARGET_FILE:AsyncTrait::generator>"
            "${scripts}/AsyncTraitDepfile.cmake"
    DEPFILE "${depfile}"
    ${codegen}
    COMMENT "Generating from the trait headers of ${arg_TARGET}"
    VERBATIM)
  set_property(DIRECTORY APPEND PROPERTY ADDITIONAL_CLEAN_FILES "${step_dir}/cache")
  add_custom_target(${step} DEPENDS "${stamp}")
  add_dependencies(${arg_TARGET} ${step})

  # For IDEs, indexers and checks.
  target_sources(${arg_TARGET} PRIVATE ${headers} ${template})
  _async_trait_add_outputs(${arg_TARGET} ${outputs})
  _async_trait_register_step(${step} ${arg_TARGET})
  list(FILTER names INCLUDE REGEX "\\.(h|hpp|hh|hxx)$")
  if(CMAKE_EXPORT_COMPILE_COMMANDS AND names)
    _async_trait_add_index(${arg_TARGET} ${step} "${scope}" "${target_dir}/index" ${names})
  endif()

  if(arg_OUTPUT_VARIABLE)
    set(${arg_OUTPUT_VARIABLE} "${outputs}" PARENT_SCOPE)
  endif()
endfunction()

cmake_policy(POP)
