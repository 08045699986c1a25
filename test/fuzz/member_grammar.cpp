#include "member_grammar.h"

namespace async_trait_gen::fuzz {

std::string MemberWriter::member() {
  std::string Text = comment();
  switch (From.upTo(14)) {
  default:
    return Text + method();
  case 8:
  case 9:
    return Text + associatedType();
  case 10:
    return Text + alias();
  case 11:
    return Text + constantMember();
  case 12:
    return Text + "#if " + From.pick(words("1", "defined(MACRO1)", "lib + 1")) + "\n" + method() +
           From.pick(words("#endif\n", "#else\nnonsense;\n#endif\n", "#elif 1\n#endif // x\n"));
  case 13:
    return Text + (HasMistakes ? mistake() : method());
  case 14:
    return Text + ";\n";
  }
}

std::string MemberWriter::associatedType() {
  const std::string Name = newName();
  std::string Bound;
  if (From.oneIn(4))
    Bound = "[[async_trait_v2(\"requires " +
            From.pick(words("lib::Small<", "(sizeof(lib::Box<int>) > 1) && lib::Small<",
                            "(!lib::Fits<lib::Sized<1>, ")) +
            Name;
  if (!Bound.empty())
    Bound += Bound.find("(!") == std::string::npos ? ">\")]] " : ">)\")]] ";
  Names.Types.push_back(Name);
  return "  struct" + gap(From) + Bound + Name + ";\n";
}

std::string MemberWriter::alias() {
  const std::string Name = newName();
  std::string Text = "  using" + gap(From) + Name + " = " + objectType(From, Names) + ";\n";
  if (From.oneIn(4)) {
    Text = "  template <class U> using " + Name + " = lib::Map<U, " + objectType(From, Names, 1) +
           ">;\n";
    Names.Types.push_back(Name + "<int>");
  } else {
    Names.Types.push_back(Name);
  }
  return Text;
}

std::string MemberWriter::constantMember() {
  const std::string Name = newName();
  switch (From.upTo(3)) {
  case 0:
    return "  static const int" + gap(From) + Name + ";\n";
  case 1:
    return "  static const " + objectType(From, Names, 1) + " " + Name + ";\n";
  case 2:
    return "  static constexpr lib::Text " + Name + " = \"a\\n\" R\"x(/* raw \"text\n)x\";\n";
  default: {
    std::string Text =
        "  static constexpr int " + Name + gap(From) + "= " + constant(From, Names) + ";\n";
    Names.Values.push_back(Name);
    return Text;
  }
  }
}

std::string MemberWriter::method() {
  Scope Inner = Names;
  std::string Text = "  " + From.pick(words("", "", "", "[[nodiscard]] ", "[[deprecated(\"x\")]] ",
                                            "[[async_trait_v2(\"static_only\")]] "));
  bool IsStatic = false;
  if (From.oneIn(10)) {
    const TemplateHead Head = templateHead(From, "U" + std::to_string(Count));
    Text += Head.Text;
    declare(Inner, Head.Parameters);
  }
  if (From.oneIn(12)) {
    IsStatic = true;
    Text += "static ";
  }
  const bool IsAsync = !From.oneIn(3);
  const std::string Result = resultType(From, Inner);
  const std::string Name = newName();
  std::string Used;
  const std::string List = parameters(Inner, Used);
  Text += IsAsync ? "async<" + Result + ">" : Result;
  Text += gap(From) + Name + gap(From) + "(" + List + ")";
  if (!IsStatic)
    Text += From.pick(words("", "", " const", " &", " const &", " &&"));
  if (From.oneIn(6))
    Text += From.pick(words(" noexcept", " noexcept(true)", " noexcept(sizeof(int) > 2)"));
  if (List.empty() && !IsStatic)
    Names.Calls.push_back(Name + "()");
  return Text + (From.oneIn(3) ? body(IsAsync, Result, Inner, Used) : gap(From) + ";\n");
}

std::string MemberWriter::parameters(const Scope& Inner, std::string& Used) {
  std::string List;
  bool HasDefaults = false;
  for (unsigned Left = From.upTo(3); Left > 0; --Left) {
    const std::string Name = From.oneIn(4) ? "" : newName();
    const std::string Next = parameter(From, Inner, Name);
    if (HasDefaults && Next.find('=') == std::string::npos && !HasMistakes)
      break;
    HasDefaults = HasDefaults || Next.find('=') != std::string::npos;
    const bool IsPack = Next.find("...") != std::string::npos;
    List += (List.empty() ? "" : "," + gap(From)) + Next;
    if (!Name.empty())
      Used += IsPack ? "    (static_cast<void>(" + Name + "), ...);\n"
                     : "    static_cast<void>(" + Name + ");\n";
    if (IsPack && !HasMistakes)
      break;
  }
  return List;
}

std::string MemberWriter::body(bool IsAsync, const std::string& Result, const Scope& Inner,
                               const std::string& Used) {
  std::string Text = gap(From) + "{\n" + Used;
  for (unsigned Left = From.upTo(2); Left > 0; --Left)
    Text += "    " + statement(Inner) + "\n";
  const std::string Return = IsAsync ? "co_return" : "return";
  const std::string Value = Result == "void" ? "" : " lib::any_value<" + Result + ">()";
  if (IsAsync || Result != "void" || From.oneIn(2))
    Text += "    " + Return + Value + ";\n";
  return Text + "  }\n";
}

std::string MemberWriter::statement(const Scope& Inner) {
  switch (From.upTo(9)) {
  case 0:
    return "static_cast<void>(this);";
  case 1:
    return "static_cast<void>(lib::any_value<" + objectType(From, Inner) + ">());";
  case 2:
    return Names.Calls.empty() ? ";" : "static_cast<void>(" + From.pick(Names.Calls) + ");";
  case 3:
    return Names.Calls.empty() ? "{}" : "static_cast<void>(this->" + From.pick(Names.Calls) + ");";
  case 4:
    return "if (lib::doubled(" + constant(From, Inner) + ") < 0) { /* never */ }";
  case 5:
    return "auto call = [" + From.pick(words("", "&", "=, this", "this")) +
           "](int given) { return given; }; static_cast<void>(call);";
  case 6:
    return "struct Local { int value; }; const Local local{1}; static_cast<void>(local);";
  case 7:
    return "using Here = " + objectType(From, Inner) + "; static_cast<void>(sizeof(Here*));";
  case 8:
    return "for (int index = 0; index < 3; ++index) // counts\n      continue;";
  default:
    return "constexpr int number = " + constant(From, Inner) + "; static_assert(number != -7);";
  }
}

std::string MemberWriter::mistake() {
  return "  " +
         From.pick(words(
             "int data = 3;", "virtual void f();", "private:", "friend struct Y;", "auto f();",
             "struct Item { int a; };", "enum E { a };", "union U;", "void f(auto x);", "X();",
             "void f(int, ...);", "void f() volatile;", "async<async<int>> f();",
             "void f(async<>);", "int f() { return 1 + ; }", "int operator+(int);", "static int s;",
             "void f() = delete;", "static_assert(true);", "using lib::Plain;", "void make();",
             "int f(int), g;", "async<int> f() {}", "int f() { return missing; }",
             "template <class> struct P;", "void f() try {} catch (...) {}",
             "#define MEMBER int member();\nMEMBER", "]]", "}", "int f() const &&;",
             "int (*f)(int);", "void f(struct Y* y);", "operator int();", "using namespace lib;",
             "int f(Missing);", "~X();", "static const auto c = 1;", "#if 1", "#endif",
             "#include \"nowhere.h\"", "async<int[3]> f();", "/*", "\"",
             "[[async_trait_v2(\"x\")]] int f();", "requires true;", "int bits : 3;",
             "struct [[async_trait_v2]] Inner { void f(); };", "explicit f();", "int x[3], f();")) +
         "\n";
}

std::string MemberWriter::comment() {
  if (!From.oneIn(5))
    return {};
  return From.pick(words("  /// Documented.\n", "  // not documented\n", "  /** A block. */\n",
                         "  /**\n   * Lines.\n   */\n", "\n", "  ///\n", "  /* a */ ",
                         "  ///< behind\n", "  //! Like this.\n  //! Two lines\n",
                         "  /// *\\/ and \"quotes\n"));
}

std::string MemberWriter::newName() {
  const std::string Number = std::to_string(++Count);
  if (!From.oneIn(4))
    return From.pick(words("next", "Item", "read_", "HTTPGet", "_x", "länge")) + Number;
  return From.pick(words("next", "read", "Item", "T", "Self", "self", "object", "vtable", "value",
                         "drop", "drop_fn", "next_fn", "start", "frame", "dyn", "any", "task",
                         "future", "detail", "std", "async_trait", "type", "swap", "release", "get",
                         "lib", "Next", "next_wrapper", "impl", "async", "T_", "object_", "self_",
                         "in", "Future", "Types", "Dyn", "this_", "operator_"));
}

} // namespace async_trait_gen::fuzz
