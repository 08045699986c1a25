// expect: demo::Client::count is static-only
#include "static_interface.h"

int use(demo::DynClient<int>& client) { return client.count(); }
