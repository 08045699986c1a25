#pragma once
#define SHADOWED true
