#pragma once
#define SHADOWED false
