// How generated code is laid out; the goldens show all of it together.
#include "emission/Layout.h"

#include <gtest/gtest.h>

namespace async_trait_gen {
namespace {

TEST(Layout, IndentsByBlocks) {
  EXPECT_EQ(layOut("struct X {\n"
                   "using T = int;\n\n\n"
                   "int f() const {\n"
                   "return {\n"
                   ".value = 1,\n"
                   "};\n"
                   "}\n\n"
                   "private:\n"
                   "T* object_;\n\n"
                   "};\n"),
            "struct X {\n"
            "  using T = int;\n\n"
            "  int f() const {\n"
            "    return {\n"
            "        .value = 1,\n"
            "    };\n"
            "  }\n\n"
            " private:\n"
            "  T* object_;\n"
            "};\n");
}

TEST(Layout, AddsTheIndentationOfALine) {
  EXPECT_EQ(layOut("{\nif (a)\n  b();\n}\n"), "{\n  if (a)\n    b();\n}\n");
}

TEST(Layout, ClosesAnEmptyBlockAtOnce) {
  EXPECT_EQ(layOut("struct X : Y {\n};\n"), "struct X : Y {};\n");
}

TEST(Layout, IndentsTheLinesOfAConjunction) {
  EXPECT_EQ(layOut("concept X =\nA<T> &&\nrequires {\nT();\n};\nint i;\n"),
            "concept X =\n    A<T> &&\n    requires {\n      T();\n    };\nint i;\n");
}

TEST(Layout, SpacesWhatAnAuthorSpacedOtherwise) {
  EXPECT_EQ(layOut("void f( std::vector< int >&&v,int *p ,int (* name)( int ) );\n"),
            "void f(std::vector<int>&& v, int* p, int (*name)(int));\n");
  // Here it has a meaning, or could have one.
  for (const std::string Code : {"return a < b && c > d * e &&!f;\n", "return a[ []() {}()];\n"})
    EXPECT_EQ(layOut(Code), Code);
}

TEST(Layout, KeepsLiteralsAndComments) {
  const std::string Code =
      "const char* s = R\"x(a  (\n b)x\" \"c  \\\" d\" 'e' /* f  g */;\n// h  i\n";
  EXPECT_EQ(layOut(Code), Code);
  EXPECT_EQ(layOut("struct X {\n/**\n * A block.\n */\nint f();\n};\n"),
            "struct X {\n  /**\n   * A block.\n   */\n  int f();\n};\n");
}

TEST(Layout, AlignsAListThatIsTooLong) {
  EXPECT_EQ(layOut("static bool next_wrapper(void* self, ::async_trait::call_frame<std::string>& "
                   "frame, std::coroutine_handle<> caller) {\n}\n"),
            "static bool next_wrapper(void* self, ::async_trait::call_frame<std::string>& frame,\n"
            "                         std::coroutine_handle<> caller) {}\n");
}

TEST(Layout, IndentsAListThatTakesFewerLinesSo) {
  EXPECT_EQ(
      layOut("return ::demo::a_long_name_of_a_class_with_many_parts::a_long_name_of_a_function("
             "first_argument, second_argument, third_argument, fourth_argument);\n"),
      "return ::demo::a_long_name_of_a_class_with_many_parts::a_long_name_of_a_function(\n"
      "    first_argument, second_argument, third_argument, fourth_argument);\n");
}

TEST(Layout, OpensAFunctionThatIsTooLong) {
  EXPECT_EQ(
      layOut("struct X {\ndecltype(auto) a_name() { return ::demo::some_object::some_function("
             "std::as_const(*object_), 12345); }\n};\n"),
      "struct X {\n"
      "  decltype(auto) a_name() {\n"
      "    return ::demo::some_object::some_function(std::as_const(*object_), 12345);\n"
      "  }\n"
      "};\n");
}

TEST(Layout, OpensALambdaThatIsTooLong) {
  EXPECT_EQ(
      layOut("return start(frame, caller, [&](auto&& object) -> decltype(auto) { return "
             "std::move(object).a_method_with_a_long_name(first_argument, second_argument); });\n"),
      "return start(\n"
      "    frame, caller,\n"
      "    [&](auto&& object) -> decltype(auto) {\n"
      "      return std::move(object).a_method_with_a_long_name(first_argument, "
      "second_argument);\n"
      "    });\n");
}

TEST(Layout, BreaksInFrontOfAValueAndOfBases) {
  const std::string Long(60, 'a');
  EXPECT_EQ(layOut("using " + Long + " = b::" + Long + ";\n"),
            "using " + Long + " =\n    b::" + Long + ";\n");
  EXPECT_EQ(layOut("struct " + Long + " : b::" + Long + " {\nint i;\n};\n"),
            "struct " + Long + "\n    : b::" + Long + " {\n  int i;\n};\n");
}

TEST(Layout, BreaksBehindATypeWithoutArguments) {
  const std::string Type = std::string(60, 'a') + "<>";
  const std::string Name(60, 'b');
  EXPECT_EQ(layOut(Type + " " + Name + ";\n"), Type + "\n    " + Name + ";\n");
}

TEST(Layout, LeavesWhatCannotBeBroken) {
  const std::string Long = std::string(120, 'a') + ";\n";
  EXPECT_EQ(layOut(Long), Long);
}

TEST(Layout, OnlyIndentsWhatIsLaidOut) {
  EXPECT_EQ(layOut("struct X {\n" +
                   laidOut("int f(int a,\n      int b) {\n  s = R\"(\nx)\";\n}\n") + "};\n"),
            "struct X {\n  int f(int a,\n        int b) {\n    s = R\"(\nx)\";\n  }\n};\n");
  EXPECT_EQ(layOut("{\n" + laidOut("s = \"\x02\x03\";\nt = 1;\n") + "}\n"),
            "{\n  s = \"\x02\x03\";\n  t = 1;\n}\n");
}

} // namespace
} // namespace async_trait_gen
