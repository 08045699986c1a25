#include "emission/Identifiers.h"

#include "emission/Lexer.h"
#include "model/Names.h"

#include "llvm/ADT/StringExtras.h"

#include <string_view>

namespace async_trait_gen {
namespace {

bool isIdentifier(std::string_view Token) {
  return isWordPart(Token.front()) && !llvm::isDigit(Token.front()) && Token.back() != '"' &&
         Token.back() != '\'';
}

class Collector {
public:
  explicit Collector(std::set<std::string>& TheNames) : Names(TheNames) {}

  void operator()(const model::Text& Text) {
    for (const model::Piece& Piece : Text)
      if (Piece.What != model::Piece::Kind::Parameter)
        add(Piece.Spelling);
  }
  void operator()(const model::Trait& Trait) {
    all(Trait.TemplateParameters);
    (*this)(Trait.Requires);
    for (const model::Supertrait& Base : Trait.Supertraits)
      all(Base.Arguments);
    for (const model::Member& Member : Trait.Members)
      std::visit(*this, Member);
  }
  void operator()(const model::AssociatedType& Type) {
    Names.insert(Type.Name);
    all(Type.Bounds);
  }
  void operator()(const model::Alias& Alias) {
    Names.insert(Alias.Name);
    all(Alias.Attributes);
    all(Alias.TemplateParameters);
    (*this)(Alias.Type);
  }
  void operator()(const model::Constant& Constant) {
    Names.insert(Constant.Name);
    (*this)(Constant.Type);
    if (Constant.Default)
      (*this)(*Constant.Default);
  }
  void operator()(const model::Method& Method) {
    Names.insert(Method.Name);
    if (Method.IsAsync)
      Names.insert(model::namesOf(Method).Future);
    all(Method.Attributes);
    all(Method.Parameters);
    all(Method.TemplateParameters);
    for (const model::Text* Part :
         {&Method.Result, &Method.Noexcept, &Method.HeadRequires, &Method.Requires})
      (*this)(*Part);
    if (Method.Body)
      (*this)(*Method.Body);
  }
  void operator()(const model::Parameter& Parameter) {
    Names.insert(Parameter.Name);
    all(Parameter.Attributes);
    for (const model::Text* Part :
         {&Parameter.BeforeName, &Parameter.AfterName, &Parameter.Default})
      (*this)(*Part);
  }
  void operator()(const model::TemplateParameter& Parameter) {
    for (const model::Text* Part :
         {&Parameter.Declaration, &Parameter.Constraint, &Parameter.Default})
      (*this)(*Part);
  }

private:
  template <class Part>
  void all(const std::vector<Part>& Parts) {
    for (const Part& Each : Parts)
      (*this)(Each);
  }

  void add(std::string_view Text) {
    std::string_view Before;
    while (!Text.empty()) {
      const std::string_view Token = Text.substr(0, tokenLength(Text));
      Text.remove_prefix(Token.size());
      if (llvm::isSpace(Token.front()))
        continue;
      if (isIdentifier(Token) && Before != "." && Before != "->" && Before != "::")
        Names.emplace(Token);
      Before = Token;
    }
  }

  std::set<std::string>& Names;
};

} // namespace

void addIdentifiers(const model::Text& Text, std::set<std::string>& Names) {
  Collector{Names}(Text);
}

void addIdentifiers(const model::Trait& Trait, std::set<std::string>& Names) {
  Collector{Names}(Trait);
}

std::string freshName(const std::string& Wanted, const std::set<std::string>& Used) {
  std::string Name = Wanted;
  for (unsigned Number = 1; Used.contains(Name); ++Number)
    Name = Wanted + (Wanted.ends_with('_') ? "" : "_") + (Number > 1 ? std::to_string(Number) : "");
  return Name;
}

} // namespace async_trait_gen
