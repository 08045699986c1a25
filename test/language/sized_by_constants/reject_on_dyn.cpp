// expect: demo::Disk::read is declared with an associated constant
#include "sized_by_constants.h"

void use(demo::DynDisk& disk) { disk.read(0); }
