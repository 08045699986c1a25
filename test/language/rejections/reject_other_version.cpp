// expect: the async_trait runtime is of another version than this header: generate it again
#include <async_trait/dyn.h>

namespace async_trait {
inline constexpr int next_version = generated_code_version + 1;
}
#define generated_code_version next_version
#include "rejections.h"
