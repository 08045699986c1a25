# In:  COMMAND, a compiler's command for a program that must not compile; EXPECTED, a list of
#      regular expressions
# Out: an error unless the compiler refuses it and its message matches all of them
execute_process(COMMAND ${COMMAND} RESULT_VARIABLE result ERROR_VARIABLE message OUTPUT_QUIET)
if(result EQUAL 0)
  message(FATAL_ERROR "It was compiled")
endif()
foreach(expected IN LISTS EXPECTED)
  if(NOT message MATCHES "${expected}")
    message(FATAL_ERROR "'${expected}' is not in the compiler's message:\n${message}")
  endif()
endforeach()
