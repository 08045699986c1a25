#pragma once
#define FROM_BESIDE 1
