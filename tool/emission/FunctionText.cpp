#include "emission/FunctionText.h"

namespace async_trait_gen {
namespace {

std::string signature(const FunctionText& F) {
  return F.Head + F.Specifiers + F.Evaluation + F.Result + " " + F.Name + "(" + F.Parameters + ")" +
         F.Qualifiers + F.Requires;
}

} // namespace

std::string definition(const FunctionText& Function) {
  return signature(Function) + " {\n" + Function.Body + "\n}\n";
}

std::string declaration(const FunctionText& Function) { return signature(Function) + ";\n"; }

std::string outsideDefinition(const FunctionText& Function, const ClassText& Class) {
  const bool IsTemplate = !Class.Head.empty() || !Function.PlainHead.empty();
  // A trailing result may use the names of the class, but cannot be deduced.
  const bool IsDeduced = Function.Result == "decltype(auto)";
  return Class.Head + Function.PlainHead + (IsTemplate ? "" : "inline ") + Function.Evaluation +
         (IsDeduced ? Function.Result : "auto") + " " + Class.Name + "::" + Function.Name + "(" +
         Function.PlainParameters + ")" + Function.Qualifiers +
         (IsDeduced ? "" : " -> " + Function.Result) + Function.Requires + " {\n" + Function.Body +
         "\n}\n\n";
}

} // namespace async_trait_gen
