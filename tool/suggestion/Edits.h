//===- Edits.h - Changes to the text of a file ------------------*- C++ -*-===//
//
// In: the characters of a file, and what is to be put in the place of which of them.
// Out: the text with all of it done.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "suggestion/FileTokens.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// A stretch of the text and what comes in its place.
struct Edit {
  Stretch Where;
  std::string By;
};

/// The part \p Of of \p Content with those of \p Edits made that are in it. They are in
/// any order; what is inside of another goes with that.
std::string edited(llvm::StringRef Content, Stretch Of, std::vector<Edit> Edits);

/// \p Part with the comment lines right above it.
Stretch withComment(llvm::StringRef Content, Stretch Part);

/// \p Part with its lines, if nothing else is on them.
Stretch withLines(llvm::StringRef Content, Stretch Part);

/// The blanks in front of \p Offset on its line, nothing if there is more.
std::string indentationAt(llvm::StringRef Content, std::size_t Offset);

/// The line break that a comment in front of \p Offset needs: none if the line ends there, or
/// goes on with a comment.
std::string breakBefore(llvm::StringRef Content, std::size_t Offset, llvm::StringRef Indentation);

/// Comment lines with \p Why and what stands at \p Part, without a line break at the end. All
/// but the first begin with \p Indentation, which the lines of \p Part lose.
std::string asComment(llvm::StringRef Content, Stretch Part, llvm::StringRef Why,
                      llvm::StringRef Indentation);

/// Puts comment lines in the place of \p Part: \p Why, and what stands there.
Edit commentOut(llvm::StringRef Content, Stretch Part, llvm::StringRef Why);

} // namespace async_trait_gen
