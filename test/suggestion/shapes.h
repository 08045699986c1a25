// Classes of every shape, some of them crammed into a line as nobody should.
#pragma once
#include "task.h"
#define INTERFACE class
#define DECLARE(name) virtual app::task<int> name() = 0;
#define PURE = 0
#define TASK(R) app::task<R>
#include <cstddef>
#include <utility>
inline int rows[4];
template <class T> concept Small = sizeof(T) < 64;
namespace a::inline v1 {
template <class T> requires Small<T>
struct One { virtual ~One() noexcept {} virtual app::task<T> a(T x = T{1}, int (*f)(int) = nullptr, int (&row)[4] = rows) const & noexcept = 0; virtual app::task<std::pair<T, int>> b() && = 0; int i{1}, j{2}; };
#ifdef SOMETHING
struct Two { virtual app::task<int> a() = 0; };
#else
struct Two { virtual app::task<int> a() = 0;
#if 1
  virtual app::task<int> b() = 0;
#else
  virtual app::task<int> c() = 0;
#endif
} ;
#endif
struct Three { virtual auto f() -> app::task<int> = 0; virtual TASK(long) s() = 0; virtual app::task<int> g() PURE; virtual app::task<> operator()() = 0; using X = int; typedef int Y; static constexpr int k = 3; static_assert(k == 3); enum { p, q }; union U { int a; }; template <class Z> void h(Z); ; };
/// Four.
struct Four : virtual Three, private One<int> { using Three::f; app::task<int> g() override; virtual app::task<U> u(int, ...) = 0; virtual app::task<int> v() volatile = 0; [[deprecated("no; {")]] virtual app::task<int> w(const char* s = "}; {") = 0; virtual app::task<Y> last() const = 0; };
struct Five { app::task<int> x(); virtual app::task<int> x(int) = 0; /* c */ virtual /* d */ app::task<int> /* e */ z(/* f */) /* g */ = /* h */ 0; // i
};
namespace { struct Six { virtual app::task<int> x() = 0; }; }
extern "C++" { struct Seven { virtual app::task<int> x() = 0; }; }
struct Outer { struct Eight { virtual app::task<int> x() = 0; }; };
struct Nine final { virtual app::task<int> x(); } ;
template <> struct One<char> { virtual app::task<int> x() = 0; };
inline int use(Five& f) { (void)f; return 1; }
struct Holder { Five* five; };
Holder hold(int);
extern Five& global; extern int other;
}
namespace a { struct Ten { DECLARE(m) virtual app::task<int> x() = 0; }; using app::task; 
INTERFACE Eleven { public: virtual task<int> x() = 0; }; }

// What macros begin and end.
#define BEGIN_LIBRARY namespace library {
#define END_LIBRARY }
#define API [[gnu::visibility("default")]]

BEGIN_LIBRARY

struct Twelve {
  struct Nested { int value; };
  virtual app::task<Nested> nested() = 0;
};
API int take(Twelve& twelve);
extern "C" int take_c(Twelve& twelve);
[[nodiscard]]
inline int count(const Twelve*) { return 1; }
API inline int none() { return 0; }

END_LIBRARY

// A type in a template stays out, and so does what names it.
template <class T>
struct Thirteen {
  struct Entry { T value; };
  using Entries = Entry*;
  virtual app::task<Entries> all() = 0;
  virtual app::task<T> first() = 0;
};
struct Entry {};
inline Entry other() { return {}; }
