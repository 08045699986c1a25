//===- FunctionText.h - A member function, inside or outside ----*- C++ -*-===//
//
// In: the parts of a member function. Out: its definition in its class, or a
// declaration there and a definition behind it, for where a type that it
// mentions is complete only later.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>

namespace async_trait_gen {

struct FunctionText {
  std::string Head = {};       ///< `template <class T = int>`, or nothing.
  std::string PlainHead = {};  ///< The same without default arguments.
  std::string Specifiers = {}; ///< Attributes and `static`.
  std::string Evaluation = {}; ///< `constexpr `, or nothing.
  std::string Result = {};
  std::string Name = {};
  std::string Parameters = {};      ///< With their default arguments.
  std::string PlainParameters = {}; ///< Without.
  std::string Qualifiers = {};      ///< ` const noexcept`
  std::string Requires = {};        ///< ` requires (...)`, or nothing.
  std::string Body = {};            ///< Without braces.
  bool IsByAuthor = false;          ///< Whether the trait's author wrote the body.
  bool HidesMembers = false;        ///< Whether it declares what is called like a member.
};

/// A class as a definition outside of it names it.
struct ClassText {
  std::string Head; ///< `template <class Item>`, or nothing.
  std::string Name; ///< `DynIter<Item>`
};

std::string definition(const FunctionText& Function);
std::string declaration(const FunctionText& Function);
std::string outsideDefinition(const FunctionText& Function, const ClassText& Class);

} // namespace async_trait_gen
