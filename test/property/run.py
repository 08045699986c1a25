#!/usr/bin/env python3
"""Properties of the generated code, tried on random traits.

  run.py [--seeds A..B] [--minutes N] [--generator FILE] [--compiler CXX]... [--write DIR]

A seed makes a trait header, types that implement its traits, and a program that calls all they have
in every way there is: on the object, on Dyn, Ref and Shared, and on those of the supertraits that
they convert to. The program checks that each call arrived once, with its arguments, that its result
came back, that a future which is not awaited calls nothing, and that everything was destroyed once.
It must compile without warnings. What fails is made smaller and printed.

  --seeds A..B      these seeds, 1..6 by default
  --minutes N       goes on with further seeds for so long
  --generator FILE  the generator, build/release/tool/async-trait-gen by default
  --compiler CXX    a compiler instead of g++-12 and clang++-22; several allowed
  --write DIR       writes the smallest model that fails as a case for test/language
  --no-shrink       prints what fails as it is
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from case import SOURCE, Compiler, failure, signature, write_case
from model import Generator
from shrink import shrink
from trait_text import header_text

SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1..6")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--generator", type=Path,
                        default=SOURCE / "build" / "release" / "tool" / "async-trait-gen")
    parser.add_argument("--compiler", action="append", default=[])
    parser.add_argument("--write", type=Path)
    parser.add_argument("--no-shrink", action="store_true")
    return parser.parse_args()


def seeds(given):
    first, _, last = given.seeds.partition("..")
    end = time.monotonic() + 60 * given.minutes
    seed = int(first)
    while seed <= int(last or first) or time.monotonic() < end:
        yield seed
        seed += 1


def compilers(given, seed):
    """Sanitizers and optimisation take turns, so that each seed has two programs alone."""
    for index, command in enumerate(given.compiler or ["g++-12", "clang++-22"]):
        flags = [("-O0",), ("-O2",), ("-O0", *SANITIZERS), ("-O1", *SANITIZERS)]
        yield Compiler(command, flags[(seed + index) % len(flags)])


def try_seed(seed, given, scratch):
    """Whether all is well with it."""
    model = Generator(seed).model()
    for compiler in compilers(given, seed):
        said = failure(model, compiler, given.generator, scratch)
        if not said:
            continue
        print(f"seed {seed} with {compiler}:\n{said[:4000]}", flush=True)
        if given.no_shrink:
            return False

        def fails(smaller):
            found = failure(smaller, compiler, given.generator, scratch)
            return signature(found) == signature(said)

        smallest = shrink(model, fails, lambda text: print(text, file=sys.stderr, flush=True))
        print(f"the smallest that fails so:\n\n{header_text(smallest)}", flush=True)
        print(failure(smallest, compiler, given.generator, scratch)[:4000], flush=True)
        if given.write:
            write_case(smallest, given.write, copies_support=True)
        return False
    return True


def main():
    given = arguments()
    tried, failed = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        for seed in seeds(given):
            tried += 1
            if not try_seed(seed, given, Path(scratch)):
                failed.append(seed)
    print(f"{tried} seeds, {len(failed)} of them fail: {failed}" if failed
          else f"{tried} seeds, all is well")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
