#include "traits/writer.hpp"

int main() { return sizeof(traits::DynWriter) == 2 * sizeof(void*) ? 0 : 1; }
