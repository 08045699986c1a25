#include "extraction/Messages.h"

#include <algorithm>
#include <array>

namespace async_trait_gen {
namespace {

struct Entry {
  Message What;
  std::string_view Id;
  std::string_view Format;
};

constexpr std::array Table = std::to_array<Entry>({
    {Message::AttributeOnUnion, "attribute-on-union",
     "a union cannot be a trait; write 'struct' or 'class'"},
    {Message::AttributeOnEnum, "attribute-on-enum",
     "an enumeration cannot be a trait; write 'struct' or 'class'"},
    {Message::AttributeMisplaced, "attribute-misplaced",
     "'async_trait_v2' belongs on a class, or on an associated type or a method of a trait"},
    {Message::TraitInFunction, "trait-in-function",
     "a trait cannot be declared in a function; declare it in a namespace"},
    {Message::TraitInClass, "trait-in-class",
     "a trait cannot be a member of a class; declare it in a namespace"},
    {Message::TraitInAnonymousNamespace, "trait-in-anonymous-namespace",
     "trait '%0' cannot be in an anonymous namespace, because its header is included elsewhere"},
    {Message::TraitNeverDefined, "trait-never-defined", "trait '%0' is declared but never defined"},
    {Message::TraitUnnamed, "trait-unnamed", "a trait must have a name"},
    {Message::TraitSpecialization, "trait-specialization",
     "a trait cannot be a specialization of a template"},
    {Message::TraitFromMacro, "trait-from-macro",
     "trait '%0' comes from a macro; write its head, its braces and its ';' out"},
    {Message::TraitDeclaresVariable, "trait-declares-variable",
     "the definition of trait '%0' must end with ';', it cannot declare anything else"},
    {Message::TraitInDeclaration, "trait-in-declaration",
     "the definition of trait '%0' must be a declaration of its own, with nothing in front of its "
     "'struct', 'class' or 'template'"},
    {Message::TraitQualified, "trait-qualified",
     "trait '%0' must be defined inside its namespace, by its name alone"},
    {Message::TraitInC, "trait-in-c",
     "trait '%0' cannot be in an 'extern \"C\"', because it becomes templates"},
    {Message::TraitTokensUnknown, "trait-source-unknown",
     "the source text of trait '%0' cannot be read; its file must spell 'async_trait_v2'"},
    {Message::OptionNotLiteral, "option-not-literal",
     "an option of 'async_trait_v2' must be a string literal"},
    {Message::OptionUnknownOnTrait, "option-unknown",
     "unknown option '%0' for a trait; known are 'dyn=NAME', 'dyn=none', 'storage=POLICY' and "
     "'future=TEMPLATE'"},
    {Message::OptionUnknownOnType, "option-unknown",
     "unknown option '%0' for an associated type; known is 'requires CONSTRAINT'"},
    {Message::OptionUnknownOnMethod, "option-unknown",
     "unknown option '%0' for a method; known is 'static_only'"},
    {Message::OptionDynName, "option-dyn-name", "'%0' is not an identifier; 'dyn=' needs one"},
    {Message::OptionDynIsTrait, "option-dyn-name",
     "the Dyn type cannot be named '%0', like the trait itself"},
    {Message::OptionContradiction, "option-contradiction",
     "option '%0' does not go together with '%1'"},
    {Message::OptionValueMissing, "option-value-missing", "option '%0' needs a value"},
    {Message::OptionNotName, "option-type-name", "'%0' is not the name of a %1; '%2=' needs one"},
    {Message::ConfiguredNameUnknown, "option-type-name",
     "the configuration names '%0', which is not declared before trait '%1'"},
    {Message::BoundEmpty, "bound-empty", "'requires' needs a constraint"},
    {Message::BoundUnbalanced, "bound-syntax", "the constraint '%0' is not well formed"},
    {Message::BoundRecursive, "bound-recursive",
     "a bound cannot name its own trait '%0', because a concept cannot refer to itself"},
    {Message::BoundAsync, "async-misplaced", "'async<R>' cannot be in a bound"},
    {Message::DataMember, "data-member",
     "a trait cannot have a data member; a constant is 'static const'"},
    {Message::Constructor, "constructor", "a trait cannot have a constructor"},
    {Message::Destructor, "destructor", "a trait cannot have a destructor"},
    {Message::VirtualMethod, "virtual-method",
     "a method of a trait cannot be virtual; the Dyn type has the dynamic dispatch"},
    {Message::Friend, "friend", "a trait cannot have a friend"},
    {Message::NotPublic, "not-public", "every member of a trait is public"},
    {Message::NestedClassWithBody, "nested-class-with-body",
     "a class in a trait is an associated type and cannot have a body; define it outside"},
    {Message::NestedUnion, "nested-union", "a union cannot be an associated type; write 'struct'"},
    {Message::NestedEnum, "nested-enum", "a trait cannot have an enumeration; define it outside"},
    {Message::NestedTemplate, "nested-template", "an associated type cannot be a template"},
    {Message::DeclaredInPassing, "declared-in-passing",
     "'%0' is declared nowhere else; declare it in front of the trait"},
    {Message::TypeDefinedLater, "type-defined-later",
     "associated type '%0' cannot be defined; every implementer supplies its own"},
    {Message::MethodDefinedLater, "method-defined-later",
     "method '%0' of a trait cannot be defined outside of it; write the body inside"},
    {Message::ConstantDefinedLater, "constant-defined-later",
     "constant '%0' of a trait cannot be defined outside of it; write the value inside"},
    {Message::NonTraitBase, "non-trait-base", "a base of a trait must be a trait"},
    {Message::BaseNotPublic, "base-not-public", "a supertrait must be a public, non-virtual base"},
    {Message::SupertraitPack, "supertrait-pack",
     "a supertrait cannot be the expansion of a pack; write each by itself"},
    {Message::SupertraitArguments, "supertrait-arguments",
     "a trait cannot have both %0 and %1 as supertraits; an implementer has their members once"},
    {Message::MethodInherited, "method-inherited",
     "method '%0' is inherited from trait '%1' already; declare it once"},
    {Message::DeducedResult, "deduced-result", "a method of a trait must state its result type"},
    {Message::ResultNoObject, "result-no-object",
     "the result of a method cannot be an array or a function"},
    {Message::VolatileMethod, "volatile-method", "a method of a trait cannot be volatile"},
    {Message::ConstRvalueMethod, "const-rvalue-method",
     "a method of a trait cannot be 'const &&'; a consuming method is '&&'"},
    {Message::Variadic, "variadic", "a method of a trait cannot have C variadic arguments"},
    {Message::Operator, "operator", "a trait cannot have an operator; give it a name"},
    {Message::Conversion, "conversion", "a trait cannot have a conversion; give it a name"},
    {Message::ExplicitObject, "explicit-object",
     "a method of a trait cannot have an explicit object parameter"},
    {Message::AbbreviatedTemplate, "abbreviated-template",
     "a generic method of a trait must name its parameters: write 'template <class T>'"},
    {Message::DefaultedOrDeleted, "defaulted-or-deleted",
     "a method of a trait cannot be defaulted or deleted"},
    {Message::ConstevalMethod, "consteval-method",
     "a consteval method needs an object that is a constant; write 'constexpr', or 'static'"},
    {Message::UsingDeclaration, "using-declaration",
     "a trait cannot have a using-declaration; all that its supertraits have is its own already"},
    {Message::FunctionTry, "function-try",
     "the body of a trait's method cannot be a function try block; put the 'try' inside"},
    {Message::ConstantNotConst, "constant-not-const",
     "an associated constant must be 'static const' or 'static constexpr'"},
    {Message::ConstantDeduced, "constant-deduced", "an associated constant must state its type"},
    {Message::ConstantReference, "constant-reference",
     "an associated constant cannot be a reference"},
    {Message::SeveralDeclarators, "several-declarators",
     "declare each member of a trait by itself"},
    {Message::MemberFromInclude, "member-from-include",
     "a member of a trait must be written in the trait's own file"},
    {Message::NameInParentheses, "name-in-parentheses",
     "the name of a method cannot be in parentheses"},
    {Message::UsingEnum, "using-enum",
     "a trait cannot have a 'using enum'; name the enumerators with their enumeration"},
    {Message::MemberUnsupported, "member-unsupported", "a trait cannot have such a member"},
    {Message::AsyncMisplaced, "async-misplaced",
     "'async<R>' can only be the result of a trait's method"},
    {Message::TraitAsType, "trait-as-type",
     "trait '%0' becomes a concept, so it cannot be named as a type; its Dyn type is '%1'"},
    {Message::TraitAsTypeWithoutDyn, "trait-as-type",
     "trait '%0' becomes a concept, so it cannot be named as a type"},
    {Message::ConditionCrossesTrait, "condition-crosses-trait",
     "an '#if' must begin and end on the same side of the trait's braces"},
    {Message::ComputedInclude, "computed-include",
     "the name of an included trait header must be written out, because it changes in the output"},
    {Message::ReservedName, "reserved-name",
     "a method of a trait cannot be named '%0', because every Dyn type has its own '%0'"},
    {Message::NameCollision, "name-collision", "'%0' in the output would be both %1 and %2"},
    {Message::NamespaceCollision, "namespace-collision",
     "trait '%0' needs the name '%1', which is already declared in its namespace"},
    {Message::DynNameCollision, "trait-name-collision",
     "traits '%0' and '%1' would both declare '%2'"},
    {Message::DynDeclaredOtherwise, "dyn-declared-otherwise",
     "'%0' is not declared like the Dyn type of trait '%1'; write '%2'"},
    {Message::NotePrevious, "previous", "the other one is here"},
    {Message::AsyncBodyWithoutResult, "async-body-without-result",
     "the body of async method '%0' has no 'co_return', and returns no future"},
    {Message::LateTemplateDefault, "late-template-default",
     "method '%0' has a body, so that no default of its template parameters can name a member of "
     "the trait"},
    {Message::ErrorInBody, "provided-part", "%0"},
    {Message::NoteInBody, "provided-part-note", "%0"},
});

const Entry& entryOf(Message What) { return *std::ranges::find(Table, What, &Entry::What); }

} // namespace

std::string_view stableId(Message What) { return entryOf(What).Id; }

std::string_view stableIdOfFormat(std::string_view Format) {
  const auto* Found = std::ranges::find(Table, Format, &Entry::Format);
  return Found == Table.end() ? std::string_view() : Found->Id;
}

std::string_view formatOf(Message What) { return entryOf(What).Format; }

} // namespace async_trait_gen
