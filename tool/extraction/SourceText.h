//===- SourceText.h - A file's comments and includes ------------*- C++ -*-===//
//
// In: the characters of a file. Out: where its comments are, which of them
// document what, its `#if`s, and its `#include` lines, those in inactive
// branches included, because the branches are carried over as well.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <string>
#include <vector>

namespace async_trait_gen {

/// One `#include`, by offsets into the file.
struct IncludeDirective {
  std::size_t Hash = 0;      ///< Of the `#`.
  std::size_t NameBegin = 0; ///< Of the quote or bracket in front of the name.
  std::size_t NameEnd = 0;   ///< Behind the one that ends it.
  std::string Name;          ///< Without them.
};

/// One `#if` with all that belongs to it, by the offsets of their `#`.
using Condition = std::vector<std::size_t>;

class SourceText {
public:
  /// \p Content must outlive this object.
  SourceText(llvm::StringRef Content, const clang::LangOptions& Language);

  llvm::StringRef content() const { return Content; }
  const std::vector<IncludeDirective>& includes() const { return Includes; }
  const std::vector<Condition>& conditions() const { return Conditions; }

  /// The documentation of what stands from \p Begin to \p End: the comments
  /// right above, and those that begin with `///<` behind it on its line.
  model::Comment documentation(std::size_t Begin, std::size_t End) const;

private:
  struct CommentPlace {
    std::size_t Begin = 0;
    std::size_t End = 0;
  };

  void addCondition(std::size_t Hash, llvm::StringRef Directive);
  void addInclude(std::size_t Hash, std::size_t NameBegin);
  llvm::StringRef textOf(const CommentPlace& Place) const;
  bool onlySpace(std::size_t Begin, std::size_t End, std::size_t LineBreaks) const;
  void appendLines(const CommentPlace& Place, model::Comment& Lines) const;

  llvm::StringRef Content;
  std::vector<CommentPlace> Comments;
  std::vector<IncludeDirective> Includes;
  std::vector<Condition> Conditions;
  std::vector<Condition> Open; ///< Of the conditions around the place that is read.
};

} // namespace async_trait_gen
