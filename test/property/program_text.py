"""Prints the program that implements a model's traits, calls all that they have, in every way that
there is, and checks what arrived."""

from model import FORMS, Parameter, camel, expand, substitute
from trait_text import answer_text, parameter_text

# What an implementer's method returns, and its body, by the method's style.
COROUTINES = {"task": "", "slow": "co_await property::pause(); "}
FUTURES = {"ready": "property::Awaiter<{}, false>", "later": "property::Awaiter<{}, true>",
           "member": "property::Member<{}>", "free": "property::Free<{}>"}


def snake(name):
    return name[0].lower() + name[1:]


def angled(arguments, is_template=False):
    return f"<{', '.join(arguments)}>" if arguments or is_template else ""


def indented(lines):
    return ["  " + line for line in lines]


def block(lines):
    return ["{", *indented(lines), "}"]


class Use:
    """One trait with what its names stand for."""

    def __init__(self, model, trait, arguments):
        self.model, self.trait, self.arguments = model, trait, arguments
        self.scope = trait.namespace + "::" if trait.namespace else ""
        self.bindings = model.bindings(trait, arguments)
        self.closure = [(self if each is trait else Use(model, each, own))
                        for each, own in model.closure(trait, arguments).values()]

    def own_arguments(self):
        return [text for each in self.trait.template_parameters
                for text in self.arguments[each.name]]

    def all_arguments(self):
        """Those of the concept and the Dyn types: a pack comes last."""
        parameters = self.trait.template_parameters
        single = [self.arguments[each.name][0] for each in parameters if not each.is_pack]
        pack = [text for each in parameters if each.is_pack for text in self.arguments[each.name]]
        types = [each.concrete for each in self.model.associated_types(self.trait)]
        return single + types + pack

    def named(self, suffix, *before):
        """A template of the trait that takes an implementer and the trait's own parameters."""
        return f"{self.scope}{self.trait.name}{suffix}{angled([*before, *self.own_arguments()])}"

    def dyn(self, suffix=""):
        name = f"{self.scope}{self.trait.dyn_name}{suffix}"
        is_template = bool(self.trait.template_parameters)
        return name + angled(self.all_arguments(), is_template)

    def concept(self, type_):
        return f"{self.scope}{self.trait.name}{angled([type_, *self.all_arguments()])}"

    def methods(self):
        """All methods, those of supertraits included, with the use that they come from."""
        return [(use, method) for use in self.closure for method in use.trait.methods]

    def has_provided(self):
        return any(method.provided for _, method in self.methods()) or \
            any(constant.has_default for use in self.closure for constant in use.trait.constants)

    def is_consumed(self):
        return any(method.receiver == "&&" and method.is_on_dyn for _, method in self.methods())

    def parameters(self, method):
        """The method's parameters without names of the trait, in the program's names."""
        result = []
        for each in method.parameters:
            # An implementer's coroutine could not move its own copy of one that is const.
            form = "value" if each.form == "const value" else each.form
            bindings = self.bindings | {"Generic": ["std::string"]}
            types = bindings[each.type] if each.is_pack else [substitute(each.type, bindings)]
            result += [Parameter(form=form, type=type_, default=each.default)
                       for type_ in types]
        for index, each in enumerate(result):
            each.name = f"argument{index}"
        return result

    def result(self, method):
        return substitute(method.result, self.bindings)


class Implementer:
    """The type that implements a trait, whatever way the trait's model says."""

    def __init__(self, use):
        self.use, self.trait = use, use.trait
        self.name = "My" + self.trait.name
        self.is_foreign = self.trait.implementer == "foreign"
        self.derives = self.trait.implementer == "defaults" and use.has_provided()

    def has(self, member, is_provided):
        return not is_provided or not (self.derives or self.is_foreign) or member.is_overridden

    def method_lines(self, use, method):
        result = use.result(method)
        parameters = use.parameters(method)
        answer = answer_text(method, result, [each.name for each in parameters])
        if not method.is_async:
            type_, body = result, f"return {answer};"
        elif method.style in COROUTINES:
            type_ = f"async_trait::task<{result}>"
            body = f"{COROUTINES[method.style]}co_return {answer};"
        else:
            type_ = FUTURES[method.style].format(result)
            body = "return " + answer.replace("answer<", f"answer_by<{type_}, ", 1) + ";"
        for each in parameters:
            each.default = None
        texts = [parameter_text(each) for each in parameters]
        if method.kind == "generic":
            texts = self.generic(method, texts, parameters)
            yield "template <class Generic = int>"
        is_static = method.kind == "static"
        if self.is_foreign and not is_static:
            texts.insert(0, self.object_text(method))
        is_static = is_static or self.is_foreign
        receiver = "" if is_static or not method.receiver else f" {method.receiver}"
        yield (f"{'static ' if is_static else ''}{type_} {method.name}({', '.join(texts)})"
               f"{receiver}{' noexcept' if method.is_noexcept else ''} {{ {body} }}")

    @staticmethod
    def generic(method, texts, parameters):
        if method.parameters:
            first = parameters[0]
            texts[0] = parameter_text(Parameter(first.name, first.form, method.parameters[0].type))
        return texts

    def object_text(self, method):
        before, after = {"": ("", "&"), "&": ("", "&"), "const": ("const ", "&"),
                         "const&": ("const ", "&"), "&&": ("", "&&")}[method.receiver]
        return f"{before}{self.name}{after}"

    def member_lines(self, uses):
        """What the traits of these uses ask for."""
        inherited, own, types = set(), set(), set()
        for use in uses:
            for type_ in use.trait.types:
                if type_.name not in types:
                    types.add(type_.name)
                    yield f"using {type_.name} = {type_.concrete};"
            for constant in use.trait.constants:
                if self.has(constant, constant.has_default):
                    yield f"static constexpr int {constant.name} = {constant.value};"
            for method in use.trait.methods:
                if self.has(method, method.provided):
                    own.add(method.name)
                    yield from self.method_lines(use, method)
                else:
                    inherited.add(method.name)
        if self.derives:
            for name in sorted(inherited & own):
                yield f"using {self.use.named('Defaults', self.name)}::{name};"

    def lines(self):
        if not self.is_foreign:
            base = f", {self.use.named('Defaults', self.name)}" if self.derives else ""
            yield f"struct {self.name} : property::Counted{base} {{"
            yield from indented(self.member_lines(self.use.closure))
            yield "};"
            return
        yield f"struct {self.name} : property::Counted {{}};"
        for use in self.use.closure:
            yield f"template <> struct {use.named('Impl', self.name)} {{"
            yield from indented(self.member_lines([use]))
            yield "};"


def expected_number(method, numbers):
    """What property::answer makes of a call."""
    total = method.number + sum((index + 2) * number for index, number in enumerate(numbers))
    return total % 90 + 1


class Call:
    """One call of a method on `object`, which is an expression."""

    def __init__(self, use, method, object_, count=None):
        self.method = method
        self.parameters = use.parameters(method)
        given = self.parameters[:count]
        defaults = [each.default for each in self.parameters[len(given):]]
        self.numbers = [(7 * method.number + 3 * index) % 60 + 1 for index in range(len(given))]
        self.given = given
        self.expected = expected_number(method, self.numbers + defaults)
        passed = ", ".join(FORMS[each.form].passed.format(name=each.name) for each in given)
        self.expression = f"{object_}{method.name}({passed})"

    def arguments(self):
        for parameter, number in zip(self.given, self.numbers):
            yield FORMS[parameter.form].local.format(
                name=parameter.name, type=parameter.type, number=number)

    def lines(self):
        """The call, run to its end, and checks of what it did."""
        call = f"property::run({self.expression})" if self.method.is_async else self.expression
        arrived = f"{self.method.number}, {self.expected}"
        yield from self.arguments()
        if self.method.result == "void":
            yield f"{call};"
            yield f"property::called({arrived});"
        else:
            yield f"property::called({arrived}, {call});"
        for parameter, number in zip(self.given, self.numbers):
            if FORMS[parameter.form].touched:
                yield (f"property::require(property::number_of({parameter.name}) == {number + 1}, "
                       f'"{self.method.name} did not change {parameter.name}");')

    def dropped_lines(self):
        yield from self.arguments()
        yield f"{{ [[maybe_unused]] auto dropped = {self.expression}; }}"
        yield "property::not_called();"

    def cancelled_lines(self):
        yield from self.arguments()
        yield f"property::cancel({self.expression});"


class Program:
    """The whole of it."""

    def __init__(self, model, header):
        self.model, self.header = model, header
        self.functions = {}  # By the name of the trait and its arguments.

    def text(self):
        tests, implementers = [], []
        for trait in self.model.traits:
            use = Use(self.model, trait, trait.default_arguments())
            implementer = Implementer(use)
            implementers += [*implementer.lines(), ""]
            tests += [f"void test_{snake(trait.name)}() {{",
                      *indented(self.test_lines(use, implementer)), "}", ""]
        functions = [line for _, lines in self.functions.values() for line in lines]
        return "\n".join([f'#include "{self.header}"', '#include "calls.h"', "", *implementers,
                          *functions, *tests, *self.main_lines(), ""])

    def main_lines(self):
        yield "int main() {"
        for trait in self.model.traits:
            yield f"  test_{snake(trait.name)}();"
        yield "  property::kept.clear();"
        yield '  property::require(property::Counted::alive == 0, "not everything was destroyed");'
        yield '  std::puts("ok");'
        yield "}"

    def calls(self, use, how, object_):
        """Calls of all methods that are called on lvalues, those of supertraits included."""
        return [f"{self.function(each)}<property::How::{how}>({object_});" for each in use.closure]

    def function(self, use):
        """The name of the function that calls a trait's own methods."""
        key = (use.trait.name, str(use.bindings))
        if key not in self.functions:
            name = f"call_{snake(use.trait.name)}{len(self.functions)}"
            self.functions[key] = name, self.function_lines(name, use)
        return self.functions[key][0]

    def function_lines(self, name, use):
        lines = ["template <property::How how, class Object>",
                 f"void {name}([[maybe_unused]] Object& object) {{"]
        for constant in use.trait.constants:
            lines += indented(self.constant_lines(use, constant))
        for method in use.trait.methods:
            if method.receiver != "&&":
                lines += indented(self.call_lines(use, method))
        return lines + ["}", ""]

    def constant_lines(self, use, constant):
        check = ('property::require({} == ' + str(constant.value) +
                 f', "{constant.name} is another constant");')
        either = check.format(f"{use.named('Types', 'Object')}::{constant.name}(object)")
        if not use.is_consumed():
            return [either]
        # What a Ref cannot be asked for makes it no implementer, and XTypes<T> is for those.
        return [f"if constexpr (how == property::How::known) {either}",
                f"else {check.format(f'object.{constant.name}()')}"]

    def call_lines(self, use, method):
        object_ = "std::as_const(object)." if "const" in method.receiver else "object."
        if method.kind == "static":
            object_ = "std::remove_cvref_t<Object>::"
        call = Call(use, method, object_)
        known = block(call.lines())
        if not method.is_on_dyn:
            return ["if constexpr (how == property::How::known) {", *indented(known), "}"]
        lines = known
        if method.is_async:
            lines = lines + block(call.cancelled_lines())
        dyn = []
        if method.is_async and not use.trait.has_own_future:
            dyn += block(call.dropped_lines())
        for count, parameter in enumerate(call.parameters):
            if parameter.default is not None:
                dyn += block(Call(use, method, object_, count).lines())
        if dyn:
            lines = lines + ["if constexpr (how != property::How::known) {", *indented(dyn), "}"]
        is_hidden_by_twin = method.receiver in ("const", "const&") and any(
            other.name == method.name and other.number == method.number - 1
            and len(other.parameters) == len(method.parameters)
            for other in use.trait.methods)
        if is_hidden_by_twin:
            return ["if constexpr (how != property::How::ref) {", *indented(lines), "}"]
        return lines

    def consuming_lines(self, use, made, declared_as):
        """Calls of all methods that use their object up, each on one of its own."""
        for each, method in use.methods():
            if method.receiver == "&&" and (method.is_on_dyn or declared_as.startswith("auto")):
                yield from block([*made, *Call(each, method, "std::move(object).").lines()])

    def test_lines(self, use, implementer):
        own = ", ".join(use.own_arguments())
        view = f"{use.scope}as_{snake(use.trait.name)}{f'<{own}>' if own else ''}(original)"
        known = [f"{implementer.name} original;", f"auto&& object = {view};"]
        no = "!" if implementer.is_foreign else ""
        yield f"static_assert({no}{use.concept(implementer.name)});"
        yield from block(known + self.calls(use, "known", "object"))
        yield from self.consuming_lines(use, known, "auto")
        yield from self.decorated_lines(use, implementer)
        if use.trait.has_dyn:
            yield from self.dyn_lines(use, implementer)

    def decorated_lines(self, use, implementer):
        decorated = use.named("Decorated", "property::Awaits", implementer.name)
        made = [f"{decorated} object(property::Awaits{{}}, std::in_place);"]
        yield f"static_assert({use.concept(decorated)});"
        yield from block(made + self.calls(use, "known", "object"))
        yield from self.consuming_lines(use, made, "auto")
        if not use.trait.has_dyn:
            return
        in_dyn = f"{use.dyn()} object = {decorated}(property::Awaits{{}}, {implementer.name}());"
        yield from block([in_dyn, *self.calls(use, "dyn", "object")])
        yield from self.consuming_lines(use, [in_dyn], use.dyn())
        if not any(each.trait.constants for each in use.closure):
            of_dyn = use.named("Decorated", "property::PassesOn", use.dyn())
            made = [f"{of_dyn} object(property::PassesOn{{}}, {implementer.name}());"]
            yield from block([*made, *self.calls(use, "dyn", "object")])
            yield from self.consuming_lines(use, made, of_dyn)

    def dyn_lines(self, use, implementer):
        dyn, ref, shared = use.dyn(), use.dyn("Ref"), use.dyn("Shared")
        yield f"static_assert({use.concept(dyn)});"
        for type_ in (ref, shared):
            yield f"static_assert({'!' if use.is_consumed() else ''}{use.concept(type_)});"
        made = f"{dyn} object = {implementer.name}();"
        yield from block([
            made, *self.calls(use, "dyn", "object"),
            f"{dyn} moved = std::move(object);", *self.calls(use, "dyn", "moved"),
            f"{ref} ref = moved;", *self.calls(use, "ref", "ref"),
            f"{shared} shared = std::move(moved);", *self.calls(use, "dyn", "shared"),
            f"{shared} copy = shared;", *self.calls(use, "dyn", "copy")])
        yield from block([f"{implementer.name} original;", f"{ref} ref = original;",
                          *self.calls(use, "ref", "ref")])
        yield from block([f"auto made = {dyn}::template make<{implementer.name}>();",
                          *self.calls(use, "dyn", "made")])
        yield from self.consuming_lines(use, [made], dyn)
        for super_ in use.closure:
            if super_ is not use:
                yield from self.conversion_lines(use, super_, made, implementer)

    def conversion_lines(self, use, super_, made, implementer):
        dyn, ref, shared = super_.dyn(), super_.dyn("Ref"), super_.dyn("Shared")
        yield from block([
            made, f"{ref} ref = object;", *self.calls(super_, "ref", "ref"),
            f"{dyn} converted = std::move(object);", *self.calls(super_, "dyn", "converted"),
            f"{shared} shared = std::move(converted);", *self.calls(super_, "dyn", "shared")])
        yield from block([
            f"{use.dyn('Shared')} own = {implementer.name}();", f"{shared} shared = own;",
            *self.calls(super_, "dyn", "shared")])
        converted = [f"{use.dyn()} sub = {implementer.name}();", f"{dyn} object = std::move(sub);"]
        yield from self.consuming_lines(super_, converted, dyn)


def program_text(model, header):
    return Program(model, header).text()
