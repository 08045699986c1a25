#!/usr/bin/env python3
"""Measures how long the generator takes and writes the table into tool/README.md.

  generator.py [--quick] [--generator FILE] [--readme FILE]

  --quick           one round, which is not enough for figures: writes nothing
  --generator FILE  the generator, build/release/tool/async-trait-gen by default

Times are taken in rounds: each round runs every way once, one after the other, so that what else
the machine does falls upon all of them. A ratio is the median of the rounds' ratios.
"""

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

from measure import ratios
from report import ratio, rewrite

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
BEGIN = "<!-- measurements: what follows is written by test/benchmark/generator.py -->"
ROUNDS = 11

# What is measured, against what, and the ratio that it must not exceed.
ROWS = [
    ("one header", "`clang++ -fsyntax-only` of it", "header", "syntax_only", 1.0),
    ("one header, its standard headers in the cache", "the same", "again", "syntax_only", 0.35),
    ("100 headers in one call", "one header", "hundred", "header", 1.6),
    ("their models alone, as JSON", "the model of one", "hundred_models", "model", 1.6),
    ("1,000 headers", "100 headers", "thousand", "hundred", 10),
    ("a trait with 1,000 methods", "one with 10", "big", "header", 3),
    ("its model alone, as JSON", "the model of one with 10", "big_model", "model", 3),
]


def trait_header(name, methods):
    lines = [f"  async<std::optional<std::string>> method{number}(std::vector<int> argument);"
             for number in range(methods)]
    return "\n".join([
        "#pragma once",
        "#include <coroutine>",
        "#include <optional>",
        "#include <string>",
        "#include <vector>",
        "#include <async_trait/trait.h>",
        "",
        f"struct [[async_trait_v2]] {name} {{",
        *lines,
        "};",
        "",
    ])


def write_headers(directory):
    directory.mkdir()
    (directory / "ten.trait.h").write_text(trait_header("Ten", 10))
    (directory / "big.trait.h").write_text(trait_header("Big", 1000))
    for number in range(1000):
        header = directory / f"trait_{number}.trait.h"
        header.write_text(trait_header(f"Trait{number}", 10))


def ways(generator, directory):
    """Each way's name and command."""
    def call(kind, *headers):
        jobs = str(os.cpu_count())
        return [generator, "-j", jobs, f"--emit={kind}", "--out-dir", directory / "out", *headers]

    ten, big = directory / "ten.trait.h", directory / "big.trait.h"
    many = sorted(directory.glob("trait_*.trait.h"))
    return {
        "syntax_only": ["clang++-22", "-std=c++20", "-fsyntax-only", "-w", "-xc++-header",
                        "-idirafter", SOURCE / "runtime" / "include", ten],
        "header": call("header", ten),
        "again": [*call("header", ten), "--cache-dir", directory / "cache"],
        "model": call("json", ten),
        "hundred": call("header", *many[:100]),
        "hundred_models": call("json", *many[:100]),
        "thousand": call("header", *many),
        "big": call("header", big),
        "big_model": call("json", big),
    }


def seconds(command):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(commands, rounds):
    times = {name: [] for name in commands}
    for command in commands.values():
        subprocess.run(command, check=True)  # What is read from the disk is read before.
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return times


def table(times):
    lines = ["| measured | against | at most | found |", "| --- | --- | --- | --- |"]
    for what, against, way, baseline, goal in ROWS:
        found = ratio(ratios(times[way], times[baseline]))
        lines.append(f"| {what} | {against} | {goal:g} | {found} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--generator", type=Path,
                        default=SOURCE / "build" / "release" / "tool" / "async-trait-gen")
    parser.add_argument("--readme", type=Path, default=SOURCE / "tool" / "README.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "headers"
        write_headers(directory)
        times = measure(ways(given.generator, directory), 1 if given.quick else ROUNDS)
    text = table(times)
    print(text)
    if not given.quick:
        given.readme.write_text(rewrite(given.readme.read_text(), text + "\n", BEGIN))


if __name__ == "__main__":
    main()
