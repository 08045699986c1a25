#include "suggestion/ClassRewrite.h"

#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

const Decl& wholeDeclaration(const CXXRecordDecl& D) {
  if (const ClassTemplateDecl* Template = D.getDescribedClassTemplate())
    return *Template;
  return D;
}

/// Whether a trait says nothing of it: it is what every class has, or has not.
bool isSilent(const CXXMethodDecl& D) {
  return isa<CXXDestructorDecl>(D) || D.isDefaulted() || D.isDeleted();
}

/// Whether one of the supertraits that \p Class will have, or one of theirs, has a method
/// of that name.
bool hasInherited(const CXXRecordDecl& Class, DeclarationName Name, const Interfaces& Traits) {
  return llvm::any_of(Class.bases(), [&](const CXXBaseSpecifier& Base) {
    const CXXRecordDecl* Super = definitionOf(Base);
    return Super && llvm::is_contained(Traits, Super) &&
           (!Super->lookup(Name).empty() || hasInherited(*Super, Name, Traits));
  });
}

/// Whether a supertrait has what \p D overrides, so that \p D says nothing new.
bool isInherited(const CXXMethodDecl& D, const Interfaces& Traits) {
  if (D.size_overridden_methods() == 0)
    return isOverride(D) && hasInherited(*D.getParent(), D.getDeclName(), Traits);
  return llvm::any_of(D.overridden_methods(), [&](const CXXMethodDecl* Overridden) {
    return llvm::is_contained(Traits, definitionOf(Overridden->getParent())) ||
           isInherited(*Overridden, Traits);
  });
}

/// Whether a macro writes the name or the result of \p D.
bool comesFromMacro(const CXXMethodDecl& D) {
  const FunctionTypeLoc Written = D.getFunctionTypeLoc();
  const SourceRange Result = Written ? Written.getReturnLoc().getSourceRange() : SourceRange();
  return D.getLocation().isMacroID() || Result.getBegin().isMacroID();
}

/// Takes the line breaks away that are left where members were.
std::string withoutGaps(StringRef Text) {
  llvm::SmallVector<StringRef> Lines;
  Text.split(Lines, '\n');
  std::string Result;
  StringRef Above = "";
  for (std::size_t Index = 0; Index < Lines.size(); ++Index) {
    const bool IsGap = Lines[Index].trim().empty() && Index + 1 < Lines.size() &&
                       (Above.trim().empty() || Above.rtrim().ends_with("{") ||
                        Lines[Index + 1].trim().starts_with("}"));
    if (IsGap)
      continue;
    Result += Result.empty() ? "" : "\n";
    Result += Lines[Index];
    Above = Lines[Index];
  }
  return Result;
}

} // namespace

ClassRewrite::ClassRewrite(const CXXRecordDecl& TheClass, const Interfaces& TheTraits,
                           LostTypes TheLost, StringRef TheContent, const FileTokens& TheTokens)
    : Class(TheClass), Traits(TheTraits), Lost(std::move(TheLost)), Content(TheContent),
      Tokens(TheTokens) {}

Edit ClassRewrite::take() {
  const std::size_t First =
      Tokens.beginOfDeclaration(Tokens.at(offsetOf(wholeDeclaration(Class).getBeginLoc())));
  const std::size_t Behind =
      Tokens.endOfDeclaration(Tokens.at(offsetOf(Class.getBraceRange().getBegin())));
  rewriteHead();
  rewriteMembers();
  const Stretch Whole = withComment(Content, {Tokens[First].Begin, Tokens[Behind - 1].End});
  return {Whole, Hoisted + withoutGaps(edited(Content, Whole, Edits))};
}

std::size_t ClassRewrite::offsetOf(SourceLocation Where) const {
  const SourceManager& Sources = Class.getASTContext().getSourceManager();
  return Sources.getFileOffset(Sources.getExpansionLoc(Where));
}

Stretch ClassRewrite::stretchOf(SourceRange Range) const {
  const std::size_t Last = offsetOf(Range.getEnd());
  // The last `>` may be half of a token.
  const bool IsAngle = Content.substr(Last).starts_with(">");
  return {offsetOf(Range.getBegin()), IsAngle ? Last + 1 : Tokens[Tokens.at(Last)].End};
}

void ClassRewrite::rewriteHead() {
  std::string Head = "struct [[async_trait_v2]] " + Class.getName().str();
  std::string Notes;
  const char* Separator = " : ";
  for (const CXXBaseSpecifier& Base : Class.bases()) {
    const Stretch Written = stretchOf(Base.getTypeSourceInfo()->getTypeLoc().getSourceRange());
    const std::string Name = Content.slice(Written.Begin, Written.End).str();
    if (Base.getAccessSpecifier() == AS_public && llvm::is_contained(Traits, definitionOf(Base))) {
      Head += Separator + Name;
      Separator = ", ";
      continue;
    }
    const std::string Why = "carried over, because it is no trait of this file: '" + Name + "'";
    Notes += "\n" + indentationAt(Content, offsetOf(wholeDeclaration(Class).getBeginLoc())) +
             "  // Base not " + Why;
    Remarks.push_back({Base.getBeginLoc(), "base not " + Why});
  }
  const std::size_t Brace = offsetOf(Class.getBraceRange().getBegin());
  const std::size_t Begin = offsetOf(Class.getBeginLoc());
  const StringRef Old = Content.slice(Begin, Brace);
  Edits.push_back({{Begin, Begin + Old.rtrim().size()}, Head});
  if (!Notes.empty())
    Notes += breakBefore(Content, Brace + 1, "  ");
  Edits.push_back({{Brace + 1, Brace + 1}, Notes});
}

void ClassRewrite::rewriteMembers() {
  const std::size_t End = Tokens.at(offsetOf(Class.getBraceRange().getEnd()));
  std::size_t Index = Tokens.at(offsetOf(Class.getBraceRange().getBegin())) + 1;
  while (Index < End) {
    const StringRef Text = Tokens.text(Index);
    const bool IsAccess = Text == "public" || Text == "protected" || Text == "private";
    const std::size_t Behind = IsAccess ? Index + 2 : Tokens.endOfDeclaration(Index);
    const Stretch Part{Tokens[Index].Begin, Tokens[Behind - 1].End};
    if (IsAccess)
      Edits.push_back({withLines(Content, Part), ""});
    else if (const Decl* D = memberIn(Part))
      rewriteMember(*D, Part);
    Index = Behind;
  }
}

const Decl* ClassRewrite::memberIn(Stretch Part) const {
  for (const Decl* D : Class.decls()) {
    const std::size_t Where = offsetOf(D->getLocation());
    if (!D->isImplicit() && Where >= Part.Begin && Where < Part.End)
      return D;
  }
  return nullptr;
}

void ClassRewrite::rewriteMember(const Decl& D, Stretch Part) {
  const auto* Method = dyn_cast<CXXMethodDecl>(&D);
  if (Method && isSilent(*Method))
    return drop(Part);
  if (isa<FieldDecl>(D))
    return refuse(D, Part, "a trait has no data; each implementer has its own");
  if (isa<FriendDecl>(D))
    return refuse(D, Part, "a trait has no friends");
  if (D.getAccess() == AS_protected || D.getAccess() == AS_private)
    return refuse(D, Part, "a trait has public members alone");
  if (Method)
    return rewriteMethod(*Method, Part);
  if (const auto* Type = dyn_cast<TagDecl>(&D); Type && Type->isThisDeclarationADefinition())
    return hoist(*Type, Part);
  if (isa<TypedefNameDecl, TypeAliasTemplateDecl>(D)) {
    if (const std::string Why = Lost.whyNot(Part); !Why.empty())
      refuse(D, Part, Why);
    return;
  }
  if (const auto* Variable = dyn_cast<VarDecl>(&D))
    return rewriteVariable(*Variable, Part);
  if (isa<FunctionTemplateDecl>(D))
    return refuse(D, Part, "a template that is no virtual method can be a function of its own");
  refuse(D, Part, "a trait has no such member");
}

void ClassRewrite::rewriteVariable(const VarDecl& D, Stretch Part) {
  if (!D.isConstexpr() || D.getType()->getContainedDeducedType())
    return refuse(D, Part, "a trait has no static members but constants with their type");
  if (const std::string Why = Lost.whyNot(Part); !Why.empty())
    refuse(D, Part, Why);
}

std::string ClassRewrite::whyNoMethod(const CXXMethodDecl& D, Stretch Part) const {
  static const llvm::StringSet<> Reserved = {"from", "make", "target"};
  if (isa<CXXConstructorDecl>(D))
    return "a trait has no constructors";
  if (comesFromMacro(D) || (D.isPureVirtual() && !Tokens.names(Part, "=")))
    return "a macro writes some of it; write it out";
  if (!D.getIdentifier())
    return "a trait has no operators";
  if (D.isStatic())
    return "it belongs to the class, not to each implementer";
  if (!D.isVirtual())
    return "it is not virtual; it can be a function of its own, or a provided method";
  if (Reserved.contains(D.getName()))
    return "every Dyn type has its own '" + D.getName().str() + "'; choose another name";
  if (D.isVolatile() || (D.isConst() && D.getRefQualifier() == RQ_RValue))
    return "a trait has no 'volatile' and no 'const &&' methods";
  if (D.isVariadic())
    return "a trait has no methods with '...'";
  return Lost.whyNot(Part);
}

void ClassRewrite::rewriteMethod(const CXXMethodDecl& D, Stretch Part) {
  if (isInherited(D, Traits))
    return drop(Part);
  if (const std::string Why = whyNoMethod(D, Part); !Why.empty())
    return refuse(D, Part, Why);
  if (const auto Result = asyncResultOf(D)) {
    Edits.push_back({stretchOf(D.getFunctionTypeLoc().getReturnLoc().getSourceRange()),
                     "async<" + *Result + ">"});
  }
  const std::optional<std::size_t> Body = removeSpecifiers(Part);
  if (!D.isPureVirtual())
    noteCandidate(D, Part, Body);
}

void ClassRewrite::noteCandidate(const CXXMethodDecl& D, Stretch Part,
                                 std::optional<std::size_t> Body) {
  const std::string Indentation = indentationAt(Content, Part.Begin);
  std::string Why = "'" + D.getName().str() + "' could be a provided method";
  Remarks.push_back({D.getLocation(), Why});
  const std::string Note =
      Body ? asComment(Content, {*Body, Part.End}, Why + ", with this body", Indentation)
           : "// " + Why + "; its body is elsewhere.";
  const std::size_t Above = withComment(Content, Part).Begin;
  Edits.push_back({{Above, Above}, Note + "\n" + Indentation});
}

std::optional<std::size_t> ClassRewrite::removeSpecifiers(Stretch Part) {
  bool IsBehindParameters = false;
  for (std::size_t Index = Tokens.at(Part.Begin);
       Index < Tokens.size() && Tokens[Index].Begin < Part.End;) {
    const StringRef Text = Tokens.text(Index);
    const Stretch Here = Tokens[Index];
    if (Text == "virtual") {
      Edits.push_back({{Here.Begin, Tokens[Index + 1].Begin}, ""});
    } else if (IsBehindParameters && (Text == "override" || Text == "final")) {
      Edits.push_back({{Tokens[Index - 1].End, Here.End}, ""});
    } else if (IsBehindParameters && Text == "=") {
      Edits.push_back({{Tokens[Index - 1].End, Tokens[Index + 1].End}, ""});
    } else if (Text == "{") {
      Edits.push_back({{Tokens[Index - 1].End, Part.End}, ";"});
      return Here.Begin;
    }
    IsBehindParameters |= Text == "(";
    Index = Text == "(" || Text == "[" ? Tokens.skipBrackets(Index) : Index + 1;
  }
  return std::nullopt;
}

void ClassRewrite::hoist(const TagDecl& D, Stretch Part) {
  if (Class.getDescribedClassTemplate())
    return refuse(D, Part,
                  "a trait has no types with a body; define it outside, as a template if it needs "
                  "the parameters");
  if (!D.getIdentifier() || !Class.getDeclContext()->lookup(D.getDeclName()).empty())
    return refuse(D, Part,
                  "a trait has no types with a body; define it outside, under a name that is free");
  if (const std::string Why = Lost.whyNot(Part); !Why.empty())
    return refuse(D, Part, Why);
  const Stretch Whole = withComment(Content, Part);
  const std::string Inner = indentationAt(Content, Whole.Begin);
  const std::string Outer = indentationAt(Content, offsetOf(wholeDeclaration(Class).getBeginLoc()));
  llvm::SmallVector<StringRef> Lines;
  Content.slice(Whole.Begin, Whole.End).split(Lines, '\n');
  for (StringRef Line : Lines) {
    const bool IsFirst = Hoisted.empty() || Hoisted.ends_with("\n\n" + Outer);
    const bool IsIndented = Line.consume_front(Inner);
    Hoisted += (IsFirst || !IsIndented ? "" : Outer) + Line.rtrim().str() + "\n";
  }
  Hoisted += "\n" + Outer;
  Edits.push_back({withLines(Content, Whole), ""});
}

void ClassRewrite::drop(Stretch Part) {
  Edits.push_back({withLines(Content, withComment(Content, Part)), ""});
}

void ClassRewrite::refuse(const Decl& D, Stretch Part, const std::string& Why) {
  Lost.add(D);
  Edits.push_back(commentOut(Content, Part, "Not carried over, because " + Why));
  Remarks.push_back({D.getLocation(), "not carried over, because " + Why});
}

} // namespace async_trait_gen
