#!/usr/bin/env python3
"""Measures kv_server, dynamic and static, beside redis-server, and writes down what came of it: the
table in README.md and plots/throughput.svg.

    benchmark.py KV_SERVER [--rounds N] [--dry]

KV_SERVER is the program of an optimised build. Needs redis-benchmark, redis-server, valgrind and
gnuplot. In each round all servers take turns, each time in another order, so that what else the
machine does meets all of them alike; ratios are of the same round. The processor time that a server
takes says more than the throughput where others use the machine, too, or the load generator is what
is slow. --dry writes nothing.
"""

import argparse
import csv
import datetime
import os
import pathlib
import platform
import re
import signal
import socket
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
BEGIN = "<!-- measurements: what follows is written by benchmark.py -->\n"
END = "<!-- end of measurements -->\n"
SERVERS = ["redis-server", "Dyn", "static"]
LOADS = [("SET", 1), ("GET", 1), ("SET", 16), ("GET", 16)]
REQUESTS = {1: 20_000, 16: 240_000}
COUNTED = 16_000  # Requests, for instructions.


class Server:
    def __init__(self, name, program, under=()):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        if name == "redis-server":
            command = [name, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        else:
            command = [program, *(["--static"] if name == "static" else [])]
        self.process = subprocess.Popen(
            [*under, *command, "--port", str(self.port)], stdout=subprocess.DEVNULL
        )
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise TimeoutError(f"{name} does not listen")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def processor_time(self):
        """Seconds so far, of all threads."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def requests_per_second(self, command, pipeline, count, clients=50, keys=10_000):
        output = subprocess.run(
            ["redis-benchmark", "-p", str(self.port), "--csv", "-t", command.lower()]
            + ["-c", str(clients), "-P", str(pipeline), "-n", str(count), "-r", str(keys)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        ).stdout
        (row,) = [row for row in csv.DictReader(output.splitlines()) if row["test"] == command]
        return float(row["rps"])


def instructions(name, program, command, pipeline):
    """Of one request, in the server's own code and libraries; the kernel's are not counted."""

    def total(count):
        with tempfile.NamedTemporaryFile() as log:
            under = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
            under.append(f"--log-file={log.name}")
            with Server(name, program, under) as server:
                # One client and one key, so that each run is the same.
                server.requests_per_second(command, pipeline, count, clients=1, keys=1)
            return int(re.search(r"Collected : (\d+)", pathlib.Path(log.name).read_text())[1])

    # When which bytes arrive changes a little of what the event loop does.
    return statistics.median((total(2 * COUNTED) - total(COUNTED)) / COUNTED for _ in range(5))


def measure(program, rounds):
    """Of each server and load: requests per second, and processor time per request."""
    rates = {(name, load): [] for name in SERVERS for load in LOADS}
    times = {(name, load): [] for name in SERVERS for load in LOADS}
    servers = {name: Server(name, program) for name in SERVERS}
    try:
        for round_ in range(-1, rounds):  # The first one warms up.
            for load in LOADS:
                first = round_ % len(SERVERS)
                for name in SERVERS[first:] + SERVERS[:first]:
                    count = REQUESTS[load[1]]
                    before = servers[name].processor_time()
                    rate = servers[name].requests_per_second(*load, count)
                    time_taken = servers[name].processor_time() - before
                    if round_ >= 0:
                        rates[name, load].append(rate)
                        times[name, load].append(time_taken / count)
    finally:
        for server in servers.values():
            server.__exit__()
    return rates, times


def quartiles(values):
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return median, low, high


def spread(values, form):
    median, low, high = quartiles(values)
    return f"{median:{form}} ({low:{form}} to {high:{form}})"


def ratios(found, name, against, load):
    return [a / b for a, b in zip(found[name, load], found[against, load], strict=True)]


def title(load):
    command, pipeline = load
    return command if pipeline == 1 else f"{command}, {pipeline} at once"


def table(found, scale, form):
    lines = [
        "| load | redis-server | Dyn | static | Dyn to static | Dyn to redis-server |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for load in LOADS:
        values = [spread([each * scale for each in found[name, load]], form) for name in SERVERS]
        for against in ["static", "redis-server"]:
            values.append(spread(ratios(found, "Dyn", against, load), ".2f"))
        lines.append(f"| {title(load)} | " + " | ".join(values) + " |")
    return lines


def report(rates, times, counted, rounds):
    processor = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())[1]
    redis = subprocess.run(["redis-server", "--version"], capture_output=True, text=True).stdout
    lines = [
        f"Measured on {datetime.date.today()}, {processor.strip()}, {os.cpu_count()} processors, "
        f"Linux {platform.release()}, Redis {re.search(r'v=([0-9.]+)', redis)[1]}, 50 clients, "
        f"{rounds} rounds; medians (quartiles). Thousands of requests in a second:",
        "",
        *table(rates, 1e-3, ".0f"),
        "",
        "Microseconds of processor time for one request, the kernel's part included:",
        "",
        *table(times, 1e6, ".2f"),
    ]
    lines += [
        "",
        "Instructions of one request of one client, in user space:",
        "",
        "| load | Dyn | static | Dyn to static |",
        "| --- | --- | --- | --- |",
    ]
    for load in LOADS:
        dyn, static = counted["Dyn", load], counted["static", load]
        lines.append(f"| {title(load)} | {dyn:.0f} | {static:.0f} | {dyn / static:.3f} |")
    return "\n".join(["", *lines, "", "![Throughput](plots/throughput.svg)", "", ""])


def plot(found):
    ink = "#808080"  # Readable on white and on black.
    hues = {"redis-server": "#c8642b", "Dyn": "#2f7ed8", "static": "#7fb3ee"}
    script = f"""\
set encoding utf8
set terminal svg size 800,340 font "sans-serif,12" name "plot"
set border 3 linecolor rgb "{ink}"
set tics nomirror textcolor rgb "{ink}"
set grid ytics linecolor rgb "{ink}" linewidth 0.3
set title "Throughput, median and quartiles" textcolor rgb "{ink}"
set ylabel "thousand requests per second" textcolor rgb "{ink}"
set key outside right top reverse Left samplen 1.5 textcolor rgb "{ink}"
set yrange [0:*]
set style fill solid
set xrange [-0.6:{len(LOADS) - 0.4}]
set xtics scale 0 ({", ".join(f'"{title(load)}" {x}' for x, load in enumerate(LOADS))})
"""
    drawn = []
    for index, name in enumerate(SERVERS):
        script += f"$data{index} << END\n"
        for x, load in enumerate(LOADS):
            median, low, high = (value / 1000 for value in quartiles(found[name, load]))
            script += f"{x + (index - 1) * 0.25:.2f} {median:.1f} {low:.1f} {high:.1f} 0.25\n"
        script += "END\n"
        drawn.append(
            f'$data{index} with boxerrorbars title "{name}" '
            f'linecolor rgb "{ink}" linewidth 0.5 fillcolor rgb "{hues[name]}"'
        )
    script += "plot " + ", \\\n  ".join(drawn) + "\n"
    return subprocess.run(
        ["gnuplot"], input=script, text=True, check=True, stdout=subprocess.PIPE
    ).stdout


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=61)
    parser.add_argument("--dry", action="store_true")
    arguments = parser.parse_args()

    rates, times = measure(arguments.program, arguments.rounds)
    counted = {
        (name, load): instructions(name, arguments.program, *load)
        for name in ["Dyn", "static"]
        for load in LOADS
    }
    text = report(rates, times, counted, arguments.rounds)
    print(text)
    if not arguments.dry:
        (HERE / "plots").mkdir(exist_ok=True)
        (HERE / "plots" / "throughput.svg").write_text(plot(rates))
        readme = HERE / "README.md"
        before, rest = readme.read_text().split(BEGIN)
        readme.write_text(before + BEGIN + text + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
