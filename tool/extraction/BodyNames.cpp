#include "extraction/BodyNames.h"

#include <algorithm>
#include <string>
#include <vector>

namespace async_trait_gen {

using namespace clang;

namespace {

/// Whether the `[` at \p Index begins a lambda and not a subscript, an
/// attribute or a structured binding.
bool beginsLambda(const TokenStream& Tokens, std::size_t Index) {
  if (!Tokens.is(Index, tok::l_square) || Tokens.is(Index + 1, tok::l_square))
    return false;
  switch (Tokens[Index - 1].Kind) {
  case tok::identifier:
  case tok::r_paren:
  case tok::r_square:
  case tok::l_square:
  case tok::kw_this:
  case tok::kw_auto:
  case tok::string_literal:
    return false;
  case tok::amp:
  case tok::ampamp:
    return !Tokens.is(Index - 2, tok::kw_auto);
  default:
    return true;
  }
}

/// The `{` of the lambda at \p Index; \p End when there is none.
std::size_t lambdaBody(const TokenStream& Tokens, std::size_t Index, std::size_t End) {
  std::size_t I = Tokens.skipBrackets(Index);
  while (I < End && !Tokens.is(I, tok::l_brace))
    I = Tokens.is(I, tok::l_paren) ? Tokens.skipBrackets(I) : I + 1;
  return I;
}

/// Kinds that can only end a type when a name follows.
bool endsType(tok::TokenKind Kind) {
  switch (Kind) {
  case tok::identifier:
  case tok::kw_auto:
  case tok::kw_bool:
  case tok::kw_char:
  case tok::kw_char8_t:
  case tok::kw_char16_t:
  case tok::kw_char32_t:
  case tok::kw_wchar_t:
  case tok::kw_short:
  case tok::kw_int:
  case tok::kw_long:
  case tok::kw_signed:
  case tok::kw_unsigned:
  case tok::kw_float:
  case tok::kw_double:
  case tok::kw_const:
  case tok::kw_struct:
  case tok::kw_class:
  case tok::kw_enum:
  case tok::kw_typename:
  case tok::kw_namespace:
  case tok::kw_using:
    return true;
  default:
    return false;
  }
}

/// Kinds that end a type or are an operator, as the rest of the statement says.
bool mayEndType(tok::TokenKind Kind) {
  return Kind == tok::greater || Kind == tok::star || Kind == tok::amp || Kind == tok::ampamp ||
         Kind == tok::ellipsis;
}

/// What can stand in a declaration in front of the declared name.
bool isPartOfType(tok::TokenKind Kind) {
  return endsType(Kind) || mayEndType(Kind) || Kind == tok::coloncolon || Kind == tok::less ||
         Kind == tok::comma || Kind == tok::numeric_constant || Kind == tok::kw_static ||
         Kind == tok::kw_constexpr || Kind == tok::kw_void;
}

class LocalScopes {
public:
  LocalScopes(const TokenStream& TheTokens, TokenRange TheBody)
      : Tokens(TheTokens), Body(TheBody) {}

  std::set<std::size_t> run() {
    for (std::size_t I = Body.Begin; I < Body.End; ++I) {
      std::erase_if(Scopes, [I](const Scope& S) { return S.End <= I; });
      if (Tokens.is(I, tok::l_brace))
        Scopes.push_back({Tokens.skipBrackets(I), {}});
      else if (isControl(I) || Tokens.is(I, tok::kw_catch))
        Scopes.push_back({endOfStatement(I), {}});
      else if (beginsLambda(Tokens, I))
        Scopes.push_back({Tokens.skipBrackets(lambdaBody(Tokens, I, Body.End - 1)), {}});
      else if (Tokens.is(I, tok::identifier))
        visit(I);
    }
    return std::move(Uses);
  }

private:
  struct Scope {
    std::size_t End = 0;
    std::set<std::string, std::less<>> Names;
  };

  void visit(std::size_t Index) {
    const std::string& Name = Tokens[Index].Spelling;
    if (declares(Index))
      Scopes.back().Names.insert(Name);
    if (std::ranges::any_of(Scopes, [&](const Scope& S) { return S.Names.contains(Name); }))
      Uses.insert(Index);
  }

  /// Whether the statement at \p Index can declare names in parentheses.
  bool isControl(std::size_t Index) const {
    return Tokens.is(Index, tok::kw_for) || Tokens.is(Index, tok::kw_if) ||
           Tokens.is(Index, tok::kw_while) || Tokens.is(Index, tok::kw_switch);
  }

  std::size_t endOfStatement(std::size_t Begin) const {
    std::size_t I = Begin;
    while (I < Body.End && !Tokens.is(I, tok::l_paren) && !Tokens.is(I, tok::l_brace))
      ++I;
    if (Tokens.is(I, tok::l_paren))
      I = Tokens.skipBrackets(I);
    if (isControl(I))
      return endOfStatement(I);
    const std::size_t End = Tokens.is(I, tok::l_brace)
                                ? Tokens.skipBrackets(I)
                                : Tokens.findOutsideBrackets({I, Body.End}, tok::semi) + 1;
    return Tokens.is(End, tok::kw_else) ? endOfBranch(End + 1) : End;
  }

  /// What stands behind an `else`.
  std::size_t endOfBranch(std::size_t Begin) const {
    if (isControl(Begin))
      return endOfStatement(Begin);
    return Tokens.is(Begin, tok::l_brace)
               ? Tokens.skipBrackets(Begin)
               : Tokens.findOutsideBrackets({Begin, Body.End}, tok::semi) + 1;
  }

  bool declares(std::size_t Index) const {
    const tok::TokenKind Before = Tokens[Index - 1].Kind;
    if (endsType(Before))
      return true;
    if (mayEndType(Before))
      return declaresAfterOperator(Index);
    return isStructuredBinding(Index);
  }

  /// `a * b;` declares b, as C++ itself decides; so does `[](auto& b)`.
  bool declaresAfterOperator(std::size_t Index) const {
    std::size_t First = Index;
    while (First > Body.Begin && isPartOfType(Tokens[First - 1].Kind))
      --First;
    const tok::TokenKind Next = Tokens[Index + 1].Kind;
    const bool IsParameter =
        Tokens.is(First - 1, tok::l_paren) &&
        (Tokens.is(First - 2, tok::r_square) || Tokens.is(First - 2, tok::kw_catch));
    if (IsParameter)
      return Next == tok::comma || Next == tok::r_paren || Next == tok::equal;
    const bool StartsStatement =
        Tokens.is(First - 1, tok::semi) || Tokens.is(First - 1, tok::l_brace) ||
        Tokens.is(First - 1, tok::r_brace) || Tokens.is(First - 1, tok::l_paren);
    return StartsStatement && First != Index - 1 &&
           (Next == tok::equal || Next == tok::semi || Next == tok::l_brace || Next == tok::colon);
  }

  /// `auto& [a, b]`.
  bool isStructuredBinding(std::size_t Index) const {
    std::size_t Open = Index;
    while (Open > Body.Begin &&
           (Tokens.is(Open - 1, tok::comma) || Tokens.is(Open - 1, tok::identifier)))
      --Open;
    if (Open == Body.Begin || !Tokens.is(Open - 1, tok::l_square))
      return false;
    std::size_t Type = Open - 2;
    while (Type > Body.Begin && (Tokens.is(Type, tok::amp) || Tokens.is(Type, tok::ampamp)))
      --Type;
    return Tokens.is(Type, tok::kw_auto);
  }

  const TokenStream& Tokens;
  TokenRange Body;
  std::vector<Scope> Scopes;
  std::set<std::size_t> Uses;
};

} // namespace

std::set<std::size_t> localUses(const TokenStream& Tokens, TokenRange Body) {
  return LocalScopes(Tokens, Body).run();
}

bool isCoroutine(const TokenStream& Tokens, TokenRange Body) {
  for (std::size_t I = Body.Begin; I < Body.End;) {
    if (beginsLambda(Tokens, I)) {
      const std::size_t Open = lambdaBody(Tokens, I, Body.End);
      I = Open < Body.End ? Tokens.skipBrackets(Open) : Open;
      continue;
    }
    if (Tokens.is(I, tok::kw_co_await) || Tokens.is(I, tok::kw_co_yield) ||
        Tokens.is(I, tok::kw_co_return))
      return true;
    ++I;
  }
  return false;
}

} // namespace async_trait_gen
