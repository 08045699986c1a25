#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using model::Receiver;

class DynSection : Section {
public:
  using Section::Section;
  void write();

private:
  enum class Holding { Owning, Borrowing, Sharing };
  const std::string& dynName(Holding How) const;
  std::string baseName(Holding How) const;
  std::string base(Holding How) const;
  std::string inherited(const std::string& Member, Holding How) const;
  void dynType(Holding How);
  void futureAlias(const PlannedMethod& Method, Holding How);
  void dynConstant(const PlannedConstant& Constant, Holding How);
  bool hasOverload(const PlannedMethod& Method, Receiver Self) const;
  std::string futureOf(const PlannedMethod& Method, const Scope& In) const;
  std::string dynBody(const PlannedMethod& Method, Holding How, const Scope& In) const;
  void dynMethod(const PlannedMethod& Method, Holding How);
  void missingMethods();

  /// For a method that is a template, so that a type is asked for only when it is called.
  const Scope InLater = [this] {
    Scope Result = S.InDyn;
    Result.Later = S.fresh("Later");
    return Result;
  }();
};

void DynSection::write() {
  for (const Holding How : {Holding::Owning, Holding::Borrowing, Holding::Sharing})
    dynType(How);
}

const std::string& DynSection::dynName(Holding How) const {
  return How == Holding::Owning      ? Plan.Names.Dyn
         : How == Holding::Borrowing ? Plan.Names.Ref
                                     : Plan.Names.Shared;
}

std::string DynSection::baseName(Holding How) const {
  return How == Holding::Owning      ? "dyn_owner"
         : How == Holding::Borrowing ? "dyn_ref"
                                     : "dyn_shared";
}

std::string DynSection::base(Holding How) const {
  return fill("::async_trait::$base<$name$arguments, $vtable$arguments>",
              {{"base", baseName(How)},
               {"name", dynName(How)},
               {"arguments", S.dynArguments()},
               {"vtable", Plan.Names.Vtable}});
}

/// A member of the base, which a method of the same name would hide.
std::string DynSection::inherited(const std::string& Member, Holding How) const {
  return "this->" + (Plan.hasMethod(Member) ? base(How) + "::" : "") + Member;
}

void DynSection::dynType(Holding How) {
  const std::string Text = How == Holding::Owning ? "Owns an object of any type that implements"
                           : How == Holding::Borrowing
                               ? "Borrows an object of any type that implements"
                               : "Shares an object of any type that implements";
  put("/// $text $concept.\n"
      "$head struct $name : $base {\n",
      {{"text", Text},
       {"concept", Plan.Names.Concept},
       {"head", S.dynHead(How == Holding::Owning || !Plan.Definition->DynHasDefaults)},
       {"name", dynName(How)},
       {"base", base(How)}});
  for (const PlannedType& Type : Plan.Types) {
    if (How == Holding::Owning)
      comment(Type.Definition.Doc);
    put("using $name = $name_;\n", {{"name", Type.Definition.Name}, {"name_", Type.Parameter}});
  }
  for (const PlannedAlias& Alias : Plan.Aliases) {
    if (Alias.NeedsConstants)
      continue;
    if (How == Holding::Owning)
      comment(Alias.Definition.Doc);
    aliased(Alias, S.InDyn);
  }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOnDyn && Method.Definition.IsAsync)
      futureAlias(Method, How);
  put("\nusing $base::$constructor;\n\n", {{"base", base(How)}, {"constructor", baseName(How)}});
  for (const PlannedConstant& Constant : Plan.Constants)
    dynConstant(Constant, How);
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOnDyn)
      dynMethod(Method.withDefaultsOfDyn(), How);
  missingMethods();
  Code.Code += "};\n\n";
}

void DynSection::futureAlias(const PlannedMethod& Method, Holding How) {
  if (Method.Definition.Self == Receiver::Consuming && How != Holding::Owning)
    return;
  put("using $name = $future;\n", {{"name", Method.Names.Future}, {"future", S.future(Method)}});
}

void DynSection::dynConstant(const PlannedConstant& Constant, Holding How) {
  const Ancestor& Declarer = *Constant.Declarer;
  const std::string Path = Constant.IsInOwnVtable ? "" : Declarer.VtableField + "->";
  put("$reference $name() const noexcept {\n"
      "if (!*this) ::async_trait::end_program(\"$trait\", \"$name\");\n"
      "return $vtable->$path$name;\n"
      "}\n",
      {{"reference", S.constantReference(Constant, S.InDyn)},
       {"vtable", inherited("vtable_", How)},
       {"name", Constant.Definition.Name},
       {"trait", Plan.FullName},
       {"path", Path}});
}

std::string DynSection::futureOf(const PlannedMethod& Method, const Scope& In) const {
  const bool IsLater = Method.MentionsLater && !In.Later.empty();
  return IsLater ? later(Method.Names.Future, In.Later) : Method.Names.Future;
}

std::string DynSection::dynBody(const PlannedMethod& Method, Holding How, const Scope& In) const {
  const model::Method& M = Method.Definition;
  const std::string Arguments = S.arguments(Method, In);
  const std::string Start = S.fresh("start"), Kept = S.fresh("kept");
  std::string_view Template;
  if (M.Self != Receiver::Consuming)
    Template = M.IsAsync && !Method.isOfFutureTemplate()
                   ? "return $future($self(), $entry$arguments);"
                   : "return $entry($object$arguments);";
  else if (!M.IsAsync)
    Template = "const auto $start = $entry;\n"
               "const ::async_trait::kept_object $kept = $release();\n"
               "return $start($kept.get()$arguments);";
  else if (Method.isOfFutureTemplate())
    Template = "const auto $start = $entry;\n"
               "return ::async_trait::call_owned<$future>($release(), $start$arguments);";
  else
    Template = "const auto $start = $entry;\n"
               "return $future($release(), $start$arguments);";
  return fill(Template,
              {{"future", futureOf(Method, In)},
               {"self", inherited("self_", How)},
               {"object", inherited("object_", How)},
               {"release", inherited("release_", How)},
               {"entry", inherited("vtable_", How) + "->" +
                             (Method.IsInOwnVtable ? "" : Method.Declarer->VtableField + "->") +
                             Method.Names.VtableField},
               {"arguments", Arguments.empty() ? "" : ", " + Arguments},
               {"start", Start},
               {"kept", Kept}});
}

/// Whether a Dyn has the same method for another kind of object.
bool DynSection::hasOverload(const PlannedMethod& Method, Receiver Self) const {
  return std::ranges::any_of(Plan.Methods, [&](const PlannedMethod& Other) {
    return Other.IsOnDyn && Other.Definition.Self == Self &&
           Other.Definition.Name == Method.Definition.Name &&
           S.parameterTypes(Other, S.InDyn) == S.parameterTypes(Method, S.InDyn);
  });
}

void DynSection::dynMethod(const PlannedMethod& Method, Holding How) {
  const model::Method& M = Method.Definition;
  const bool Consumes = M.Self == Receiver::Consuming;
  if (Consumes && How != Holding::Owning) {
    // One for lvalues must not stand in for it.
    if (hasOverload(Method, Receiver::Lvalue) || hasOverload(Method, Receiver::ConstLvalue))
      put("void $name($types) && = delete;\n",
          {{"name", M.Name}, {"types", S.parameterTypes(Method, S.InDyn)}});
    return;
  }
  std::string Qualifiers = S.qualifiers(Method, S.InDyn);
  if (How == Holding::Borrowing) {
    // Like a pointer: of a const and a mutable overload it has the mutable one.
    const bool IsConst = Method.isConst();
    if (IsConst &&
        (hasOverload(Method, Receiver::Mutable) || hasOverload(Method, Receiver::Lvalue)))
      return;
    Qualifiers = hasOverload(Method, Receiver::Consuming) ? " const&" : " const";
    if (!M.Noexcept.empty())
      Qualifiers += " " + render(M.Noexcept, S.InDyn);
  }
  if (How == Holding::Owning)
    comment(M.Doc);
  const Scope& In = Method.MentionsLater ? InLater : S.InDyn;
  const std::string Head = In.Later.empty() ? "" : "template <class " + In.Later + " = void>\n";
  const std::string Result = M.IsAsync ? futureOf(Method, In) : S.result(Method, In);
  FunctionText Function = {.Head = Head,
                           .PlainHead = Head,
                           .Specifiers = render(M.Attributes, S.InDyn),
                           .Result = Result,
                           .Name = M.Name,
                           .PlainParameters = S.parameters(Method, In, false),
                           .Qualifiers = Qualifiers,
                           .Requires = S.requiresClause(Method, S.InDyn),
                           .Body = dynBody(Method, How, In)};
  const ClassText Class = {S.dynHead(false), dynName(How) + S.dynArguments()};
  const bool ReadsConstants = std::ranges::any_of(
      M.Parameters, [](const model::Parameter& P) { return readsConstant(P.Default); });
  Function.Parameters = S.parameters(Method, In, !ReadsConstants);
  put(Function, Class, Method);
  if (!ReadsConstants)
    return;
  // Only the object knows these defaults, so overloads ask it.
  const std::string Target = Consumes ? "std::move(*this)." : "this->";
  for (std::size_t Count = M.Parameters.size();
       Count > 0 && !M.Parameters[Count - 1].Default.empty();) {
    --Count;
    Function.Parameters = Function.PlainParameters = S.firstParameters(Method, Count, In);
    Function.Body = "return " + Target + M.Name + "(" + S.firstArguments(Method, Count, In) + ");";
    put(Function, Class, Method);
  }
}

// Says why, where the compiler would only say that there is no such member.
void DynSection::missingMethods() {
  std::set<std::string> Said;
  for (const PlannedMethod& Method : Plan.Methods) {
    const std::string& Name = Method.Definition.Name;
    if (Method.IsOnDyn || Plan.hasMethodOnDyn(Name) || !Said.insert(Name).second)
      continue;
    const bool IsStatic = Method.Definition.Self == Receiver::None;
    put("template <class... $arguments>\n"
        "$static ::async_trait::not_on_dyn $name($arguments&&...) $const noexcept {\n"
        "static_assert(::async_trait::never<$arguments...>, "
        "\"$trait::$name is $kind: \" "
        "\"it is part of the static interface only, so a Dyn does not have it\");\n"
        "return {};\n"
        "}\n",
        {{"arguments", S.fresh("Arguments")},
         {"static", IsStatic ? "static" : ""},
         {"const", IsStatic ? "" : "const"},
         {"name", Name},
         {"trait", Plan.FullName},
         {"kind", !Method.Definition.TemplateParameters.empty() ? "a generic method"
                  : IsStatic                                    ? "an associated function"
                  : Method.NeedsConstants ? "declared with an associated constant"
                                          : "static-only"}});
  }
}

} // namespace

void dynSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  DynSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
