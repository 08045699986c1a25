#include "third.h"
#include "traits/first.h"
#include "traits/second.hpp"

int main() { return first + second - third; }
