// From a trait header's text to the model: every row of the trait language.

#include "snippet.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace async_trait_gen::test {
namespace {

using model::AssociatedType;
using model::Method;
using model::Receiver;
using model::Trait;
using Category = model::Parameter::Category;

const std::string Begin = "#include <async_trait/trait.h>\nnamespace demo {\n";
const std::string End = "\n}\n";

std::vector<Trait> traitsOf(const Outcome& Result) {
  std::vector<Trait> Traits;
  for (const Complaint& Error : Result.Errors)
    ADD_FAILURE() << Error.Line << ":" << Error.Column << ": " << Error.Text;
  if (Result.Header)
    for (const auto& Element : Result.Header->Elements)
      if (const auto* Found = std::get_if<Trait>(&Element))
        Traits.push_back(*Found);
  return Traits;
}

/// The last trait of the file that has \p Code in `namespace demo`.
Trait traitFrom(const std::string& Code, const Files& Others = {}) {
  const auto Traits = traitsOf(extractSnippet(Begin + Code + End, Others));
  if (Traits.empty()) {
    ADD_FAILURE() << "no trait";
    return {};
  }
  return Traits.back();
}

/// The trait X with these members.
Trait traitWith(const std::string& Members, const std::string& Around = "") {
  return traitFrom(Around + "struct [[async_trait_v2]] X {\n" + Members + "\n};");
}

template <class M>
std::vector<M> membersOf(const Trait& T) {
  std::vector<M> Result;
  for (const model::Member& Each : T.Members)
    if (const auto* Found = std::get_if<M>(&Each))
      Result.push_back(*Found);
  return Result;
}

template <class M>
M lastOf(const Trait& T) {
  const auto All = membersOf<M>(T);
  if (All.empty()) {
    ADD_FAILURE() << "no such member";
    return {};
  }
  return All.back();
}

Method methodFrom(const std::string& Members, const std::string& Around = "") {
  return lastOf<Method>(traitWith(Members, Around));
}

/// A parameter with `$` where its name goes.
std::string showParameter(const model::Parameter& P) {
  return show(P.BeforeName) + "$" + show(P.AfterName);
}

std::string verbatimOf(const model::Header& Header) {
  std::string Result;
  for (const auto& Element : Header.Elements)
    if (const auto* Text = std::get_if<model::Verbatim>(&Element))
      Result += Text->Text;
    else
      Result += std::holds_alternative<model::RuntimeInclude>(Element) ? "<runtime>" : "<trait>";
  return Result;
}

std::string verbatimFrom(const std::string& Code, const Files& Others = {}) {
  const Outcome Result = extractSnippet(Code, Others);
  for (const Complaint& Error : Result.Errors)
    ADD_FAILURE() << Error.Line << ":" << Error.Column << ": " << Error.Text;
  return Result.Header ? verbatimOf(*Result.Header) : "";
}

TEST(Extraction, ReadsTheSeedsTrait) {
  const Trait T = traitFrom("/// Yields.\nstruct [[async_trait_v2]] AsyncIter {\n"
                            "  /// What.\n  struct Item;\n\n"
                            "  /// The next.\n  async<Item*> next();\n};");
  EXPECT_EQ(T.Name, "AsyncIter");
  EXPECT_EQ(T.Namespaces, std::vector<std::string>{"demo"});
  ASSERT_EQ(T.Members.size(), 2u);
  const auto Item = lastOf<AssociatedType>(T);
  EXPECT_EQ(Item.Name, "Item");
  EXPECT_EQ(Item.Doc, model::Comment{"/// What."});
  const auto Next = lastOf<Method>(T);
  EXPECT_EQ(Next.Name, "next");
  EXPECT_TRUE(Next.IsAsync);
  EXPECT_EQ(show(Next.Result), "type(Item)*");
  EXPECT_EQ(Next.Doc, model::Comment{"/// The next."});
  EXPECT_EQ(Next.Where.Line, 9u);
  EXPECT_EQ(Next.Where.Column, 16u);
}

TEST(Extraction, CarriesOverWhatIsNoTrait) {
  const std::string Text = "// first\n#pragma once\nint f() { return 1; }\n#if 0\nodd '\n#endif\n";
  EXPECT_EQ(verbatimFrom(Text), Text);
}

TEST(Extraction, KeepsByteOrderMarkAndCarriageReturns) {
  const std::string Text =
      "\xEF\xBB\xBF#include <async_trait/trait.h>\r\nstruct [[async_trait_v2]] "
      "X {\r\n  /// Doc.\r\n  async<void> f();\r\n};\r\nint x;\r\n";
  const Outcome Result = extractSnippet(Text);
  EXPECT_EQ(verbatimOf(*Result.Header), "\xEF\xBB\xBF<runtime>\r\n<trait>\r\nint x;\r\n");
  EXPECT_EQ(lastOf<Method>(traitsOf(Result).back()).Doc, model::Comment{"/// Doc."});
}

TEST(Extraction, MapsIncludes) {
  const Files Others{{"a.trait.h", ""}, {"d/b.trait.hpp", ""}, {"plain.h", ""}};
  EXPECT_EQ(verbatimFrom("#include \"a.trait.h\" // why\n# include <d/b.trait.hpp>\n"
                         "#include \"plain.h\"\n#ifdef NEVER\n#include \"c.trait.hxx\"\n#endif\n"
                         "  #include <async_trait/trait.h>  // it\n",
                         Others),
            "#include \"a.h\" // why\n# include <d/b.hpp>\n"
            "#include \"plain.h\"\n#ifdef NEVER\n#include \"c.hxx\"\n#endif\n"
            "  <runtime>  // it\n");
}

TEST(Extraction, MapsIncludesInEverySpelling) {
  const Files Others{{"a.trait.h", "#pragma once\n"}};
  EXPECT_EQ(verbatimFrom("%:include \"a.trait.h\"\n#  /* c */ include /* d */ \"a.trait.h\"\n"
                         "#include \\\n \"a.trait.h\"\n#import \"a.trait.h\"\n"
                         "/* e */ #include \"a.trait.h\"\n#define S #include \"a.trait.h\"\n",
                         Others),
            "%:include \"a.h\"\n#  /* c */ include /* d */ \"a.h\"\n"
            "#include \\\n \"a.h\"\n#import \"a.h\"\n"
            "/* e */ #include \"a.h\"\n#define S #include \"a.trait.h\"\n");
}

TEST(Extraction, DropsTheClassKeyOfAnAssociatedType) {
  const Method F = lastOf<Method>(traitWith("struct Item; async<struct Item> f(struct Item* p);"));
  EXPECT_EQ(show(F.Result), "type(Item)");
  EXPECT_EQ(showParameter(F.Parameters[0]), "type(Item)*$");
}

TEST(Extraction, ReplacesTheDeclarationFromItsHeadToItsSemicolon) {
  EXPECT_EQ(
      verbatimFrom("/// Doc.\ntemplate <class K>\nstruct [[async_trait_v2]] X { void f(); }  ;"
                   " // end\nstruct Y;\n"),
      "/// Doc.\n<trait> // end\nstruct Y;\n");
}

TEST(Extraction, RemovesForwardDeclarationsOfTraits) {
  EXPECT_EQ(verbatimFrom("int a;\nstruct X;\nint b; struct X;\nstruct [[async_trait_v2]] X {};\n"),
            "int a;\nint b; \n<trait>\n");
}

TEST(Extraction, ReadsNamespacesAndSeveralTraits) {
  const auto Traits = traitsOf(
      extractSnippet("namespace a::b { inline namespace v1 { struct [[async_trait_v2]] X {}; } }\n"
                     "class [[async_trait_v2]] Y { public: void f(); };\n"));
  ASSERT_EQ(Traits.size(), 2u);
  EXPECT_EQ(Traits[0].Namespaces, (std::vector<std::string>{"a", "b", "v1"}));
  EXPECT_EQ(Traits[0].OrdinaryNamespaces, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(Traits[1].Namespaces.empty());
}

TEST(Extraction, ReadsOptions) {
  const Trait Stored =
      traitFrom("struct [[async_trait_v2(\"dyn=AnyX\", \"storage=inplace_only<64>\")]] X {};");
  EXPECT_EQ(Stored.DynName, "AnyX");
  EXPECT_EQ(Stored.Storage, "inplace_only<64>");
  EXPECT_FALSE(Stored.IsStaticOnly);
  const Trait Wrapped = traitFrom("namespace own { template <class T> class lazy; }\n"
                                  "struct [[async_trait_v2(\"dyn=AnyX\")]] X;\n"
                                  "struct [[async_trait_v2(\"future=own::lazy\")]] X {};");
  EXPECT_EQ(Wrapped.DynName, "AnyX");
  EXPECT_EQ(Wrapped.Future, "::demo::own::lazy");
  const Trait None = traitFrom("struct [[async_trait_v2(\"dyn=none\")]] X {};");
  EXPECT_TRUE(None.IsStaticOnly);
  EXPECT_EQ(None.DynName, "");
}

TEST(Extraction, ReadsTheAttributeFromAMacro) {
  EXPECT_EQ(traitFrom("#define TRAIT [[async_trait_v2]]\nstruct TRAIT X {};").Name, "X");
}

TEST(Extraction, QualifiesNamesFromOutside) {
  const std::string Around =
      "struct Status {};\nnamespace inner { struct Deep {}; }\ninline namespace v1 { enum class "
      "Mode { on }; }\ntemplate <class T> struct Box {};\nconstexpr int limit = 4;\n";
  const Method M = methodFrom("struct Item;\n"
                              "async<Box<Status>> f(inner::Deep a, const Mode& b, demo::Status c, "
                              "Box<Box<Item>>* d, int e = limit, Mode g = Mode::on);",
                              Around);
  EXPECT_EQ(show(M.Result), "<::demo::>Box<<::demo::>Status>");
  ASSERT_EQ(M.Parameters.size(), 6u);
  EXPECT_EQ(showParameter(M.Parameters[0]), "<::demo::>inner::Deep$");
  EXPECT_EQ(showParameter(M.Parameters[1]), "const <::demo::>Mode&$");
  EXPECT_EQ(showParameter(M.Parameters[2]), "demo::Status$");
  EXPECT_EQ(showParameter(M.Parameters[3]), "<::demo::>Box<<::demo::>Box<type(Item)>>*$");
  EXPECT_EQ(show(M.Parameters[4].Default), "<::demo::>limit");
  EXPECT_EQ(show(M.Parameters[5].Default), "<::demo::>Mode::on");
}

TEST(Extraction, QualifiesThroughUsingDeclarationsAndDirectives) {
  const Method M = methodFrom("void f(A a, B b, G g);",
                              "} struct G {}; namespace lib { struct A {}; struct B {}; }\n"
                              "namespace demo { using lib::A; using namespace lib;\n");
  EXPECT_EQ(showParameter(M.Parameters[0]), "<::demo::>A$");
  EXPECT_EQ(showParameter(M.Parameters[1]), "<::lib::>B$");
  EXPECT_EQ(showParameter(M.Parameters[2]), "<::>G$");
}

TEST(Extraction, ReadsEverySpellingOfAsync) {
  const auto Methods =
      membersOf<Method>(traitWith("async<int> a();\n::async_trait::async<int> b();\n"
                                  "async_trait::async<int> c();\n"
                                  "auto d() -> async<int>;\nasync<> e();\n"
                                  "async<void> f();\nint g();"));
  ASSERT_EQ(Methods.size(), 7u);
  for (unsigned I = 0; I < 4; ++I) {
    EXPECT_TRUE(Methods[I].IsAsync);
    EXPECT_EQ(show(Methods[I].Result), "int");
  }
  EXPECT_EQ(show(Methods[4].Result), "void");
  EXPECT_TRUE(Methods[4].ReturnsVoid);
  EXPECT_TRUE(Methods[5].ReturnsVoid);
  EXPECT_FALSE(Methods[6].IsAsync);
}

TEST(Extraction, ReadsResultsOfEveryShape) {
  const auto Methods = membersOf<Method>(
      traitWith("const int& a();\nint (*b(int x))[3];\nauto c() const noexcept -> const char*;\n"
                "[[nodiscard]] unsigned long d();\nasync<const int&> e();\nvoid g();"));
  ASSERT_EQ(Methods.size(), 6u);
  EXPECT_EQ(show(Methods[0].Result), "const int&");
  EXPECT_EQ(show(Methods[1].Result), "int (*)[3]");
  EXPECT_EQ(show(Methods[2].Result), "const char*");
  EXPECT_EQ(show(Methods[2].Noexcept), "noexcept");
  EXPECT_EQ(Methods[2].Self, Receiver::Const);
  EXPECT_EQ(show(Methods[3].Result), "unsigned long");
  EXPECT_EQ(show(Methods[4].Result), "const int&");
  EXPECT_TRUE(Methods[5].ReturnsVoid);
}

TEST(Extraction, SplitsParametersAroundTheirNames) {
  const Method M = methodFrom("void f(int (&row)[4], void (*call)(int, char), int list[3], "
                              "[[maybe_unused]] const char* text, int (*)(long), int[2], "
                              "int, pair<int, int> both = {1, 2});",
                              "template <class A, class B> struct pair { A a; B b; };\n");
  ASSERT_EQ(M.Parameters.size(), 8u);
  EXPECT_EQ(showParameter(M.Parameters[0]), "int (&$)[4]");
  EXPECT_EQ(M.Parameters[0].Name, "row");
  EXPECT_EQ(showParameter(M.Parameters[1]), "void (*$)(int, char)");
  EXPECT_EQ(showParameter(M.Parameters[2]), "int$[3]");
  EXPECT_EQ(showParameter(M.Parameters[3]), "const char*$");
  EXPECT_EQ(showParameter(M.Parameters[4]), "int (*$)(long)");
  EXPECT_EQ(showParameter(M.Parameters[5]), "int$[2]");
  EXPECT_EQ(showParameter(M.Parameters[6]), "int$");
  EXPECT_EQ(M.Parameters[6].Name, "");
  EXPECT_EQ(showParameter(M.Parameters[7]), "<::demo::>pair<int, int>$");
  EXPECT_EQ(show(M.Parameters[7].Default), "{1, 2}");
}

TEST(Extraction, ReadsCategories) {
  const Method M = methodFrom("struct Item;\n"
                              "void f(int a, Item* b, Big c, Item d, Box<Item> e, Item& g, "
                              "const Item& h, Big&& i, Item&& j, Color k);",
                              "struct Big {}; enum Color {};\ntemplate <class T> struct Box {};\n");
  std::vector<Category> Found;
  for (const model::Parameter& P : M.Parameters)
    Found.push_back(P.What);
  EXPECT_EQ(Found,
            (std::vector{Category::Scalar, Category::Scalar, Category::Value, Category::Dependent,
                         Category::Dependent, Category::LvalueReference, Category::LvalueReference,
                         Category::RvalueReference, Category::Dependent, Category::Scalar}));
}

TEST(Extraction, ReadsReceivers) {
  const auto Methods = membersOf<Method>(traitWith("void a();\nvoid b() const;\nvoid c() &;\nvoid "
                                                   "d() const &;\nvoid e() &&;\nstatic void g();"));
  std::vector<Receiver> Found;
  for (const Method& M : Methods)
    Found.push_back(M.Self);
  EXPECT_EQ(Found, (std::vector{Receiver::Mutable, Receiver::Const, Receiver::Lvalue,
                                Receiver::ConstLvalue, Receiver::Consuming, Receiver::None}));
  EXPECT_EQ(show(Methods.back().Result), "void");
}

TEST(Extraction, ReadsAttributesAndLeavesOutItsOwn) {
  const auto Methods = membersOf<Method>(
      traitWith("[[nodiscard(\"a, b\")]] [[deprecated]] int a();\n"
                "[[async_trait_v2(\"static_only\"), nodiscard]] int b();\n"
                "[[async_trait_v2(\"static_only\")]] int c();\nint d [[nodiscard]] ();"));
  ASSERT_EQ(Methods.size(), 4u);
  ASSERT_EQ(Methods[0].Attributes.size(), 2u);
  EXPECT_EQ(show(Methods[0].Attributes[0]), "[[nodiscard(\"a, b\")]]");
  EXPECT_EQ(show(Methods[0].Attributes[1]), "[[deprecated]]");
  EXPECT_FALSE(Methods[0].IsStaticOnly);
  ASSERT_EQ(Methods[1].Attributes.size(), 1u);
  EXPECT_EQ(show(Methods[1].Attributes[0]), "[[nodiscard]]");
  EXPECT_TRUE(Methods[1].IsStaticOnly);
  EXPECT_TRUE(Methods[2].Attributes.empty());
  EXPECT_TRUE(Methods[2].IsStaticOnly);
  ASSERT_EQ(Methods[3].Attributes.size(), 1u);
  EXPECT_EQ(show(Methods[3].Result), "int");
}

TEST(Extraction, ReadsGenericMethods) {
  const Method M = methodFrom("template <Small T, int N = limit, class... Args>\n"
                              "  requires Same<T, Args...>\n"
                              "[[nodiscard]] async<T> f(T&& t, Args... args) const\n"
                              "  requires (N > 0);",
                              "constexpr int limit = 4;\n"
                              "template <class T> concept Small = sizeof(T) < 9;\n"
                              "template <class... T> concept Same = true;\n");
  ASSERT_EQ(M.TemplateParameters.size(), 3u);
  EXPECT_EQ(show(M.TemplateParameters[0].Declaration), "<::demo::>Small T");
  EXPECT_EQ(show(M.TemplateParameters[0].Constraint), "<::demo::>Small<T>");
  EXPECT_EQ(show(M.TemplateParameters[1].Declaration), "int N");
  EXPECT_EQ(show(M.TemplateParameters[1].Default), "<::demo::>limit");
  EXPECT_EQ(show(M.TemplateParameters[2].Declaration), "class... Args");
  EXPECT_TRUE(M.TemplateParameters[2].IsPack);
  EXPECT_EQ(show(M.HeadRequires), "<::demo::>Same<T, Args...>");
  EXPECT_EQ(show(M.Requires), "(N > 0)");
  EXPECT_EQ(show(M.Result), "T");
  ASSERT_EQ(M.Parameters.size(), 2u);
  EXPECT_EQ(M.Parameters[0].What, Category::Dependent);
  EXPECT_EQ(showParameter(M.Parameters[1]), "Args...$");
  EXPECT_TRUE(M.Parameters[1].IsPack);
  EXPECT_EQ(M.Attributes.size(), 1u);
}

TEST(Extraction, ReadsGenericTraits) {
  const Trait T = traitFrom(
      "template <class T, class U> concept Same = true;\ntemplate <class T> struct list {};\n"
      "template <class K, Same<K> V = list<K>, int N = 3, template <class> class C = list, "
      "Same<int>... Rest>\n  requires (N > 2)\n"
      "struct [[async_trait_v2]] Store { async<V> get(const K& key, C<K> c, Rest... rest); };");
  ASSERT_EQ(T.TemplateParameters.size(), 5u);
  EXPECT_EQ(show(T.TemplateParameters[0].Declaration), "class param(K)");
  EXPECT_EQ(show(T.TemplateParameters[1].Constraint), "<::demo::>Same<param(V), param(K)>");
  EXPECT_EQ(show(T.TemplateParameters[1].Default), "<::demo::>list<param(K)>");
  EXPECT_EQ(T.TemplateParameters[2].What, model::TemplateParameter::Kind::Value);
  EXPECT_EQ(T.TemplateParameters[3].What, model::TemplateParameter::Kind::Template);
  EXPECT_EQ(show(T.TemplateParameters[4].Constraint), "(<::demo::>Same<param(Rest), int> && ...)");
  EXPECT_EQ(show(T.Requires), "(param(N) > 2)");
  const Method M = lastOf<Method>(T);
  EXPECT_EQ(show(M.Result), "param(V)");
  EXPECT_EQ(showParameter(M.Parameters[0]), "const param(K)&$");
  EXPECT_EQ(M.Parameters[1].What, Category::Dependent);
  EXPECT_TRUE(M.Parameters[2].IsPack);
}

TEST(Extraction, ReadsBounds) {
  const auto Item = lastOf<AssociatedType>(
      traitWith("struct Key;\nstruct [[async_trait_v2(\"requires Small<Item> && "
                "std::is_same_v<Key, int>\", \"requires (sizeof(Item) > 1)\")]] Item;",
                "template <class T> concept Small = true;\n"));
  ASSERT_EQ(Item.Bounds.size(), 2u);
  EXPECT_EQ(show(Item.Bounds[0]), "<::demo::>Small<type(Item)> && std::is_same_v<type(Key), int>");
  EXPECT_EQ(show(Item.Bounds[1]), "(sizeof(type(Item)) > 1)");
}

TEST(Extraction, ReadsAliases) {
  const Trait T =
      traitWith("struct Item;\n/// Doc.\nusing Error = Code;\n"
                "typedef Code* Pointer;\ntemplate <class T> using Pair = Two<T, Item>;\n"
                "async<Error> f(Pair<int> p);",
                "struct Code {};\ntemplate <class A, class B> struct Two {};\n");
  const auto Aliases = membersOf<model::Alias>(T);
  ASSERT_EQ(Aliases.size(), 3u);
  EXPECT_EQ(show(Aliases[0].Type), "<::demo::>Code");
  EXPECT_EQ(Aliases[0].Doc, model::Comment{"/// Doc."});
  EXPECT_EQ(show(Aliases[1].Type), "<::demo::>Code*");
  ASSERT_EQ(Aliases[2].TemplateParameters.size(), 1u);
  EXPECT_EQ(show(Aliases[2].Type), "<::demo::>Two<T, type(Item)>");
  EXPECT_EQ(show(lastOf<Method>(T).Result), "alias(Error)");
}

TEST(Extraction, ReadsConstants) {
  const auto Constants = membersOf<model::Constant>(
      traitWith("static const int a;\nstatic constexpr Size b = 3;\n"
                "static constexpr const char* c = \"x\";\nstatic const char* const d;\n"
                "constexpr static inline int e{4};\nconst static Size g;\n"
                "static constexpr int h = e + 1;",
                "using Size = unsigned long;\n"));
  ASSERT_EQ(Constants.size(), 7u);
  EXPECT_EQ(show(Constants[0].Type), "int");
  EXPECT_FALSE(Constants[0].Default);
  EXPECT_EQ(show(Constants[1].Type), "<::demo::>Size");
  EXPECT_EQ(show(*Constants[1].Default), "3");
  EXPECT_EQ(show(Constants[2].Type), "const char*");
  EXPECT_EQ(show(Constants[3].Type), "const char*");
  EXPECT_EQ(show(*Constants[4].Default), "{4}");
  EXPECT_EQ(show(Constants[5].Type), "<::demo::>Size");
  EXPECT_EQ(show(*Constants[6].Default), "const(e) + 1");
}

TEST(Extraction, KeepsBodiesAsWritten) {
  const Method M = methodFrom("struct Item;\nasync<int> next();\nint count();\n"
                              "async<int> twice(int times) {\n"
                              "    // Both of them.\n"
                              "    Item* item = nullptr;\n"
                              "    auto f = [] { return helper(1); };\n"
                              "    co_return co_await next() + this->count() + times + helper(2);\n"
                              "  }",
                              "int helper(int);\n");
  ASSERT_TRUE(M.Body);
  EXPECT_EQ(show(*M.Body), "{\n    // Both of them.\n    type(Item)* item = nullptr;\n"
                           "    auto f = [] { return <::demo::>helper(1); };\n"
                           "    co_return co_await member(next)() + self(this)->count() + times + "
                           "<::demo::>helper(2);\n  }");
  EXPECT_TRUE(M.BodyIsCoroutine);
}

TEST(Extraction, LocalNamesHideThoseOfTheTrait) {
  const Method M =
      methodFrom("int size();\nint data();\n"
                 "int f() {\n  { auto size = 1; use(size); }\n"
                 "  for (const auto& data : list()) use(data);\n"
                 "  use([](int& data) { return data; });\n  return size() * data();\n}",
                 "template <class T> void use(T);\nint (&list())[3];\n");
  ASSERT_TRUE(M.Body);
  const std::string Text = show(*M.Body);
  EXPECT_NE(Text.find("auto size = 1; <::demo::>use(size);"), std::string::npos) << Text;
  EXPECT_NE(Text.find("const auto& data : <::demo::>list()) <::demo::>use(data);"),
            std::string::npos)
      << Text;
  EXPECT_NE(Text.find("return data; });"), std::string::npos) << Text;
  EXPECT_NE(Text.find("return member(size)() * member(data)();"), std::string::npos) << Text;
}

TEST(Extraction, MethodsDoNotHideWhatStandsInFrontOfColons) {
  const Method M = methodFrom("int util();\nint f(util::S s) { return util::g(s) + util(); }",
                              "namespace util { struct S {}; int g(S); }\n");
  EXPECT_EQ(show(M.Parameters.at(0).BeforeName), "<::demo::>util::S");
  ASSERT_TRUE(M.Body);
  const std::string Text = show(*M.Body);
  EXPECT_NE(Text.find("return <::demo::>util::g(s) + member(util)();"), std::string::npos) << Text;
}

TEST(Extraction, BodiesOfLambdasAreNotTheBody) {
  EXPECT_FALSE(
      methodFrom("int f() { auto h = [this](int a[2]) -> Task { co_return a[0]; }; return 0; }",
                 "struct Task {};\n")
          .BodyIsCoroutine);
  EXPECT_TRUE(
      methodFrom("async<int> f() { auto h = [] { return 0; }; co_return h(); }").BodyIsCoroutine);
}

TEST(Extraction, AcceptsInBodiesWhatAnImplementerSupplies) {
  const Trait T = traitFrom(
      "int helper(int);\nstruct DynLater;\n"
      "struct [[async_trait_v2]] Base {\n  struct Key;\n  using Error = int;\n"
      "  static const int limit;\n  async<Key> key_of();\n"
      "  template <class T> T get() const;\n  static int made();\n};\n"
      "#define TYPES struct Hidden;\n"
      "template <class K, int N = 3> struct [[async_trait_v2]] X : Base {\n"
      "  struct Item;\n  TYPES\n  using Pointer = Item*;\n  static const int count;\n"
      "  async<int> next();\n  async<> done();\n"
      "  async<int> run(int times) {\n"
      "    Item item{};\n    Hidden hidden = item.anything();\n    int buffer[count + limit];\n"
      "    for (auto& [u, v] : item.list()) helper(u.z + v);\n"
      "    auto key = co_await key_of();\n    Key copy = key;\n    Error error = 3;\n"
      "    Pointer p = &item;\n    get<int>();\n    this->unknown(made() >> N);\n"
      "    static_assert(sizeof(Item) == 3);\n    DynLater later(item);\n    K k{};\n"
      "    co_await done();\n    co_return co_await next() + item;\n  }\n"
      "  async<int> direct() { return next(); }\n  static int fixed() { return count + made(); }\n"
      "};\n"
      "struct [[async_trait_v2]] Later {};\n"
      "struct [[async_trait_v2]] Last : X<int> { void f() { Item i = sizeof(Hidden); done(); } };");
  ASSERT_EQ(T.Supertraits.size(), 1u);
  const auto Methods = membersOf<Method>(*T.Supertraits[0].Definition);
  ASSERT_EQ(Methods.size(), 5u);
  EXPECT_TRUE(Methods[2].BodyIsCoroutine);
  EXPECT_FALSE(Methods[3].BodyIsCoroutine);
  EXPECT_EQ(show(*Methods[4].Body), "{ return const(count) + static(made)(); }");
}

TEST(Extraction, ReadsBodiesOfSupertraitsInOtherHeaders) {
  const Files Others{
      {"a.trait.h", "#pragma once\n#include <async_trait/trait.h>\nstruct [[async_trait_v2]] A {\n"
                    "  struct Item;\n  int size();\n"
                    "  async<int> f() { int size = 1; Item i; co_return size; }\n};\n"}};
  const auto Traits = traitsOf(extractSnippet(
      "#include \"a.trait.h\"\nstruct [[async_trait_v2]] B : A { int g(); };\n", Others));
  ASSERT_EQ(Traits.size(), 1u);
  const Method F = lastOf<Method>(*Traits[0].Supertraits[0].Definition);
  EXPECT_TRUE(F.BodyIsCoroutine);
  EXPECT_EQ(show(*F.Body), "{ int size = 1; type(Item) i; co_return size; }");
}

TEST(Extraction, KnowsTheNamesThatABodyDeclares) {
  const Method M = methodFrom("struct Item;\nint size();\nint data();\nint next();\n"
                              "int f(int next) {\n"
                              "  struct Item { int size; int g() { return size; } };\n"
                              "  enum { data };\n  Item i{.size = data};\n"
                              "  auto l = [next, size = 1](auto data) { return data + size; };\n"
                              "  if (int size = 2; size > next) return size;\n"
                              "  return size() + l(i);\n}");
  EXPECT_EQ(show(*M.Body), "{\n  struct Item { int size; int g() { return size; } };\n"
                           "  enum { data };\n  Item i{.size = data};\n"
                           "  auto l = [next, size = 1](auto data) { return data + size; };\n"
                           "  if (int size = 2; size > next) return size;\n"
                           "  return member(size)() + l(i);\n}");
}

TEST(Extraction, AcceptsMethodsInCamelCase) {
  EXPECT_EQ(methodFrom("async<int> Next();").Name, "Next");
}

TEST(Extraction, KeepsMacrosInBodiesAndExpandsThemElsewhere) {
  const std::string Macros = "#define CHECK(x) ((x) ? (void)0 : fail())\n#define RESULT int\n"
                             "#define ALL() this->size()\nvoid fail();\n";
  const auto Methods = membersOf<Method>(traitWith(
      "RESULT size();\nvoid f() { CHECK(size() > 0); }\nint g() { return ALL(); }", Macros));
  ASSERT_EQ(Methods.size(), 3u);
  EXPECT_EQ(show(Methods[0].Result), "int");
  EXPECT_EQ(show(*Methods[1].Body), "{ CHECK(member(size)() > 0); }");
  EXPECT_EQ(show(*Methods[2].Body), "{ return self(this)->size(); }");
}

TEST(Extraction, ExpandsMacrosThatAreDefinedInTheTrait) {
  EXPECT_EQ(show(*methodFrom("#define ONE 1\nint f() { return ONE; }").Body), "{ return 1; }");
}

TEST(Extraction, TakesTheActiveBranchOfConditions) {
  const auto Methods = membersOf<Method>(
      traitWith("#if 1\nvoid a();\n#else\nvoid b();\n#endif\n#define M(n) void n();\nM(c) M(d)"));
  ASSERT_EQ(Methods.size(), 3u);
  EXPECT_EQ(Methods[0].Name, "a");
  EXPECT_EQ(Methods[2].Name, "d");
}

TEST(Extraction, ReadsDocumentationOfEveryStyle) {
  const auto Methods = membersOf<Method>(
      traitWith("  /** One.\n   * Two.\n   */\n  void a();\n\n  // none\n  void b();\n"
                "  //! Bang.\n  //! Two.\n  [[nodiscard]] int c();\n"
                "  void d(); ///< Behind.\n  void e();"));
  ASSERT_EQ(Methods.size(), 5u);
  EXPECT_EQ(Methods[0].Doc, (model::Comment{"/** One.", " * Two.", " */"}));
  EXPECT_TRUE(Methods[1].Doc.empty());
  EXPECT_EQ(Methods[2].Doc, (model::Comment{"//! Bang.", "//! Two."}));
  EXPECT_EQ(Methods[3].Doc, model::Comment{"/// Behind."});
  EXPECT_TRUE(Methods[4].Doc.empty());
}

TEST(Extraction, ReadsDocumentationOfTraits) {
  const std::vector<Trait> Traits =
      traitsOf(extractSnippet("/// One.\n/// Two.\ntemplate <class K>\n"
                              "struct [[async_trait_v2]] A { void f(); };\n// none\n"
                              "struct [[async_trait_v2]] B { void f(); };  ///< Behind.\n"));
  ASSERT_EQ(Traits.size(), 2u);
  EXPECT_EQ(Traits[0].Doc, (model::Comment{"/// One.", "/// Two."}));
  EXPECT_EQ(Traits[1].Doc, model::Comment{"/// Behind."});
}

TEST(Extraction, NumbersOverloadsAfterThoseOfSupertraits) {
  const Trait T = traitFrom("struct [[async_trait_v2]] A { struct Item; void f(); };\n"
                            "struct [[async_trait_v2]] B : A { void f(int); };\n"
                            "struct [[async_trait_v2]] C : A { void g(); };\n"
                            "struct [[async_trait_v2]] D : B, C { void f(Item*); void g(int); };");
  const auto Methods = membersOf<Method>(T);
  ASSERT_EQ(Methods.size(), 2u);
  EXPECT_EQ(Methods[0].Overload, 3u);
  EXPECT_EQ(Methods[1].Overload, 2u);
  EXPECT_EQ(showParameter(Methods[0].Parameters[0]), "type(Item)*$");
  ASSERT_EQ(T.Supertraits.size(), 2u);
  EXPECT_EQ(T.Supertraits[0].Definition->Supertraits[0].Definition,
            T.Supertraits[1].Definition->Supertraits[0].Definition);
}

TEST(Extraction, ReadsSupertraitsOfOtherHeaders) {
  const Files Others{{"store.trait.h",
                      "#pragma once\n#include <async_trait/trait.h>\n#define K_TYPE class K\n"
                      "namespace lib { struct Key {};\ntemplate <K_TYPE, int N>\nstruct "
                      "[[async_trait_v2]] Store {\n  /// Gets.\n  async<K> get(Key key); }; }\n"}};
  const auto Traits = traitsOf(extractSnippet(
      "#include \"store.trait.h\"\nnamespace demo { struct Local {};\n"
      "struct [[async_trait_v2]] Cache : lib::Store<Local, 3> {};\n"
      "template <class V> struct [[async_trait_v2]] Other : lib::Store<V, 4> {}; }\n",
      Others));
  ASSERT_EQ(Traits.size(), 2u);
  ASSERT_EQ(Traits[0].Supertraits.size(), 1u);
  EXPECT_EQ(show(Traits[0].Supertraits[0].Arguments[0]), "<::demo::>Local");
  EXPECT_EQ(show(Traits[1].Supertraits[0].Arguments[0]), "param(V)");
  const Trait& Store = *Traits[0].Supertraits[0].Definition;
  EXPECT_EQ(Store.Namespaces, std::vector<std::string>{"lib"});
  EXPECT_EQ(show(Store.TemplateParameters[0].Declaration), "class param(K)");
  const Method Get = lastOf<Method>(Store);
  EXPECT_EQ(showParameter(Get.Parameters[0]), "<::lib::>Key$");
  EXPECT_EQ(Get.Doc, model::Comment{"/// Gets."});
}

TEST(Extraction, AllowsForwardDeclarationsOfDynTypes) {
  const Trait T =
      traitFrom("struct DynX;\ntemplate <class Item = int> struct DynY;\n"
                "struct [[async_trait_v2]] X { async<void> f(DynX x, DynY<int>* y); };\n"
                "struct [[async_trait_v2]] Y { struct Item; };");
  EXPECT_TRUE(T.DynHasDefaults);
}

} // namespace
} // namespace async_trait_gen::test
