// Classes of every shape, some of them crammed into a line as nobody should.
#pragma once
#include <async_trait/trait.h>
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
struct [[async_trait_v2]] One {  async<T> a(T x = T{1}, int (*f)(int) = nullptr, int (&row)[4] = rows) const & noexcept; async<std::pair<T, int>> b() &&; // Not carried over, because a trait has no data; each implementer has its own:
//   int i{1}, j{2};
 };
#ifdef SOMETHING
struct Two { virtual app::task<int> a() = 0; };
#else
struct [[async_trait_v2]] Two { async<int> a();
#if 1
  async<int> b();
#else
  virtual app::task<int> c() = 0;
#endif
} ;
#endif
union U { int a; };

struct [[async_trait_v2]] Three { auto f() -> async<int>; // Not carried over, because a macro writes some of it; write it out:
//   virtual TASK(long) s() = 0;
 // Not carried over, because a macro writes some of it; write it out:
//   virtual app::task<int> g() PURE;
 // Not carried over, because a trait has no operators:
//   virtual app::task<> operator()() = 0;
 using X = int; typedef int Y; static constexpr int k = 3; // Not carried over, because a trait has no such member:
//   static_assert(k == 3);
 // Not carried over, because a trait has no types with a body; define it outside, under a name that is free:
//   enum { p, q };
  // Not carried over, because a template that is no virtual method can be a function of its own:
//   template <class Z> void h(Z);
 ; };
/// Four.
struct [[async_trait_v2]] Four : Three {
  // Base not carried over, because it is no trait of this file: 'One<int>'
   // Not carried over, because a trait has no such member:
//   using Three::f;
  // Not carried over, because a trait has no methods with '...':
//   virtual app::task<U> u(int, ...) = 0;
 // Not carried over, because a trait has no 'volatile' and no 'const &&' methods:
//   virtual app::task<int> v() volatile = 0;
 [[deprecated("no; {")]] async<int> w(const char* s = "}; {"); async<Y> last() const; };
struct [[async_trait_v2]] Five { // Not carried over, because it is not virtual; it can be a function of its own, or a provided method:
//   app::task<int> x();
 async<int> x(int); /* c */ async<int> /* e */ z(/* f */); // i
};
namespace { struct Six { virtual app::task<int> x() = 0; }; }
extern "C++" { struct Seven { virtual app::task<int> x() = 0; }; }
struct Outer { struct Eight { virtual app::task<int> x() = 0; }; };
struct [[async_trait_v2]] Nine { // 'x' could be a provided method; its body is elsewhere.
async<int> x(); } ;
// Not carried over, because 'One' becomes a concept and is no type; its Dyn type is 'DynOne':
//   template <> struct One<char> { virtual app::task<int> x() = 0; };
// Not carried over, because 'Five' becomes a concept and is no type; its Dyn type is 'DynFive':
//   inline int use(Five& f) { (void)f; return 1; }
// Not carried over, because 'Five' becomes a concept and is no type; its Dyn type is 'DynFive':
//   struct Holder { Five* five; };
// Not carried over, because 'Holder' is not carried over:
//   Holder hold(int);
// Not carried over, because 'Five' becomes a concept and is no type; its Dyn type is 'DynFive':
//   extern Five& global;
 extern int other;
}
namespace a { struct [[async_trait_v2]] Ten { // Not carried over, because a macro writes some of it; write it out:
//   DECLARE(m) virtual app::task<int> x() = 0;
 }; using app::task; 
struct [[async_trait_v2]] Eleven {  async<int> x(); }; }

// What macros begin and end.
#define BEGIN_LIBRARY namespace library {
#define END_LIBRARY }
#define API [[gnu::visibility("default")]]

BEGIN_LIBRARY

struct Nested { int value; };

struct [[async_trait_v2]] Twelve {
  async<Nested> nested();
};
// Not carried over, because 'Twelve' becomes a concept and is no type; its Dyn type is 'DynTwelve':
//   API int take(Twelve& twelve);
// Not carried over, because 'Twelve' becomes a concept and is no type; its Dyn type is 'DynTwelve':
//   extern "C" int take_c(Twelve& twelve);
// Not carried over, because 'Twelve' becomes a concept and is no type; its Dyn type is 'DynTwelve':
//   [[nodiscard]]
//   inline int count(const Twelve*) { return 1; }
API inline int none() { return 0; }

END_LIBRARY

// A type in a template stays out, and so does what names it.
template <class T>
struct [[async_trait_v2]] Thirteen {
  // Not carried over, because a trait has no types with a body; define it outside, as a template if it needs the parameters:
  //   struct Entry { T value; };
  // Not carried over, because 'Entry' is not carried over:
  //   using Entries = Entry*;
  // Not carried over, because 'Entries' is not carried over:
  //   virtual app::task<Entries> all() = 0;
  async<T> first();
};
struct Entry {};
inline Entry other() { return {}; }
