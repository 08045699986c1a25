// The names of the output.

#include "model/Names.h"
#include "model/OptionText.h"

#include <gtest/gtest.h>

namespace async_trait_gen::model {
namespace {

TEST(Names, SnakeCase) {
  EXPECT_EQ(toSnakeCase("AsyncIter"), "async_iter");
  EXPECT_EQ(toSnakeCase("HTTPServer"), "http_server");
  EXPECT_EQ(toSnakeCase("I2CBus"), "i2c_bus");
  EXPECT_EQ(toSnakeCase("Abc123Def"), "abc123_def");
  EXPECT_EQ(toSnakeCase("X"), "x");
  EXPECT_EQ(toSnakeCase("already_snake"), "already_snake");
  EXPECT_EQ(toSnakeCase("HTTP_Server"), "http_server");
}

TEST(Names, CamelCase) {
  EXPECT_EQ(toCamelCase("next"), "Next");
  EXPECT_EQ(toCamelCase("read_at"), "ReadAt");
  EXPECT_EQ(toCamelCase("ReadAt"), "ReadAt");
  EXPECT_EQ(toCamelCase("readAt"), "ReadAt");
  EXPECT_EQ(toCamelCase("_2x"), "_2x");
}

TEST(Names, OfTraits) {
  Trait T;
  T.Name = "AsyncIter";
  EXPECT_EQ(namesOf(T).Shared, "DynAsyncIterShared");
  EXPECT_EQ(namesOf(T).VtableObject, "dyn_async_iter_vtable");
  EXPECT_EQ(namesOf(T).View, "as_async_iter");
  EXPECT_EQ(namesOf(T).Mock, "MockAsyncIter");
  T.DynName = "AnyIter";
  EXPECT_EQ(namesOf(T).Ref, "AnyIterRef");
  EXPECT_EQ(namesOf(T).VtableObject, "any_iter_vtable");
  EXPECT_EQ(namesOf(T).Types, "AsyncIterTypes");
}

TEST(Names, AreMadeOfTheTraitsOwnParts) {
  Trait T;
  T.Name = "AsyncIter";
  T.Parts = {.DynPrefix = "Any",
             .RefSuffix = "_ref",
             .SharedSuffix = "S",
             .VtableSuffix = "CallTable",
             .ObjectSuffix = "O",
             .TypesSuffix = "Gat",
             .AliasesSuffix = "A",
             .DefaultsSuffix = "D",
             .ImplSuffix = "I",
             .ViewSuffix = "V"};
  const TraitNames Names = namesOf(T);
  EXPECT_EQ(Names.Dyn, "AnyAsyncIter");
  EXPECT_EQ(Names.Ref, "AnyAsyncIter_ref");
  EXPECT_EQ(Names.Shared, "AnyAsyncIterS");
  EXPECT_EQ(Names.Vtable, "AnyAsyncIterCallTable");
  EXPECT_EQ(Names.VtableObject, "any_async_iter_call_table");
  EXPECT_EQ(Names.Types, "AsyncIterGat");
  EXPECT_EQ(Names.Object, "AsyncIterO");
  EXPECT_EQ(Names.Aliases, "AsyncIterA");
  EXPECT_EQ(Names.Defaults, "AsyncIterD");
  EXPECT_EQ(Names.Impl, "AsyncIterI");
  EXPECT_EQ(Names.ViewClass, "AsyncIterV");
  T.DynName = "Box";
  EXPECT_EQ(namesOf(T).Ref, "Box_ref");
}

TEST(Names, OfMethods) {
  Method M;
  M.Name = "read";
  EXPECT_EQ(namesOf(M).Future, "Read");
  EXPECT_EQ(namesOf(M).VtableField, "read_fn");
  M.Overload = 2;
  EXPECT_EQ(namesOf(M).Future, "Read2");
  EXPECT_EQ(namesOf(M).VtableField, "read_fn2");
  EXPECT_EQ(namesOf(M).Wrapper, "read_wrapper2");
}

TEST(Names, KeepFuturesApartFromMethodsInCamelCase) {
  Method M;
  M.Name = "Next";
  EXPECT_EQ(namesOf(M).Future, "NextFuture");
  M.Overload = 2;
  EXPECT_EQ(namesOf(M).Future, "NextFuture2");
}

TEST(Names, LeaveTheVtablesOwnEntryToIt) {
  Method M;
  M.Name = "drop";
  EXPECT_EQ(namesOf(M).VtableField, "drop_fn2");
  EXPECT_EQ(namesOf(M).Wrapper, "drop_wrapper2");
  EXPECT_EQ(namesOf(M).Future, "Drop");
}

TEST(Names, DefaultsAreInherited) {
  auto Base = std::make_shared<Trait>();
  Trait T;
  T.Supertraits.push_back({Base, {}});
  EXPECT_FALSE(hasDefaults(T));
  Method M;
  M.Body = Text{};
  Base->Members.push_back(M);
  EXPECT_TRUE(hasDefaults(T));
  EXPECT_FALSE(hasOwnDefaults(T));
}

TEST(Names, OfTheGeneratedHeader) {
  EXPECT_EQ(generatedName("dir/x.trait.hpp"), "dir/x.hpp");
  EXPECT_EQ(generatedName("x.y.trait.h"), "x.y.h");
  EXPECT_EQ(generatedName("x.h"), "");
  EXPECT_EQ(generatedName("xtrait.h"), "");
}

TEST(OptionText, KnowsTheNamesOfTypesAndTemplates) {
  for (const char* Name : {"heap", "::a::b", "a :: b", "inplace<64>", "a<(1 < 2)>", "a<b<c>>::d",
                           "a<sizeof(int[2])>", "typename K::T", "a::template b<int>"})
    EXPECT_TRUE(isTypeName(Name)) << Name;
  for (const char* Text : {"", ";", "a b", "a; int x;", "a<64", "a<64>>", "a<>b", "a::", "::", "1a",
                           "a<(1>", "a<{;}>", "a&", "a,b", "<a>"})
    EXPECT_FALSE(isTypeName(Text)) << Text;
  EXPECT_TRUE(isTemplateName("a<b>::c"));
  EXPECT_FALSE(isTemplateName("a::b<c>"));
}

TEST(OptionText, QualifiesTheRuntimesPolicies) {
  EXPECT_EQ(qualifiedPolicy("heap"), "::async_trait::storage::heap");
  EXPECT_EQ(qualifiedPolicy("inplace <64>"), "::async_trait::storage::inplace <64>");
  EXPECT_EQ(qualifiedPolicy("heap::own"), "heap::own");
  EXPECT_EQ(qualifiedPolicy("own<heap>"), "own<heap>");
  EXPECT_TRUE(isOfRuntime("async_trait::task") && isOfRuntime("::async_trait::task"));
  EXPECT_FALSE(isOfRuntime("own::async_trait::task"));
}

} // namespace
} // namespace async_trait_gen::model
