#include "trait_grammar.h"
#include "member_grammar.h"
#include "type_grammar.h"

namespace async_trait_gen::fuzz {
namespace {

/// Writes one header, from its first line to its last.
class Writer {
public:
  Writer(const std::uint8_t* Data, std::size_t Size)
      : From(Data, Size), HasMistakes(From.oneIn(4)) {}

  std::string write() {
    Text = "#pragma once\n#include \"support.h\"\n#include <async_trait/trait.h>\n";
    if (From.oneIn(6)) {
      Text += "#include \"base.trait.h\"\n";
      using Kind = Parameter::Kind;
      Known.push_back({"base::Closing", {}});
      Known.push_back({"base::Keyed", {{Kind::Type, "K"}, {Kind::TypePack, "Ks"}}});
    }
    for (unsigned Left = 1 + From.upTo(6); Left > 0; --Left)
      element();
    while (!Namespaces.empty())
      leaveNamespace();
    return Text;
  }

private:
  void element() {
    switch (From.upTo(11)) {
    default:
      return trait();
    case 7:
      return enterNamespace();
    case 8:
      return Namespaces.empty() ? trait() : leaveNamespace();
    case 9:
      return declaration();
    case 10:
      return preprocessorLines();
    case 11:
      return comment();
    }
  }

  void enterNamespace() {
    const std::string Name = From.pick(words("app", "lib", "async_trait", "detail", "a::b"));
    Text += (From.oneIn(5) && Name != "a::b" ? "inline namespace " : "namespace ") + Name + " {\n";
    Namespaces.push_back(Name);
  }

  void leaveNamespace() {
    Text += "}" + gap(From) + "\n";
    Namespaces.pop_back();
  }

  /// Code besides the traits.
  void declaration() {
    const std::string Number = std::to_string(++Count);
    Text += From.pick(words("struct Other", "struct [[nodiscard]] Other", "enum class Other"));
    Text += Number + " {};\n";
    Declared.push_back({Namespaces, "Other" + Number});
    Text += From.pick(words("", "using lib::Plain;\n", "namespace alias = ::lib;\n",
                            "template <class T> concept Any = true;\n", "static_assert(true);\n"));
    Text += "inline int function" + Number + "(int value) { return lib::doubled(value); }\n";
    if (From.oneIn(3))
      Text += "struct DynTrait" + std::to_string(Count + 1) + ";\n";
  }

  void preprocessorLines() {
    const std::string Number = std::to_string(++Count);
    Text += "#define MACRO" + Number + From.pick(words(" 3\n", "\n", "(x) x\n", " \\\n  3\n"));
    Text += From.pick(words("#undef MACRO", "#ifdef MACRO")) + Number + "\n";
    if (Text.ends_with("#ifdef MACRO" + Number + "\n"))
      Text += From.pick(words("inline int in_condition = 3;\n#endif\n", "#else\nnonsense\n#endif\n",
                              "#elif nonsense\n#endif // MACRO\n"));
  }

  void comment() {
    Text += From.pick(words("// A line.\n", "/// Of what follows.\n", "/* of\n * two */\n",
                            "//! Other.\n", "\n\n\n", "/** [[async_trait_v2]] */\n", "//\n"));
  }

  void trait() {
    const std::string Name = traitName();
    Scope Names;
    for (const Declaration& Each : Declared)
      if (Each.Namespaces == Namespaces)
        Names.Types.push_back(Each.Name);
    std::vector<Parameter> Parameters;
    if (From.oneIn(5))
      Text += "/// What it is for.\n" + From.pick(words("", "///\n/// More.\n", "/* no doc */\n"));
    if (From.oneIn(3)) {
      TemplateHead Head = templateHead(From, From.pick(words("K", "T", "Item", "Self", "value")));
      Text += Head.Text;
      Parameters = std::move(Head.Parameters);
      declare(Names, Parameters);
    }
    Text += From.pick(words("struct", "struct", "struct", HasMistakes ? "class" : "struct"));
    Text += gap(From) + attribute(Name) + gap(From) + Name + gap(From) + supertraits(Names) + "{\n";
    MemberWriter Members(From, Names, HasMistakes);
    for (unsigned Left = From.upTo(7); Left > 0; --Left)
      Text += Members.member();
    Text += "}" + gap(From) + ";\n";
    Known.push_back({qualified(Name), std::move(Parameters)});
  }

  std::string traitName() {
    const std::string Number = std::to_string(++Count);
    return From.pick(words("Trait", "trait_", "HTTP", "X_", "Größe", "T")) + Number;
  }

  std::string attribute(const std::string& Name) {
    switch (From.upTo(12)) {
    default:
      return "[[async_trait_v2]]";
    case 6:
      return "[[async_trait_v2(\"dyn=Any" + Name + "\")]]";
    case 7:
      return "[[async_trait_v2(\"dyn=none\")]]";
    case 8:
      return "[[async_trait_v2(\"storage=inplace<64>\"), deprecated]]";
    case 9:
      return "[[async_trait_v2(\"dyn=Own" + Name + "\", \"storage=heap\")]]";
    case 10:
      return "[[async_trait_v2(\"future=async_trait::task\")]]";
    case 11:
      return "[[async_trait_v2()]]";
    case 12:
      return HasMistakes ? "[[async_trait_v2(" +
                               From.pick(words("\"dyn=\"", "3", "\"storage=<\"",
                                               "\"future=lib::Box\"", "\"dyn=a b\"", "\"nonsense\"",
                                               "\"dyn=X\" \"Y\"", "L\"x\"")) +
                               ")]]"
                         : "[[ async_trait_v2 ]] [[nodiscard]]";
    }
  }

  std::string supertraits(const Scope& Names) {
    std::string Bases;
    for (unsigned Left = Known.empty() ? 0 : From.upTo(4); Left > 2; --Left) {
      const KnownTrait& Base = Known[From.upTo(static_cast<unsigned>(Known.size()) - 1)];
      if (Bases.find(Base.Name) != std::string::npos && !HasMistakes)
        continue;
      Bases += (Bases.empty() ? ":" + gap(From) : ", ") + From.pick(words("", "public ")) +
               Base.Name + arguments(From, Names, Base.Parameters);
    }
    return Bases.empty() ? Bases : Bases + gap(From);
  }

  std::string qualified(const std::string& Name) const {
    std::string Result = "::";
    for (const std::string& Each : Namespaces)
      Result += Each + "::";
    return Result + Name;
  }

  /// A type that only its own namespace finds by its name.
  struct Declaration {
    std::vector<std::string> Namespaces;
    std::string Name;
  };

  Bytes From;
  bool HasMistakes;
  std::string Text;
  unsigned Count = 0;
  std::vector<std::string> Namespaces;
  std::vector<KnownTrait> Known;
  std::vector<Declaration> Declared;
};

} // namespace

std::string traitHeader(const std::uint8_t* Data, std::size_t Size) {
  return Writer(Data, Size).write();
}

} // namespace async_trait_gen::fuzz
