"""What gdb shows of Dyn types, their futures and tasks, and a stack without the runtime's frames.

    (gdb) source runtime/gdb/async_trait.py

`bt` shows the runtime's frames indented, `bt -hide` leaves them out. An optimised program tells as
much as its debug information does.
"""

import re

import gdb
from gdb.FrameDecorator import FrameDecorator

OWNERSHIP = {"dyn_owner": "owns", "dyn_ref": "borrows", "dyn_shared": "shares"}


def symbol_at(address):
    """The demangled name of what is at an address, or None."""
    found = gdb.execute(f"info symbol {int(address)}", to_string=True)
    name = re.match(r"(.*?)( \+ \d+)? in section ", found)
    return name and re.sub(r"( \[clone [^]]*\])+$", "", name[1])


def first_argument(name):
    """The first argument of the template that a name names, or ends inside of."""
    begin = name.find("<") + 1
    depth = 0
    for place in range(begin, len(name)):
        if name[place] in "<(":
            depth += 1
        elif name[place] in ">)" and depth:
            depth -= 1
        elif name[place] in ",>" and not depth:
            return name[begin:place].strip()
    return None


def without_parameters(name):
    """A function's name without its parameters and what comes behind them."""
    depth = 0
    for place in range(name.rfind(")"), -1, -1):
        depth += {")": 1, "(": -1}.get(name[place], 0)
        if not depth:
            return name[:place]
    return name


def bases(kind):
    for field in kind.fields():
        if field.is_base_class:
            yield field.type
            yield from bases(field.type)


class Dyn:
    """A Dyn and the object behind it, whose type its vtable tells."""

    def __init__(self, value, ownership):
        self.value, self.ownership = value, ownership
        table = symbol_at(value["vtable_"])
        self.implementer = table and first_argument(table)

    def to_string(self):
        name = self.value.type.strip_typedefs().unqualified().name
        if not self.value["object_"]:
            return f"{name}, moved from"
        return f"{name}, {self.ownership} {self.implementer or 'an object'}"

    def children(self):
        if self.value["object_"] and self.implementer:
            try:
                kind = gdb.lookup_type(self.implementer)
            except gdb.error:
                return
            yield "object", self.value["object_"].cast(kind.pointer()).dereference()


class Future:
    """The future of a call through a Dyn: which call, and how far it is."""

    IDLE, TASK = 1, 2

    def __init__(self, value):
        self.value = value

    def to_string(self):
        word = int(self.value["frame_"]["outcome_"]["call"]["word_"])
        start = symbol_at(self.value["start_"]["function_"]) or "an unknown method"
        shim = re.search(r"::(\w+)_wrapper<", start)
        call = f"{first_argument(start[shim.start():])}::{shim[1]}" if shim else "a call"
        if "call_when_moved_from" in start:
            return "future, moved from"
        if word & self.IDLE:
            return "future, awaited" if "call_when_used" in start else f"future of {call}"
        if word & self.TASK:
            return f"future in flight, {coroutine(word & ~7)}"
        return "future in flight"


def coroutine(frame):
    """What the coroutine with that frame is, and whether it has ended."""
    resume = gdb.Value(frame).cast(gdb.lookup_type("void").pointer().pointer()).dereference()
    if not resume:
        return "a coroutine at its end"
    name = symbol_at(resume)
    return without_parameters(name) if name else "a coroutine"


class Task:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        handle = self.value["coroutine_"]
        frame = int(handle[handle.type.fields()[0]])  # Each library has its own name for it.
        return f"task, {coroutine(frame)}" if frame else "task, moved from or awaited"


def printer_for(value):
    kind = value.type.strip_typedefs().unqualified()
    if kind.code != gdb.TYPE_CODE_STRUCT:
        return None
    name = kind.name or ""
    if name.startswith("async_trait::dyn_future<"):
        return Future(value)
    if name.startswith("async_trait::task<"):
        return Task(value)
    for base in bases(kind):
        template = re.match(r"async_trait::(dyn_\w+)<", base.name or "")
        if template and template[1] in OWNERSHIP:
            return Dyn(value, OWNERSHIP[template[1]])
    return None


class Collapsed(FrameDecorator):
    """A frame with those of the runtime that led to it."""

    def __init__(self, frame, inner):
        super().__init__(frame)
        self.inner = inner

    def elided(self):
        return iter(self.inner)


class WithoutRuntime:
    """The frames of the runtime's headers, and of <coroutine>, belong to the next one outside."""

    def __init__(self):
        self.name, self.priority, self.enabled = "async_trait", 100, True
        gdb.frame_filters[self.name] = self

    def filter(self, frames):
        inner = []
        for frame in frames:
            if re.search(r"/async_trait/(detail/)?\w+\.h$|/coroutine$", str(frame.filename())):
                inner.append(frame)
            else:
                yield Collapsed(frame, inner) if inner else frame
                inner = []
        yield from inner


gdb.pretty_printers.insert(0, printer_for)
WithoutRuntime()
