#include "extraction/DependentText.h"

#include "extraction/Attribute.h"
#include "extraction/BoundText.h"
#include "extraction/HeaderReader.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "extraction/QualifiedMember.h"

#include "clang/AST/DeclTemplate.h"

#include <algorithm>
#include <map>
#include <set>

namespace async_trait_gen {

using namespace clang;

namespace {

/// What comes in the place of some tokens.
struct Edit {
  TokenRange Range;
  std::string Text;
  SourceLocation Origin;
};

/// The template \p D as one of the implementer.
std::string templateOfImplementer(const TemplateDecl& D) {
  std::string Parameters, Arguments;
  for (const NamedDecl* P : *D.getTemplateParameters()) {
    const std::string Comma = Parameters.empty() ? "" : ", ";
    const std::string Name = "T" + std::to_string(Parameters.size()) + "__";
    Parameters += Comma + (isa<NonTypeTemplateParmDecl>(P)    ? "auto"
                           : isa<TemplateTemplateParmDecl>(P) ? "template <class...> class"
                                                              : "class");
    Parameters += (P->isParameterPack() ? "... " : " ") + Name;
    Arguments += Comma + Name + (P->isParameterPack() ? "..." : "");
  }
  const std::string Name = D.getName().str();
  return " template <" + Parameters + "> using " + Name + " = typename Self__::template " + Name +
         "<" + Arguments + ">;";
}

/// What a trait declares, as members of the implementer.
std::string ofImplementer(const NamedDecl& D) {
  const std::string Name = D.getName().str();
  if (isa<CXXRecordDecl, TypedefNameDecl>(D))
    return " using " + Name + " = typename Self__::" + Name + ";";
  if (const auto* Template = dyn_cast<TemplateDecl>(&D); Template && !Template->getAsFunction())
    return templateOfImplementer(*Template);
  if (isa<VarDecl>(D))
    return " static constexpr auto " + Name + " = Self__::" + Name + ";";
  if (isa<FunctionTemplateDecl>(D))
    return " template <class... T__> Self__ " + Name + "(...);";
  if (const auto* Method = dyn_cast<CXXMethodDecl>(&D))
    return (Method->isStatic() ? " static Self__ " : " Self__ ") + Name + "(...);";
  return {};
}

bool isNamedMember(const NamedDecl& D) {
  return !D.isImplicit() && D.getDeclName().isIdentifier() && !D.getName().empty();
}

/// Declares once each name that \p Trait has from its supertraits.
void declareInherited(const CXXRecordDecl& Trait, std::set<StringRef>& Names, std::string& Result) {
  for (const CXXBaseSpecifier& Base : Trait.bases()) {
    const CXXRecordDecl* Super = traitOf(Base);
    if (!Super)
      continue;
    declareInherited(*Super, Names, Result);
    for (const Decl* D : Super->decls())
      if (const auto* Member = dyn_cast<NamedDecl>(D);
          Member && isNamedMember(*Member) && Names.insert(Member->getName()).second)
        Result += ofImplementer(*Member);
  }
}

/// The names that \p Trait declares itself and that cannot be overloaded.
std::set<StringRef> ownNames(const CXXRecordDecl& Trait) {
  std::set<StringRef> Result;
  for (const Decl* D : Trait.decls())
    if (const auto* Member = dyn_cast<NamedDecl>(D);
        Member && isNamedMember(*Member) && !isa<CXXMethodDecl, FunctionTemplateDecl>(Member))
      Result.insert(Member->getName());
  return Result;
}

std::string conceptName(const CXXRecordDecl& Trait) { return Trait.getName().str() + "_is__"; }

/// \p Bound with the names of concepts in the place of traits.
std::string constraintText(const AttributeOption& Bound, const CXXRecordDecl& Trait) {
  std::string Result;
  const HeaderScope All(Trait.getASTContext());
  for (const BoundPart& Part : partsOf(constraintOf(Bound), NameLookup(Trait, All), Bound.Where))
    Result += Part.Trait ? " " + conceptName(*Part.Trait) : Part.Text;
  return Result;
}

/// The names of the associated types that \p Trait has or inherits.
void collectTypes(const CXXRecordDecl& Trait, std::set<StringRef>& Names) {
  for (const CXXBaseSpecifier& Base : Trait.bases())
    if (const CXXRecordDecl* Super = traitOf(Base))
      collectTypes(*Super, Names);
  for (const Decl* D : Trait.decls())
    if (const auto* Type = dyn_cast<CXXRecordDecl>(D); Type && !Type->isImplicit())
      Names.insert(Type->getName());
}

/// Rewrites one trait.
class TraitWriter {
public:
  TraitWriter(const CXXRecordDecl& TheTrait, const std::set<std::string>& TheDynNames,
              const std::set<std::size_t>& TheBareTypes, const TokenStream& TheTokens)
      : Trait(TheTrait), DynNames(TheDynNames), BareTypes(TheBareTypes), Tokens(TheTokens) {}

  void write(DependentFile& Target) {
    const ClassTemplateDecl* Template = Trait.getDescribedClassTemplate();
    const std::size_t First = indexOf(Template ? Template->getBeginLoc() : Trait.getBeginLoc());
    const std::size_t Open = indexOf(Trait.getBraceRange().getBegin());
    const std::size_t End = indexOf(Trait.getBraceRange().getEnd()) + 2;
    if (End > Tokens.size())
      return;
    const std::size_t Name = indexOf(Trait.getLocation());
    copy({First, Name + 1}, Target);
    Target.append(" {};", {.Origin = Trait.getLocation(), .Token = {}});
    Edits.push_back({{Name, Name + 1}, " " + Trait.getName().str() + "__", Trait.getLocation()});
    if (Template)
      insert(indexOf(Template->getTemplateParameters()->getLAngleLoc()) + 1, "class Self__, ");
    else
      insert(First, "template <class Self__> ");
    addBases(Open);
    std::string Inherited;
    std::set<StringRef> Names = ownNames(Trait);
    declareInherited(Trait, Names, Inherited);
    insert(Open + 1, Inherited + dynTypes());
    for (const AttributeOption& Option : optionsOf(Trait))
      addOption(Open + 1, Option);
    for (const Decl* D : Trait.decls())
      if (!D->isImplicit())
        addMember(*D);
    replaceQualifiers({Open, End});
    std::ranges::stable_sort(Edits, {}, [](const Edit& E) { return E.Range.Begin; });
    copy({First, End}, Target);
    Target.append(conceptText(Template), {.Origin = Trait.getLocation(), .Token = {}});
  }

private:
  std::size_t indexOf(SourceLocation Where) const {
    return Tokens.find(Where).value_or(Tokens.size());
  }

  void insert(std::size_t Index, std::string Text) {
    Edits.push_back({{Index, Index}, std::move(Text), Trait.getLocation()});
  }

  /// An object of the trait is one of the implementer.
  void addBases(std::size_t Open) {
    const TokenRange Behind{indexOf(Trait.getLocation()) + 1, Open};
    const std::size_t Colon = Tokens.findOutsideBrackets(Behind, tok::colon);
    Edits.push_back({{Colon, Open}, " : Self__ ", Trait.getLocation()});
  }

  /// Those that the trait sees and that are no members of it.
  std::string dynTypes() const {
    const HeaderScope All(Trait.getASTContext());
    const NameLookup Lookup(Trait, All);
    std::string Result;
    for (const std::string& Each : DynNames) {
      IdentifierInfo& Name = Trait.getASTContext().Idents.get(Each);
      const NamedDecl* Found =
          Lookup.hasMember(Name) ? nullptr : Lookup.findAround(&Name, Trait.getLocation());
      if (isa_and_nonnull<CXXRecordDecl, ClassTemplateDecl>(Found))
        Result += ofImplementer(*Found);
    }
    return Result;
  }

  /// Members that are named by way of a supertrait, too, are the template's.
  void replaceQualifiers(TokenRange Range) {
    const HeaderScope All(Trait.getASTContext());
    const NameLookup Names(Trait, All);
    for (std::size_t I = Range.Begin; I < Range.End; ++I)
      if (const auto Qualified = qualifiedMemberAt(I, Tokens, Names)) {
        Edits.push_back(
            {{I, Qualified->Member}, " " + Trait.getName().str() + "__::", Tokens[I].Where});
        I = Qualified->Member;
      }
  }

  void addOption(std::size_t Index, const AttributeOption& Option) {
    if (const std::string Type = typeNamedBy(Option, "R__"); !Type.empty())
      Edits.push_back(
          {{Index, Index},
           " template <class R__> using option" + std::to_string(++Options) + "__ = " + Type + ";",
           Option.Where});
  }

  void addMember(const Decl& D) {
    const auto* Member = dyn_cast<NamedDecl>(&D);
    if (!Member || !isa<CXXRecordDecl, VarDecl>(Member))
      return;
    std::string Text = ofImplementer(*Member);
    const std::size_t First = Tokens.beforeAttributes(indexOf(D.getBeginLoc()));
    const std::size_t End =
        Tokens.findOutsideBrackets({indexOf(D.getLocation()), Tokens.size()}, tok::semi) + 1;
    Edits.push_back({{First, End}, std::move(Text), D.getLocation()});
    for (const AttributeOption& Bound : optionsOf(D))
      Edits.push_back({{End, End},
                       " void bound" + std::to_string(++Bounds) + "__() requires (" +
                           constraintText(Bound, Trait) + "\n);",
                       Bound.Where});
  }

  /// A concept that takes the arguments of the generated one, and is always true.
  std::string conceptText(const ClassTemplateDecl* Template) const {
    std::string Parameters = " template <class", Pack;
    if (Template) {
      const TemplateParameterList& Head = *Template->getTemplateParameters();
      const std::vector<TokenRange> Written =
          Tokens.splitAtCommas({indexOf(Head.getLAngleLoc()) + 1, indexOf(Head.getRAngleLoc())});
      for (unsigned I = 0; I < Written.size(); ++I) {
        const NamedDecl& One = *Head.getParam(I);
        (One.isParameterPack() ? Pack : Parameters) += ", " + unconstrained(One, Written[I]);
      }
    }
    std::set<StringRef> Types;
    collectTypes(Trait, Types);
    for (std::size_t I = 0; I < Types.size(); ++I)
      Parameters += ", class = void";
    return Parameters + Pack + "> concept " + conceptName(Trait) + " = true;";
  }

  /// A template parameter as a concept may have it.
  std::string unconstrained(const NamedDecl& D, TokenRange Written) const {
    std::string Result;
    const auto* Type = dyn_cast<TemplateTypeParmDecl>(&D);
    const auto* Value = dyn_cast<NonTypeTemplateParmDecl>(&D);
    if (Type && Type->hasTypeConstraint()) {
      Result = "class";
      Written.Begin = std::min(indexOf(D.getLocation()), Written.End);
      if (D.isParameterPack())
        Result += "...";
    } else if (Value && Value->hasPlaceholderTypeConstraint()) {
      Written.Begin = Tokens.findOutsideBrackets(Written, tok::kw_auto);
    }
    for (std::size_t I = Written.Begin; I < Written.End; ++I)
      Result += " " + Tokens[I].Spelling;
    return Result;
  }

  void copy(TokenRange Range, DependentFile& Target) const {
    auto Next = Edits.begin();
    for (std::size_t I = Range.Begin; I <= Range.End; ++I) {
      for (; Next != Edits.end() && Next->Range.Begin <= I; ++Next) {
        Target.append(Next->Text, {.Origin = Next->Origin, .Token = {}});
        I = std::max(I, Next->Range.End);
      }
      if (I < Range.End)
        copyToken(I, Target);
    }
  }

  /// Two halves of a `>>` stay together, all other tokens apart.
  void copyToken(std::size_t Index, DependentFile& Target) const {
    const SourceToken& Token = Tokens[Index];
    const bool IsSecondHalf = Index > 0 && Token.Kind == tok::greater && !Token.SpaceBefore &&
                              Tokens.is(Index - 1, tok::greater);
    if (!IsSecondHalf)
      Target.append(BareTypes.contains(Index) ? " typename " : " ",
                    {.Origin = Token.Where, .Token = {}});
    Target.append(Token.Spelling, {.Origin = Token.Where, .IsCopy = true, .Token = Index});
  }

  const CXXRecordDecl& Trait;
  const std::set<std::string>& DynNames;
  const std::set<std::size_t>& BareTypes;
  const TokenStream& Tokens;
  std::vector<Edit> Edits;
  unsigned Bounds = 0;
  unsigned Options = 0;
};

} // namespace

const DependentFile::Stretch& DependentFile::at(std::size_t Offset) const {
  return *std::prev(std::ranges::upper_bound(Stretches, Offset, {}, &Stretch::Begin));
}

void DependentFile::append(StringRef Added, Stretch From) {
  if (Added.empty() && !Stretches.empty())
    return;
  From.Begin = Text.size();
  Stretches.push_back(From);
  Text += Added;
}

std::vector<DependentFile> writeDependent(const std::vector<const CXXRecordDecl*>& Traits,
                                          const std::set<std::string>& DynNames,
                                          const std::set<std::size_t>& BareTypes,
                                          const TokenStream& Tokens, const SourceManager& Sources) {
  std::map<FileID, std::vector<const CXXRecordDecl*>> ByFile;
  for (const CXXRecordDecl* Trait : Traits)
    ByFile[fileOf(Trait->getLocation(), Sources)].push_back(Trait);

  std::vector<DependentFile> Result;
  for (auto& [File, Own] : ByFile) {
    const auto Entry = Sources.getFileEntryRefForID(File);
    if (!Entry)
      continue;
    std::ranges::sort(
        Own, {}, [&](const CXXRecordDecl* D) { return Sources.getFileOffset(D->getLocation()); });
    DependentFile& Target = Result.emplace_back(Entry->getName().str());
    const StringRef Content = Sources.getBufferData(File);
    const SourceLocation Start = Sources.getLocForStartOfFile(File);
    std::size_t Done = 0;
    const auto CopyUntil = [&](std::size_t End) {
      Target.append(
          Content.slice(Done, End),
          {.Origin = Start.getLocWithOffset(static_cast<int>(Done)), .IsCopy = true, .Token = {}});
    };
    for (const CXXRecordDecl* Trait : Own) {
      const Replacement Whole = replaceDeclaration(*Trait, Tokens, Sources, {});
      CopyUntil(Whole.Begin);
      TraitWriter(*Trait, DynNames, BareTypes, Tokens).write(Target);
      Done = Whole.End;
    }
    CopyUntil(Content.size());
  }
  return Result;
}

} // namespace async_trait_gen
