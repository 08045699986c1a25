#include "model/Names.h"

#include <algorithm>

namespace async_trait_gen::model {
namespace {

bool isUpper(char C) { return C >= 'A' && C <= 'Z'; }
bool isLower(char C) { return C >= 'a' && C <= 'z'; }
bool isDigit(char C) { return C >= '0' && C <= '9'; }
char upper(char C) { return isLower(C) ? static_cast<char>(C - 'a' + 'A') : C; }
char lower(char C) { return isUpper(C) ? static_cast<char>(C - 'A' + 'a') : C; }

std::string numbered(const std::string& Name, unsigned Number) {
  return Number > 1 ? Name + std::to_string(Number) : Name;
}

bool hasDefault(const Member& M) {
  if (const auto* F = std::get_if<Method>(&M))
    return F->Body.has_value();
  if (const auto* C = std::get_if<Constant>(&M))
    return C->Default.has_value();
  return false;
}

bool isAliasTemplate(const Member& M) {
  const auto* A = std::get_if<Alias>(&M);
  return A != nullptr && !A->TemplateParameters.empty();
}

} // namespace

std::string toCamelCase(std::string_view Name) {
  std::string Result;
  bool StartsWord = true;
  for (char C : Name) {
    if (C == '_') {
      StartsWord = true;
      continue;
    }
    if (Result.empty() && isDigit(C))
      Result += '_';
    Result += StartsWord ? upper(C) : C;
    StartsWord = false;
  }
  return Result;
}

std::string toSnakeCase(std::string_view Name) {
  enum class Case { None, Lower, Upper };
  std::string Result;
  Case Before = Case::None;
  bool StartsWord = false;
  for (std::size_t I = 0; I < Name.size(); ++I) {
    const char C = Name[I];
    const char Next = I + 1 < Name.size() ? Name[I + 1] : '\0';
    if (C == '_') {
      StartsWord = true;
      Before = Case::None;
      continue;
    }
    const bool EndsCapitals = Before == Case::Upper && isUpper(C) && isLower(Next);
    const bool EndsSmalls = Before == Case::Lower && isUpper(C);
    if ((StartsWord || EndsCapitals || EndsSmalls) && !Result.empty())
      Result += '_';
    Result += lower(C);
    StartsWord = false;
    if (isUpper(C))
      Before = Case::Upper;
    else if (isLower(C))
      Before = Case::Lower;
  }
  return Result;
}

TraitNames namesOf(const Trait& T) {
  const Naming& Parts = T.Parts;
  const std::string Dyn = T.DynName.empty() ? Parts.DynPrefix + T.Name : T.DynName;
  return {.Concept = T.Name,
          .Object = T.Name + Parts.ObjectSuffix,
          .Types = T.Name + Parts.TypesSuffix,
          .Aliases = T.Name + Parts.AliasesSuffix,
          .Dyn = Dyn,
          .Ref = Dyn + Parts.RefSuffix,
          .Shared = Dyn + Parts.SharedSuffix,
          .Vtable = Dyn + Parts.VtableSuffix,
          .VtableObject = toSnakeCase(Dyn) + "_" + toSnakeCase(Parts.VtableSuffix),
          .Defaults = T.Name + Parts.DefaultsSuffix,
          .Impl = T.Name + Parts.ImplSuffix,
          .View = "as_" + toSnakeCase(T.Name),
          .ViewClass = T.Name + Parts.ViewSuffix,
          .Mock = Parts.MockPrefix + T.Name,
          .Decorated = T.Name + Parts.DecoratedSuffix};
}

MethodNames namesOf(const Method& M) {
  const unsigned InVtable = M.Name == "drop" ? M.Overload + 1 : M.Overload;
  const std::string InCamelCase = toCamelCase(M.Name);
  return {.Future = numbered(InCamelCase == M.Name ? M.Name + "Future" : InCamelCase, M.Overload),
          .VtableField = numbered(M.Name + "_fn", InVtable),
          .Wrapper = numbered(M.Name + "_wrapper", InVtable)};
}

std::string generatedName(std::string_view TraitHeader) {
  constexpr std::string_view Marker = ".trait";
  for (const std::string_view Ending : {".h", ".hpp", ".hh", ".hxx"})
    if (TraitHeader.ends_with(std::string(Marker).append(Ending))) {
      TraitHeader.remove_suffix(Marker.size() + Ending.size());
      return std::string(TraitHeader).append(Ending);
    }
  return {};
}

bool hasOwnDefaults(const Trait& T) { return std::ranges::any_of(T.Members, hasDefault); }

bool hasAliasTemplates(const Trait& T) {
  return std::ranges::any_of(T.Members, isAliasTemplate) ||
         std::ranges::any_of(T.Supertraits, [](const Supertrait& Base) {
           return hasAliasTemplates(*Base.Definition);
         });
}

bool hasDefaults(const Trait& T) {
  return hasOwnDefaults(T) || std::ranges::any_of(T.Supertraits, [](const Supertrait& Base) {
           return hasDefaults(*Base.Definition);
         });
}

} // namespace async_trait_gen::model
