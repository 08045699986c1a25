//===- Template.h - From the model's JSON to a user's text ------*- C++ -*-===//
//
// In: a Mustache template and the document that `--emit=json` writes. Out: what
// the template makes of it. README.md says what it may name.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>

namespace async_trait_gen {

/// A template that is known to be well-formed. Using one from several threads is
/// safe.
class Template {
public:
  /// Reads the file at \p Path. Throws a Failure: with ExitCode::FileError where it
  /// cannot be read, with ExitCode::BadUsage and the place of the mistake where it
  /// is no Mustache.
  static Template read(const std::string& Path);

  /// The template at \p Path, which has \p Content. Throws such a Failure.
  Template(const std::string& Path, std::string Content);

  /// \p Model is a document of model::toJson(). Allocates what it returns.
  std::string render(const std::string& Model) const;

private:
  std::string Text;
  bool EscapesMarkup;
};

} // namespace async_trait_gen
