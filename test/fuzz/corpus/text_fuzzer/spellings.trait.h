%:include <async_trait/trait.h>
struct <:<:async_trait_v2:>:> X <% async<int> ne\
xt(); /**/ async<const char*> raw() const { co_return R"x(a "raw"
  text)x"; } %>;
// end \
of it
