// expect: demo::Client::create is an associated function
#include "static_interface.h"

int use(demo::DynClient<int>& client) { return *client.create(1); }
