#include "own_standard.h"
