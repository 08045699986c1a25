#pragma once
struct Plain { int a; };
#include "base.trait.h"
