//===- Extraction.h - From Clang's AST to the model -------------*- C++ -*-===//
//
// In: trait headers of a finished parse. Out: their models, or errors in Clang's
// diagnostics.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/BodyParse.h"
#include "extraction/ParsedUnit.h"
#include "model/Model.h"

#include <optional>

namespace clang {
class CompilerInstance;
}

namespace async_trait_gen {

/// Reads headers of one parse.
class Extraction {
public:
  /// \p TheUnit is what \p TheCompiler has parsed; it skipped function bodies, and
  /// the attribute was registered before (Attribute.h). Both must outlive this.
  Extraction(clang::CompilerInstance& TheCompiler, const ParsedUnit& TheUnit)
      : Compiler(TheCompiler), Unit(TheUnit) {}

  /// Reads \p Header into a model. Every mistake is reported to Clang's diagnostics
  /// at its token; when there has been any, Clang's own included, the result is empty.
  /// Traits with provided bodies or bounds make it parse once more, in memory
  /// (BodyParse.h), whatever the number of headers.
  std::optional<model::Header> read(clang::FileID Header);

  /// What is known of the bodies, if they were parsed.
  const std::optional<BodyFacts>& bodies() const { return Bodies; }

private:
  clang::CompilerInstance& Compiler;
  const ParsedUnit& Unit;
  std::optional<BodyFacts> Signatures; ///< Where no header needed bodies so far.
  std::optional<BodyFacts> Bodies;
};

} // namespace async_trait_gen
