//===- TemplateData.h - The model's JSON as Mustache has data ---*- C++ -*-===//
//
// Mustache has no comparisons, so the data answer what a template would compare:
// which element is the last, of which kind something is.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <kainjow/mustache.hpp>

#include <string>

namespace async_trait_gen {

/// \p Model, a JSON document, and more members in each object:
/// - `is_first` and `is_last`, if it is the element of an array;
/// - for each of `kind`, `receiver` and `category` that it has, one for each word that
///   any of them is in the document, such as `kind_method`: whether it is that;
/// - `doc_text`, if it has `doc`: the same lines without what makes them a comment.
///
/// Numbers are text. What is null or empty is false, so that a section can ask for it and
/// the name is not looked for further out.
kainjow::mustache::data templateData(const std::string& Model);

} // namespace async_trait_gen
