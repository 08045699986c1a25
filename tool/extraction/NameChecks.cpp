#include "extraction/NameChecks.h"

#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/Places.h"
#include "model/Names.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace async_trait_gen {

using namespace clang;

namespace {

/// The names inside of one trait's generated classes.
class MemberNames {
public:
  MemberNames(const ReadTrait& TheSubject, ASTContext& TheContext)
      : Subject(TheSubject), Context(TheContext) {
    Home = fileOf(Subject.Definition->getLocation(), Context.getSourceManager());
  }

  void check() {
    const model::TraitNames Names = model::namesOf(*Subject.Model);
    for (const std::string& Name : {Names.Dyn, Names.Ref, Names.Shared})
      Members.emplace(Name, Owner{"the Dyn type '" + Name + "'", std::nullopt, false});
    for (const model::TemplateParameter& P : Subject.Model->TemplateParameters)
      Members.emplace(P.Name,
                      Owner{"the template parameter '" + P.Name + "'", std::nullopt, false});
    Fields.emplace("drop_fn", Owner{"the vtable's own", std::nullopt, false});
    Fields.emplace("drop_wrapper", Owner{"the vtable's own", std::nullopt, false});
    addTrait(*Subject.Model);
  }

private:
  struct Owner {
    std::string Description;
    std::optional<model::Location> Where; ///< Of members of the trait itself.
    bool IsMethod = false;
  };
  using Scope = std::map<std::string, Owner>;

  void addTrait(const model::Trait& T) {
    if (!Done.insert(&T).second)
      return;
    for (const model::Supertrait& Super : T.Supertraits)
      addTrait(*Super.Definition);
    for (const model::Member& M : T.Members)
      std::visit([&](const auto& Each) { addMember(Each, placeIn(T, Each.Where)); }, M);
  }

  /// What an inherited member has is reported at the trait that inherits it.
  std::optional<model::Location> placeIn(const model::Trait& T, model::Location Where) const {
    return &T == Subject.Model.get() ? std::optional(Where) : std::nullopt;
  }

  void addMember(const model::AssociatedType& Type, std::optional<model::Location> Where) {
    // What several supertraits have is one and the same for an implementer.
    if (Where || InheritedTypes.insert(Type.Name).second)
      add(Members, Type.Name, {"the associated type '" + Type.Name + "'", Where, false});
  }

  void addMember(const model::Alias& Alias, std::optional<model::Location> Where) {
    add(Members, Alias.Name, {"the alias '" + Alias.Name + "'", Where, false});
  }

  void addMember(const model::Constant& Constant, std::optional<model::Location> Where) {
    refuseReserved(Constant.Name, Where);
    const Owner It{"the constant '" + Constant.Name + "'", Where, false};
    add(Members, Constant.Name, It);
    add(Fields, Constant.Name, It);
  }

  void addMember(const model::Method& Method, std::optional<model::Location> Where) {
    refuseReserved(Method.Name, Where);
    const model::MethodNames Names = model::namesOf(Method);
    if (!add(Members, Method.Name, {"the method '" + Method.Name + "'", Where, true}))
      return;
    const bool HasFuture = Method.IsAsync && Method.TemplateParameters.empty();
    if (HasFuture &&
        !add(Members, Names.Future, {"the future of method '" + Method.Name + "'", Where, false}))
      return;
    const Owner Field{"the vtable's entry of method '" + Method.Name + "'", Where, false};
    const bool HasField = Method.TemplateParameters.empty() &&
                          Method.Self != model::Receiver::None && !Method.IsStaticOnly;
    if (HasField && add(Fields, Names.VtableField, Field))
      add(Fields, Names.Wrapper, Field);
  }

  void refuseReserved(const std::string& Name, std::optional<model::Location> Where) {
    if (Where && (Name == "from" || Name == "make" || Name == "target"))
      report(Context.getDiagnostics(), at(*Where), Message::ReservedName) << Name;
  }

  SourceLocation at(model::Location Where) const {
    return locationOf(Where, Home, Context.getSourceManager());
  }

  bool add(Scope& Names, const std::string& Name, Owner New) {
    const auto [Old, IsNew] = Names.emplace(Name, New);
    if (IsNew || (Old->second.IsMethod && New.IsMethod))
      return true;
    DiagnosticsEngine& Engine = Context.getDiagnostics();
    report(Engine, New.Where ? at(*New.Where) : Subject.Definition->getLocation(),
           Message::NameCollision)
        << Name << Old->second.Description << New.Description;
    if (Old->second.Where)
      report(Engine, at(*Old->second.Where), Message::NotePrevious);
    return false;
  }

  const ReadTrait& Subject;
  ASTContext& Context;
  FileID Home;
  Scope Members;
  Scope Fields;
  std::set<std::string> InheritedTypes;
  std::set<const model::Trait*> Done;
};

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

void checkNamespace(const ReadTrait& T, const std::vector<std::string>& Names,
                    const HeaderScope& Scope) {
  DiagnosticsEngine& Engine = Scope.context().getDiagnostics();
  for (const std::string& Name : Names)
    for (const NamedDecl* Found : declarationsOf(Name, T, Scope)) {
      if (isDynClass(*T.Model, Name) && isUndefinedClass(*Found))
        continue;
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

void checkMockNames(const std::vector<ReadTrait>& Traits, const HeaderScope& Scope) {
  NameOwners Owners(Scope);
  for (const ReadTrait& T : Traits) {
    Owners.add(T, T.Model->Name);
    for (const std::string& Name : namespaceNames(*T.Model))
      Owners.add(T, Name);
  }
  for (const ReadTrait& T : Traits) {
    const std::string Mock = model::namesOf(*T.Model).Mock;
    Owners.claim(T, {Mock});
    if (hasMember(*T.Model, Mock))
      report(Scope.context().getDiagnostics(), T.Definition->getLocation(), Message::NameCollision)
          << Mock << "a member of trait '" + T.Model->Name + "'" << "its mock";
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
