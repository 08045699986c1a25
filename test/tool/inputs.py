#!/usr/bin/env python3
"""Nothing that the generator is fed crashes it: inputs of every kind, each either accepted, and then
the output compiles, or refused with a message at a place, and then nothing is written.

    inputs.py GENERATOR RUNTIME_INCLUDE WORK_DIR CXX
"""

import pathlib
import re
import shutil
import subprocess
import sys

HEAD = b"#pragma once\n#include <async_trait/trait.h>\n"
TRAIT = b"struct [[async_trait_v2]] X {\n  struct Item;\n  async<Item> next(int value = 3);\n};\n"
# A method with each of these names, parameters too: keywords of no language that C++ has, and
# whatever the generated code uses itself.
NAMES = """drop vtable T self next_fn object frame caller start kept any task future dyn Item_
    swap release get value type this_ std_ async_trait_ requires_ yields matches object_ vtable_
    self_ viewed_ release_ as_x X_ table_of filled_for implemented_by moved_from drop_fn drop_wrapper
    holds forget join leave owners pointers boxed callee in override final import module""".split()


def trait_with_methods(count):
    methods = b"".join(b"  async<int> f%d(int value);\n" % number for number in range(count))
    return HEAD + b"struct [[async_trait_v2]] X {\n" + methods + b"};\n"


ACCEPTED = {
    "empty": b"",
    "one byte": b"\n",
    "no line end": HEAD + TRAIT.rstrip(),
    "CRLF": (HEAD + TRAIT).replace(b"\n", b"\r\n"),
    "byte order mark": b"\xef\xbb\xbf" + HEAD + TRAIT,
    "Unicode identifiers": HEAD + "struct [[async_trait_v2]] Größe { async<int> länge(); };\n".encode(),
    "digraphs": HEAD + b"struct <:<:async_trait_v2:>:> X <% async<int> next(); %>;\n",
    "raw string with a trait in it": HEAD
    + b'inline const char* text = R"(struct [[async_trait_v2]] Y { int data; };)";\n' + TRAIT,
    "comments with a trait in them": HEAD
    + b"// struct [[async_trait_v2]] Y { int data; };\n/* struct [[async_trait_v2]] Z {}; */\n"
    + TRAIT,
    "line continuations": HEAD + TRAIT.replace(b"next", b"ne\\\nxt").replace(b"struct", b"str\\\nuct"),
    "invalid UTF-8 in a comment": HEAD
    + b'#pragma GCC diagnostic ignored "-Wpragmas"\n#pragma GCC diagnostic ignored "-Winvalid-utf8"\n'
    + b"// \xff\xfe\xc3(\n" + TRAIT,
    "NUL in a comment": HEAD + b"// \0\n" + TRAIT,
    "names of the output": HEAD
    + b"struct [[async_trait_v2]] X {\n"
    # Futures of `self` and `self_` would have one name.
    + b"".join(
        b"  %b %b(int %b);\n" % (b"int" if n.endswith("_") else b"async<int>", n.encode(), n.encode())
        for n in NAMES
    )
    + b"};\n",
    "a parameter like its method": HEAD
    + b"struct [[async_trait_v2]] X { async<int> next(int next, int X, int T); };\n",
    "futures that are tasks": HEAD
    + b'struct [[async_trait_v2("future=async_trait::task")]] X { async<int> next(); };\n',
    "members named like namespaces": HEAD
    + b"namespace n { template <class T> concept C = true; inline int f() { return 1; } struct S {}; }\n"
    + b"namespace m { struct S {}; }\nnamespace app { namespace n = ::n; namespace m = ::m;\n"
    + b"struct [[async_trait_v2]] X {\n"
    + b'  struct [[async_trait_v2("requires n::C<Item>")]] Item;\n'
    + b"  static constexpr int m = 3;\n  void g(m::S s);\n"
    + b"  async<int> n() { co_return n::f() + m; }\n  int h(n::S) { return m + n::f(); }\n};\n}\n",
    "futures named like the output's template parameters": HEAD
    + b"struct [[async_trait_v2]] X { async<int> t(); async<int> implementer() { co_return 1; } };\n",
    "10,000 constants outside": HEAD
    + b"".join(b"inline constexpr int number%d = %d;\n" % (n, n) for n in range(10_000)) + TRAIT,
    "10 MB of comments": HEAD + b"// " + b"x" * 77 + b"\n" + b"// y\n" * 2_000_000 + TRAIT,
    "a line of 1 MB": HEAD + b"/* " + b"x" * 1_000_000 + b" */\n" + TRAIT,
    "1,000 methods": trait_with_methods(1_000),
    "templates, 200 deep": HEAD
    + b"template <class T> struct P {};\nstruct [[async_trait_v2]] X { void f("
    + b"P<" * 200 + b"int" + b">" * 200 + b"); };\n",
    "200 nested namespaces": HEAD + b"namespace n {\n" * 200 + TRAIT + b"}\n" * 200,
}

REFUSED = {
    "binary": bytes(range(256)) * 64,
    "NUL bytes": HEAD + TRAIT.replace(b"next", b"ne\0xt"),
    "invalid UTF-8": HEAD + TRAIT.replace(b"next", b"n\xffxt"),
    "UTF-16": (HEAD + TRAIT).decode().encode("utf-16"),
    "an include cycle without a guard": b'#include "case.trait.h"\n' + HEAD + TRAIT,
    "a macro that makes half a trait": HEAD
    + b"#define HALF struct [[async_trait_v2]] X { async<int> next();\nHALF };\n",
    "a trait within a trait": HEAD
    + b"struct [[async_trait_v2]] X { struct [[async_trait_v2]] Y { void f(); }; };\n",
    "parentheses, 100,000 deep": HEAD + b"int x = " + b"(" * 100_000 + b"1" + b")" * 100_000 + b";\n",
    "braces, 100,000 deep": HEAD + b"namespace n {" * 100_000,
    "an unfinished comment": HEAD + TRAIT + b"/*",
    "an unfinished string": HEAD + b'const char* s = "' + TRAIT,
    "an unfinished raw string": HEAD + b'const char* s = R"(' + TRAIT,
    "an unfinished condition": HEAD + b"#if 1\n" + TRAIT,
    "a keyword as a name": HEAD + TRAIT.replace(b"next", b"while"),
    "an associated type named like the trait": HEAD + TRAIT.replace(b"Item", b"X"),
    "the three names that are taken": HEAD
    + b"struct [[async_trait_v2]] X { void from(); void make(); void target(); };\n",
}


class Place:
    """Where each input is tried."""

    def __init__(self, generator, runtime, work, compiler):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        self.header, self.output = work / "case.trait.h", work / "case.h"
        flags = ["-std=c++20", "-I", runtime]
        self.generate = [generator, self.header, "-o", self.output, "--", *flags]
        self.compile = [compiler, *flags, "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic"]
        self.compile += ["-Wshadow", "-Wconversion", "-Werror", "-I", work, "-x", "c++", "-"]

    def run(self, content):
        """The exit code and the messages for an input; a refusal has one, and no output."""
        self.header.write_bytes(content)
        self.output.unlink(missing_ok=True)
        run = subprocess.run(self.generate, capture_output=True)
        messages = run.stderr.decode(errors="replace")
        assert run.returncode in (0, 1), f"exit {run.returncode}: {messages[:2000]}"
        if run.returncode == 1:
            assert re.search(r"case\.trait\.h(:\d+:\d+)?: (fatal )?error: ", messages), messages[:2000]
            assert "crashed" not in messages or "deep" in messages, messages[:2000]
            assert not self.output.exists(), "an output in spite of an error"
        else:
            assert not messages, messages[:2000]
        return run.returncode, messages

    def accept(self, content):
        code, messages = self.run(content)
        assert code == 0, messages[:2000]
        compiled = subprocess.run(
            self.compile, input='#include "case.h"\n', capture_output=True, text=True
        )
        assert compiled.returncode == 0, compiled.stderr[:2000]

    def refuse(self, content):
        assert self.run(content)[0] == 1, "accepted"

    def truncate(self, content):
        """Whatever it is cut down to."""
        for length in range(len(HEAD), len(content)):
            self.run(content[:length])


def main():
    generator, runtime, work, compiler = sys.argv[1:]
    place = Place(generator, runtime, pathlib.Path(work), compiler)
    inputs = [(place.accept, *item) for item in ACCEPTED.items()]
    inputs += [(place.refuse, *item) for item in REFUSED.items()]
    inputs.append((place.truncate, "cut off anywhere", HEAD + TRAIT))
    # Compilers need minutes for its output.
    inputs.append((place.run, "10,000 methods", trait_with_methods(10_000)))
    failures = 0
    for check, name, content in inputs:
        try:
            check(content)
        except AssertionError as error:
            failures += 1
            print(f"{name}: {check.__name__}: {error}", flush=True)
    print(f"{len(inputs)} inputs, {failures} failures")
    return 1 if failures else 0


sys.exit(main())
