#include "constants.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

class Plain : public demo::CodecDefaults<Plain> {
public:
  using Symbol = char;
  static inline const std::string name = "a plain codec with a long name";
  static constexpr int version = 3;
  static constexpr std::array<char, 2> marks = {'<', '>'};
  task<char> decode(std::size_t count) const { co_return count == block_size ? 'd' : 'x'; }
};

// Has its own for all.
class Special : public demo::CodecDefaults<Special> {
public:
  using Symbol = char;
  static inline const std::string name = "special";
  static constexpr short version = 4;
  static constexpr std::array<char, 2> marks = {'[', ']'};
  static constexpr std::size_t block_size = 16;
  static constexpr std::string_view suffix = ".x";
  static constexpr demo::Level level = demo::Level::low;
  static char symbol(int number) { return static_cast<char>('a' + number); }
  static constexpr char (*convert)(int) = symbol;
  task<char> decode(std::size_t count) const { co_return count == block_size ? 's' : 'x'; }
};

// By the defaults, and with constants that the compiler does not know.
struct Usual : demo::FormsDefaults<Usual> {
  static const char* const title;
  static const int sizes[3];
  int first() const { return sizes[0]; }
};
const char* const Usual::title = "usual";
const int Usual::sizes[3] = {std::getenv("none") == nullptr ? 1 : 0, 2, 3};

// From outside, with some of its own.
struct Foreign {};

} // namespace

template <>
struct demo::FormsImpl<Foreign> {
  static constexpr const char* title = "foreign";
  static constexpr int sizes[3] = {7, 8, 9};
  static constexpr int steps[3] = {3, 2, 1};
  static constexpr int count = 4;
  static int first(const Foreign&) { return 7; }
};

// A member of each object is none, and neither is one that changes.
struct Members : demo::LimitsDefaults<Members> {
  int lowest = 0;
};
struct Changing : demo::LimitsDefaults<Changing> {
  static inline int lowest = 0;
};
static_assert(!demo::Limits<Members> && !demo::Limits<Changing>);

// These lack a constant.
struct Unnamed : demo::CodecDefaults<Unnamed> {
  using Symbol = char;
  static constexpr int version = 3;
  static constexpr std::array<char, 2> marks = {'<', '>'};
  task<char> decode(std::size_t count) const;
};
struct WithoutDefaults {
  using Symbol = char;
  static inline const std::string name;
  static constexpr int version = 3;
  static constexpr std::array<char, 2> marks = {'<', '>'};
  task<char> decode(std::size_t count) const;
};

namespace {

struct Own : demo::LimitsDefaults<Own> {
  static constexpr int highest = 10;
};

using Dyn = demo::DynCodec<char>;
static_assert(demo::Codec<Plain, char> && demo::Codec<Special, char> && demo::Codec<Dyn, char>);
static_assert(!demo::Codec<Unnamed> && !demo::Codec<WithoutDefaults>);
static_assert(noexcept(std::declval<const Dyn&>().version()));

template <demo::Codec T>
std::string describe(const T& codec) {
  using Types = demo::CodecTypes<T>;
  return Types::name(codec) + " " + std::to_string(Types::version(codec)) + " " +
         std::to_string(Types::block_size(codec)) + std::string(Types::suffix(codec)) +
         (Types::level(codec) == demo::Level::high ? " high" : " low") + Types::marks(codec)[1];
}

} // namespace

void check_forms() {
  demo::DynForms usual = Usual();
  CHECK(usual.title() == std::string("usual") && usual.sizes()[2] == usual.first() + 2);
  CHECK(usual.unit() == std::string("ms") && usual.steps()[2] == 3 && usual.tag()[2] == 'c');
  CHECK(usual.count() == 3 && usual.pair()[1] == 5 && usual.timeout().count() == 6);
  demo::DynForms foreign = Foreign();
  CHECK(foreign.title() == std::string("foreign") && foreign.sizes()[0] == foreign.first());
  CHECK(foreign.steps()[0] == 3 && foreign.count() == 4 && foreign.unit() == usual.unit());
}

int main() {
  check_forms();
  const std::string plain = "a plain codec with a long name 3 4096.bin high>";
  const std::string special = "special 4 16.x low]";
  CHECK(describe(Plain()) == plain);
  CHECK(describe(Special()) == special);
  Dyn dyn = Plain();
  CHECK(describe(dyn) == plain);
  CHECK(&dyn.name() == &Plain::name);
  CHECK(dyn.convert() == nullptr);
  CHECK(block_on(dyn.decode()) == 'd');
  dyn = Special();
  CHECK(describe(dyn) == special);
  CHECK(dyn.convert()(2) == 'c');
  CHECK(dyn.two_blocks() == 32);
  CHECK(block_on(dyn.decode()) == 's');
  const demo::DynCodecRef<char> ref = dyn;
  CHECK(describe(ref) == special);
  const demo::DynCodecShared<char> shared = Plain();
  CHECK(describe(shared) == plain);

  const demo::DynLimits limits = Own();
  CHECK(limits.lowest() == 0);
  CHECK(limits.highest() == 10);
  std::puts("ok");
}
