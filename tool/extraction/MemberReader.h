//===- MemberReader.h - From a member's tokens to the model -----*- C++ -*-===//
//
// In: one member of a trait that has passed the checks. Out: its part of the
// model. The AST says what a member is and where its parts are; their text comes
// from the tokens.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/SourceText.h"
#include "extraction/TextCapture.h"
#include "model/Model.h"

#include "clang/AST/DeclTemplate.h"

#include <optional>

namespace async_trait_gen {

class MemberReader {
public:
  MemberReader(clang::ASTContext& TheContext, const TokenStream& TheTokens,
               const BodyFacts& TheBodies, const TextCapture& TheTexts, const SourceText& TheSource)
      : Context(TheContext), Tokens(TheTokens), Bodies(TheBodies), Texts(TheTexts),
        Source(TheSource) {}

  /// Nothing for what has no part in the model, such as a stray `;`.
  std::optional<model::Member> read(const clang::Decl& D) const;

  /// The parameters of the template \p Head. Names in \p Locals are the
  /// template's own, if it is a member's.
  std::vector<model::TemplateParameter> readHead(const clang::TemplateParameterList& Head,
                                                 const LocalNames& Locals) const;

  /// The clause behind the head, without `requires`.
  model::Text readHeadRequires(const clang::TemplateParameterList& Head,
                               const LocalNames& Locals) const;

private:
  std::optional<model::Member> readAssociatedType(const clang::CXXRecordDecl& D) const;
  model::Alias readAlias(const clang::TypedefNameDecl& D,
                         const clang::TypeAliasTemplateDecl* Template) const;
  model::Constant readConstant(const clang::VarDecl& D) const;
  model::Method readMethod(const clang::CXXMethodDecl& D,
                           const clang::FunctionTemplateDecl* Template) const;

  /// Reads from \p Begin, behind the head, on; returns the index behind the end.
  std::size_t readDeclaration(const clang::CXXMethodDecl& D, std::size_t Begin,
                              const LocalNames& TypeNames, const LocalNames& AllNames,
                              model::Method& Result) const;
  /// Makes a coroutine of an async body that ends without a result, if it may.
  void endCoroutine(const clang::CXXMethodDecl& D, model::Method& Result) const;
  std::vector<model::Parameter> readParameters(const clang::CXXMethodDecl& D, TokenRange Between,
                                               const LocalNames& TypeNames) const;
  model::Parameter readParameter(const clang::ParmVarDecl& D, TokenRange Range,
                                 const LocalNames& TypeNames) const;
  model::TemplateParameter readTemplateParameter(const clang::NamedDecl& D, unsigned Index,
                                                 TokenRange Range, const LocalNames& Locals) const;
  void readAttribute(TokenRange Range, std::vector<model::Text>& Attributes) const;
  std::vector<TokenRange> withoutAttributes(TokenRange Range) const;

  std::size_t indexOf(clang::SourceLocation Where) const;
  std::size_t firstOf(const clang::Decl& D) const;
  std::size_t endOf(std::size_t Name) const;
  model::Comment documentation(std::size_t First, std::size_t End) const;

  clang::ASTContext& Context;
  const TokenStream& Tokens;
  const BodyFacts& Bodies;
  const TextCapture& Texts;
  const SourceText& Source;
};

} // namespace async_trait_gen
