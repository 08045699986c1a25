//===- Independence.h - Headers that mean the same in company ---*- C++ -*-===//
//
// In: a finished parse of many headers, without an error. Out: those of them that
// a parse of each alone would read in the same way, as far as can be told; never
// one that it would not.
//
// A header is independent when each file is that it includes, itself included. The
// standard library's headers are, since the standard says so: in whatever order
// and company they mean the same. Any other file is independent when
// - everything that it names is declared in itself or in what it includes, and no
//   file but these defines as a macro any word of it, or declares one in a namespace
//   that they name;
// - it was read once, its includes come first and do not lead back to it, and
//   nothing in it tells how it was reached.
//
// A file disturbs all others when what it changes has no name: a pragma that stays
// in force, a `using namespace`, an operator or a specialisation for what is not its
// own, a macro with a name that the standard library uses.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/MacroRecord.h"
#include "extraction/ParsedUnit.h"
#include "extraction/References.h"

#include "llvm/ADT/DenseMap.h"

#include <vector>

namespace async_trait_gen {

class Independence {
public:
  /// \p Macros are those of the parse \p Unit; \p OfBodies is what bodies name.
  Independence(const ParsedUnit& Unit, const MacroRecord& Macros,
               const std::vector<Need>& OfBodies);

  /// The files that disturb others.
  const FileSet& disturbing() const { return Disturbing; }

  /// Whether \p Header, one of many, is independent, if nothing disturbs it.
  bool isIndependent(const clang::FileEntry& Header) const;

private:
  const IncludeGraph& Includes;
  FileSet Disturbing;
  FileSet Dependent;
};

} // namespace async_trait_gen
