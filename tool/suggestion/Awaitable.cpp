#include "suggestion/Awaitable.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

const ClassTemplateDecl* templateOf(QualType Type) {
  const auto* Named = Type.getNonReferenceType()->getAs<TemplateSpecializationType>();
  return Named ? dyn_cast_or_null<ClassTemplateDecl>(Named->getTemplateName().getAsTemplateDecl())
               : nullptr;
}

/// Whether \p Class or a base of it that is known already has a member \p Name.
bool hasMember(const CXXRecordDecl& Class, DeclarationName Name) {
  if (!Class.lookup(Name).empty())
    return true;
  return llvm::any_of(Class.bases(), [&](const CXXBaseSpecifier& Base) {
    const CXXRecordDecl* Definition = Base.getType()->getAsCXXRecordDecl();
    if (const ClassTemplateDecl* Template = templateOf(Base.getType()); !Definition && Template)
      Definition = Template->getTemplatedDecl();
    Definition = Definition ? Definition->getDefinition() : nullptr;
    return Definition && hasMember(*Definition, Name);
  });
}

/// Whether a free `operator co_await` beside \p Template is for it.
bool hasFreeCoawait(const ClassTemplateDecl& Template, DeclarationName Coawait) {
  const DeclContext* Space = Template.getDeclContext()->getEnclosingNamespaceContext();
  return llvm::any_of(Space->lookup(Coawait), [&](const NamedDecl* Found) {
    const FunctionDecl* Function = Found->getAsFunction();
    const ClassTemplateDecl* Taken = Function && Function->getNumParams() == 1
                                         ? templateOf(Function->getParamDecl(0)->getType())
                                         : nullptr;
    return Taken && Taken->getCanonicalDecl() == Template.getCanonicalDecl();
  });
}

bool isFuture(const ClassTemplateDecl& Template, const ASTContext& Context) {
  const CXXRecordDecl* Class = Template.getTemplatedDecl()->getDefinition();
  if (!Class)
    return false;
  const auto Has = [&](StringRef Name) { return hasMember(*Class, &Context.Idents.get(Name)); };
  const DeclarationName Coawait = Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  if (Has("await_ready") || hasMember(*Class, Coawait) || hasFreeCoawait(Template, Coawait))
    return true;
  return Has("promise_type") && !Has("begin");
}

std::optional<QualType> typeOf(const TemplateArgument& Argument) {
  if (Argument.getKind() != TemplateArgument::Type)
    return std::nullopt;
  return Argument.getAsType();
}

/// What awaiting a \p Type yields, if that is a future, whatever it is called.
std::optional<QualType> resultOf(QualType Type, const ASTContext& Context) {
  while (const auto* Alias = Type->getAs<TemplateSpecializationType>()) {
    if (!Alias->isTypeAlias())
      break;
    Type = Alias->getAliasedType();
  }
  if (const auto* Named = Type->getAs<TemplateSpecializationType>())
    if (const ClassTemplateDecl* Template = templateOf(Type);
        Template && !Named->template_arguments().empty() && isFuture(*Template, Context))
      return typeOf(Named->template_arguments()[0]);
  if (const auto* Class =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Type->getAsCXXRecordDecl()))
    if (isFuture(*Class->getSpecializedTemplate(), Context))
      return typeOf(Class->getTemplateArgs()[0]);
  return std::nullopt;
}

std::string printed(QualType Type, const ASTContext& Context) {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.FullyQualifiedName = true;
  return Type.getAsString(Policy);
}

/// As written, with the qualifiers, which Clang's own ranges leave out.
std::string firstArgument(TemplateSpecializationTypeLoc Named, const SourceManager& Sources) {
  const auto OffsetOf = [&](SourceLocation Where) {
    return std::size_t{Sources.getFileOffset(Sources.getExpansionLoc(Where))};
  };
  const StringRef Content = Sources.getBufferData(Sources.getFileID(Named.getLAngleLoc()));
  const std::size_t End =
      Named.getNumArgs() > 1
          ? Content.find(',', OffsetOf(Named.getArgLoc(0).getSourceRange().getEnd()))
          : OffsetOf(Named.getRAngleLoc());
  return Content.slice(OffsetOf(Named.getLAngleLoc()) + 1, End).trim().str();
}

} // namespace

std::optional<std::string> awaitedResult(TypeLoc Written, const ASTContext& Context) {
  const std::optional<QualType> Result = resultOf(Written.getType(), Context);
  if (!Result)
    return std::nullopt;
  // An alias may have it as its argument, too.
  if (const auto Named = Written.getAsAdjusted<TemplateSpecializationTypeLoc>();
      Named && Named.getNumArgs() > 0 && !Named.getLAngleLoc().isMacroID())
    if (const auto Argument = typeOf(Named.getArgLoc(0).getArgument());
        Argument && Context.hasSameType(*Argument, *Result))
      return firstArgument(Named, Context.getSourceManager());
  return printed(*Result, Context);
}

} // namespace async_trait_gen
