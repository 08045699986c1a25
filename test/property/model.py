"""Random trait headers as plain data.

Every field has a plain default, so that shrink.py can simplify any model without knowing what is in
one. Types are C++ text, as a trait header spells them; `Trait.bindings` says what a trait's own
names stand for. Names are unique in a model, whatever their case, because most of them become a
part of other names in the output.
"""

import random
import re
from dataclasses import dataclass, field

# What is refused.
EXCLUDED_NAMES = {"from", "make", "target"}

METHOD_NAMES = """
    read write next close drop next_fn drop_fn vtable self clone swap get value as_super object
    caller frame start kept call filled_for table_of implemented_by moved_from drop_wrapper
    get_wrapper Implementer Self Args any move forward declval addressof std_ size begin end data
    reset release emplace has_value await_ready in run started task ready future yields storage
    index type name result allocator Types Object View Defaults Impl string optional
    async_trait demo async_result match self_ object_ vtable_ release_ other
    as_alpha invoke apply construct destroy_at empty call_frame start_fn box
""".split()
TYPE_NAMES = """
    Item Error Key Output Result T U V Self Implementer Object F R Unit Reply Head Found Wanted Wrapped
    Future Frame Callee Allocator Tag
""".split()
CONSTANT_NAMES = "limit level rank width version depth capacity self_size tag_of kind".split()
PARAMETER_NAMES = """
    self object vtable T value other std args frame caller start kept call future callee result
    storage number first rest move forward self_ object_ vtable_ arguments argument1 async_trait
""".split()
TRAIT_NAMES = ["Alpha", "Beta", "Gamma", "Delta"]

VALUE_TYPES = ["int", "char", "long", "double", "std::string", "std::vector<int>",
               "property::Value", "property::Mode", "std::optional<int>", "std::pair<int, long>",
               "std::array<int, 2>", "std::unique_ptr<int>", "property::Token"]
WRAPPERS = ["std::optional<{}>", "std::vector<{}>", "std::unique_ptr<{}>", "std::pair<int, {}>"]
# What MINE stands for in each namespace that a trait may be in.
MINE = "Mine"
NAMESPACES = {"": "int", "demo": "property::Value", "outer::inner": "std::string"}
BOUNDS = ["std::movable<{}>", "(sizeof({}) > 0)", "std::destructible<{0}> && std::movable<{0}>"]


@dataclass
class Form:
    """How a parameter takes its argument."""
    declaration: str
    local: str = "auto {name} = property::make<{type}>({number});"
    passed: str = "{name}"
    touched: bool = False  # Whether the caller sees what the method does to it.
    default: bool = False  # Whether it can have a default argument.


_POINTER = "auto {name} = property::make<{type}*>({number});"
_ARRAY = "int {name}[2] = {{{number}}};"
_FUNCTION = "auto {name} = property::make<int (*)(int)>({number});"
FORMS = {
    "value": Form("{type} {name}", passed="std::move({name})", default=True),
    "const value": Form("const {type} {name}", passed="std::move({name})", default=True),
    "lvalue": Form("{type}& {name}", touched=True),
    "const lvalue": Form("const {type}& {name}", default=True),
    "rvalue": Form("{type}&& {name}", passed="std::move({name})"),
    "const rvalue": Form("const {type}&& {name}", passed="std::move({name})"),
    "pointer": Form("{type}* {name}", local=_POINTER),
    "const pointer": Form("const {type}* const {name}", local=_POINTER),
    "pointer lvalue": Form("{type}*& {name}", local=_POINTER, touched=True),
    "array": Form("int {name}[2]", local=_ARRAY),
    "array lvalue": Form("int (&{name})[2]", local=_ARRAY, touched=True),
    "const array lvalue": Form("const int (&{name})[2]", local=_ARRAY),
    "function": Form("int {name}(int)", local=_FUNCTION),
    "function pointer": Form("int (*{name})(int)", local=_FUNCTION),
    "std::function": Form("std::function<int(int)> {name}", passed="std::move({name})",
                          local="auto {name} = property::make<std::function<int(int)>>({number});"),
    "view": Form("std::string_view {name}",
                 local="auto {name} = property::make<std::string_view>({number});"),
}
PACK_FORMS = ["value", "const lvalue", "rvalue"]


@dataclass
class Parameter:
    name: str = ""
    form: str = "value"
    type: str = "int"
    default: int | None = None
    is_pack: bool = False


@dataclass
class Method:
    name: str
    number: int  # What its calls are recorded by.
    kind: str = "method"  # or "static", "generic"
    parameters: list[Parameter] = field(default_factory=list)
    result: str = "void"
    is_async: bool = False
    receiver: str = ""
    is_noexcept: bool = False
    is_static_only: bool = False
    style: str = "task"  # How implementers make its future.
    provided: str = ""  # The kind of its body, if it has one.
    provided_calls: str = ""  # The method without parameters that the body calls.
    provided_local: str = ""  # The variable that the body declares.
    is_overridden: bool = False

    @property
    def is_on_dyn(self):
        return self.kind == "method" and not self.is_static_only


@dataclass
class TemplateParameter:
    declaration: str  # Up to its name.
    name: str
    arguments: list[str]  # What it stands for where nothing else is said; several for a pack.
    default: str = ""

    @property
    def is_pack(self):
        return self.declaration.endswith("...")


@dataclass
class AssociatedType:
    name: str
    concrete: str = "int"
    bound: str = ""


@dataclass
class Alias:
    name: str
    type: str = "int"


@dataclass
class Constant:
    name: str
    value: int
    has_default: bool = False
    is_overridden: bool = True


@dataclass
class Supertrait:
    name: str
    arguments: list[str] = field(default_factory=list)


@dataclass
class Trait:
    name: str
    namespace: str = ""
    template_parameters: list[TemplateParameter] = field(default_factory=list)
    requires: str = ""
    options: list[str] = field(default_factory=list)
    supertraits: list[Supertrait] = field(default_factory=list)
    types: list[AssociatedType] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)
    constants: list[Constant] = field(default_factory=list)
    methods: list[Method] = field(default_factory=list)
    implementer: str = "structural"  # or "defaults", "foreign"

    @property
    def has_dyn(self):
        return "dyn=none" not in self.options

    @property
    def has_own_future(self):
        return any(option.startswith("future=") for option in self.options)

    @property
    def dyn_name(self):
        named = [option[4:] for option in self.options if option.startswith("dyn=")]
        return named[0] if named else "Dyn" + self.name

    def default_arguments(self):
        return {each.name: each.arguments for each in self.template_parameters}

    def outer_bindings(self):
        """What the names stand for that are declared around the trait."""
        return {MINE: [NAMESPACES[self.namespace]]}


@dataclass
class Model:
    traits: list[Trait] = field(default_factory=list)

    def trait(self, name):
        return {trait.name: trait for trait in self.traits}[name]

    def closure(self, trait, arguments=None):
        """The trait's supertraits, depth first and each once, then itself; each with what its
        template parameters stand for, as lists."""
        arguments = trait.default_arguments() if arguments is None else arguments
        result = {}
        for super_ in trait.supertraits:
            result |= {name: found
                       for name, found in self.closure(
                           *self.supertrait(super_, arguments | trait.outer_bindings())).items()
                       if name not in result}
        result[trait.name] = (trait, arguments)
        return result

    def closure_of_supertraits(self, trait):
        """As `closure`, without the trait itself."""
        return {name: found for name, found in self.closure(trait).items() if name != trait.name}

    def supertrait(self, super_, bindings):
        """The trait that is meant, and its arguments."""
        trait = self.trait(super_.name)
        texts = [text for each in super_.arguments for text in expand(each, bindings)]
        found = {}
        for parameter in trait.template_parameters:
            count = len(texts) if parameter.is_pack else 1
            found[parameter.name] = texts[:count]
            if not texts and parameter.default:
                found[parameter.name] = expand(parameter.default, found | trait.outer_bindings())
            texts = texts[count:]
        return trait, found

    def associated_types(self, trait):
        """Those of the supertraits, then the trait's own."""
        result = {}
        for each, _ in self.closure(trait).values():
            result |= {type_.name: type_ for type_ in each.types}
        return list(result.values())

    def bindings(self, trait, arguments):
        """What the trait's names stand for."""
        result = {each.name: [each.concrete] for each in self.associated_types(trait)} | arguments
        result |= trait.outer_bindings()
        for each, own in self.closure(trait, arguments).values():
            for alias in each.aliases:
                result[alias.name] = expand(alias.type, result | own | each.outer_bindings())
        return result


def substitute(text, bindings):
    """The text with what its names stand for in their places; a pack becomes a list."""
    def concrete(match):
        return ", ".join(bindings.get(match[1], [match[1]]))
    return re.sub(r"(?<![:\w])([A-Za-z_]\w*)(\.\.\.)?", concrete, text)


def expand(text, bindings):
    """As `substitute`, but one text for each element where the text is a pack's expansion."""
    if text.endswith("...") and text[:-3] in bindings:
        return bindings[text[:-3]]
    return [substitute(text, bindings)]


def camel(name):
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


class Generator:
    """Makes one model of a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = {"method": [name for name in METHOD_NAMES if name not in EXCLUDED_NAMES],
                      "type": TYPE_NAMES, "constant": CONSTANT_NAMES}
        self.used = set()
        self.method_number = 0

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, choices):
        return self.random.choice(choices)

    def name(self, kind):
        """A name of its own."""
        free = [name for name in self.names[kind] if camel(name).lower() not in self.used]
        name = self.pick(free) if free else f"more{len(self.used)}"
        self.used.add(camel(name).lower())
        return name

    def model(self):
        model = Model()
        namespace = self.pick(["", "demo", "demo", "outer::inner"])
        for name in TRAIT_NAMES[:self.pick([1, 1, 2, 3, 4])]:
            if self.chance(0.2):
                namespace = self.pick(list(NAMESPACES))
            model.traits.append(self.trait(name, namespace, model))
        return model

    def trait(self, name, namespace, model):
        trait = Trait(name, namespace)
        if self.chance(0.35):
            self.add_template_head(trait)
        if model.traits and self.chance(0.75):
            self.add_supertraits(trait, model)
        for _ in range(self.pick([0, 0, 1, 1, 2, 3])):
            self.add_associated_type(trait)
        types = self.types_in_scope(trait, model)
        for _ in range(self.pick([0, 0, 1, 2])):
            trait.aliases.append(Alias(self.name("type"), self.type(types)))
            types.append(trait.aliases[-1].name)
        for _ in range(self.pick([0, 0, 0, 1, 2])):
            trait.constants.append(
                Constant(self.name("constant"), self.random.randint(1, 90),
                         has_default=self.chance(0.5), is_overridden=self.chance(0.5)))
        self.add_options(trait, model)
        for _ in range(self.pick([1, 2, 3, 4, 5])):
            self.add_method(trait, model, types)
        self.choose_implementer(trait, model)
        return trait

    def add_template_head(self, trait):
        heads = [("class", lambda: [self.pick(VALUE_TYPES)]),
                 ("std::movable", lambda: [self.pick(VALUE_TYPES)]),
                 ("std::size_t", lambda: ["2"]),
                 ("auto", lambda: ["2"]),
                 ("template <class...> class", lambda: ["std::vector"]),
                 ("template <class> class", lambda: ["std::optional"]),
                 ("class...", lambda: self.random.sample(VALUE_TYPES, self.pick([0, 1, 2])))]
        for _ in range(self.pick([1, 1, 2, 3])):
            declaration, arguments = self.pick(heads)
            parameter = TemplateParameter(declaration, self.name("type"), arguments())
            has_default = trait.template_parameters and trait.template_parameters[-1].default
            if not parameter.is_pack and (has_default or self.chance(0.3)):
                self.add_default(trait, parameter)
            trait.template_parameters.append(parameter)
            if parameter.is_pack:
                break
        first = trait.template_parameters[0]
        if first.declaration == "class" and self.chance(0.3):
            trait.requires = f"std::movable<{first.name}>"

    def add_default(self, trait, parameter):
        parameter.default = parameter.arguments[0]
        earlier = [each for each in trait.template_parameters
                   if each.declaration == parameter.declaration]
        if earlier and self.chance(0.5):
            parameter.default, parameter.arguments = earlier[0].name, earlier[0].arguments
        elif parameter.declaration == "class" and self.chance(0.3):
            parameter.default, parameter.arguments = MINE, [NAMESPACES[trait.namespace]]

    def add_supertraits(self, trait, model):
        count = min(len(model.traits), self.pick([1, 1, 2, 3]))
        for super_ in self.random.sample(model.traits, count):
            if not trait.has_dyn or not super_.has_dyn:
                continue
            arguments = [self.spelled(text, parameter, trait)
                         for parameter in super_.template_parameters
                         for text in parameter.arguments]
            for parameter in reversed(super_.template_parameters):
                if not parameter.default or self.chance(0.3):
                    break
                arguments.pop()
            dependent = self.dependent_arguments(trait, super_)
            if dependent and count == 1 and self.chance(0.5):
                arguments = dependent
            trait.supertraits.append(Supertrait(super_.name, arguments))

    def spelled(self, text, parameter, trait):
        """A supertrait's argument as the trait may write it."""
        is_mine = parameter.declaration in ("class", "class...", "std::movable") and \
            text == NAMESPACES[trait.namespace]
        return MINE if is_mine and self.chance(0.7) else text

    def dependent_arguments(self, trait, super_):
        """The trait's own parameters as the supertrait's arguments, where they fit."""
        own = {parameter.declaration: parameter for parameter in trait.template_parameters}
        result = []
        for parameter in super_.template_parameters:
            if parameter.declaration not in own:
                return []
            found = own[parameter.declaration]
            result.append(found.name + ("..." if found.is_pack else ""))
        return result

    def add_associated_type(self, trait):
        type_ = AssociatedType(self.name("type"), self.pick(VALUE_TYPES))
        if self.chance(0.3):
            type_.bound = self.pick(BOUNDS).format(type_.name)
        trait.types.append(type_)

    def types_in_scope(self, trait, model):
        """What the trait's methods can be made of besides VALUE_TYPES."""
        types = [MINE] + [each.name for each in trait.types]
        for parameter in trait.template_parameters:
            head = parameter.declaration
            if head in ("class", "std::movable"):
                types.append(parameter.name)
            elif head.startswith("template"):
                types.append(f"{parameter.name}<{self.pick(types or ['int'])}>")
            elif not parameter.is_pack:
                types.append(f"std::array<int, {parameter.name}>")
            elif parameter.arguments:
                types.append(f"std::tuple<{parameter.name}...>")
        # A dependent base's names are not found in C++ either.
        own = {parameter.name for parameter in trait.template_parameters}
        if not any(own & set(re.findall(r"\w+", text))
                   for super_ in trait.supertraits for text in super_.arguments):
            for each, _ in model.closure_of_supertraits(trait).values():
                types += [type_.name for type_ in each.types + each.aliases]
        return types

    def type(self, types):
        """A type of values."""
        inner = self.pick(types) if types and self.chance(0.6) else self.pick(VALUE_TYPES)
        return self.pick(WRAPPERS).format(inner) if self.chance(0.2) else inner

    def result(self, types):
        if self.chance(0.2):
            return "void"
        return self.pick(["{}", "{}", "{}", "{}", "{}&", "const {}&", "{}&&", "{}*",
                          "std::optional<{}>"]).format(self.type(types))

    def add_options(self, trait, model):
        # Only Dyn types convert to those of supertraits.
        if not trait.supertraits and self.chance(0.05):
            trait.options.append("dyn=none")
            return
        if self.chance(0.15):
            trait.options.append("dyn=Any" + trait.name)
        if self.chance(0.3):
            trait.options.append(self.pick(["storage=async_trait::storage::heap",
                                            "storage=async_trait::storage::inplace<16>",
                                            "storage=inplace<64>",
                                            "future=async_trait::task"]))

    def add_method(self, trait, model, types):
        method = Method(self.name("method"), self.method_number,
                        kind=self.pick(["method"] * 8 + ["static", "generic"]),
                        result=self.result(types), is_async=self.chance(0.6))
        if method.kind != "static":
            method.receiver = self.pick(["", "", "", "const", "const", "&", "const&", "&&"])
        method.is_noexcept = self.chance(0.15)
        method.is_static_only = method.kind == "method" and self.chance(0.08)
        method.style = self.pick(["task", "slow", "ready", "later", "member", "free"])
        overloads = self.overloadable(trait, model, method)
        if overloads and self.chance(0.25):
            method.name, count = self.pick(overloads)
            self.add_parameters(trait, method, types, count)
        else:
            self.add_parameters(trait, method, types, self.pick([0, 0, 1, 1, 2, 3]))
            self.add_defaults(trait, method)
        if self.chance(0.3):
            self.add_body(trait, method)
        self.append(trait, method)
        twins = {"": "const", "&": "const&"}
        if method.kind == "method" and method.receiver in twins and self.chance(0.1):
            twin = Method(**vars(method) | {"number": self.method_number,
                                            "receiver": twins[method.receiver]})
            self.append(trait, twin)

    def append(self, trait, method):
        trait.methods.append(method)
        self.method_number += 1

    def overloadable(self, trait, model, method):
        """Names of methods that take one argument more, and how many arguments are free."""
        result = []
        closure = model.closure_of_supertraits(trait)
        all_methods = [each for other, _ in closure.values()
                       for each in other.methods] + trait.methods
        # Two traits that overload one name of a third's are refused as supertraits of one trait.
        elsewhere = {each.name for other in model.traits if other.name not in closure
                     for each in other.methods}
        for name in {each.name for each in all_methods} - elsewhere:
            same = [each for each in all_methods if each.name == name]
            # A name is used for one kind of receiver: C++ does not mix those with & and without.
            fits = all(each.kind == method.kind and each.receiver == method.receiver
                       and not any(p.default is not None or p.is_pack for p in each.parameters)
                       for each in same)
            if fits:
                counts = {len(each.parameters) for each in same}
                result.append((name, min(set(range(6)) - counts)))
        return sorted(result)

    def add_parameters(self, trait, method, types, count):
        for index in range(count):
            form = self.pick(list(FORMS)) if self.chance(0.6) else "value"
            parameter = Parameter(self.parameter_name(trait, method, types), form, self.type(types))
            if method.kind == "generic" and index == 0:
                parameter.form, parameter.type = self.pick(["value", "const lvalue"]), "Generic"
            method.parameters.append(parameter)
        packs = [each for each in trait.template_parameters if each.is_pack]
        if packs and self.chance(0.5) and method.kind == "method":
            method.parameters.append(Parameter(self.parameter_name(trait, method, types),
                                               self.pick(PACK_FORMS), packs[0].name, is_pack=True))

    def parameter_name(self, trait, method, types):
        """Any name that hides none which the rest of the declaration needs."""
        own = {name for each in (trait.types, trait.aliases, trait.template_parameters)
               for name in (one.name for one in each)}
        needed = own | set(re.findall(r"\w+", " ".join(types)))
        taken = {each.name for each in method.parameters} | needed | {"std", "async_trait"}
        if method.kind == "generic":
            taken.add("Generic")
        names = [name for name in PARAMETER_NAMES + [method.name] * 8 if name not in taken]
        return "" if self.chance(0.1) else self.pick(names)

    def add_defaults(self, trait, method):
        # C++ makes no values of types that are incomplete, as associated ones are in the header.
        complete = {each.name for each in trait.template_parameters}
        for parameter in reversed(method.parameters):
            own = set(re.findall(r"(?<![:\w])[A-Z]\w*", parameter.type))
            if parameter.is_pack or not FORMS[parameter.form].default or \
                    not own <= complete or self.chance(0.6):
                break
            parameter.default = self.random.randint(1, 60)

    def add_body(self, trait, method):
        """Makes it a provided method."""
        if any(not parameter.name for parameter in method.parameters):
            return
        method.provided = self.pick(["coroutine", "future"]) if method.is_async else "plain"
        method.is_overridden = self.chance(0.3)
        for parameter in method.parameters:
            # A coroutine could not move its own copy of one that is const.
            if parameter.form == "const value" and method.is_async:
                parameter.form = "value"
        callable_ = [each.name for each in trait.methods
                     if each.is_on_dyn and not each.parameters and each.is_async and
                     each.receiver == method.receiver != "&&" and not each.is_noexcept and
                     [other.name for other in trait.methods].count(each.name) == 1]
        names = {parameter.name for parameter in method.parameters} | {method.name}
        callable_ = [name for name in callable_ if name not in names]
        if callable_ and method.provided == "coroutine" and method.kind != "static":
            method.provided_calls = self.pick(callable_)
        # C++ lets it hide all names but those of the parameters, of both kinds.
        needed = names | {each.name for each in trait.template_parameters} | \
            set(re.findall(r"\w+", method.result)) | {method.provided_calls}
        if self.chance(0.4):
            choices = TYPE_NAMES + METHOD_NAMES + CONSTANT_NAMES
            method.provided_local = self.pick(
                [name for name in choices if name not in needed | {"async_trait"}])

    def choose_implementer(self, trait, model):
        """Only what derives from XDefaults has the bodies of provided methods."""
        if self.chance(0.25):
            trait.implementer = "foreign"
        elif self.chance(0.8):
            trait.implementer = "defaults"
