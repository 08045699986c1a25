#ifndef DEMO_TEXT_H
#define DEMO_TEXT_H

#include "crlf.trait.h"
#include "no_traits.trait.h" // mapped too
#include <async_trait/trait.h>

#include <string>

#define DEMO_TRAIT [[async_trait_v2]]
#define DEMO_CONST const noexcept
#define DEMO_LIMIT 12
#define DEMO_FLUSH async<void> flush();

namespace demo {

inline int helper(int value) { return value + DEMO_LIMIT; }

/* A comment in front. */
struct DEMO_TRAIT Log /* odd */ { // and odder
  // not documentation
  struct Entry /* here */;

  /**
   * A block of documentation.
   */
  async<int> write(/* what */ std::string text, int level = DEMO_LIMIT /* default */);
  int size() DEMO_CONST;
  DEMO_FLUSH
#if defined(DEMO_EXTRA)
  async<int> extra(int value) { co_return helper(value); }
#else
  async<int> not_extra();
#endif
#ifdef DEMO_NOTHING
  int nothing();
#endif
  async<const char*> raw() const {
    co_return R"x(a "raw"
  text)x";
  }
};

#ifdef DEMO_NOTHING
struct [[async_trait_v2]] Nothing {
  async<int> nothing();
};
#endif

static_assert(DEMO_LIMIT == 12, "text behind a trait is carried over");

} // namespace demo

#endif // DEMO_TEXT_H
