#include "extraction/NameChecks.h"

#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/DynShape.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "model/Names.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>
#include <string>

namespace async_trait_gen {

using namespace clang;

namespace {

/// The names that the trait declares in its namespace, in the output's order.
std::vector<std::string> namespaceNames(const model::Trait& T) {
  const model::TraitNames Names = model::namesOf(T);
  std::vector<std::string> Result{Names.Object, Names.Types, Names.Impl, Names.View,
                                  Names.ViewClass};
  if (!T.IsStaticOnly)
    Result.insert(Result.end(),
                  {Names.Dyn, Names.Ref, Names.Shared, Names.Vtable, Names.VtableObject});
  if (model::hasDefaults(T))
    Result.push_back(Names.Defaults);
  if (model::hasAliasTemplates(T))
    Result.push_back(Names.Aliases);
  return Result;
}

/// The names inside of one trait's generated classes.
class MemberNames {
public:
  MemberNames(const ReadTrait& TheSubject, ASTContext& TheContext)
      : Subject(TheSubject), Context(TheContext) {}

  void check() {
    addOutput();
    if (const ClassTemplateDecl* Template = Subject.Definition->getDescribedClassTemplate())
      for (const NamedDecl* Parameter : *Template->getTemplateParameters())
        addParameter(*Parameter);
    addTrait(*Subject.Definition, *Subject.Model);
  }

private:
  struct Owner {
    std::string Description;
    SourceLocation Where;       ///< Nowhere for what only the output has.
    bool IsInherited = false;   ///< Reported at the trait that inherits it.
    bool AllowsMethods = false; ///< Whether methods may have the name as well.
  };
  using Names = std::map<std::string, Owner>;

  /// What the generated classes have for themselves, or cannot do without.
  void addOutput() {
    const model::TraitNames Of = model::namesOf(*Subject.Model);
    const auto Reserve = [](Names& In, const std::string& Name, bool AllowsMethods) {
      In.emplace(Name, Owner{.Description = "the output's own '" + Name + "'",
                             .Where = {},
                             .AllowsMethods = AllowsMethods});
    };
    for (const std::string& Name : namespaceNames(*Subject.Model))
      Reserve(Heads, Name, /*AllowsMethods=*/false);
    for (const std::string& Name : {Of.Object, Of.Types, std::string("object_")})
      Reserve(Members, Name, /*AllowsMethods=*/true);
    Reserve(Members, Of.ViewClass, /*AllowsMethods=*/false);
    // Nothing but a type or a namespace hides it from what follows it with `::`.
    Members.emplace("std", Owner{.Description = "the namespace of the standard library",
                                 .Where = {},
                                 .AllowsMethods = true});
    if (model::hasDefaults(*Subject.Model))
      Reserve(Members, Of.Defaults, /*AllowsMethods=*/false);
    if (model::hasAliasTemplates(*Subject.Model))
      Reserve(Members, Of.Aliases, /*AllowsMethods=*/true);
    if (Subject.Model->IsStaticOnly)
      return;
    for (const std::string& Name : {Of.Dyn, Of.Ref, Of.Shared, Of.Vtable})
      Reserve(Members, Name, /*AllowsMethods=*/false);
    for (const char* Name : {"vtable_", "self_", "release_"})
      Reserve(Members, Name, /*AllowsMethods=*/true);
    for (const char* Name :
         {"drop_fn", "drop_wrapper", "implemented_by", "moved_from", "filled_for", "table_of"})
      Reserve(Fields, Name, /*AllowsMethods=*/false);
  }

  void addParameter(const NamedDecl& Parameter) {
    const std::string Name = Parameter.getName().str();
    const Owner It{.Description = "the template parameter '" + Name + "'",
                   .Where = Parameter.getLocation()};
    if (!Name.empty() && add(Heads, Name, It))
      addType(Name, It);
  }

  /// The vtable's fields have types that are spelt with it.
  void addType(const std::string& Name, const Owner& It) {
    if (add(Members, Name, It) && !Subject.Model->IsStaticOnly)
      add(Fields, Name, It);
  }

  void addTrait(const CXXRecordDecl& Definition, const model::Trait& T) {
    if (!Done.insert(&T).second)
      return;
    std::size_t Index = 0;
    for (const CXXBaseSpecifier& Base : Definition.bases())
      addTrait(*traitOf(Base), *T.Supertraits[Index++].Definition);
    const FileID Home = fileOf(Definition.getLocation(), Context.getSourceManager());
    for (const model::Member& M : T.Members)
      std::visit(
          [&](const auto& Each) {
            addMember(Each, {.Description = &T == Subject.Model.get()
                                                ? "'" + Each.Name + "'"
                                                : "'" + Each.Name + "' of trait '" + T.Name + "'",
                             .Where = locationOf(Each.Where, Home, Context.getSourceManager()),
                             .IsInherited = &T != Subject.Model.get()});
          },
          M);
  }

  static Owner described(StringRef As, Owner Member) {
    Member.Description = As.str() + " " + Member.Description;
    return Member;
  }

  void addMember(const model::AssociatedType& Type, const Owner& It) {
    // What several supertraits have is one and the same for an implementer.
    if (!It.IsInherited || InheritedTypes.insert(Type.Name).second)
      addType(Type.Name, described("the associated type", It));
  }

  void addMember(const model::Alias& Alias, const Owner& It) {
    addType(Alias.Name, described("the alias", It));
  }

  void addMember(const model::Constant& Constant, const Owner& It) {
    refuseReserved(Constant.Name, It);
    add(Members, Constant.Name, described("the constant", It));
    add(Fields, Constant.Name, described("the constant", It));
  }

  void addMember(const model::Method& Method, const Owner& It) {
    refuseReserved(Method.Name, It);
    const model::MethodNames Of = model::namesOf(Method);
    Owner Itself = described("the method", It);
    Itself.AllowsMethods = true;
    if (!add(Members, Method.Name, Itself))
      return;
    const bool HasFuture = Method.IsAsync && Method.TemplateParameters.empty();
    if (HasFuture && !add(Members, Of.Future, described("the future of method", It)))
      return;
    const Owner Field = described("the vtable's entry of method", It);
    const bool HasField = Method.TemplateParameters.empty() &&
                          Method.Self != model::Receiver::None && !Method.IsStaticOnly;
    if (HasField && add(Fields, Of.VtableField, Field))
      add(Fields, Of.Wrapper, Field);
  }

  void refuseReserved(const std::string& Name, const Owner& It) {
    if (!It.IsInherited && (Name == "from" || Name == "make" || Name == "target"))
      report(Context.getDiagnostics(), It.Where, Message::ReservedName) << Name;
  }

  bool add(Names& In, const std::string& Name, const Owner& New) {
    const auto [Entry, IsNew] = In.emplace(Name, New);
    const Owner& Old = Entry->second;
    if (IsNew || (Old.AllowsMethods && New.AllowsMethods))
      return true;
    DiagnosticsEngine& Engine = Context.getDiagnostics();
    report(Engine, New.IsInherited ? Subject.Definition->getLocation() : New.Where,
           Message::NameCollision)
        << Name << Old.Description << New.Description;
    if (Old.Where.isValid())
      report(Engine, Old.Where, Message::NotePrevious);
    return false;
  }

  const ReadTrait& Subject;
  ASTContext& Context;
  Names Heads; ///< In the scopes of the templates themselves.
  Names Members;
  Names Fields;
  std::set<std::string> InheritedTypes;
  std::set<const model::Trait*> Done;
};

bool isDynClass(const model::Trait& T, const std::string& Name) {
  const model::TraitNames Names = model::namesOf(T);
  return Name == Names.Dyn || Name == Names.Ref || Name == Names.Shared || Name == Names.Vtable;
}

bool isUndefinedClass(const NamedDecl& D) {
  if (const auto* Template = dyn_cast<ClassTemplateDecl>(&D))
    return !Template->getTemplatedDecl()->getDefinition();
  const auto* Class = dyn_cast<CXXRecordDecl>(&D);
  return Class && !Class->isUnion() && !Class->getDefinition();
}

bool isTrait(const NamedDecl& D) {
  const auto* Template = dyn_cast<ClassTemplateDecl>(&D);
  const auto* Class = dyn_cast<CXXRecordDecl>(Template ? Template->getTemplatedDecl() : &D);
  return Class && Class->getDefinition() && hasTraitAttribute(*Class->getDefinition());
}

std::vector<const NamedDecl*> declarationsOf(const std::string& Name, const ReadTrait& T,
                                             const HeaderScope& Scope) {
  const DeclContext& Around = *T.Definition->getDeclContext()->getRedeclContext();
  std::vector<const NamedDecl*> Result;
  for (const NamedDecl* Found : Around.lookup(&Scope.context().Idents.get(Name)))
    if (Scope.sees(*Found))
      Result.push_back(Found);
  return Result;
}

void checkDynDeclaration(const NamedDecl& D, const ReadTrait& T, ASTContext& Context) {
  const DynShape Shape(*T.Definition, *T.Model);
  if (Shape.matches(D))
    return;
  const std::string Name = D.getName().str();
  const std::string Declaration = Shape.declare(Name);
  report(Context.getDiagnostics(), D.getLocation(), Message::DynDeclaredOtherwise)
      << Name << T.Model->Name << Declaration + ";"
      << FixItHint::CreateReplacement(
             CharSourceRange::getTokenRange(D.getBeginLoc(), D.getLocation()), Declaration);
}

void checkNamespace(const ReadTrait& T, const std::vector<std::string>& Names,
                    const HeaderScope& Scope) {
  DiagnosticsEngine& Engine = Scope.context().getDiagnostics();
  for (const std::string& Name : Names)
    for (const NamedDecl* Found : declarationsOf(Name, T, Scope)) {
      if (isDynClass(*T.Model, Name) && isUndefinedClass(*Found)) {
        checkDynDeclaration(*Found, T, Scope.context());
        continue;
      }
      // Another trait is reported where the traits are compared.
      if (isTrait(*Found))
        continue;
      report(Engine, T.Definition->getLocation(), Message::NamespaceCollision)
          << T.Model->Name << Name;
      report(Engine, Found->getLocation(), Message::NotePrevious);
      break;
    }
}

/// Which trait declares which name in the output.
class NameOwners {
public:
  explicit NameOwners(const HeaderScope& TheScope) : Scope(TheScope) {}

  void add(const ReadTrait& T, const std::string& Name) {
    Owners.emplace(std::pair(T.Model->Namespaces, Name), &T);
  }

  /// Reports the first of \p Names that is another's.
  void claim(const ReadTrait& T, const std::vector<std::string>& Names) {
    DiagnosticsEngine& Engine = Scope.context().getDiagnostics();
    for (const std::string& Name : Names) {
      const auto [Old, IsNew] = Owners.emplace(std::pair(T.Model->Namespaces, Name), &T);
      if (IsNew)
        continue;
      report(Engine, T.Definition->getLocation(), Message::DynNameCollision)
          << T.Model->Name << Old->second->Model->Name << Name;
      report(Engine, Old->second->Definition->getLocation(), Message::NotePrevious);
      break;
    }
    checkNamespace(T, Names, Scope);
  }

private:
  const HeaderScope& Scope;
  std::map<std::pair<std::vector<std::string>, std::string>, const ReadTrait*> Owners;
};

/// Whether the trait or a supertrait has a member \p Name.
bool hasMember(const model::Trait& T, const std::string& Name) {
  const auto IsIt = [&](const model::Member& M) {
    return std::visit([](const auto& Each) -> const std::string& { return Each.Name; }, M) == Name;
  };
  return llvm::any_of(T.Members, IsIt) ||
         llvm::any_of(T.Supertraits, [&](const model::Supertrait& Super) {
           return hasMember(*Super.Definition, Name);
         });
}

bool hasDefaultArgument(const NamedDecl& Parameter) {
  if (const auto* Type = dyn_cast<TemplateTypeParmDecl>(&Parameter))
    return Type->hasDefaultArgument();
  if (const auto* Value = dyn_cast<NonTypeTemplateParmDecl>(&Parameter))
    return Value->hasDefaultArgument();
  const auto* Template = dyn_cast<TemplateTemplateParmDecl>(&Parameter);
  return Template && Template->hasDefaultArgument();
}

} // namespace

void checkNames(const std::vector<ReadTrait>& Traits, const HeaderScope& Scope) {
  NameOwners Owners(Scope);
  for (const ReadTrait& T : Traits)
    Owners.add(T, T.Model->Name);
  for (const ReadTrait& T : Traits) {
    MemberNames(T, Scope.context()).check();
    Owners.claim(T, namespaceNames(*T.Model));
  }
}

void checkCompanionNames(const std::vector<ReadTrait>& Traits, const HeaderScope& Scope,
                         std::string model::TraitNames::* Wanted, llvm::StringRef What) {
  NameOwners Owners(Scope);
  for (const ReadTrait& T : Traits) {
    Owners.add(T, T.Model->Name);
    for (const std::string& Name : namespaceNames(*T.Model))
      Owners.add(T, Name);
  }
  for (const ReadTrait& T : Traits) {
    const std::string Claimed = model::namesOf(*T.Model).*Wanted;
    Owners.claim(T, {Claimed});
    if (hasMember(*T.Model, Claimed))
      report(Scope.context().getDiagnostics(), T.Definition->getLocation(), Message::NameCollision)
          << Claimed << "a member of trait '" + T.Model->Name + "'" << What;
  }
}

bool hasDynDefaults(const ReadTrait& T, const HeaderScope& Scope) {
  for (const NamedDecl* Found : declarationsOf(model::namesOf(*T.Model).Dyn, T, Scope))
    if (const auto* Template = dyn_cast<ClassTemplateDecl>(Found))
      for (const NamedDecl* Parameter : *Template->getTemplateParameters())
        if (hasDefaultArgument(*Parameter))
          return true;
  return false;
}

} // namespace async_trait_gen
