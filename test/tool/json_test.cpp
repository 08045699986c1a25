// The model as JSON.

#include "model/Json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace async_trait_gen::model {
namespace {

using Json = nlohmann::ordered_json;

Text verbatim(const std::string& Spelling) { return {{Piece::Kind::Verbatim, Spelling, ""}}; }

std::shared_ptr<Trait> baseTrait() {
  auto Base = std::make_shared<Trait>();
  Base->Name = "Base";
  Base->Namespaces = {"other"};
  return Base;
}

Method nextMethod() {
  Method Next;
  Next.Name = "next";
  Next.Where = {7, 15};
  Next.Doc = {"/// The next."};
  Next.IsAsync = true;
  Next.Result = {{Piece::Kind::Outer, "optional", "::std::"},
                 {Piece::Kind::Verbatim, "<", ""},
                 {Piece::Kind::AssociatedType, "Item", ""},
                 {Piece::Kind::Verbatim, ">", ""}};
  Parameter Count;
  Count.Name = "count";
  Count.BeforeName = verbatim("int ");
  Count.Default = verbatim("1");
  Count.What = Parameter::Category::Scalar;
  Next.Parameters = {Count};
  Next.Self = Receiver::Const;
  return Next;
}

Trait sampleTrait() {
  Trait T;
  T.Name = "Iter";
  T.Namespaces = {"demo", "inner"};
  T.Where = {5, 8};
  T.Doc = {"/// Counts."};
  T.Supertraits = {{baseTrait(), {verbatim("int")}}};
  T.Storage = "heap";
  AssociatedType Item;
  Item.Name = "Item";
  Item.Bounds = {verbatim("true")};
  Constant Size;
  Size.Name = "size";
  Size.Type = verbatim("int");
  Size.Default = verbatim("4");
  T.Members = {Item, Size, nextMethod()};
  return T;
}

Json document(const Trait& T) {
  Header H;
  H.FileName = "iter.trait.h";
  H.Elements = {Verbatim{"#pragma once\n"}, RuntimeInclude{}, T};
  return Json::parse(toJson(H));
}

TEST(ModelJson, HasItsVersionFirst) {
  const Json Whole = document(sampleTrait());
  EXPECT_EQ(Whole.begin().key(), "schema");
  EXPECT_EQ(Whole["schema"], 1);
  EXPECT_EQ(Whole["file"], "iter.trait.h");
}

TEST(ModelJson, HasTheElementsInOrder) {
  const Json Elements = document(sampleTrait())["elements"];
  ASSERT_EQ(Elements.size(), 3U);
  EXPECT_EQ(Elements[0], Json::parse(R"({"kind": "verbatim", "text": "#pragma once\n"})"));
  EXPECT_EQ(Elements[1], Json::parse(R"({"kind": "runtime_include"})"));
  EXPECT_EQ(Elements[2]["kind"], "trait");
  EXPECT_EQ(Elements[2]["qualified_name"], "demo::inner::Iter");
  EXPECT_EQ(Elements[2]["doc"], Json::parse(R"(["/// Counts."])"));
  EXPECT_EQ(Elements[2]["storage"], "heap");
  EXPECT_TRUE(Elements[2]["future"].is_null());
  EXPECT_EQ(Elements[2]["location"], Json::parse(R"({"line": 5, "column": 8})"));
}

TEST(ModelJson, HasTheNamesOfTheOutput) {
  const Json Names = document(sampleTrait())["elements"][2]["output_names"];
  EXPECT_EQ(Names["dyn"], "DynIter");
  EXPECT_EQ(Names["vtable_object"], "dyn_iter_vtable");
  EXPECT_EQ(Names["view"], "as_iter");
  EXPECT_EQ(Names["defaults"], "IterDefaults");
  EXPECT_FALSE(Names.contains("aliases"));
  Trait Static = sampleTrait();
  Static.IsStaticOnly = true;
  const Json Whole = document(Static)["elements"][2];
  EXPECT_FALSE(Whole["output_names"].contains("dyn"));
  EXPECT_EQ(Whole["members"][2]["output_names"], Json::parse(R"({"future": "Next"})"));
}

TEST(ModelJson, HasAllOfAMethod) {
  EXPECT_EQ(document(sampleTrait())["elements"][2]["members"][2], Json::parse(R"({
    "kind": "method", "name": "next", "location": {"line": 7, "column": 15},
    "doc": ["/// The next."],
    "output_names": {"future": "Next", "vtable_field": "next_fn", "wrapper": "next_wrapper"},
    "attributes": [], "overload": 1, "is_async": true,
    "result": {"text": "optional<Item>",
               "pieces": [{"kind": "outer", "spelling": "optional", "qualifier": "::std::"},
                          {"kind": "verbatim", "spelling": "<"},
                          {"kind": "associated_type", "spelling": "Item"},
                          {"kind": "verbatim", "spelling": ">"}]},
    "returns_void": false,
    "parameters": [{"name": "count", "attributes": [], "before_name": {"text": "int "},
                    "after_name": {"text": ""}, "default": {"text": "1"}, "category": "scalar", "is_pack": false}],
    "receiver": "const", "noexcept": null, "template_parameters": [], "head_requires": null,
    "requires": null, "is_static_only": false, "evaluation": "", "body": null,
    "body_is_coroutine": false})"));
}

TEST(ModelJson, HasTypesAndConstants) {
  const Json Members = document(sampleTrait())["elements"][2]["members"];
  EXPECT_EQ(Members[0]["bounds"], Json::parse(R"([{"text": "true"}])"));
  EXPECT_EQ(Members[1]["type"]["text"], "int");
  EXPECT_EQ(Members[1]["default"]["text"], "4");
}

TEST(ModelJson, HasInheritedTraitsOnce) {
  Trait T = sampleTrait();
  auto Middle = std::make_shared<Trait>();
  Middle->Name = "Middle";
  Middle->Supertraits = {T.Supertraits.front()};
  T.Supertraits.push_back({Middle, {}});
  const Json Whole = document(T);
  EXPECT_EQ(Whole["elements"][2]["supertraits"][0],
            Json::parse(R"({"qualified_name": "other::Base", "arguments": [{"text": "int"}]})"));
  ASSERT_EQ(Whole["inherited"].size(), 2U);
  EXPECT_EQ(Whole["inherited"][0]["name"], "Base");
  EXPECT_EQ(Whole["inherited"][1]["qualified_name"], "Middle");
}

TEST(ModelJson, ReplacesBytesThatAreNoUtf8) {
  Header H;
  H.Elements = {Verbatim{"// \xff\n"}};
  EXPECT_TRUE(Json::accept(toJson(H)));
}

} // namespace
} // namespace async_trait_gen::model
