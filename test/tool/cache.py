#!/usr/bin/env python3
"""With --cache-dir the result is what it is without, whatever is in the cache and whatever has
changed since, and a call that finds its standard headers there does not read them.

    cache.py GENERATOR RUNTIME_INCLUDE WORK_DIR HEADER...
"""

import os
import pathlib
import shutil
import subprocess
import sys

KEPT = 16
TRAIT = """struct [[async_trait_v2]] X {
  async<mark> next(mark value = {});
};
"""


class Calls:
    def __init__(self, generator, runtime, work):
        self.generator, self.runtime, self.work = generator, runtime, work
        self.cache = work / "cache"

    def result(self, header, flags=(), cached=True, wrapper=()):
        """All that a call leaves behind: code, messages, outputs and dependencies."""
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        done = subprocess.run(
            [*wrapper, self.generator, "--emit=header,json", "--out-dir", out, "--depfile",
             out / "d", "--diagnostics-format=json", *(["--cache-dir", self.cache] if cached else []),
             header, "--", "-std=c++20", "-I", header.parent, "-I", self.runtime, *flags],
            capture_output=True, text=True)
        files = {path.name: path.read_bytes() for path in sorted(out.iterdir())}
        return done.returncode, done.stderr, files

    def compare(self, what, header, flags=(), code=None):
        wanted = self.result(header, flags, cached=False)
        if code is not None and wanted[0] != code:
            sys.exit(f"{what}: ended with {wanted[0]}: {wanted[1]}")
        for turn in ("made", "found"):
            got = self.result(header, flags)
            if got != wanted:
                sys.exit(f"{what}: another result with a cache that was {turn}:\n{got}\n{wanted}")

    def reads_standard_headers(self, header, flags=()):
        """Whether it opens what <optional> includes; <optional> itself it looks for in any case."""
        log = self.work / "opened"
        self.result(header, flags, wrapper=("strace", "-f", "-o", log, "-e", "trace=openat"))
        lines = log.read_text(errors="replace").splitlines()
        return any("/enable_special_members.h" in line and " = -1 " not in line for line in lines)

    def kept(self):
        return sorted(self.cache.glob("*.pch"))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def whatever_changed(calls):
    """What a standard header says is in what comes out, so that it shows where it comes from."""
    places = [calls.work / name for name in ("first", "second")]
    flags = [flag for place in places for flag in ("-isystem", place)]
    header = write(calls.work / "changes" / "x.trait.h",
                   "#pragma once\n#include <numbers>\n#include <async_trait/trait.h>\n" + TRAIT)
    says = lambda alias: f"#pragma once\n#include <inner.h>\nusing mark = {alias};\n"
    write(places[1] / "inner.h", "#pragma once\n")
    write(places[1] / "numbers", says("int"))
    write(places[0] / "other", "")
    calls.compare("a header of the standard library's name", header, flags, 0)

    write(places[1] / "numbers", says("no_such_type"))
    calls.compare("an error in it", header, flags, 1)
    write(places[1] / "numbers", says("long"))
    calls.compare("without the error", header, flags, 0)
    write(places[1] / "inner.h", "#pragma once\n#define mark\n")
    calls.compare("what it includes changed", header, flags, 1)
    write(places[1] / "inner.h", "#pragma once\n")
    calls.compare("and back", header, flags, 0)
    hiding = write(places[0] / "inner.h", "#error hidden\n")
    calls.compare("a new file hides one", header, flags, 1)
    hiding.unlink()
    calls.compare("and is gone", header, flags, 0)
    write(places[0] / "numbers", "")
    calls.compare("a new file hides the first", header, flags, 1)
    (places[0] / "numbers").unlink()
    calls.compare("other macros", header, [*flags, "-Dmark=int"], 1)
    write(places[1] / "numbers", says("int") + "// [[async_trait_v2]]\n")
    calls.compare("it seems to have a trait", header, flags, 0)


def whatever_comes_first(calls):
    trait = "#include <async_trait/trait.h>\nusing mark = int;\n" + TRAIT
    uses_optional = trait.replace("{}", "sizeof(std::optional<int>)")
    for what, text in [
        ("a guard", "#ifndef X_H\n#define X_H\n#include <optional>\n" + uses_optional + "#endif\n"),
        ("a condition", "#ifndef MARK\n#include <optional>\n#endif\n" + uses_optional),
        ("a second condition", "#include <cstddef>\n#ifndef MARK\n#define MARK\n"
                               "#include <optional>\n#endif\n" + uses_optional),
        ("a macro", "#define NULL 7\n#include <optional>\n" + uses_optional),
        ("comments", "// <>\n/* #include <no> */ #pragma once\n#include <optional> // x\n" + trait),
        ("a declaration", "struct First;\n#include <optional>\n" + uses_optional),
        ("text behind a name", "#include <optional> x\n" + trait),
        ("a line of two", "#include \\\n<optional>\n" + uses_optional),
        ("nothing", trait),
    ]:
        header = write(calls.work / "first" / "x.trait.h", text)
        for flags in ([], ["-DMARK"], ["-DX_H=1"], ["-include", "cstddef"]):
            calls.compare(f"{what} first, with {flags}", header, flags)


def whatever_is_there(calls):
    header = write(calls.work / "there" / "x.trait.h",
                   "#include <optional>\n#include <async_trait/trait.h>\nusing mark = int;\n" + TRAIT)
    shutil.rmtree(calls.cache, ignore_errors=True)
    calls.compare("an empty cache", header, code=0)
    [pch] = calls.kept()
    document = pch.with_suffix(".json")
    if calls.reads_standard_headers(header):
        sys.exit("<optional> is read though it is in the cache")

    good_pch, good_document = pch.read_bytes(), document.read_bytes()
    for what, broken_pch, broken_document in [
        ("cut off", good_pch[: len(good_pch) // 2], good_document),
        ("not Clang's", b"no such thing", good_document),
        ("empty", b"", good_document),
        ("of another version", good_pch, good_document.replace(b'"version":1', b'"version":0')),
        ("with a document that is cut off", good_pch, good_document[:-30]),
        ("with a document of another kind", good_pch, b"[1, {}]"),
        ("with a document without members", good_pch, b"{}"),
        ("with a document of other members", good_pch, b'{"opened": 3, "inclusions": null}'),
    ]:
        pch.write_bytes(broken_pch)
        document.write_bytes(broken_document)
        calls.compare(f"one that is {what}", header, code=0)
        if calls.reads_standard_headers(header):
            sys.exit(f"one that is {what} is not made again")

    running = [subprocess.Popen([calls.generator, "--cache-dir", calls.work / "race", header, "-o",
                                 calls.work / f"race{number}", "--", "-I", calls.runtime])
               for number in range(4)]
    if any(call.wait() != 0 for call in running):
        sys.exit("several calls at a time disturb each other")

    other = calls.cache / "other.pch"
    other.write_text("of another program")
    os.utime(other, (0, 0))
    for number in range(KEPT + 2):
        calls.result(header, [f"-DNUMBER={number}"])
    other.unlink()  # It is still there.
    if len(calls.kept()) != KEPT or len(list(calls.cache.iterdir())) != 2 * KEPT:
        sys.exit(f"the cache has {len(list(calls.cache.iterdir()))} files")

    shutil.rmtree(calls.cache)
    calls.cache.write_text("a file")
    calls.compare("a cache that is a file", header, code=0)
    calls.cache.unlink()


def main():
    generator, runtime, work, *headers = map(pathlib.Path, sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    calls = Calls(generator, runtime, work)
    whatever_changed(calls)
    whatever_comes_first(calls)
    whatever_is_there(calls)
    for header in headers:
        flags = header.parent / "flags.txt"
        calls.compare(str(header), header, flags.read_text().split() if flags.exists() else ())
    print(f"{len(headers)} headers")


main()
