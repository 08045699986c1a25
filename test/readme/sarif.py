#!/usr/bin/env python3
"""Whether what the generator writes as SARIF is valid: for every refusal of a README, and for the
other ids, against the schema of SARIF 2.1.0, which OASIS publishes and which is not committed here.
Needs Debian's python3-jsonschema.

    sarif.py SCHEMA README GENERATOR RUNTIME_INCLUDE WORK_DIR
"""

import json
import pathlib
import subprocess
import sys

import jsonschema

import refusals


def main():
    schema, readme, generator, runtime, work = map(pathlib.Path, sys.argv[1:])
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text()))
    work.mkdir(parents=True, exist_ok=True)
    header, good = work / "case.trait.h", work / "good.trait.h"
    good.write_text("struct [[async_trait_v2]] X { void f(); };\n")
    (work / "bad").mkdir(exist_ok=True)
    (work / "bad/.async-trait.json").write_text('{"unknown": 1}')
    (work / "bad/case.trait.h").write_text("")

    def refused():
        for row in refusals.rows(readme.read_text()):
            header.write_text(refusals.source(row))
            yield header, "-o", "-"
        yield good, "--check", "-o", work / "stale.h"
        yield work / "bad/case.trait.h", "-o", "-"
        yield work / "absent.trait.h", "-o", "-"
        yield ("--unknown",)

    ids, wrong = set(), 0
    for arguments in refused():
        run = subprocess.run(
            [generator, "--diagnostics-format=sarif", *arguments, "--", "-std=c++23", "-I", runtime],
            capture_output=True,
            text=True,
        )
        document = json.loads(run.stderr)
        results = document["runs"][0]["results"]
        ids.update(result["ruleId"] for result in results)
        for error in validator.iter_errors(document):
            print(arguments, list(error.absolute_path), error.message)
            wrong += 1
        if not results:
            print(arguments, "has no results")
            wrong += 1
    print(f"{len(ids)} ids, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
