//===- member_grammar.h - Members of a trait out of bytes -------*- C++ -*-===//
#pragma once

#include "bytes.h"
#include "scope.h"
#include "type_grammar.h"

#include <string>

namespace async_trait_gen::fuzz {

/// Writes the members of one trait, in order.
class MemberWriter {
public:
  /// \p TheNames are those of its template parameters; \p Mistakes may be among its members
  /// where that is true.
  MemberWriter(Bytes& Source, const Scope& TheNames, bool Mistakes)
      : From(Source), Names(TheNames), HasMistakes(Mistakes) {}

  /// The next one, whole lines.
  std::string member();

private:
  std::string associatedType();
  std::string alias();
  std::string constantMember();
  std::string method();
  /// Adds statements to \p Used that use each of them.
  std::string parameters(const Scope& Inner, std::string& Used);
  std::string body(bool IsAsync, const std::string& Result, const Scope& Inner,
                   const std::string& Used);
  std::string statement(const Scope& Inner);
  std::string mistake();
  std::string comment();
  /// One that no other member has; now and then one that generated code likes, too.
  std::string newName();

  Bytes& From;
  Scope Names;
  bool HasMistakes;
  unsigned Count = 0;
};

} // namespace async_trait_gen::fuzz
