//===- SectionDepth.h - How deep a template goes ----------------*- C++ -*-===//
//
// The library that fills templates in works recursively, so that one whose sections are
// nested without end would exhaust the stack.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cstddef>
#include <string_view>

namespace async_trait_gen {

/// How many sections of the template \p Text are inside of one another at most.
std::size_t sectionDepth(std::string_view Text);

} // namespace async_trait_gen
