#!/usr/bin/env python3
"""Runs what run.sh has built and writes all measurements as one JSON document.

Times are taken in rounds: each round runs every way once, one after the other, so that what else
the machine does falls upon all of them. A ratio is the median of the rounds' ratios.
"""

import argparse
import dataclasses
import datetime
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNTIME = HERE.parent.parent / "runtime" / "include"

# What can be compared with, and the CMake variable that tells whether it is.
RIVALS = {
    "ngcpp/proxy": "BENCHMARK_PROXY_COMPILES",
    "cppcoro": "BENCHMARK_CPPCORO_COMPILES",
}


@dataclasses.dataclass(frozen=True)
class Effort:
    rounds: int
    seconds_of_each: float
    rust_batches: int
    compilations: int


FULL = Effort(rounds=21, seconds_of_each=0.01, rust_batches=1000, compilations=7)
QUICK = Effort(rounds=1, seconds_of_each=0.0005, rust_batches=20, compilations=1)


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def spread(values):
    """The median, and the quartiles around it."""
    if len(values) == 1:
        low = high = values[0]
    else:
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return {"median": statistics.median(values), "low": low, "high": high}


def ratios(values, baseline):
    """Of the two, round by round."""
    return spread([mine / other for mine, other in zip(values, baseline, strict=True)])


def baseline_of(way):
    """The virtual method that `way` is compared with."""
    group, *rest = way.split("/")
    if group == "storage":
        return "ready/virtual_task"
    return "/".join([group, "virtual_task", *rest[1:]])


class Compiler:
    """One compiler, with the build directory in which run.sh has used it."""

    def __init__(self, build):
        self.folder = build / "test" / "benchmark"
        cache = (build / "CMakeCache.txt").read_text()
        self.cmake = dict(re.findall(r"^(\w+):\w+=(.*)$", cache, re.MULTILINE))
        self.command = self.cmake["CMAKE_CXX_COMPILER"]
        self.version = output_of(self.command, "--version").splitlines()[0]
        family = "Clang" if "clang" in self.version else "GCC"
        major = output_of(self.command, "-dumpversion").split(".")[0].strip()
        self.name = f"{family} {major}"

    def left_out(self):
        """Which rivals are not there, and why."""
        return [
            f"{rival}: it does not compile" if variable in self.cmake else f"{rival}: no sources"
            for rival, variable in RIVALS.items()
            if not self.cmake.get(variable)
        ]

    def times(self, effort):
        """Nanoseconds of each way."""
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            subprocess.run(
                [
                    self.folder / "time_calls",
                    f"--benchmark_min_time={effort.seconds_of_each}",
                    f"--benchmark_out={file.name}",
                    "--benchmark_out_format=json",
                ],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            document = json.loads(Path(file.name).read_text())
        return {
            each["name"]: 1e9 / each["items_per_second"] for each in document["benchmarks"]
        }

    def counts(self):
        """What can be counted, for each way."""
        program = self.folder / "count_calls"
        if not shutil.which("valgrind"):
            return json.loads(output_of(program))
        with tempfile.TemporaryDirectory() as folder:
            counts = json.loads(
                output_of(
                    "valgrind",
                    "--quiet",
                    "--tool=callgrind",
                    "--branch-sim=yes",
                    f"--callgrind-out-file={folder}/dump",
                    program,
                )
            )
            for way, events in callgrind_events(Path(folder)).items():
                # Bi: the indirect jumps and calls that were executed; returns are not among them.
                counts[way] |= {"instructions": events["Ir"], "indirect_calls": events["Bi"]}
        return counts

    def compile(self, unit, implementers, output):
        """Compiles a unit with so many implementers; the seconds of processor time it took."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [
                self.command,
                "-std=c++20",
                "-O2",
                f"-DIMPLEMENTERS={implementers}",
                f"-I{self.folder / 'records'}",
                f"-I{RUNTIME}",
                "-c",
                HERE / f"{unit}.cpp",
                "-o",
                output,
            ],
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def callgrind_events(folder):
    """Events per call of each way, from the dumps of count_calls."""
    totals = {}
    for dump in folder.iterdir():
        text = dump.read_text()
        trigger = re.search(r"^desc: Trigger: Client Request: (\S+) (\d+)$", text, re.MULTILINE)
        if trigger:
            events = re.search(r"^events: (.*)$", text, re.MULTILINE)[1].split()
            costs = map(int, re.search(r"^totals: (.*)$", text, re.MULTILINE)[1].split())
            totals.setdefault(trigger[1], {})[int(trigger[2])] = dict(zip(events, costs))
    result = {}
    for way, by_calls in totals.items():
        few, many = sorted(by_calls)
        result[way] = {
            event: (by_calls[many].get(event, 0) - by_calls[few].get(event, 0)) / (many - few)
            for event in by_calls[many]
        }
    return result


class Units:
    """The units with a service of ten methods, by trait and by hand: what compiling them costs."""

    FEW, MANY = 1, 3

    def __init__(self, compiler, folder):
        self.compiler = compiler
        self.unit_object = folder / "unit.o"

    def compile(self, unit, implementers):
        """Seconds, and bytes of code and constants."""
        seconds = self.compiler.compile(unit, implementers, self.unit_object)
        text, data = output_of("size", self.unit_object).splitlines()[1].split()[:2]
        return seconds, int(text) + int(data)

    def costs(self, rounds):
        seconds = {"records_by_trait": [], "records_by_hand": []}
        sizes = {}
        for _ in range(rounds):
            for unit, so_far in seconds.items():
                time, sizes[unit] = self.compile(unit, self.FEW)
                so_far.append(time)
        for unit, with_few in sizes.items():
            _, with_many = self.compile(unit, self.MANY)
            sizes[unit] = (with_many - with_few) / (self.MANY - self.FEW)
        by_trait, by_hand = seconds["records_by_trait"], seconds["records_by_hand"]
        return {
            "compilation_seconds": {
                "by_trait": spread(by_trait),
                "by_hand": spread(by_hand),
                "ratio": ratios(by_trait, by_hand),
            },
            "bytes_per_implementer": {
                "by_trait": sizes["records_by_trait"],
                "by_hand": sizes["records_by_hand"],
                "ratio": sizes["records_by_trait"] / sizes["records_by_hand"],
            },
        }


class Rust:
    """The same calls in Rust, if it is there."""

    def __init__(self, folder):
        self.program = None
        self.version = None
        if shutil.which("rustc"):
            self.program = folder / "boxed_futures"
            self.version = output_of("rustc", "--version").strip()
            source = HERE / "boxed_futures.rs"
            subprocess.run(
                ["rustc", "--edition=2021", "-O", "-o", self.program, source], check=True
            )

    def results(self, effort):
        if not self.program:
            return {}
        return json.loads(output_of(self.program, str(effort.rust_batches)))


def timed(compilers, rust, effort):
    """The rounds: for each language or compiler and way, its times."""
    times = {compiler.name: {} for compiler in compilers}
    rusts = {}
    for number in range(effort.rounds):
        progress(f"round {number + 1} of {effort.rounds}")
        for way, result in rust.results(effort).items():
            rusts.setdefault(way, {"times": []})["times"].append(result["time"])
            rusts[way]["allocations"] = result["allocations"]
        for compiler in compilers:
            for way, nanoseconds in compiler.times(effort).items():
                times[compiler.name].setdefault(way, []).append(nanoseconds)
    return times, rusts


def ways(times, counts, rusts):
    """All about each way of one compiler."""
    result = {}
    for way, of_rounds in times.items():
        result[way] = {
            "nanoseconds": spread(of_rounds),
            "ratio": ratios(of_rounds, times[baseline_of(way)]),
            **counts[way],
        }
        rust = rusts.get(f"{way.split('/')[0]}/rust_boxed")
        if rust:
            result[way]["ratio_to_rust"] = ratios(of_rounds, rust["times"])
    return result


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def progress(text):
    print(f"measure: {text}", file=sys.stderr)


def measure(compilers, effort, folder):
    rust = Rust(folder)
    times, rusts = timed(compilers, rust, effort)
    document = {
        "date": datetime.date.today().isoformat(),
        "processor": processor(),
        "processors": os.cpu_count(),
        "effort": dataclasses.asdict(effort),
        "compilers": {},
        "rust": {
            "version": rust.version,
            "ways": {
                way: {
                    "nanoseconds": spread(result["times"]),
                    "allocations": result["allocations"],
                }
                for way, result in rusts.items()
            },
        },
        "left_out": {},
    }
    for compiler in compilers:
        progress(f"counts and compilations of {compiler.name}")
        found = ways(times[compiler.name], compiler.counts(), rusts)
        document["compilers"][compiler.name] = {
            "version": compiler.version,
            "ways": found,
            **Units(compiler, folder).costs(effort.compilations),
        }
        document["left_out"][compiler.name] = compiler.left_out()
    if not rust.program:
        document["left_out"]["Rust"] = ["boxed futures: no rustc"]
    if not shutil.which("valgrind"):
        progress("no valgrind: instructions and indirect calls are left out")
    for name, reasons in document["left_out"].items():
        for reason in reasons:
            progress(f"left out, {name}: {reason}")
    return document


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="too little for figures")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("builds", type=Path, nargs="+", help="build directory for each compiler")
    arguments = parser.parse_args()

    compilers = [Compiler(build) for build in arguments.builds]
    with tempfile.TemporaryDirectory() as folder:
        document = measure(compilers, QUICK if arguments.quick else FULL, Path(folder))
    arguments.output.write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
