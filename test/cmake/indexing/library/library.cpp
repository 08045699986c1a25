#include "traits/first.h"
