// expect: demo::Client::ask_as is a generic method
#include "static_interface.h"

void use(demo::DynClientShared<int> client) { client.ask_as<int>(1); }
