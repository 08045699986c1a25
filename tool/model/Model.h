//===- Model.h - What a trait header says, as plain data --------*- C++ -*-===//
//
// The middle of the pipeline: extraction fills it from Clang's AST, emission
// turns it into text. It has no Clang types, so either side can be tested
// without the other. All of it is value types; nothing here allocates beyond
// its strings and vectors, and reading one model from many threads is safe.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace async_trait_gen::model {

/// A place in a trait header; both count from 1, columns in bytes.
struct Location {
  unsigned Line = 0;
  unsigned Column = 0;
};

/// A stretch of source text in which every name that another scope could
/// change is a piece of its own, so that it can be written anywhere.
struct Piece {
  enum class Kind {
    Verbatim,       ///< Means the same everywhere.
    AssociatedType, ///< Names an associated type of the trait or of a supertrait.
    Alias,          ///< Names an alias of the trait or of a supertrait.
    Constant,       ///< Names an associated constant.
    Parameter,      ///< Names one of the trait's own template parameters.
    Outer,          ///< An unqualified name from a namespace around the trait.
    Literal,        ///< A literal whose suffix such a namespace gives its meaning.
    Self,           ///< `this`, in a provided method's body.
    SelfCopy,       ///< `*this` in a lambda's captures, there.
    SelfMember,     ///< A method named without an object, there.
    StaticMember,   ///< An associated function named without its class.
  };
  Kind What = Kind::Verbatim;
  std::string Spelling;
  /// Of Outer what to put in front so that it is found from anywhere, such as
  /// `::demo::`; of Literal its operator, as it is found from anywhere.
  std::string Qualifier;
  /// Outer only: whether it is a class that is no more than declared in front of
  /// the trait.
  bool IsIncomplete = false;
};
using Text = std::vector<Piece>;

/// A parameter of a template: of the trait itself or of a generic method.
struct TemplateParameter {
  enum class Kind { Type, Value, Template };
  Kind What = Kind::Type;
  std::string Name;
  bool IsPack = false;
  /// All of it but its default: `class K`, `std::integral K`, `std::size_t N`,
  /// `class... Args`.
  Text Declaration;
  /// The constraint of a constrained type parameter as an expression:
  /// `std::integral<K>`, or `(std::integral<Ks> && ...)` for a pack.
  Text Constraint;
  /// Without the `=`; empty where there is none.
  Text Default;
};

/// A function parameter. `BeforeName Name AfterName` is its declaration,
/// without the name it is its type: `int (&` `row` `)[4]`.
struct Parameter {
  enum class Category {
    Scalar,          ///< By value and known to be a number, enum or pointer.
    Value,           ///< By value, of any other type that depends on no parameter of the trait.
    LvalueReference, ///< `X&`.
    RvalueReference, ///< `X&&`, X depending on no parameter.
    Dependent,       ///< What it is shows only when the trait's types are known.
  };
  std::string Name; ///< Empty where the header names none.
  /// Standard attributes as written: for a provided method's body.
  std::vector<Text> Attributes;
  Text BeforeName;
  Text AfterName;
  Text Default; ///< Without the `=`; empty where there is none.
  Category What = Category::Value;
  /// Whether its type is not the declared one: an array or a function, which becomes a pointer, or
  /// one with a const of its own.
  bool IsAdjusted = false;
  /// Whether it is a pointer to a function, or may be one.
  bool MayPointToFunction = false;
  bool IsPack = false;
};

enum class Receiver {
  Mutable,     ///< `f()`: `&mut self`.
  Const,       ///< `f() const`: `&self`.
  Lvalue,      ///< `f() &`.
  ConstLvalue, ///< `f() const &`.
  Consuming,   ///< `f() &&`: `self`.
  None,        ///< `static f()`: an associated function.
};

/// Comment lines as the header has them, each without its indentation, the
/// `///` kept; empty where there are none.
using Comment = std::vector<std::string>;

/// One method, in any of the language's forms.
struct Method {
  Location Where;
  Comment Doc;
  /// Standard attributes as written, each with its brackets.
  std::vector<Text> Attributes;
  std::string Name;
  /// Its place among the methods of that name, those of supertraits first:
  /// 1 for the first, which gets no number in the output.
  unsigned Overload = 1;
  bool IsAsync = false;
  /// R, both of `async<R> f()` and of `R f()`.
  Text Result;
  bool ReturnsVoid = false;
  std::vector<Parameter> Parameters;
  Receiver Self = Receiver::Mutable;
  /// `noexcept` or `noexcept(...)` whole; empty where there is none.
  Text Noexcept;
  /// A generic method's template parameters; empty for any other.
  std::vector<TemplateParameter> TemplateParameters;
  /// The head's requires clause, without `requires`.
  Text HeadRequires;
  /// The trailing requires clause, without `requires`.
  Text Requires;
  /// `[[async_trait_v2("static_only")]]`.
  bool IsStaticOnly = false;
  /// `constexpr` or `consteval`, or empty.
  std::string Evaluation;
  /// A provided method's body with its braces.
  std::optional<Text> Body;
  /// Whether that body is a coroutine.
  bool BodyIsCoroutine = false;
};

/// `struct Item;`
struct AssociatedType {
  Location Where;
  Comment Doc;
  std::string Name;
  /// Whether the same name is declared around the trait, too.
  bool HidesOuter = false;
  /// The constraint expressions of its options, without `requires`.
  std::vector<Text> Bounds;
};

/// `using Error = std::error_code;`
struct Alias {
  Location Where;
  Comment Doc;
  std::string Name;
  bool HidesOuter = false; ///< As of an associated type.
  std::vector<Text> Attributes;
  /// An alias template's head, empty for any other.
  std::vector<TemplateParameter> TemplateParameters;
  Text Type;
};

/// `static const T name;`
struct Constant {
  Location Where;
  Comment Doc;
  std::string Name;
  Text Type; ///< Without const, constexpr and static.
  std::optional<Text> Default;
};

using Member = std::variant<AssociatedType, Alias, Constant, Method>;

/// How the names of the output follow from a trait's: what a configuration can
/// change. Each part is of the characters of an identifier, and not empty.
struct Naming {
  std::string DynPrefix = "Dyn"; ///< Of the Dyn struct, where the trait does not name it.
  // Of what belongs to Dyn; they go behind its name.
  std::string RefSuffix = "Ref";
  std::string SharedSuffix = "Shared";
  std::string VtableSuffix = "Vtable";
  // Of what belongs to the concept; they go behind the trait's name.
  std::string ObjectSuffix = "Object";
  std::string TypesSuffix = "Types";
  std::string AliasesSuffix = "Aliases";
  std::string DefaultsSuffix = "Defaults";
  std::string ImplSuffix = "Impl";
  std::string ViewSuffix = "View";
  std::string DecoratedSuffix = "Decorated";
  std::string MockPrefix = "Mock"; ///< Of the mock; it goes before the trait's name.
};

struct Trait;

/// One base of a trait, with the arguments for its template parameters.
struct Supertrait {
  std::shared_ptr<const Trait> Definition;
  std::vector<Text> Arguments;
};

/// One annotated class.
struct Trait {
  Location Where;
  /// Stands in the header's text in front of it, too, where it is carried over.
  Comment Doc;
  std::string Name;
  /// The names of the namespaces around it, outermost first.
  std::vector<std::string> Namespaces;
  /// Those of them that are not inline: where something else can be declared that is
  /// found like the trait.
  std::vector<std::string> OrdinaryNamespaces;
  std::vector<TemplateParameter> TemplateParameters;
  Text Requires; ///< Its requires clause, without `requires`.
  std::vector<Supertrait> Supertraits;
  std::vector<Member> Members; ///< In the header's order.

  /// Options. An empty name stands for `Dyn` and the trait's name.
  std::string DynName;
  bool IsStaticOnly = false;          ///< `dyn=none`
  std::optional<std::string> Storage; ///< `storage=POLICY`
  std::optional<std::string> Future;  ///< `future=TEMPLATE`
  /// Whether a declaration of the Dyn struct before it has default arguments,
  /// which the definition must not repeat.
  bool DynHasDefaults = false;
  /// What the output's names are made with.
  Naming Parts = {};
};

/// A part of the header that is written as it is (includes of other trait
/// headers already mapped).
struct Verbatim {
  std::string Text;
};

/// `#include <async_trait/trait.h>`: the place of the runtime's include.
struct RuntimeInclude {};

/// A trait header from its first byte to its last.
struct Header {
  std::string FileName; ///< Without directories.
  std::vector<std::variant<Verbatim, RuntimeInclude, Trait>> Elements;
};

} // namespace async_trait_gen::model
