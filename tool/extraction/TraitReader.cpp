#include "extraction/TraitReader.h"

#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/HeaderReader.h"
#include "extraction/MemberReader.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "extraction/TextCapture.h"

#include "clang/AST/DeclTemplate.h"

#include <algorithm>
#include <set>

namespace async_trait_gen {

using namespace clang;

namespace {

/// How many methods of each name there are.
using MethodCounts = std::map<std::string, unsigned>;

void countMethods(const model::Trait& T, std::set<const model::Trait*>& Counted,
                  MethodCounts& Counts) {
  if (!Counted.insert(&T).second)
    return;
  for (const model::Supertrait& Super : T.Supertraits)
    countMethods(*Super.Definition, Counted, Counts);
  for (const model::Member& M : T.Members)
    if (const auto* Method = std::get_if<model::Method>(&M))
      ++Counts[Method->Name];
}

void numberOverloads(model::Trait& T) {
  MethodCounts Counts;
  std::set<const model::Trait*> Counted;
  for (const model::Supertrait& Super : T.Supertraits)
    countMethods(*Super.Definition, Counted, Counts);
  for (model::Member& M : T.Members)
    if (auto* Method = std::get_if<model::Method>(&M))
      Method->Overload = ++Counts[Method->Name];
}

/// Outermost first.
std::vector<const NamespaceDecl*> namespacesAround(const Decl& D) {
  std::vector<const NamespaceDecl*> Result;
  for (const DeclContext* Scope = D.getDeclContext(); Scope; Scope = Scope->getParent())
    if (const auto* Space = dyn_cast<NamespaceDecl>(Scope))
      Result.push_back(Space);
  std::ranges::reverse(Result);
  return Result;
}

/// The type that an option names, found from anywhere.
std::string qualified(StringRef Name, SourceLocation Where, const TextCapture& Texts) {
  std::string Result;
  for (const model::Piece& Piece : Texts.captureString(Name.trim(), Where))
    Result += Piece.Qualifier + Piece.Spelling;
  return Result;
}

void readOptions(const CXXRecordDecl& D, const TextCapture& Texts, model::Trait& Result) {
  for (const AttributeOption& Option : optionsOf(D)) {
    const auto [Key, Value] = StringRef(Option.Value).split('=');
    if (Key == "storage")
      Result.Storage = qualified(Value, Option.Where, Texts);
    else if (Key == "future")
      Result.Future = qualified(Value, Option.Where, Texts);
    else if (Value == "none")
      Result.IsStaticOnly = true;
    else
      Result.DynName = Value.str();
  }
}

/// The arguments of \p Base as written; those that another name stands for are
/// printed in full.
std::vector<model::Text> readArguments(const CXXBaseSpecifier& Base, const TokenStream& Tokens,
                                       const TextCapture& Texts, const ASTContext& Context) {
  std::vector<model::Text> Result;
  const TypeLoc Where = Base.getTypeSourceInfo()->getTypeLoc();
  if (const auto Written = Where.getAsAdjusted<TemplateSpecializationTypeLoc>()) {
    const auto Less = Tokens.find(Written.getLAngleLoc());
    const auto Greater = Tokens.find(Written.getRAngleLoc());
    if (Less && Greater)
      for (const TokenRange& One : Tokens.splitAtCommas({*Less + 1, *Greater}))
        Result.push_back(Texts.capture(One));
    return Result;
  }
  const auto* Class =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Base.getType()->getAsCXXRecordDecl());
  if (!Class)
    return Result;
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.FullyQualifiedName = true;
  for (const TemplateArgument& Argument : Class->getTemplateArgs().asArray()) {
    std::string Text;
    llvm::raw_string_ostream Stream(Text);
    Argument.print(Policy, Stream, /*IncludeType=*/false);
    Result.push_back({{model::Piece::Kind::Verbatim, std::move(Text), {}}});
  }
  return Result;
}

} // namespace

std::shared_ptr<const model::Trait> TraitReader::read(const CXXRecordDecl& Definition) {
  const auto* Key = Definition.getCanonicalDecl();
  if (const auto Found = Known.find(Key); Found != Known.end())
    return Found->second;
  auto Result = readNew(Definition);
  Known[Key] = Result;
  return Result;
}

std::shared_ptr<const model::Trait> TraitReader::readNew(const CXXRecordDecl& Definition) {
  if (!Tokens.find(Definition.getLocation())) {
    report(Context.getDiagnostics(), Definition.getLocation(), Message::TraitTokensUnknown)
        << Definition.getName();
    return nullptr;
  }
  auto Result = std::make_shared<model::Trait>();
  Result->Where = placeOf(Definition.getLocation(), Context.getSourceManager());
  Result->Doc = documentation(Definition);
  Result->Name = Definition.getName().str();
  for (const NamespaceDecl* Space : namespacesAround(Definition)) {
    Result->Namespaces.push_back(Space->getName().str());
    if (!Space->isInline())
      Result->OrdinaryNamespaces.push_back(Space->getName().str());
  }

  const NameLookup Names(Definition, Scope);
  const TextCapture Texts(Tokens, Bodies, Names, Context);
  readOptions(Definition, Texts, *Result);
  const MemberReader Members(Context, Tokens, Bodies, Texts, sourceAt(Definition.getLocation()));
  if (const ClassTemplateDecl* Template = Definition.getDescribedClassTemplate()) {
    Result->TemplateParameters = Members.readHead(*Template->getTemplateParameters(), {});
    Result->Requires = Members.readHeadRequires(*Template->getTemplateParameters(), {});
  }
  for (const CXXBaseSpecifier& Base : Definition.bases()) {
    const auto Super = read(*traitOf(Base));
    if (!Super)
      return nullptr;
    Result->Supertraits.push_back({Super, readArguments(Base, Tokens, Texts, Context)});
  }
  for (const Decl* D : Definition.decls())
    if (auto Member = Members.read(*D))
      Result->Members.push_back(std::move(*Member));
  numberOverloads(*Result);
  return Result;
}

model::Comment TraitReader::documentation(const CXXRecordDecl& Definition) {
  const Replacement Whole =
      replaceDeclaration(Definition, Tokens, Context.getSourceManager(), model::Trait{});
  return sourceAt(Definition.getLocation()).documentation(Whole.Begin, Whole.End);
}

const SourceText& TraitReader::sourceAt(SourceLocation Where) {
  const SourceManager& Manager = Context.getSourceManager();
  const FileID File = fileOf(Where, Manager);
  return Sources.try_emplace(File, Manager.getBufferData(File), Context.getLangOpts())
      .first->second;
}

} // namespace async_trait_gen
