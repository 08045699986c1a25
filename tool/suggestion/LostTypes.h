//===- LostTypes.h - What no longer names a type ----------------*- C++ -*-===//
//
// In: the classes that become traits, and what is not carried over. Out: whether a
// declaration can be carried over, which it cannot if it names one of them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "suggestion/FileTokens.h"
#include "suggestion/Interfaces.h"

#include <string>
#include <utility>
#include <vector>

namespace async_trait_gen {

class LostTypes {
public:
  /// \p TheTokens must outlive this object.
  LostTypes(const Interfaces& Traits, const FileTokens& TheTokens);

  /// From now on \p D is not there, if it declares a type.
  void add(const clang::Decl& D);

  /// Why \p Part cannot be carried over; empty if it can.
  std::string whyNot(Stretch Part) const;

private:
  const FileTokens& Tokens;
  std::vector<std::pair<std::string, std::string>> Names; ///< With what has become of each.
};

} // namespace async_trait_gen
