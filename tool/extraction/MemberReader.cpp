#include "extraction/MemberReader.h"

#include "extraction/AsyncResult.h"
#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/Places.h"

#include "clang/AST/ASTContext.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;
using model::Piece;
using model::Text;

namespace {

/// Specifiers that say nothing about a method's type.
bool isSpecifier(tok::TokenKind Kind) {
  return Kind == tok::kw_static || Kind == tok::kw_inline || Kind == tok::kw_constexpr ||
         Kind == tok::kw_consteval || Kind == tok::kw_constinit || Kind == tok::kw_explicit ||
         Kind == tok::kw_typedef;
}

/// Whether \p T names a type or constant of the trait.
bool namesMember(const Text& T) {
  return std::ranges::any_of(T, [](const Piece& P) {
    return P.What == Piece::Kind::AssociatedType || P.What == Piece::Kind::Alias ||
           P.What == Piece::Kind::Constant;
  });
}

/// Whether what \p T means depends on the implementer.
bool isDependent(const Text& T) {
  return namesMember(T) || std::ranges::find(T, Piece::Kind::Parameter, &Piece::What) != T.end();
}

void appendText(Text& Target, const Text& Added) {
  for (const Piece& P : Added)
    append(Target, P);
}

Text verbatim(std::string Spelling) { return {{Piece::Kind::Verbatim, std::move(Spelling), {}}}; }

/// The end of the expression of a requires clause. The releases of Clang keep
/// it in different wrappers.
template <class Clause>
SourceLocation endOfClause(const Clause& Written) {
  if constexpr (requires { Written.ConstraintExpr; })
    return Written.ConstraintExpr ? Written.ConstraintExpr->getEndLoc() : SourceLocation();
  else
    return Written ? Written->getEndLoc() : SourceLocation();
}

model::Parameter::Category categoryOf(QualType Type, const Text& Written) {
  using Category = model::Parameter::Category;
  const bool MayVary = Type->isDependentType() || isDependent(Written);
  if (Type->isLValueReferenceType())
    return Category::LvalueReference;
  if (Type->isRValueReferenceType())
    return MayVary ? Category::Dependent : Category::RvalueReference;
  if (Type->isPointerType() || Type->isMemberPointerType() ||
      (Type->isScalarType() && !Type->isDependentType()))
    return Category::Scalar;
  return MayVary ? Category::Dependent : Category::Value;
}

/// What is an instance of a class template is a class, whatever its arguments are.
bool mayPointToFunction(QualType Type, const Text& Written) {
  if (Type->isFunctionPointerType() || Type->isMemberFunctionPointerType())
    return true;
  const QualType Canonical = Type.getCanonicalType();
  if (const CXXRecordDecl* Class = Canonical->getAsCXXRecordDecl())
    return isDependent(Written) && !isa<ClassTemplateSpecializationDecl>(Class);
  return Canonical->isDependentType() && !Canonical->isReferenceType() &&
         !isa<TemplateSpecializationType>(Canonical);
}

bool isConstScalar(QualType Type) {
  return Type.isConstQualified() && !Type->isDependentType() && Type->isScalarType();
}

model::Receiver receiverOf(const CXXMethodDecl& D) {
  if (D.isStatic())
    return model::Receiver::None;
  switch (D.getRefQualifier()) {
  case RQ_RValue:
    return model::Receiver::Consuming;
  case RQ_LValue:
    return D.isConst() ? model::Receiver::ConstLvalue : model::Receiver::Lvalue;
  case RQ_None:
    break;
  }
  return D.isConst() ? model::Receiver::Const : model::Receiver::Mutable;
}

LocalNames namesOf(const TemplateParameterList* Head) {
  LocalNames Result;
  if (Head)
    for (const NamedDecl* Parameter : *Head)
      Result.insert(Parameter->getName().str());
  return Result;
}

} // namespace

std::size_t MemberReader::indexOf(SourceLocation Where) const {
  return Tokens.find(Where).value_or(Tokens.size());
}

std::size_t MemberReader::firstOf(const Decl& D) const {
  return Tokens.beforeAttributes(indexOf(D.getBeginLoc()));
}

std::size_t MemberReader::endOf(std::size_t Name) const {
  return Tokens.findOutsideBrackets({Name, Tokens.size()}, tok::semi) + 1;
}

model::Comment MemberReader::documentation(std::size_t First, std::size_t End) const {
  const SourceManager& Sources = Context.getSourceManager();
  const auto OffsetOf = [&](SourceLocation Where) {
    return Sources.getDecomposedLoc(Where).second;
  };
  const SourceLocation Last = Tokens[End - 1].Where;
  const SourceLocation Behind = Last.isMacroID()
                                    ? Sources.getExpansionRange(Last).getEnd().getLocWithOffset(1)
                                    : Last.getLocWithOffset(1);
  return Source.documentation(OffsetOf(Sources.getExpansionLoc(Tokens[First].Where)),
                              OffsetOf(Behind));
}

std::optional<model::Member> MemberReader::read(const Decl& D) const {
  if (D.isImplicit())
    return std::nullopt;
  if (const auto* Class = dyn_cast<CXXRecordDecl>(&D))
    return readAssociatedType(*Class);
  if (const auto* Alias = dyn_cast<TypedefNameDecl>(&D))
    return readAlias(*Alias, nullptr);
  if (const auto* Template = dyn_cast<TypeAliasTemplateDecl>(&D))
    return readAlias(*Template->getTemplatedDecl(), Template);
  if (const auto* Constant = dyn_cast<VarDecl>(&D))
    return readConstant(*Constant);
  if (const auto* Method = dyn_cast<CXXMethodDecl>(&D))
    return readMethod(*Method, nullptr);
  if (const auto* Template = dyn_cast<FunctionTemplateDecl>(&D))
    return readMethod(*cast<CXXMethodDecl>(Template->getTemplatedDecl()), Template);
  return std::nullopt;
}

std::optional<model::Member> MemberReader::readAssociatedType(const CXXRecordDecl& D) const {
  model::AssociatedType Result;
  Result.Where = placeOf(D.getLocation(), Context.getSourceManager());
  Result.Name = D.getName().str();
  Result.HidesOuter = Texts.isDeclaredAround(D);
  const std::size_t Name = indexOf(D.getLocation());
  Result.Doc = documentation(firstOf(D), endOf(Name));
  for (const AttributeOption& Bound : optionsOf(D))
    Result.Bounds.push_back(Texts.captureString(constraintOf(Bound), Bound.Where));
  return Result;
}

model::Alias MemberReader::readAlias(const TypedefNameDecl& D,
                                     const TypeAliasTemplateDecl* Template) const {
  model::Alias Result;
  Result.Where = placeOf(D.getLocation(), Context.getSourceManager());
  Result.Name = D.getName().str();
  Result.HidesOuter = Texts.isDeclaredAround(D);
  const std::size_t Name = indexOf(D.getLocation());
  const std::size_t First = Template ? firstOf(*Template) : firstOf(D);
  const std::size_t End = endOf(Name);
  Result.Doc = documentation(First, End);

  LocalNames Locals;
  if (Template) {
    Locals = namesOf(Template->getTemplateParameters());
    Result.TemplateParameters = readHead(*Template->getTemplateParameters(), Locals);
  }
  if (isa<TypedefDecl>(D)) {
    auto Parts = withoutAttributes({First, Name});
    Parts.push_back({Name + 1, End - 1});
    Result.Type = Texts.capture(Parts, Locals);
    return Result;
  }
  std::size_t I = Name + 1;
  while (!Tokens.is(I, tok::equal)) {
    const std::size_t Behind = Tokens.skipAttribute(I);
    readAttribute({I, Behind}, Result.Attributes);
    I = std::max(Behind, I + 1);
  }
  Result.Type = Texts.capture(TokenRange{I + 1, End - 1}, Locals);
  return Result;
}

model::Constant MemberReader::readConstant(const VarDecl& D) const {
  model::Constant Result;
  Result.Where = placeOf(D.getLocation(), Context.getSourceManager());
  Result.Name = D.getName().str();
  const std::size_t First = firstOf(D);
  const std::size_t Name = indexOf(D.getLocation());
  const std::size_t End = endOf(Name);
  Result.Doc = documentation(First, End);

  // The const that makes it a constant is the one of the whole type: behind the
  // last `*`, if there is one, else the one of the type's name.
  const TokenRange Front{First, Name};
  std::size_t Whole = First;
  for (std::size_t I = First; I < Name; ++I)
    if (Tokens.is(I, tok::star))
      Whole = I + 1;
  std::vector<TokenRange> Parts;
  std::size_t Angles = 0;
  for (const TokenRange& Part : withoutAttributes(Front))
    for (std::size_t I = Part.Begin; I < Part.End; ++I) {
      Angles += Tokens.is(I, tok::less) ? 1 : 0;
      Angles -= Tokens.is(I, tok::greater) && Angles != 0 ? 1 : 0;
      if (!Tokens.is(I, tok::kw_const) || Angles != 0 || I < Whole)
        Parts.push_back({I, I + 1});
    }

  std::size_t I = Name + 1;
  while (!Tokens.is(I, tok::equal) && !Tokens.is(I, tok::l_brace) && I < End - 1) {
    const std::size_t Behind = Tokens.skipAttribute(I);
    if (Behind == I)
      Parts.push_back({I, I + 1});
    I = std::max(Behind, I + 1);
  }
  Result.Type = Texts.capture(Parts);
  // Its initialiser says how long it is.
  if (const auto* Array = Context.getAsConstantArrayType(D.getType());
      Array && !Result.Type.empty())
    if (std::string& Last = Result.Type.back().Spelling; Last.ends_with("[]"))
      Last.insert(Last.size() - 1, std::to_string(Array->getSize().getZExtValue()));
  if (Tokens.is(I, tok::equal))
    ++I;
  if (I < End - 1)
    Result.Default = Texts.capture(TokenRange{I, End - 1});
  return Result;
}

std::vector<TokenRange> MemberReader::withoutAttributes(TokenRange Range) const {
  std::vector<TokenRange> Result;
  for (std::size_t I = Range.Begin; I < Range.End;) {
    const std::size_t Behind = Tokens.skipAttribute(I);
    if (Behind == I && !isSpecifier(Tokens[I].Kind))
      Result.push_back({I, I + 1});
    I = std::max(Behind, I + 1);
  }
  return Result;
}

void MemberReader::readAttribute(TokenRange Range, std::vector<Text>& Attributes) const {
  if (Range.empty())
    return;
  if (!Tokens.is(Range.Begin, tok::l_square)) {
    Attributes.push_back(Texts.capture(Range));
    return;
  }
  Text Kept;
  for (const TokenRange& One : Tokens.splitAtCommas({Range.Begin + 2, Range.End - 2})) {
    // What Dyn calls in its place returns, as far as the compiler knows.
    if (Tokens[One.Begin].Spelling == TraitAttributeName ||
        Tokens[One.Begin].Spelling == "noreturn")
      continue;
    append(Kept, {Piece::Kind::Verbatim, Kept.empty() ? "[[" : ", ", {}});
    for (std::size_t I = One.Begin; I < One.End; ++I)
      append(Kept, {Piece::Kind::Verbatim,
                    (I != One.Begin && Tokens[I].SpaceBefore ? " " : "") + Tokens[I].Spelling,
                    {}});
  }
  if (Kept.empty())
    return;
  append(Kept, {Piece::Kind::Verbatim, "]]", {}});
  Attributes.push_back(std::move(Kept));
}

std::vector<model::TemplateParameter> MemberReader::readHead(const TemplateParameterList& Head,
                                                             const LocalNames& Locals) const {
  std::vector<model::TemplateParameter> Result;
  const TokenRange Between{indexOf(Head.getLAngleLoc()) + 1, indexOf(Head.getRAngleLoc())};
  const std::vector<TokenRange> Parts = Tokens.splitAtCommas(Between);
  for (unsigned I = 0; I < Head.size() && I < Parts.size(); ++I)
    Result.push_back(readTemplateParameter(*Head.getParam(I), I, Parts[I], Locals));
  return Result;
}

Text MemberReader::readHeadRequires(const TemplateParameterList& Head,
                                    const LocalNames& Locals) const {
  const Expr* Clause = Head.getRequiresClause();
  if (!Clause)
    return {};
  return Texts.capture(TokenRange{indexOf(Clause->getBeginLoc()), indexOf(Clause->getEndLoc()) + 1},
                       Locals);
}

model::TemplateParameter MemberReader::readTemplateParameter(const NamedDecl& D, unsigned Index,
                                                             TokenRange Range,
                                                             const LocalNames& Locals) const {
  model::TemplateParameter Result;
  // The generated code has to name all of them, those of a member behind the trait's own.
  const std::string Invented =
      (Locals.empty() ? "Parameter" : "MemberParameter") + std::to_string(Index + 1);
  Result.Name = D.getName().empty() ? Invented : D.getName().str();
  Result.IsPack = D.isParameterPack();
  if (isa<NonTypeTemplateParmDecl>(D))
    Result.What = model::TemplateParameter::Kind::Value;
  else if (isa<TemplateTemplateParmDecl>(D))
    Result.What = model::TemplateParameter::Kind::Template;

  const bool IsNamed = !D.getName().empty();
  const std::size_t Behind = IsNamed ? std::min(indexOf(D.getLocation()), Range.End) : Range.Begin;
  const std::size_t Equal = Tokens.findOutsideBrackets({Behind, Range.End}, tok::equal);
  const std::size_t Name = IsNamed ? Behind : Equal;
  Result.Declaration = Texts.capture(TokenRange{Range.Begin, Equal}, Locals);
  if (!IsNamed)
    append(Result.Declaration, {Piece::Kind::Verbatim, " " + Result.Name, {}});
  if (Equal < Range.End)
    Result.Default = Texts.capture(TokenRange{Equal + 1, Range.End}, Locals);

  const auto* Type = dyn_cast<TemplateTypeParmDecl>(&D);
  const auto* Value = dyn_cast<NonTypeTemplateParmDecl>(&D);
  const bool ConstrainsAuto = Value && Value->hasPlaceholderTypeConstraint();
  if (!ConstrainsAuto && (!Type || !Type->hasTypeConstraint()))
    return Result;
  std::size_t End = Name;
  if (Tokens.is(End - 1, tok::ellipsis))
    --End;
  if (ConstrainsAuto && Tokens.is(End - 1, tok::kw_auto))
    --End;
  std::size_t Less = Range.Begin;
  while (Less < End && !Tokens.is(Less, tok::less))
    ++Less;
  Text Constraint = Texts.capture(TokenRange{Range.Begin, Less}, Locals);
  append(Constraint, {Piece::Kind::Verbatim, ConstrainsAuto ? "<decltype(" : "<", {}});
  append(Constraint, {Locals.contains(Result.Name) ? Piece::Kind::Verbatim : Piece::Kind::Parameter,
                      Result.Name,
                      {}});
  if (ConstrainsAuto)
    append(Constraint, {Piece::Kind::Verbatim, ")", {}});
  if (Less + 2 < End) {
    append(Constraint, {Piece::Kind::Verbatim, ", ", {}});
    appendText(Constraint, Texts.capture(TokenRange{Less + 1, End - 1}, Locals));
  }
  append(Constraint, {Piece::Kind::Verbatim, ">", {}});
  if (!Result.IsPack) {
    Result.Constraint = std::move(Constraint);
    return Result;
  }
  Result.Constraint = verbatim("(");
  appendText(Result.Constraint, Constraint);
  append(Result.Constraint, {Piece::Kind::Verbatim, " && ...)", {}});
  return Result;
}

model::Method MemberReader::readMethod(const CXXMethodDecl& D,
                                       const FunctionTemplateDecl* Template) const {
  model::Method Result;
  Result.Where = placeOf(D.getLocation(), Context.getSourceManager());
  Result.Name = D.getName().str();
  Result.Self = receiverOf(D);
  if (D.getConstexprKind() == ConstexprSpecKind::Constexpr)
    Result.Evaluation = "constexpr";
  else if (D.isConsteval())
    Result.Evaluation = "consteval";
  const auto Options = optionsOf(D);
  Result.IsStaticOnly = std::ranges::any_of(
      Options, [](const AttributeOption& O) { return O.Value == "static_only"; });

  const std::size_t First = Template ? firstOf(*Template) : firstOf(D);
  std::size_t Begin = First;
  const TemplateParameterList* Head = Template ? Template->getTemplateParameters() : nullptr;
  const LocalNames TypeNames = namesOf(Head);
  if (Head) {
    Result.TemplateParameters = readHead(*Head, TypeNames);
    Result.HeadRequires = readHeadRequires(*Head, TypeNames);
    Begin = indexOf(Head->getRequiresClause() ? Head->getRequiresClause()->getEndLoc()
                                              : Head->getRAngleLoc()) +
            1;
  }
  LocalNames AllNames = TypeNames;
  for (const ParmVarDecl* Parameter : D.parameters())
    AllNames.insert(Parameter->getName().str());
  const std::size_t End = readDeclaration(D, Begin, TypeNames, AllNames, Result);
  Result.Doc = documentation(First, End);
  return Result;
}

std::size_t MemberReader::readDeclaration(const CXXMethodDecl& D, std::size_t Begin,
                                          const LocalNames& TypeNames, const LocalNames& AllNames,
                                          model::Method& Result) const {
  const std::size_t Name = indexOf(D.getLocation());
  std::size_t I = Begin;
  for (; I < Name; I = std::max(I + 1, Tokens.skipAttribute(I)))
    readAttribute({I, Tokens.skipAttribute(I)}, Result.Attributes);
  std::vector<TokenRange> Written = withoutAttributes({Begin, Name});
  for (I = Name + 1; !Tokens.is(I, tok::l_paren); I = std::max(I + 1, Tokens.skipAttribute(I)))
    readAttribute({I, Tokens.skipAttribute(I)}, Result.Attributes);

  bool HasEnd = true;
  const std::size_t Behind = Tokens.skipBrackets(I);
  Result.Parameters = readParameters(D, {I + 1, Behind - 1}, TypeNames);

  for (I = Behind; I < Tokens.size() && !Tokens.is(I, tok::semi);) {
    if (Tokens.is(I, tok::kw_const) || Tokens.is(I, tok::amp) || Tokens.is(I, tok::ampamp)) {
      ++I;
    } else if (Tokens.skipAttribute(I) != I) {
      I = Tokens.skipAttribute(I);
    } else if (Tokens.is(I, tok::kw_noexcept) || Tokens.is(I, tok::kw_throw)) {
      const std::size_t End = Tokens.is(I + 1, tok::l_paren) ? Tokens.skipBrackets(I + 1) : I + 1;
      Result.Noexcept = Texts.capture(TokenRange{I, End}, AllNames);
      I = End;
    } else if (Tokens.is(I, tok::arrow)) {
      const TokenRange Rest{I + 1, Tokens.size()};
      const std::size_t End = std::min({Tokens.findOutsideBrackets(Rest, tok::semi),
                                        Tokens.findOutsideBrackets(Rest, tok::l_brace),
                                        Tokens.findOutsideBrackets(Rest, tok::kw_requires)});
      Written = {{I + 1, End}};
      I = End;
    } else if (Tokens.is(I, tok::kw_requires)) {
      const std::size_t End = indexOf(endOfClause(D.getTrailingRequiresClause())) + 1;
      Result.Requires = Texts.capture(TokenRange{I + 1, End}, AllNames);
      I = End;
    } else if (Tokens.is(I, tok::l_brace)) {
      const TokenRange Body{I, Tokens.skipBrackets(I)};
      Result.Body = Texts.captureBody(Body, AllNames);
      Result.BodyIsCoroutine = Bodies.Coroutines.contains(Body.Begin);
      HasEnd = Result.BodyIsCoroutine || Bodies.Returning.contains(Body.Begin);
      I = Body.End - 1;
      break;
    } else {
      // The rest of a type that is written around the name: `int (*f())[4]`.
      Written.push_back({I, I + 1});
      ++I;
    }
  }

  const auto AsyncOf = asyncResult(D.getReturnType());
  Result.IsAsync = AsyncOf.has_value();
  Result.ReturnsVoid = (AsyncOf ? *AsyncOf : D.getReturnType())->isVoidType();
  if (!AsyncOf) {
    Result.Result = Texts.capture(Written, TypeNames);
  } else if (const auto Async = writtenAsync(D.getFunctionTypeLoc().getReturnLoc());
             Async && !isConstScalar(*AsyncOf)) {
    Result.Result = Texts.capture(
        TokenRange{indexOf(Async.getLAngleLoc()) + 1, indexOf(Async.getRAngleLoc())}, TypeNames);
    if (Result.Result.empty())
      Result.Result = verbatim("void");
  } else {
    PrintingPolicy Policy(Context.getLangOpts());
    Policy.FullyQualifiedName = true;
    // A const that means nothing would be warned of wherever a function returns it.
    const QualType Type = isConstScalar(*AsyncOf) ? AsyncOf->getUnqualifiedType() : *AsyncOf;
    Result.Result = verbatim(Type.getAsString(Policy));
  }
  if (Result.IsAsync && !HasEnd)
    endCoroutine(D, Result);
  const bool IsLate =
      Result.Body && std::ranges::any_of(Result.TemplateParameters,
                                         [](const auto& P) { return namesMember(P.Default); });
  if (IsLate)
    report(Context.getDiagnostics(), D.getLocation(), Message::LateTemplateDefault) << Result.Name;
  return I + 1;
}

void MemberReader::endCoroutine(const CXXMethodDecl& D, model::Method& Result) const {
  if (!Result.ReturnsVoid) {
    report(Context.getDiagnostics(), D.getLocation(), Message::AsyncBodyWithoutResult)
        << Result.Name;
    return;
  }
  std::string& Last = Result.Body->back().Spelling;
  Last.insert(Last.rfind('}'), "\nco_return;\n");
  Result.BodyIsCoroutine = true;
}

std::vector<model::Parameter> MemberReader::readParameters(const CXXMethodDecl& D,
                                                           TokenRange Between,
                                                           const LocalNames& TypeNames) const {
  std::vector<model::Parameter> Result;
  for (unsigned I = 0; I < D.getNumParams(); ++I) {
    const std::size_t Begin = Tokens.beforeAttributes(indexOf(D.getParamDecl(I)->getBeginLoc()));
    const std::size_t End =
        I + 1 < D.getNumParams()
            ? Tokens.beforeAttributes(indexOf(D.getParamDecl(I + 1)->getBeginLoc())) - 1
            : Between.End;
    Result.push_back(readParameter(*D.getParamDecl(I), {Begin, End}, TypeNames));
  }
  return Result;
}

model::Parameter MemberReader::readParameter(const ParmVarDecl& D, TokenRange Range,
                                             const LocalNames& TypeNames) const {
  model::Parameter Result;
  Result.Name = D.getName().str();
  Result.IsPack = D.isParameterPack();
  for (std::size_t I = Range.Begin; I < Range.End; I = std::max(I + 1, Tokens.skipAttribute(I)))
    readAttribute({I, Tokens.skipAttribute(I)}, Result.Attributes);
  const std::size_t Equal = Tokens.findOutsideBrackets(Range, tok::equal);
  // Of a parameter without a name, Clang gives the place where it would be; of a function, the
  // place behind its parenthesis.
  std::size_t Name = std::min(indexOf(D.getLocation()), Equal);
  if (Result.Name.empty() && D.getOriginalType()->isFunctionType() &&
      Tokens.is(Name - 1, tok::l_paren))
    --Name;
  Result.BeforeName = Texts.capture(withoutAttributes({Range.Begin, Name}), TypeNames);
  Result.AfterName =
      Texts.capture(withoutAttributes({Result.Name.empty() ? Name : Name + 1, Equal}), TypeNames);
  if (Equal < Range.End)
    Result.Default = Texts.capture(TokenRange{Equal + 1, Range.End}, TypeNames);
  Text Written = Result.BeforeName;
  appendText(Written, Result.AfterName);
  Result.What = categoryOf(D.getType(), Written);
  Result.MayPointToFunction = mayPointToFunction(D.getType(), Written);
  const auto* Pack = dyn_cast<PackExpansionType>(D.getType());
  const QualType Type = Pack ? Pack->getPattern() : D.getType();
  Result.IsAdjusted =
      Type.hasLocalQualifiers() || isa<AdjustedType>(Type) || Type.isConstQualified();
  return Result;
}

} // namespace async_trait_gen
