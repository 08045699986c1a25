#include "frontend/Configuration.h"
#include "extraction/NameChecks.h"
#include "extraction/NameLookup.h"
#include "extraction/TraitFinder.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <memory>

namespace async_trait_gen {
namespace {

/// Makes each configured trait once, so that a supertrait stays one object.
class Configurer {
public:
  Configurer(const clang::SourceManager& TheSources, ConfigLookup TheLookup)
      : Sources(TheSources), Lookup(TheLookup) {}

  /// \p T, which was read from \p Definition: its supertraits are the bases, in
  /// their order.
  std::shared_ptr<const model::Trait> configured(model::Trait T,
                                                 const clang::CXXRecordDecl& Definition) {
    const auto [Known, IsNew] = Done.try_emplace(Definition.getCanonicalDecl());
    if (!IsNew)
      return Known->second;
    apply(configOf(Definition), T);
    for (auto&& [Super, Base] : llvm::zip_equal(T.Supertraits, Definition.bases()))
      Super.Definition = configured(*Super.Definition, *traitOf(Base));
    return Known->second = std::make_shared<const model::Trait>(std::move(T));
  }

private:
  Config configOf(const clang::CXXRecordDecl& Definition) const {
    return Lookup(Sources.getFilename(Sources.getFileLoc(Definition.getLocation())));
  }

  static void apply(const Config& Given, model::Trait& T) {
    T.Parts = Given.Names;
    // A template for futures leaves no storage to choose, and the other way round.
    if (!T.Storage && !T.Future) {
      T.Storage = Given.Storage;
      T.Future = Given.Future;
    }
    if (T.DynName.empty())
      T.IsStaticOnly |= Given.IsStaticOnly;
  }

  const clang::SourceManager& Sources;
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
  Configurer Configured(Unit.sources(), Lookup);
  const HeaderScope Scope = Unit.scopeOf(File);
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
    checkMockNames(Read, Scope);
}

} // namespace async_trait_gen
