// All of the runtime that a program uses. `trait.h` is not here: it is for trait headers alone.
#pragma once

#include <async_trait/block_on.h>
#include <async_trait/dyn.h>
#include <async_trait/future.h>
#include <async_trait/ready.h>
#include <async_trait/storage.h>
#include <async_trait/task.h>
