//===- LineTokens.h - The tokens of a line of code --------------*- C++ -*-===//
//
// In: generated code. Out: the tokens of one of its lines, which bracket belongs
// to which, and where white space is wanted. An angle bracket is one if it looks
// like one, and the worst that a wrong guess does is a line broken elsewhere.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace async_trait_gen {

struct LineToken {
  static constexpr std::size_t None = static_cast<std::size_t>(-1);

  std::string_view Text;
  bool SpaceBefore = false;
  std::size_t Column = 0;     ///< Where it would begin if the line were never broken.
  std::size_t Partner = None; ///< Of a bracket, if it is in this line.

  bool is(std::string_view What) const { return Text == What; }
  bool is(char What) const { return Text.size() == 1 && Text[0] == What; }
  bool isComment() const { return Text.starts_with("//") || Text.starts_with("/*"); }
  bool opensAngle() const { return Partner != None && is('<'); }
  bool closesAngle() const { return Partner != None && is('>'); }
  bool isOpening() const { return Partner != None && (is('(') || is('[') || is('{') || is('<')); }
  std::size_t end() const;
};

class LineTokens {
public:
  /// Reads the line that \p Code begins with, and returns how long it is with its end. A line
  /// goes on behind a line's end inside of a comment or a string.
  std::size_t read(std::string_view Code);

  std::size_t size() const { return Tokens.size(); }
  bool empty() const { return Tokens.empty(); }
  const LineToken& operator[](std::size_t Index) const { return Tokens[Index]; }
  const LineToken& front() const { return Tokens.front(); }
  const LineToken& back() const { return Tokens.back(); }

private:
  void add(std::string_view Text, bool SpaceBefore);
  void matchBrackets();
  void space();
  bool isInnerName(std::size_t I) const;
  void placeDeclarator(std::size_t I);

  std::vector<LineToken> Tokens;
  std::vector<std::size_t> Open; ///< Brackets.
};

} // namespace async_trait_gen
