"""Prints a model as a trait header."""

from model import FORMS, MINE, NAMESPACES


def parameter_text(parameter):
    name = ("... " if parameter.is_pack else "") + parameter.name
    text = FORMS[parameter.form].declaration.format(type=parameter.type, name=name)
    text = text.replace(" ... ", "... ").rstrip()
    return text + (f" = {default_text(parameter)}" if parameter.default is not None else "")


def default_text(parameter):
    literals = {"int": "{}", "std::string": '"{}"'}
    made = "property::make<" + parameter.type + ">({})"
    return literals.get(parameter.type, made).format(parameter.default)


def answer_text(method, result, arguments):
    return f"property::answer<{result}>({', '.join([str(method.number), *arguments])})"


def body_text(method):
    """The body of a provided method."""
    arguments = [parameter.name + ("..." if parameter.is_pack else "")
                 for parameter in method.parameters]
    answer = answer_text(method, method.result, arguments)
    return f" {{ {local_text(method)}{statements_text(method, answer)} }}"


def local_text(method):
    """What the body declares: a variable, and for every second method one that can be called."""
    name = method.provided_local
    if not name:
        return ""
    declared = f"int (*{name})(int) = nullptr;" if method.number % 2 else f"const int {name} = 1;"
    return f"{declared} static_cast<void>({name}); "


def statements_text(method, answer):
    if method.provided == "plain":
        return f"return {answer};"
    if method.provided == "coroutine":
        before = f"co_await {method.provided_calls}(); " if method.provided_calls else ""
        return f"{before}co_return {answer};"
    if method.result == "void":
        return f"{answer}; return async_trait::ready();"
    return f"return async_trait::ready<{method.result}>({answer});"


def method_text(method):
    parameters = ", ".join(parameter_text(each) for each in method.parameters)
    return "".join([
        "template <class Generic = int> " if method.kind == "generic" else "",
        '[[async_trait_v2("static_only")]] ' if method.is_static_only else "",
        "static " if method.kind == "static" else "",
        f"async<{method.result}>" if method.is_async else method.result,
        f" {method.name}({parameters})",
        f" {method.receiver}".rstrip(),
        " noexcept" if method.is_noexcept else "",
        body_text(method) if method.provided else ";",
    ])


def head_text(parameter):
    default = f" = {parameter.default}" if parameter.default else ""
    return f"{parameter.declaration} {parameter.name}{default}"


def attribute_text(options):
    options = ", ".join(f'"{option}"' for option in options)
    return f"[[async_trait_v2({options})]]" if options else "[[async_trait_v2]]"


def base_text(super_, model):
    trait = model.trait(super_.name)
    is_template = bool(trait.template_parameters)
    name = f"{trait.namespace}::{super_.name}".removeprefix("::")
    return name + (f"<{', '.join(super_.arguments)}>" if is_template else "")


def trait_lines(trait, model):
    if trait.template_parameters:
        yield f"template <{', '.join(head_text(each) for each in trait.template_parameters)}>"
    if trait.requires:
        yield f"  requires {trait.requires}"
    bases = ", ".join(base_text(each, model) for each in trait.supertraits)
    yield f"struct {attribute_text(trait.options)} {trait.name}{' : ' if bases else ''}{bases} {{"
    for type_ in trait.types:
        bound = f"{attribute_text(['requires ' + type_.bound])} " if type_.bound else ""
        yield f"  struct {bound}{type_.name};"
    for alias in trait.aliases:
        yield f"  using {alias.name} = {alias.type};"
    for constant in trait.constants:
        yield (f"  static constexpr int {constant.name} = {constant.value};"
               if constant.has_default else f"  static const int {constant.name};")
    for method in trait.methods:
        yield f"  {method_text(method)}"
    yield "};"


def header_text(model):
    lines = ["#pragma once", "", '#include "property.h"', "",
             "#include <async_trait/trait.h>", ""]
    for namespace, type_ in NAMESPACES.items():
        lines += in_namespace(namespace, [f"using {MINE} = {type_};"])
    for trait in model.traits:
        lines += in_namespace(trait.namespace, trait_lines(trait, model))
    return "\n".join(lines).rstrip() + "\n"


def in_namespace(namespace, lines):
    if not namespace:
        return [*lines, ""]
    return [f"namespace {namespace} {{", "", *lines, "", f"}} // namespace {namespace}", ""]
