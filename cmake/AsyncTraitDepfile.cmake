# A build step of async_trait_generate.
#
# In:  DEPFILE, whose rule names the generator's outputs, and
#      MAKE_DEPENDENCIES, the file in which CMake collects rules for Make
# Out: DEPFILE with STAMP as its rule's only target, and STAMP itself, new
#
# The outputs keep their time when their content stays the same. With the rule
# named after them Make would run the generator again at every build; the stamp
# tells when it ran.
cmake_minimum_required(VERSION 3.25)

file(READ "${DEPFILE}" rule)
string(FIND "${rule}" ": " colon)
if(colon EQUAL -1)
  message(FATAL_ERROR "No rule in ${DEPFILE}")
endif()
string(SUBSTRING "${rule}" ${colon} -1 prerequisites)
# CMake's reader of depfiles does not know that Make needs this.
string(REPLACE "\\:" ":" prerequisites "${prerequisites}")

string(REPLACE " " "\\ " target "${STAMP}")
string(REPLACE "#" "\\#" target "${target}")
string(REPLACE "$" "$$" target "${target}")
file(WRITE "${DEPFILE}" "${target}${prerequisites}")
file(TOUCH "${STAMP}")

# With Makefiles, CMake 3.25 adds what it reads to what it read before. A file
# that is no longer included, and gone, would then bring the generator to run at
# every build.
file(REMOVE "${MAKE_DEPENDENCIES}")
