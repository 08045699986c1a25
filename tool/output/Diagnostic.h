//===- Diagnostic.h - A mistake as plain data -------------------*- C++ -*-===//
//
// What the front end and the other stages report, without Clang's types: it can
// be kept, put in order and printed in every format.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "options/Failure.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// Where something is wrong. Numbers count from 1; a line of 0 means the file as
/// a whole.
struct Place {
  std::string File; ///< As the user named it.
  unsigned Line = 0;
  unsigned Column = 0;    ///< In bytes, as Clang's text has it.
  unsigned Character = 0; ///< The same in code points.
};

/// A stretch of a file, from \p Begin to just before \p End, and what to put there.
struct FixIt {
  Place Begin;
  Place End;
  std::string Replacement;
};

/// What belongs to a mistake without being one.
struct Note {
  std::optional<Place> Where;
  std::string Message;
};

/// An error ends the call; a warning tells what it did not do.
enum class Severity { Error, Warning };

/// One of them.
struct Diagnostic {
  std::optional<Place> Where;
  std::string Id; ///< Stable: the same for the same kind of mistake in every version.
  std::string Message;
  std::vector<Note> Notes = {};
  std::vector<FixIt> FixIts = {};
  Severity Level = Severity::Error;
  std::string Text = {}; ///< All of it as the text format shows it, whole lines.
};

/// What ended a call, as a diagnostic.
Diagnostic diagnosticOf(const Failure& Error);

} // namespace async_trait_gen
