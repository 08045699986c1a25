#include "extraction/AsyncResult.h"

namespace async_trait_gen {

using namespace clang;

bool isAsyncTemplate(const TemplateDecl* Template) {
  if (!Template || Template->getName() != "async")
    return false;
  const auto* Space =
      dyn_cast<NamespaceDecl>(Template->getDeclContext()->getEnclosingNamespaceContext());
  while (Space && Space->isInline())
    Space = dyn_cast<NamespaceDecl>(Space->getParent());
  return Space && Space->getName() == "async_trait" && Space->getParent()->isTranslationUnit();
}

std::optional<QualType> asyncResult(QualType Type) {
  const QualType Canonical = Type.getCanonicalType();
  if (const auto* Class =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Canonical->getAsCXXRecordDecl());
      Class && isAsyncTemplate(Class->getSpecializedTemplate()))
    return Class->getTemplateArgs()[0].getAsType();
  if (const auto* Dependent = Canonical->getAs<TemplateSpecializationType>();
      Dependent && isAsyncTemplate(Dependent->getTemplateName().getAsTemplateDecl()))
    return Dependent->template_arguments()[0].getAsType();
  return std::nullopt;
}

TemplateSpecializationTypeLoc writtenAsync(TypeLoc Where) {
  const auto Written = Where.getAsAdjusted<TemplateSpecializationTypeLoc>();
  if (Written && isAsyncTemplate(Written.getTypePtr()->getTemplateName().getAsTemplateDecl()))
    return Written;
  return {};
}

} // namespace async_trait_gen
