# A build step of async_trait_generate.
#
# In:  SETTINGS, a script that sets `directory`, `headers` and
#      `implicit_directories`, and calls the functions below, in the order of a
#      compiler's command line
# Out: OUTPUT, a compilation database with an entry for each header
cmake_minimum_required(VERSION 3.25)

function(to_json result text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  set(${result} "\"${text}\"" PARENT_SCOPE)
endfunction()

function(append_argument argument)
  to_json(argument "${argument}")
  get_property(is_later GLOBAL PROPERTY arguments SET)
  if(is_later)
    set(argument ", ${argument}")
  endif()
  set_property(GLOBAL APPEND_STRING PROPERTY arguments "${argument}")
endfunction()

# command_line(TEXT): the arguments that a shell would make of TEXT.
function(command_line text)
  separate_arguments(arguments UNIX_COMMAND "${text}")
  foreach(argument IN LISTS arguments)
    append_argument("${argument}")
  endforeach()
endfunction()

# flags(PREFIX VALUE...): PREFIX and VALUE as one argument for each VALUE that
# is not empty. As in CMake's own properties, "SHELL:" in front of a value means
# that it is several arguments.
function(flags prefix)
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 1 ${last})
    set(value "${ARGV${index}}")
    if(value MATCHES "^SHELL:(.*)$")
      command_line("${CMAKE_MATCH_1}")
    elseif(NOT value STREQUAL "")
      append_argument("${prefix}${value}")
    endif()
  endforeach()
endfunction()

# directories(PREFIX DIRECTORY...): the same without the directories that the
# compiler searches anyway. As CMake knows, headers that look for the next one of
# their name would not find it if these came earlier.
function(directories prefix)
  set(others ${ARGN})
  list(REMOVE_ITEM others "" ${implicit_directories})
  foreach(directory IN LISTS others)
    append_argument("${prefix}${directory}")
  endforeach()
endfunction()

# standard(DEFAULT OWN EXTENSIONS FEATURE...): the language standard, where the
# target or a feature that it needs asks for another than the compiler's DEFAULT.
function(standard default own extensions)
  set(wanted 0)
  foreach(feature IN LISTS ARGN)
    if(feature MATCHES "^cxx_std_([0-9]+)$" AND CMAKE_MATCH_1 GREATER wanted)
      set(wanted ${CMAKE_MATCH_1})
    endif()
  endforeach()
  if(own STREQUAL "" AND NOT wanted GREATER default)
    return()
  endif()
  if(own GREATER wanted)
    set(wanted ${own})
  endif()
  if(extensions STREQUAL "" OR extensions)
    append_argument("-std=gnu++${wanted}")
  else()
    append_argument("-std=c++${wanted}")
  endif()
endfunction()

include("${SETTINGS}")

get_property(arguments GLOBAL PROPERTY arguments)
to_json(directory "${directory}")
set(entries "")
set(separator "")
foreach(header IN LISTS headers)
  to_json(header "${header}")
  string(APPEND entries "${separator}  {
    \"directory\": ${directory},
    \"file\": ${header},
    \"arguments\": [${arguments}, ${header}]
  }")
  set(separator ",\n")
endforeach()
file(WRITE "${OUTPUT}" "[\n${entries}\n]\n")
