#include "type_grammar.h"

namespace async_trait_gen::fuzz {
namespace {

/// A name that is known, or \p Otherwise.
std::string known(Bytes& From, const std::vector<std::string>& Names, std::string Otherwise) {
  return Names.empty() ? std::move(Otherwise) : From.pick(Names);
}

/// Types, as many as there happen to be, or the expansion of a pack.
std::string typeList(Bytes& From, const Scope& Names, unsigned Depth) {
  if (!Names.TypePacks.empty() && From.oneIn(2)) {
    const std::string Pack = From.pick(Names.TypePacks);
    switch (From.upTo(3)) {
    case 0:
      return Pack + "...";
    case 1:
      return "lib::Box<" + Pack + ">...";
    case 2:
      return "int, const " + Pack + "&...";
    default:
      return "lib::List<" + Pack + ", " + objectType(From, Names, Depth) + ">...";
    }
  }
  std::string List;
  for (unsigned Left = From.upTo(2); Left > 0; --Left)
    List += objectType(From, Names, Depth) + (Left > 1 ? ", " : "");
  return List;
}

std::string templateParameter(Bytes& From, Parameter& It, const std::string& FirstType) {
  using Kind = Parameter::Kind;
  switch (From.upTo(9)) {
  case 0:
    return "class " + It.Name;
  case 1:
    return "typename" + gap(From) + It.Name;
  case 2:
    return "lib::Small " + It.Name;
  case 3:
    return FirstType.empty() ? "class " + It.Name : "lib::Fits<" + FirstType + "> " + It.Name;
  case 4:
    It.What = Kind::Value;
    return "int " + It.Name;
  case 5:
    It.What = Kind::Value;
    return "auto " + It.Name;
  case 6:
    It.What = Kind::Template;
    return "template <class> class " + It.Name;
  case 7:
    It.What = Kind::TypePack;
    return "class..." + gap(From) + It.Name;
  case 8:
    It.What = Kind::TypePack;
    return "lib::Small... " + It.Name;
  default:
    It.What = Kind::ValuePack;
    return "int... " + It.Name;
  }
}

std::string defaultArgument(Bytes& From, const Parameter& For, const std::string& FirstType) {
  if (For.What == Parameter::Kind::Template)
    return "lib::Box";
  const bool NamesType = !FirstType.empty() && From.oneIn(2);
  if (For.What == Parameter::Kind::Value)
    return NamesType ? "int(sizeof(lib::Box<" + FirstType + ">*))" : "4";
  return NamesType ? FirstType : "int";
}

std::string requirement(Bytes& From, const std::string& Type) {
  switch (From.upTo(3)) {
  case 0:
    return "lib::Small<" + Type + ">";
  case 1:
    return "(!lib::Fits<lib::Sized<2>, " + Type + ">)";
  case 2:
    return "(true) && lib::Small<lib::Box<" + Type + ">>";
  default:
    return "requires(" + Type + "& it) { it = it; }";
  }
}

bool isPack(const Parameter& It) {
  return It.What == Parameter::Kind::TypePack || It.What == Parameter::Kind::ValuePack;
}

std::string argument(Bytes& From, const Scope& Names, const Parameter& For) {
  switch (For.What) {
  case Parameter::Kind::Type:
    return objectType(From, Names);
  case Parameter::Kind::Value:
    return constant(From, Names);
  case Parameter::Kind::Template:
    return "lib::Box";
  case Parameter::Kind::TypePack:
    return typeList(From, Names, 1);
  case Parameter::Kind::ValuePack:
    return From.oneIn(2) ? "1, 2" : "";
  }
  return {};
}

} // namespace

std::string gap(Bytes& From) {
  if (!From.oneIn(8))
    return " ";
  return From.pick(
      words("  ", "\n", " /* gap */ ", " // gap\n", " \\\n", "\t", "\r\n", " /* of\n   two */ "));
}

std::string objectType(Bytes& From, const Scope& Names, unsigned Depth) {
  const unsigned Choice = From.upTo(Depth == 0 ? 7 : 17);
  switch (Choice) {
  case 0:
    return "int";
  case 1:
  case 2:
    return known(From, Names.Types, "lib::Plain");
  case 3:
    return From.pick(words("bool", "unsigned long", "const char*", "char32_t", "double"));
  case 4:
    return "lib::MoveOnly";
  case 5:
    return From.pick(words("lib::Colour", "lib::Text", "struct lib::Plain", "::lib::Plain",
                           "enum lib::Colour", "decltype(lib::limit)", "decltype(nullptr)"));
  case 6:
    return "lib::Sized<" + constant(From, Names) + ">";
  case 7:
    return "lib::Plain";
  case 8:
  case 9:
    return "lib::Box<" + objectType(From, Names, Depth - 1) + ">";
  case 10:
  case 11:
    return "lib::List<" + typeList(From, Names, Depth - 1) + ">";
  case 12:
    return objectType(From, Names, Depth - 1) + "*";
  case 13:
    return "typename lib::Box<" + objectType(From, Names, Depth - 1) + ">::value_type";
  case 14:
    return "lib::Box<" + objectType(From, Names, Depth - 1) + " (*)(" +
           objectType(From, Names, Depth - 1) + ")>";
  case 15:
    return "decltype(lib::any_value<" + objectType(From, Names, Depth - 1) + ">())";
  case 16:
    return "lib::Box<const " + objectType(From, Names, Depth - 1) + "&>";
  default:
    return "int lib::Plain::*";
  }
}

std::string resultType(Bytes& From, const Scope& Names) {
  switch (From.upTo(9)) {
  case 0:
  case 1:
    return "void";
  case 2:
    return objectType(From, Names) + "&";
  case 3:
    return "const " + objectType(From, Names) + "&";
  case 4:
    return objectType(From, Names) + "&&";
  case 5:
    return "const lib::Box<" + objectType(From, Names, 1) + ">";
  default:
    return objectType(From, Names);
  }
}

std::string parameter(Bytes& From, const Scope& Names, const std::string& Name) {
  const std::string Named = Name.empty() ? "" : " " + Name;
  switch (From.upTo(12)) {
  case 0:
  case 1:
    return objectType(From, Names) + Named;
  case 2:
    return "const " + objectType(From, Names) + "&" + Named;
  case 3:
    return objectType(From, Names) + "&&" + Named;
  case 4:
    return objectType(From, Names) + "&" + Named;
  case 5:
    return "const " + objectType(From, Names) + Named;
  case 6:
    return objectType(From, Names, 1) + Named + "[" + constant(From, Names) + "]";
  case 7:
    return objectType(From, Names, 1) + " (&" + Name + ")[3]";
  case 8:
    return "void (*" + Name + ")(" + objectType(From, Names, 1) + ", int value)";
  case 9:
    return "int" + gap(From) + Name + gap(From) + "= " + constant(From, Names);
  case 10:
    return objectType(From, Names) + Named + " = {}";
  case 11:
    return "[[maybe_unused]] " + objectType(From, Names, 1) + Named;
  default:
    if (Names.TypePacks.empty())
      return "int" + Named + "[]";
    return "const " + From.pick(Names.TypePacks) + "&..." + Named;
  }
}

std::string constant(Bytes& From, const Scope& Names) {
  switch (From.upTo(6)) {
  case 0:
    return "3";
  case 1:
    return "lib::limit";
  case 2:
  case 3:
    return known(From, Names.Values, "(1 + 2)");
  case 4:
    return "int(sizeof(" + objectType(From, Names, 0) + "))";
  case 5:
    return "(lib::limit > 2 ? " + known(From, Names.Values, "lib::limit") + " : 1)";
  default:
    return Names.TypePacks.empty() ? "0x10" : "int(1 + sizeof...(" + Names.TypePacks[0] + "))";
  }
}

TemplateHead templateHead(Bytes& From, const std::string& Start) {
  TemplateHead Head;
  std::string FirstType;
  const unsigned Count = 1 + From.upTo(2);
  for (unsigned Index = 0; Index < Count; ++Index) {
    Parameter It = {Parameter::Kind::Type, Start + (Index == 0 ? "" : std::to_string(Index))};
    Head.Text += (Index == 0 ? "template <" : ", ") + templateParameter(From, It, FirstType);
    const bool MayHaveDefault = Index + 1 == Count && !isPack(It);
    if (MayHaveDefault && From.oneIn(4)) {
      It.HasDefault = true;
      Head.Text += " = " + defaultArgument(From, It, FirstType);
    }
    Head.Parameters.push_back(It);
    if (It.What == Parameter::Kind::Type && FirstType.empty())
      FirstType = It.Name;
    if (isPack(It))
      break;
  }
  Head.Text += ">" + gap(From);
  if (!FirstType.empty() && From.oneIn(4))
    Head.Text += "requires " + requirement(From, FirstType) + "\n";
  return Head;
}

void declare(Scope& Names, const std::vector<Parameter>& Parameters) {
  for (const Parameter& It : Parameters) {
    if (It.What == Parameter::Kind::Type)
      Names.Types.push_back(It.Name);
    else if (It.What == Parameter::Kind::Value)
      Names.Values.push_back(It.Name);
    else if (It.What == Parameter::Kind::Template)
      Names.Types.push_back(It.Name + "<int>");
    else if (It.What == Parameter::Kind::TypePack)
      Names.TypePacks.push_back(It.Name);
  }
}

std::string arguments(Bytes& From, const Scope& Names, const std::vector<Parameter>& Parameters) {
  std::string List;
  for (const Parameter& It : Parameters) {
    if (It.HasDefault && From.oneIn(2))
      break;
    const std::string Next = argument(From, Names, It);
    List += (List.empty() || Next.empty() ? "" : ", ") + Next;
  }
  return Parameters.empty() ? "" : "<" + List + ">";
}

} // namespace async_trait_gen::fuzz
