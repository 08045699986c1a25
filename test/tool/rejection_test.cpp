// Every item of the contract's "Not a trait" list: message, line and column.

#include "snippet.h"

#include "extraction/Messages.h"

#include <gtest/gtest.h>

namespace async_trait_gen::test {
namespace {

/// Expects that \p Code has one error, and nothing comes out. A `$` in \p Code
/// stands in front of the offending token. \p Sentence is a part of the message.
Outcome refused(std::string Code, const std::string& Sentence, const Files& Others = {}) {
  Code = "#include <async_trait/trait.h>\n" + Code;
  const std::size_t Mark = Code.find('$');
  Code.erase(Mark, 1);
  const std::string Before = Code.substr(0, Mark);
  const auto Line = static_cast<unsigned>(std::count(Before.begin(), Before.end(), '\n') + 1);
  const auto Column = static_cast<unsigned>(Before.size() - (Before.rfind('\n') + 1) + 1);

  Outcome Result = extractSnippet(Code, Others);
  EXPECT_FALSE(Result.Header) << Code;
  EXPECT_EQ(Result.Errors.size(), 1u) << Code;
  for (const Complaint& Error : Result.Errors) {
    EXPECT_NE(Error.Text.find(Sentence), std::string::npos) << Error.Text << "\n" << Code;
    EXPECT_EQ(Error.Line, Line) << Error.Text << "\n" << Code;
    EXPECT_EQ(Error.Column, Column) << Error.Text << "\n" << Code;
  }
  return Result;
}

/// The same for a member of a trait X.
Outcome refusedMember(const std::string& Member, const std::string& Sentence) {
  return refused("struct [[async_trait_v2]] X {\n  void first();\n  " + Member + "\n};\n",
                 Sentence);
}

TEST(Rejection, UnionAndEnum) {
  refused("union [[$async_trait_v2]] X { int a; };", "a union cannot be a trait");
  refused("enum [[$async_trait_v2]] X { a };", "an enumeration cannot be a trait");
  refused("enum class [[$async_trait_v2]] X { a };", "an enumeration cannot be a trait");
}

TEST(Rejection, DataMembers) {
  refusedMember("int $count;", "data member");
  refusedMember("int $count = 3;", "data member");
  refusedMember("mutable long $count : 3;", "data member");
}

TEST(Rejection, ConstructorsAndDestructors) {
  refusedMember("$X();", "constructor");
  refusedMember("explicit $X(int) {}", "constructor");
  refusedMember("$X(const X&) = delete;", "constructor");
  refusedMember("template <class T> $X(T);", "constructor");
  refusedMember("$~X();", "destructor");
  refusedMember("virtual $~X() = default;", "destructor");
}

TEST(Rejection, VirtualMethods) {
  const Outcome Plain = refusedMember("$virtual void f();", "cannot be virtual");
  ASSERT_EQ(Plain.Errors.size(), 1u);
  EXPECT_EQ(Plain.Errors[0].FixIts, std::vector<std::string>{"virtual "});
  const Outcome Pure = refusedMember("$virtual async<int> f() const = 0;", "cannot be virtual");
  ASSERT_EQ(Pure.Errors.size(), 1u);
  EXPECT_EQ(Pure.Errors[0].FixIts, (std::vector<std::string>{"virtual ", " = 0"}));
  refusedMember("void $virtual f();", "cannot be virtual");
  const Outcome Final = refusedMember("$virtual void f() noexcept final = 0;", "cannot be virtual");
  ASSERT_EQ(Final.Errors.size(), 1u);
  EXPECT_EQ(Final.Errors[0].FixIts, (std::vector<std::string>{"virtual ", " final", " = 0"}));
}

TEST(Rejection, UsingDeclarations) {
  refused("struct [[async_trait_v2]] A { void f(); };\n"
          "struct [[async_trait_v2]] B : A { using A::$f; };",
          "cannot have a using-declaration; all that its supertraits have is its own already");
}

TEST(Rejection, Bodies) {
  refusedMember("async<int> $f() {}", "the body of async method 'f' has no 'co_return'");
  refusedMember("async<int> $f() { auto l = [] { return 1; }; l(); }", "has no 'co_return'");
  refusedMember("async<int> f() { return $1; }", "no viable conversion");
  refusedMember("consteval int $f() const { return 1; }", "a consteval method needs an object");
  refusedMember("struct I; template <class U = I> U $f() { return U(); }",
                "no default of its template parameters can name a member of the trait");
  refusedMember("int f() const { return X::$none; }", "no member named 'none' in 'X'");
}

TEST(Rejection, Friends) {
  refusedMember("$friend struct Y;", "friend");
  refusedMember("$friend void g();", "friend");
}

TEST(Rejection, Access) {
  refusedMember("$private: void f();", "public");
  const Outcome Protected = refusedMember("$protected:", "public");
  ASSERT_EQ(Protected.Errors.size(), 1u);
  EXPECT_EQ(Protected.Errors[0].FixIts, std::vector<std::string>{"+public"});
  const Outcome Class = refused("class [[async_trait_v2]] X { void $f(); };", "public");
  ASSERT_EQ(Class.Errors.size(), 1u);
  EXPECT_EQ(Class.Errors[0].FixIts, std::vector<std::string>{"+struct"});
}

TEST(Rejection, NestedClassesWithABody) {
  refusedMember("struct $Y { int a; };", "cannot have a body");
  refusedMember("struct $Y { int a; } y;", "cannot have a body");
  const Outcome Union = refusedMember("union $U;", "union");
  ASSERT_EQ(Union.Errors.size(), 1u);
  EXPECT_EQ(Union.Errors[0].FixIts, std::vector<std::string>{"+struct"});
  refusedMember("enum $E { a };", "enumeration");
  refusedMember("enum class $E : int;", "enumeration");
  refusedMember("template <class T> struct $Y;", "cannot be a template");
  refused("struct [[async_trait_v2]] X { struct Y; };\nstruct X::$Y {};", "cannot be defined");
}

TEST(Rejection, Bases) {
  refused("struct A {};\nstruct [[async_trait_v2]] X : $A {};", "must be a trait");
  refused("template <class T> struct [[async_trait_v2]] X : $T {};", "must be a trait");
  refused("struct [[async_trait_v2]] A {};\nstruct [[async_trait_v2]] X : $private A {};",
          "public");
  const Outcome Virtual = refused(
      "struct [[async_trait_v2]] A {};\nstruct [[async_trait_v2]] X : public $virtual A {};",
      "non-virtual");
  ASSERT_EQ(Virtual.Errors.size(), 1u);
  EXPECT_EQ(Virtual.Errors[0].FixIts, std::vector<std::string>{"virtual "});
  refused("template <class T> struct [[async_trait_v2]] G {};\n"
          "template <class... T> struct [[async_trait_v2]] X : $G<T>... {};",
          "expansion of a pack");
}

TEST(Rejection, WhatSupertraitsHaveAlready) {
  const auto Redeclared = [](const std::string& Super, const std::string& Sub) {
    const Outcome Result = refused("struct [[async_trait_v2]] A { struct Item; " + Super +
                                       " };\nstruct [[async_trait_v2]] B : A {};\n"
                                       "struct [[async_trait_v2]] X : B { " +
                                       Sub + " };",
                                   "method 'f' is inherited from trait 'A' already");
    ASSERT_EQ(Result.Notes.size(), 1u);
    EXPECT_EQ(Result.Notes[0].Line, 2u);
  };
  Redeclared("void f(int);", "void $f(const int) {}");
  Redeclared("async<int> f(Item) const;", "int $f(Item) const;");
  Redeclared("void f();", "static void $f();");
  Redeclared("void f();", "void $f() &;");
  Redeclared("template <class T> void f(T);", "template <class U> void $f(U);");
  refused("template <class K> struct [[async_trait_v2]] A { void f(K); };\n"
          "struct [[async_trait_v2]] X : A<int> { void $f(int); };",
          "inherited from trait 'A'");
  refused("template <class K> struct [[async_trait_v2]] A { void f(K); };\n"
          "template <class V> struct [[async_trait_v2]] X : A<V> { void $f(V); };",
          "inherited from trait 'A'");
  refused("struct [[async_trait_v2]] A { void f(); };\nstruct [[async_trait_v2]] B { void f(); };\n"
          "struct [[async_trait_v2]] $X : A, B {};",
          "both the vtable's entry of method 'f' of trait 'A' and the vtable's entry of method 'f' "
          "of trait 'B'");

  const std::string Generic = "template <class T> struct [[async_trait_v2]] G { void f(T); };\n";
  refused(Generic + "struct [[async_trait_v2]] X : G<int>, $G<long> {};",
          "both 'G<int>' and 'G<long>' as supertraits");
  refused(Generic + "struct [[async_trait_v2]] M : G<int> {};\n"
                    "struct [[async_trait_v2]] X : G<long>, $M {};",
          "both 'G<long>' and 'G<int>'");
}

TEST(Rejection, WhatSupertraitsDoNotHave) {
  const Outcome Result = extractSnippet(
      "#include <async_trait/trait.h>\n"
      "template <class T> struct [[async_trait_v2]] G { void f(T); void g(); };\n"
      "struct [[async_trait_v2]] M : G<int> { void f(long); void g() const; };\n"
      "struct [[async_trait_v2]] N : G<int>, M { template <class T> void f(T); };\n"
      "template <class A, class B> struct [[async_trait_v2]] X : G<B> { void f(A); };\n");
  EXPECT_TRUE(Result.Header);
  for (const Complaint& Error : Result.Errors)
    ADD_FAILURE() << Error.Text;
}

TEST(Rejection, DeducedResults) {
  refusedMember("$auto f();", "state its result type");
  refusedMember("static constexpr $auto f() { return 1; }", "state its result type");
  refusedMember("$decltype(auto) f();", "state its result type");
  refusedMember("const $auto& f();", "state its result type");
  refusedMember("auto f() -> $auto;", "state its result type");
  refusedMember("auto f() -> $decltype(auto);", "state its result type");
}

TEST(Rejection, VolatileAndConstRvalueMethods) {
  const Outcome Volatile = refusedMember("void f() $volatile;", "volatile");
  ASSERT_EQ(Volatile.Errors.size(), 1u);
  EXPECT_EQ(Volatile.Errors[0].FixIts, std::vector<std::string>{" volatile"});
  refusedMember("void f() const $volatile;", "volatile");
  refusedMember("void f() $const &&;", "'const &&'");
}

TEST(Rejection, Variadics) { refusedMember("void f(int, $...);", "variadic"); }

TEST(Rejection, Operators) {
  refusedMember("int $operator+(int);", "operator");
  refusedMember("template <class T> int $operator()(T);", "operator");
  refusedMember("$operator bool() const;", "conversion");
}

TEST(Rejection, OtherMembers) {
  refusedMember("void $f() = delete;", "deleted");
  refusedMember("void f() $try {} catch (...) {}", "function try block");
  refusedMember("static int $a;", "'static const'");
  refusedMember("static constexpr $auto a = 1;", "state its type");
  refusedMember("void f(), $g();", "by itself");
  refusedMember("void f($auto x);", "template <class T>");
  refusedMember("$static_assert(true);", "such a member");
  refusedMember("static const int& $r;", "cannot be a reference");
  refusedMember("static int& $r;", "cannot be a reference");
  refusedMember("int ($max)(int a);", "in parentheses");
  refused("enum class E { a };\nstruct [[async_trait_v2]] X { $using enum E; };", "'using enum'");
  refusedMember("$async<int[3]> f();", "array");
  refusedMember("$async<int()> f();", "function");
  refusedMember("void f(struct $Fwd* p);", "in front of the trait");
  refused("struct [[async_trait_v2]] X { static const int a; };\ninline const int X::$a = 3;",
          "constant 'a' of a trait cannot be defined outside");
  refused("template <class T> struct [[async_trait_v2]] X { void f(); };\n"
          "template <> void X<int>::$f() {}",
          "defined outside");
  refused("struct [[async_trait_v2]] X { void f(); };\nvoid X::$f() {}", "defined outside");
}

TEST(Rejection, AsyncElsewhere) {
  refused("$async<int> f();", "only be the result");
  refused("using A = $async<int>;", "only be the result");
  refused("struct Y { $async<int> f(); };", "only be the result");
  refused("template <class T> using A = async_trait::$async<T>;", "only be the result");
  refused("void f() { $async<int> g(); }", "only be the result");
  refused("template <class T> struct V {};\nstruct [[async_trait_v2]] X { V<$async<int>> f(); };",
          "only be the result");
  refused("struct [[async_trait_v2]] X { async<$async<int>> f(); };", "only be the result");
  refused("struct [[async_trait_v2]] X { $async<int>& f(); };", "only be the result");
  refused("struct [[async_trait_v2]] X { void f($async<int> x); };", "only be the result");
  refused("struct [[async_trait_v2]] X { using F = $async<int>; };", "only be the result");
  refused("using async_trait::$async;", "only be the result");
  refused("inline void f() { auto l = [](int) -> $async<int> {}; }", "only be the result");
  refused("inline void f() { auto l = [] -> $async<int> {}; }", "only be the result");
  refused("inline void f() { auto g(int) -> $async<int>; }", "only be the result");
  refusedMember("void f() { auto l = [](int) mutable -> $async<int> {}; }", "only be the result");
  refusedMember("struct [[async_trait_v2($\"requires same<Item, async<int>>\")]] Item;",
                "cannot be in a bound");
}

TEST(Rejection, AnotherAsyncIsNoneOfOurs) {
  const Outcome Result =
      extractSnippet("#include <async_trait/trait.h>\n"
                     "namespace other { template <class T> struct async {}; async<int> f();\n"
                     "inline int g() { return other::async<int>(), 1; } }\n"
                     "inline bool h(int async) { return async < 3; }\n"
                     "template <int async> bool i() { return async < 3; }\n"
                     "inline bool j() { using other::async; return async<int>(), true; }\n"
                     "struct S { template <class T> int async(); int k(S* s) { return "
                     "s->async<int>() + s[0].async<int>(); } };\n"
                     "struct T { int async; bool l() { return async < 3; } };\n"
                     "namespace n { enum E { async }; inline bool m() { return async < 3; } }\n");
  EXPECT_TRUE(Result.Header);
  EXPECT_TRUE(Result.Errors.empty());
}

TEST(Rejection, Places) {
  refused("void f() { struct [[$async_trait_v2]] X {}; }", "in a function");
  refused("constexpr int f() { struct [[$async_trait_v2]] X {}; return 1; }", "in a function");
  refused("struct Y { struct [[$async_trait_v2]] X {}; };", "member of a class");
  refused("namespace { struct [[async_trait_v2]] $X {}; }", "anonymous namespace");
  refused("namespace a { namespace { namespace b { struct [[async_trait_v2]] $X {}; } } }",
          "anonymous namespace");
  refused("struct [[async_trait_v2]] $X;", "never defined");
  refused("template <class T> struct [[async_trait_v2]] $X;", "never defined");
  refused("struct [[async_trait_v2]] X {} $x;", "must end with ';'");
  refused("[[$async_trait_v2]] void f();", "belongs on a class");
  refused("int x [[$async_trait_v2]];", "belongs on a class");
  refused("using I [[$async_trait_v2]] = int;", "belongs on a class");
  refused("namespace [[$async_trait_v2]] n {}", "belongs on a class");
  refused("struct Y { [[$async_trait_v2]] void f(); };", "belongs on a class");
  refused("template <class T> struct Y;\ntemplate <> struct [[async_trait_v2]] $Y<int> {};",
          "specialization");
  const std::string Generic = "template <class T> struct [[async_trait_v2]] X {};\n";
  refused(Generic + "template <> struct $X<int> {};", "specialization");
  refused(Generic + "template <class T> struct $X<T*> {};", "specialization");
  refused(Generic + "template struct $X<int>;", "specialization");
  refused(Generic + "template <> struct [[async_trait_v2]] $X<int> {};", "specialization");
  refused("namespace n { struct X; }\nstruct [[async_trait_v2]] $n::X {};", "by its name alone");
  refused("$using Y = struct [[async_trait_v2]] X {};", "a declaration of its own");
  refused("struct Y {};\n$static struct [[async_trait_v2]] X {};", "a declaration of its own");
  refused("extern \"C\" { struct [[async_trait_v2]] $X {}; }", "'extern \"C\"'");
}

TEST(Rejection, Macros) {
  refused("#define HEAD struct [[async_trait_v2]] X {\n$HEAD void f(); };", "comes from a macro");
  refused("#define TAIL };\nstruct [[async_trait_v2]] X { $TAIL", "comes from a macro");
  refused("#define SEMI ;\nstruct [[async_trait_v2]] X { } $SEMI", "comes from a macro");
  refused("#define NAME X\nstruct [[async_trait_v2]] $NAME { };", "comes from a macro");
}

TEST(Rejection, Options) {
  refused("struct [[async_trait_v2($\"dynamic\")]] X {};",
          "unknown option 'dynamic' for a trait; known are 'dyn=NAME', 'dyn=none', "
          "'storage=POLICY' and 'future=TEMPLATE'");
  refused("struct [[async_trait_v2(\"dyn=A\", $\"static_only\")]] X {};", "unknown option");
  refused("struct [[async_trait_v2($\"dyn=a b\")]] X {};", "not an identifier");
  refused("struct [[async_trait_v2($\"storage=\")]] X {};", "needs a value");
  refused("struct [[async_trait_v2($3)]] X {};", "string literal");
  refused("struct [[async_trait_v2($dyn)]] X {};", "string literal");
  refused("struct [[async_trait_v2($L\"dyn=A\")]] X {};", "string literal");
  refused("struct [[async_trait_v2($u8\"dyn=A\")]] X {};", "string literal");
  for (const char* Name : {"int", "co_await", "true", "and"})
    refused("struct [[async_trait_v2($\"dyn=" + std::string(Name) + "\")]] X {};",
            "not an identifier");
  refused("struct [[async_trait_v2($\"dyn=X\")]] X {};", "like the trait itself");
  refused("struct [[async_trait_v2(\"dyn=A\", $\"dyn=none\")]] X {};",
          "option 'dyn=none' does not go together with 'dyn=A'");
  refused("struct [[async_trait_v2(\"storage=heap\", $\"storage=inplace<8>\")]] X {};", "together");
  refused("struct [[async_trait_v2(\"storage=heap\", $\"dyn=none\")]] X {};", "together");
  refused("struct [[async_trait_v2(\"storage=heap\", $\"future=a\")]] X {};", "together");
  refused("struct [[async_trait_v2(\"dyn=A\")]] X;\nstruct [[async_trait_v2($\"dyn=B\")]] X {};",
          "together");
  refusedMember("[[async_trait_v2($\"dyn=none\")]] void f();", "known is 'static_only'");
  refusedMember("struct [[async_trait_v2($\"static_only\")]] I;", "known is 'requires CONSTRAINT'");
  refusedMember("struct [[async_trait_v2($\"requires \")]] I;", "needs a constraint");
  refusedMember("struct [[async_trait_v2($\"requires (a\")]] I;", "not well formed");
}

TEST(Rejection, Collisions) {
  refusedMember("async<int> read_at(); async<int> $ReadAt();",
                "'ReadAt' in the output would be both");
  refusedMember("struct Next; async<int> $next();",
                "both the associated type 'Next' and the future of method 'next'");
  refusedMember("struct NextFuture; async<int> $Next();", "'NextFuture' in the output");
  refusedMember("struct $drop_fn;", "the output's own 'drop_fn' and the associated type");
  refusedMember("using f_fn = int; void $f();", "the alias 'f_fn' and the vtable's entry");
  refused("template <class $drop_fn> struct [[async_trait_v2]] X {};",
          "the output's own 'drop_fn' and the template parameter");
  refusedMember("void $from();", "cannot be named 'from'");
  refusedMember("void $make();", "cannot be named 'make'");
  refusedMember("static void $target();", "cannot be named 'target'");
  for (const char* Name : {"XTypes", "XView", "XObject", "DynXVtable", "object_"}) {
    refusedMember("struct $" + std::string(Name) + ";", "the output's own");
    refusedMember("using $" + std::string(Name) + " = int;", "the output's own");
  }
  refusedMember("struct $XDefaults; void f() {}", "the output's own");
  refusedMember("static const int $moved_from;", "the output's own");
  for (const char* Name : {"vtable_", "self_", "release_"})
    refusedMember("struct $" + std::string(Name) + ";", "the output's own");
  for (const char* Name : {"XView", "DynXVtable"})
    refusedMember("void $" + std::string(Name) + "();", "the output's own");
  refusedMember("async<int> $x_types();", "the future of method 'x_types'");
  for (const char* Name : {"DynX", "XTypes", "as_x", "object_"})
    refused("template <class $" + std::string(Name) + "> struct [[async_trait_v2]] X {};",
            "the template parameter");
  for (const char* Name : {"XTypes", "XImpl", "DynXRef"})
    refused("struct " + std::string(Name) + " {};\nstruct [[async_trait_v2]] $X {};",
            "needs the name '" + std::string(Name) + "'");
  refused("struct DynX {};\nstruct [[async_trait_v2]] $X {};", "needs the name 'DynX'");
  refused("void as_x(int);\nstruct [[async_trait_v2]] $X {};", "needs the name 'as_x'");
  refused("extern int dyn_x_vtable;\nstruct [[async_trait_v2]] $X {};", "'dyn_x_vtable'");
  refused("struct XDefaults;\nstruct [[async_trait_v2]] $X { void f() {} };", "'XDefaults'");
  refused(
      "struct [[async_trait_v2(\"dyn=Any\")]] X {};\nstruct [[async_trait_v2(\"dyn=Any\")]] $Y {};",
      "would both declare 'Any'");
  refused("struct [[async_trait_v2]] DynX {};\nstruct [[async_trait_v2]] $X {};",
          "would both declare 'DynX'");
}

TEST(Rejection, DynTypesThatAreDeclaredOtherwise) {
  const auto Expect = [](const std::string& Declared, const std::string& Trait,
                         const std::string& Right) {
    const Outcome Result = refused(Declared + ";\n" + Trait, "write '" + Right + ";'");
    ASSERT_EQ(Result.Errors.size(), 1u);
    EXPECT_EQ(Result.Errors[0].FixIts, std::vector<std::string>{"+" + Right});
  };
  Expect("struct $DynX", "struct [[async_trait_v2]] X { struct Item; };",
         "template <class Item> struct DynX");
  Expect("template <class T> struct $DynXRef", "struct [[async_trait_v2]] X {};", "struct DynXRef");
  Expect("template <int N> struct $DynXShared",
         "template <class K, int N, class... P> struct [[async_trait_v2]] X { struct Item; };",
         "template <class K, int N, class Item, class... P> struct DynXShared");
  Expect("template <class T> concept C = true;\ntemplate <class T> struct $DynX",
         "template <C K> struct [[async_trait_v2]] X {};", "template <C K> struct DynX");
}

TEST(Rejection, WhatDoesNotCollide) {
  const Outcome Result = extractSnippet(
      "#include <async_trait/trait.h>\nstruct XDefaults;\nstruct DynX;\nnamespace n { struct "
      "XImpl; }\n"
      "struct [[async_trait_v2]] X { void drop(); async<int> read(); async<int> read(int);\n"
      "  void as_x(); void XTypes(); void XImpl(); void dyn_x_vtable(); };\n"
      "template <class K, int N, class... P> struct [[async_trait_v2]] Z;\n"
      "template <class T, int M, class I, class... Q> struct DynZ;\n"
      "template <class K, int N, class... P> struct Z { struct Item; };\n"
      "struct DynY {};\nstruct [[async_trait_v2(\"dyn=none\")]] Y {};\n");
  EXPECT_TRUE(Result.Header);
  for (const Complaint& Error : Result.Errors)
    ADD_FAILURE() << Error.Text;
}

TEST(Rejection, UnknownTypes) {
  refusedMember("async<$Missing> f();", "Missing");
  refusedMember("void f($Missing x);", "Missing");
}

TEST(Rejection, TraitsAsTypes) {
  refusedMember("$X* self();", "trait 'X' becomes a concept");
  refusedMember("void f(const $X& other);", "its Dyn type is 'DynX'");
  refused("struct [[async_trait_v2(\"dyn=AnyA\")]] A {};\nvoid f($A* a);", "'AnyA'");
  refused("struct [[async_trait_v2]] A {};\ntemplate <class T> struct V {};\nextern V<$A> v;",
          "becomes a concept");
  refused("struct [[async_trait_v2]] A { using B = int; };\nusing I = $A::B;", "becomes a concept");
  refused("template <class T> struct [[async_trait_v2]] A {};\n$A<int>* a();", "becomes a concept");
  refused("template <class T> struct [[async_trait_v2]] A {};\n"
          "struct [[async_trait_v2]] B : A<$B> {};",
          "becomes a concept");
  refused("struct [[async_trait_v2]] A {};\nstruct C : $A {};", "becomes a concept");
  refusedMember("void f() { $X* x = nullptr; }", "its Dyn type is 'DynX'");
}

TEST(Rejection, ConditionsAcrossATrait) {
  refused("struct [[async_trait_v2]] X {\n$#if 1\nvoid f();\n};\n#endif\n", "'#if'");
  refused("#if 1\nstruct [[async_trait_v2]] X {\nvoid f();\n$#endif\n};\n", "'#if'");
  refused("struct [[async_trait_v2]] X {\n$%:if 1\nvoid f();\n};\n%:endif\n", "'#if'");
  refused("#if 1\nstruct [[async_trait_v2]] X {\n$#else\nstruct Y {\n#endif\nvoid f();\n};\n",
          "'#if'");
}

TEST(Rejection, ComputedIncludes) {
  refused("#define NAME \"y.trait.h\"\n#include $NAME\n", "written out",
          {{"y.trait.h", "struct [[async_trait_v2]] Y {};\n"}});
}

TEST(Rejection, Bounds) {
  refusedMember("struct [[async_trait_v2($\"requires true ||\")]] I;", "expected expression");
  refusedMember("struct [[async_trait_v2($\"requires movabel<I>\")]] I;",
                "undeclared identifier 'movabel'");
  refusedMember("struct [[async_trait_v2($\"requires x(a) || b + c\")]] I;", "undeclared");
  refusedMember("struct [[async_trait_v2($\"requires X<I>\")]] I;", "cannot refer to itself");
  refused("struct [[async_trait_v2]] A { void f(); };\n"
          "struct [[async_trait_v2]] B { struct [[async_trait_v2($\"requires A<I, int>\")]] I; };",
          "too many template arguments");
  refused("struct [[async_trait_v2]] A;\n"
          "struct [[async_trait_v2]] B { struct [[async_trait_v2($\"requires A<I>\")]] I; };\n"
          "struct [[async_trait_v2]] A { void f(); };",
          "expected");
}

TEST(Rejection, TypesThatOptionsName) {
  const auto refusedOption = [](const std::string& Option, const std::string& Sentence) {
    refused("template <class> struct own;\nstruct [[async_trait_v2($\"" + Option +
                "\")]] X { async<int> f(); };",
            Sentence);
  };
  refusedOption("storage=a; int x;", "'a; int x;' is not the name of a type; 'storage=' needs one");
  refusedOption("storage=inplace<64", "not the name of a type");
  refusedOption("storage=inplace<64>>", "not the name of a type");
  refusedOption("storage=a b", "not the name of a type");
  refusedOption("storage=bogus", "unknown type name 'bogus'");
  refusedOption("storage=own<bogus>", "'bogus'");
  refusedOption("storage=own", "requires template arguments");
  refusedOption("future=;", "not the name of a template; 'future=' needs one");
  refusedOption("future=own<int>", "not the name of a template");
  refusedOption("future=nope", "'nope'");
  refusedOption("future=std::nope", "std");
  refused("struct [[async_trait_v2($\"storage=late\")]] X { async<int> f(); };\nstruct late {};",
          "'late'");
}

TEST(Rejection, SyntaxOfBodies) {
  refusedMember("int f() { return 1 + $; }", "expected expression");
  const Outcome Missing = refusedMember("int f() { return 3 $}", "expected ';'");
  ASSERT_EQ(Missing.Errors.size(), 1u);
  EXPECT_EQ(Missing.Errors[0].FixIts, std::vector<std::string>{"+;"});
  refusedMember("struct I; int f() { for (I i; sizeof(i) $) {} return 2; }", "expected ';'");
}

TEST(Rejection, UnknownNamesInBodies) {
  refusedMember("struct I; async<int> f() { I i; co_return $missing; }", "'missing'");
  refusedMember("async<int> f() { co_return co_await $missing(); }", "'missing'");
  refusedMember("int f() { $Missing m; return 0; }", "'Missing'");
  refusedMember("int f() { return $missing::g(); }", "'missing'");
  refusedMember("template <class T> T f(T t) { return t + $missing; }", "'missing'");
  refusedMember("void f() { [&] { return $missing; }(); }", "'missing'");
  refusedMember("static int f() { return $first(); }", "without an object");
  const Outcome Typo = refusedMember("int next(); int f() { return $nxt(); }", "mean 'next'");
  ASSERT_EQ(Typo.Errors.size(), 1u);
  EXPECT_EQ(Typo.Errors[0].FixIts, std::vector<std::string>{"+next"});
}

TEST(Rejection, BodiesOfSupertraitsAndFromMacros) {
  refused("struct [[async_trait_v2]] A { int f() { return $missing; } };\n"
          "struct [[async_trait_v2]] B : A { int g() { return f(); } };",
          "'missing'");
  refused("#define BODY { return missing; }\nstruct [[async_trait_v2]] A { int f() $BODY };",
          "'missing'");
}

TEST(Rejection, MembersOfOtherFiles) {
  const Outcome Result =
      extractSnippet("struct [[async_trait_v2]] X {\n#include \"members.inc\"\n};\n",
                     {{"members.inc", "void f();\n"}});
  EXPECT_FALSE(Result.Header);
  ASSERT_EQ(Result.Errors.size(), 1u);
  EXPECT_NE(Result.Errors[0].Text.find("own file"), std::string::npos);
}

TEST(Diagnostics, HaveStableIds) {
  EXPECT_EQ(stableId(Message::DataMember), "data-member");
  EXPECT_EQ(stableIdOfFormat("a trait cannot have a friend"), "friend");
  EXPECT_EQ(stableIdOfFormat("something else"), "");
}

} // namespace
} // namespace async_trait_gen::test
