# In:  COMMAND, a compiler's command for too_large.cpp
# Out: an error unless the compiler refuses it and its message has both sizes
execute_process(COMMAND ${COMMAND} RESULT_VARIABLE result ERROR_VARIABLE message OUTPUT_QUIET)
if(result EQUAL 0)
  message(FATAL_ERROR "A future that is too large for its policy was compiled")
endif()
foreach(expected IN ITEMS "too large" "future_fits_in_place<10[0-9][0-9][^,]*, 16[^0-9>]*>")
  if(NOT message MATCHES "${expected}")
    message(FATAL_ERROR "'${expected}' is not in the compiler's message:\n${message}")
  endif()
endforeach()
