#!/usr/bin/env python3
"""Writes what measure.py found into a README, between two comments, and draws the plots."""

import argparse
import json
from pathlib import Path

import plots

BEGIN = "<!-- measurements: what follows is written by test/benchmark/run.sh -->"
END = "<!-- end of measurements -->"


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def ratio(found):
    return f"{found['median']:.2f} ({found['low']:.2f} to {found['high']:.2f})"


def allocations(count):
    return {0: "no allocation", 1: "1 allocation"}.get(count, f"{count:g} allocations")


def ratio_to_virtual(way):
    def cell(results):
        found = results["ways"][way]
        return f"{ratio(found['ratio'])}, {allocations(found['allocations'])}"

    return cell


def ratio_to_rust(results):
    found = results["ways"]["ready/dyn_awaiter"]
    return ratio(found["ratio_to_rust"])


def instructions(results):
    ways = results["ways"]
    by_hand = ways["ready/by_hand"]["instructions"]
    return f"{ways['ready/static_awaiter']['instructions'] / by_hand:.2f}"


def indirect_calls(results):
    ways = results["ways"]
    trivial = ways["ready/dyn_awaiter"]["indirect_calls"]
    guarded = ways["ready/dyn_guarded_awaiter"]["indirect_calls"]
    return f"{trivial:g} ({guarded:g})"


def compile_time(results):
    return ratio(results["compilation_seconds"]["ratio"])


def code_size(results):
    return f"{results['bytes_per_implementer']['ratio']:.2f}"


# What is measured, against what, its goal, and how its cell is made.
ROWS = [
    ("static awaiter: instructions", "the same loop by hand", "1.00", instructions),
    (
        "static task",
        "virtual task",
        "0.40, no allocation",
        ratio_to_virtual("ready/static_task"),
    ),
    (
        "Dyn awaiter, ready",
        "virtual task",
        "0.18 (GCC 0.60), no allocation",
        ratio_to_virtual("ready/dyn_awaiter"),
    ),
    (
        "Dyn task, ready",
        "virtual task",
        "0.45 (GCC 0.65), no allocation",
        ratio_to_virtual("ready/dyn_task"),
    ),
    (
        "Dyn awaiter, suspends",
        "virtual task that suspends",
        "0.40 (GCC 0.55)",
        ratio_to_virtual("suspends/dyn_awaiter"),
    ),
    (
        "Dyn task, suspends",
        "virtual task that suspends",
        "0.50 (GCC 0.60)",
        ratio_to_virtual("suspends/dyn_task"),
    ),
    ("Dyn awaiter, ready", "Rust boxed future", "0.18", ratio_to_rust),
    (
        "indirect calls of a ready Dyn call (whose future has a destructor)",
        "",
        "1 (2)",
        indirect_calls,
    ),
    ("code and constants of one more implementer", "virtual", "1.0", code_size),
    (
        "compile time of a unit with a trait of ten methods",
        "the same with virtual methods",
        "1.15",
        compile_time,
    ),
]

PLOTS = {
    "dispatch": "Every way to call",
    "storage": "Where futures live",
    "decorators": "Stacks of decorators",
    "live_types": "Live types behind one call site",
}


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def cell_or_dash(make, results):
    try:
        return make(results)
    except KeyError:  # It needs what was left out.
        return "–"


def goals(document):
    compilers = document["compilers"]
    return table(
        ["time, unless it says otherwise", "against", "goal", *compilers],
        [
            [what, against, goal]
            + [cell_or_dash(make, results) for results in compilers.values()]
            for what, against, goal, make in ROWS
        ],
    )


def counted(way):
    def cell(results):
        found = results["ways"][way]
        counts = [
            found["nanoseconds"]["median"],
            found.get("instructions"),
            found.get("indirect_calls"),
            found["allocations"],
        ]
        return " / ".join("–" if count is None else number(count) for count in counts)

    return cell


def counts(document):
    """What each way to call takes."""
    compilers = document["compilers"]
    all_ways = list(
        dict.fromkeys(
            way
            for results in compilers.values()
            for way in results["ways"]
            if way.startswith(("ready/", "suspends/")) and not way.endswith("by_hand")
        )
    )
    rows = []
    for way in all_ways:
        sizes = next(
            results["ways"][way] for results in compilers.values() if way in results["ways"]
        )
        rows.append(
            [plots.words(way).replace("/", ", ")]
            + [cell_or_dash(counted(way), results) for results in compilers.values()]
            + [f"{sizes['object_size']} / {sizes['future_size']}"]
        )
    return table(["a call", *compilers, "object / future, bytes"], rows)


def rust(document):
    """What the boxed futures take, if there is Rust."""
    groups = [
        f"{way.split('/')[0]} {number(found['nanoseconds']['median'])} ns and "
        f"{allocations(found['allocations'])}"
        for way, found in document["rust"]["ways"].items()
    ]
    return f"A boxed future in Rust: {'; '.join(groups)}.\n\n" if groups else ""


def left_out(document):
    lines = [
        f"- {name}: {reason}\n"
        for name, reasons in document["left_out"].items()
        for reason in reasons
    ]
    return "Left out:\n\n" + "".join(lines) + "\n" if lines else ""


def text(document):
    versions = [results["version"] for results in document["compilers"].values()]
    if document["rust"]["version"]:
        versions.append(document["rust"]["version"])
    images = "\n".join(
        f"![{title}](../test/benchmark/plots/{name}.svg)" for name, title in PLOTS.items()
    )
    return (
        f"Measured on {document['date']}, {document['processor']}, "
        f"{document['processors']} processors, -O2: {'; '.join(versions)}. A ratio of times is the "
        f"median (quartiles) of the ratios in {document['effort']['rounds']} rounds, in "
        f"which all take turns.\n\n{goals(document)}\n"
        f"Nanoseconds / instructions / indirect calls / allocations of one call:\n\n"
        f"{counts(document)}\n{rust(document)}{left_out(document)}{images}\n"
    )


def rewrite(readme, content, begins=BEGIN):
    """Replaces what is between the two comments, which have to be there."""
    before, begin, rest = readme.partition(begins)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"there is no place for the measurements: no '{begins}' ... '{END}'")
    return f"{before}{begin}\n\n{content}\n{END}{after}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurements", type=Path, help="what measure.py has written")
    parser.add_argument("--plots", type=Path, required=True, help="the folder for the plots")
    parser.add_argument("--readme", type=Path, required=True, help="what to write the table into")
    arguments = parser.parse_args()

    document = json.loads(arguments.measurements.read_text())
    plots.draw(document, arguments.plots)
    arguments.readme.write_text(rewrite(arguments.readme.read_text(), text(document)))


if __name__ == "__main__":
    main()
