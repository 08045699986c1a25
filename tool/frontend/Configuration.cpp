#include "frontend/Configuration.h"
#include "extraction/Diagnostics.h"
#include "extraction/Messages.h"
#include "extraction/NameChecks.h"
#include "extraction/NameLookup.h"
#include "extraction/TraitFinder.h"
#include "model/OptionText.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <memory>

namespace async_trait_gen {
namespace {

/// Makes each configured trait once, so that a supertrait stays one object.
class Configurer {
public:
  Configurer(const HeaderScope& TheScope, ConfigLookup TheLookup)
      : Scope(TheScope), Lookup(TheLookup) {}

  /// \p T, which was read from \p Definition: its supertraits are the bases, in
  /// their order.
  std::shared_ptr<const model::Trait> configured(model::Trait T,
                                                 const clang::CXXRecordDecl& Definition) {
    const auto [Known, IsNew] = Done.try_emplace(Definition.getCanonicalDecl());
    if (!IsNew)
      return Known->second;
    apply(configOf(Definition), Definition, T);
    for (auto&& [Super, Base] : llvm::zip_equal(T.Supertraits, Definition.bases()))
      Super.Definition = configured(*Super.Definition, *traitOf(Base));
    return Known->second = std::make_shared<const model::Trait>(std::move(T));
  }

private:
  Config configOf(const clang::CXXRecordDecl& Definition) const {
    const clang::SourceManager& Sources = Scope.context().getSourceManager();
    return Lookup(Sources.getFilename(Sources.getFileLoc(Definition.getLocation())));
  }

  void apply(const Config& Given, const clang::CXXRecordDecl& Definition, model::Trait& T) const {
    T.Parts = Given.Names;
    // A template for futures leaves no storage to choose, and the other way round.
    if (!T.Storage && !T.Future) {
      T.Storage = Given.Storage;
      T.Future = Given.Future;
      if (hasFutures(T))
        checkNames(T, Definition);
    }
    if (T.DynName.empty())
      T.IsStaticOnly |= Given.IsStaticOnly;
  }

  static bool hasFutures(const model::Trait& T) {
    return llvm::any_of(T.Members, [](const model::Member& Each) {
      const auto* Method = std::get_if<model::Method>(&Each);
      return Method && Method->IsAsync;
    });
  }

  void checkNames(const model::Trait& T, const clang::CXXRecordDecl& Definition) const {
    if (T.Storage)
      checkName(model::qualifiedPolicy(*T.Storage), Definition);
    if (T.Future)
      checkName(*T.Future, Definition);
  }

  void checkName(const std::string& Name, const clang::CXXRecordDecl& Definition) const {
    if (model::isOfRuntime(Name))
      return;
    clang::ASTContext& Context = Scope.context();
    llvm::SmallVector<llvm::StringRef> Parts;
    llvm::StringRef(Name).split('<').first.split(Parts, "::", /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    llvm::SmallVector<clang::IdentifierInfo*> Path;
    for (const llvm::StringRef Part : Parts)
      Path.push_back(&Context.Idents.get(Part.trim()));
    if (!NameLookup(Definition, Scope).isDeclared(Path, Definition.getLocation()))
      report(Context.getDiagnostics(), Definition.getLocation(), Message::ConfiguredNameUnknown)
          << Name << Definition.getName();
  }

  const HeaderScope& Scope;
  ConfigLookup Lookup;
  // Elements stay where they are while others are added.
  std::map<const clang::CXXRecordDecl*, std::shared_ptr<const model::Trait>> Done;
};

std::vector<model::Trait*> traitsOf(model::Header& Header) {
  std::vector<model::Trait*> Result;
  for (auto& Element : Header.Elements)
    if (auto* T = std::get_if<model::Trait>(&Element))
      Result.push_back(T);
  return Result;
}

} // namespace

void configure(model::Header& Header, const ParsedUnit& Unit, clang::FileID File,
               ConfigLookup Lookup, const std::vector<OutputKind>& Outputs) {
  const HeaderScope Scope = Unit.scopeOf(File);
  Configurer Configured(Scope, Lookup);
  std::vector<ReadTrait> Read;
  // Both are in the order of the file.
  for (auto&& [T, Definition] :
       llvm::zip_equal(traitsOf(Header), findTraits(Unit, File).Definitions)) {
    Read.push_back({Definition, Configured.configured(*T, *Definition)});
    *T = *Read.back().Model;
    T->DynHasDefaults = hasDynDefaults(Read.back(), Scope);
  }
  checkNames(Read, Scope);
  if (llvm::is_contained(Outputs, OutputKind::Mock))
    checkCompanionNames(Read, Scope, &model::TraitNames::Mock, "its mock");
  if (llvm::is_contained(Outputs, OutputKind::Decorator))
    checkCompanionNames(Read, Scope, &model::TraitNames::Decorated, "what decorates it");
}

} // namespace async_trait_gen
