#include "traits/elsewhere.h"

int main() {}
