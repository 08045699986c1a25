#include "header_only.h"

int main() {}
