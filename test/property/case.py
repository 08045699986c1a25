"""Runs one model as a case of the language tests, whose run.sh generates, compiles and runs it."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from program_text import program_text
from trait_text import header_text

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
RUN = SOURCE / "test" / "language" / "run.sh"
SUPPORT = HERE / "include"


@dataclass(frozen=True)
class Compiler:
    command: str
    flags: tuple[str, ...]

    def __str__(self):
        return " ".join([self.command, *self.flags])


def write_case(model, directory, copies_support=False):
    """Writes the folder of a case; one that leaves this folder takes along what it includes."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "random.trait.h").write_text(header_text(model))
    (directory / "main.cpp").write_text(program_text(model, "random.decorator.h"))
    if copies_support:
        for header in SUPPORT.iterdir():
            shutil.copy(header, directory)
    else:
        (directory / "flags.txt").write_text(f"-I {SUPPORT}\n")


def failure(model, compiler, generator, scratch):
    """What goes wrong with the model: all that is said of it, or nothing."""
    case = scratch / "case"
    write_case(model, case)
    run = subprocess.run(
        [RUN, case, generator, SOURCE / "runtime" / "include", scratch / "work",
         compiler.command, *compiler.flags],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return run.stdout if run.returncode else ""


def signature(said):
    """What two failures have in common if they have one cause: the stage that failed, and the first
    error without the names in it."""
    stage = re.search(r"^FAIL .*", said, re.MULTILINE)
    error = re.search(r"(?:error|ERROR|runtime error|method \d+).*", said)
    text = " ".join(found[0] for found in (stage, error) if found)
    return re.sub(r"['‘`][^'’]*['’]|\d+", "_", text)
