#include "emission/FunctionText.h"

#include "emission/Format.h"
#include "emission/Layout.h"

namespace async_trait_gen {
namespace {

std::string signature(const FunctionText& F) {
  return F.Head + F.Specifiers + F.Evaluation + F.Result + " " + F.Name + "(" + F.Parameters + ")" +
         F.Qualifiers + F.Requires;
}

std::string outsideSignature(const FunctionText& F, const ClassText& Class) {
  const bool IsTemplate = !Class.Head.empty() || !F.PlainHead.empty();
  // A trailing result may use the names of the class, but cannot be deduced.
  const bool IsDeduced = F.Result == "decltype(auto)";
  return Class.Head + F.PlainHead + (IsTemplate ? "" : "inline ") + F.Evaluation +
         (IsDeduced ? F.Result : "auto") + " " + Class.Name + "::" + F.Name + "(" +
         F.PlainParameters + ")" + F.Qualifiers + (IsDeduced ? "" : " -> " + F.Result) + F.Requires;
}

std::string withHiding(const std::string& Definition) {
  return "// A name that it declares is that of a member, too.\n"
         "#pragma GCC diagnostic push\n"
         "#pragma GCC diagnostic ignored \"-Wshadow\"\n" +
         Definition + "#pragma GCC diagnostic pop\n";
}

/// Of what stands in a single line, the body does so too.
std::string withBody(const std::string& Signature, const FunctionText& F) {
  const bool IsShort = (Signature + F.Body).find('\n') == std::string::npos;
  const std::string Space = IsShort ? " " : "\n";
  const std::string Before = F.Requires.empty() ? " " : "\n";
  std::string Whole = Signature + Before + "{" + Space + F.Body + Space + "}\n";
  if (F.IsByAuthor)
    Whole = laidOut(format(Whole));
  return F.HidesMembers ? withHiding(Whole) : Whole;
}

} // namespace

std::string definition(const FunctionText& Function) {
  return withBody(signature(Function), Function);
}

std::string declaration(const FunctionText& Function) { return signature(Function) + ";\n"; }

std::string outsideDefinition(const FunctionText& Function, const ClassText& Class) {
  return withBody(outsideSignature(Function, Class), Function) + "\n";
}

} // namespace async_trait_gen
