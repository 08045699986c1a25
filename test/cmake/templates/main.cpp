#include "first.h"

#include <cstring>

extern const char* const trait_name;

int main() { return std::strcmp(trait_name, "First"); }
