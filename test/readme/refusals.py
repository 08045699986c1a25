#!/usr/bin/env python3
"""What a README says is refused: every row

    | `CODE` | `MESSAGE` | `ID` |

under a head "| in a trait | ..." or "| in a file | ..." goes through the generator, which must give
an error of that id that contains MESSAGE, and write nothing; `\\n` in CODE ends a line. And every id
that the generator has must be in the README.

    refusals.py README MESSAGES_SOURCE GENERATOR RUNTIME_INCLUDE WORK_DIR
"""

import json
import pathlib
import re
import subprocess
import sys

HEAD = re.compile(r"\| in a (trait|file) \|")
ROW = re.compile(r"\| `(.*)` \| `(.*)` \| `(.*)` \|$")
ID = re.compile(r'\{Message::(?!Note)\w+,\s*"([a-z-]+)"')


def rows(readme):
    """Each row as its code, the message and the id."""
    place = None
    for line in readme.splitlines():
        if head := HEAD.match(line):
            place = head[1]
        elif not line.startswith("|"):
            place = None
        elif place and (row := ROW.match(line)):
            code = row[1].replace("\\n", "\n")
            if place == "trait":
                code = f"struct [[async_trait_v2]] X {{\n{code}\n}};"
            yield code, row[2], row[3]


def source(row):
    """The header of a row."""
    return f"#include <async_trait/trait.h>\n{row[0]}\n"


def failure(command, header, output, row):
    """What is wrong with how the generator refuses the row's code, or None."""
    _, message, identifier = row
    header.write_text(source(row))
    output.unlink(missing_ok=True)
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 1:
        return f"exit {run.returncode}: {run.stderr}"
    if output.exists():
        return "an output was written"
    if not any(
        error["id"] == identifier and message in error["message"] for error in json.loads(run.stderr)
    ):
        return f"expected {message!r} [{identifier}]: {run.stderr}"
    return None


def main():
    readme_path, messages, generator, runtime, work = map(pathlib.Path, sys.argv[1:])
    readme = readme_path.read_text()
    work.mkdir(parents=True, exist_ok=True)
    header, output = work / "case.trait.h", work / "case.h"
    command = [generator, header, "-o", output, "--diagnostics-format=json"]
    command += ["--", "-std=c++23", "-I", runtime]

    count, failures = 0, []
    for row in rows(readme):
        count += 1
        if wrong := failure(command, header, output, row):
            failures.append(f"{row[0]}\n  {wrong}")
    for identifier in ID.findall(messages.read_text()):
        if f"`{identifier}`" not in readme:
            failures.append(f"the id '{identifier}' is not in {readme_path}")
    print(*failures, f"{count} rows, {len(failures)} wrong", sep="\n")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
