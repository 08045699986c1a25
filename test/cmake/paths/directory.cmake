add_executable(program "ein Programm.cpp")
async_trait_generate(TARGET program HEADERS "die Größe/ihr maß.trait.h" "noch eins.trait.hpp")
