// Where futures live: the policies, and the arena to pass to a call.
#pragma once

#include <async_trait/arena.h>
#include <async_trait/storage_policy.h>
