// Stands for Template.cpp where the library was not there when the generator was built.
#include "options/Failure.h"
#include "templates/Template.h"

namespace async_trait_gen {

Template Template::read(const std::string& Path) {
  throw Failure(ExitCode::BadUsage, "cannot use the template '" + Path +
                                        "': this generator was built without kainjow's Mustache "
                                        "(Debian's libkainjow-mustache-dev)")
      .about(Path);
}

std::string Template::render(const std::string&) const { return Text; }

} // namespace async_trait_gen
