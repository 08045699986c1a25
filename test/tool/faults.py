#!/usr/bin/env python3
"""No failure loses an output or leaves a part of one.

A call that replaces two headers and a depfile is repeated, and each time another of its system calls
that change files fails, or the process is killed there. It is also killed at random moments, runs
with no space, no permission and a limit on file sizes, and against itself. Afterwards each output is
what it was or what it is to be, as a whole; where nothing was killed, no temporary file is left, and
an exit code of 0 means that all of them are new, and any other that all are old.

    faults.py GENERATOR RUNTIME_INCLUDE WORK_DIR
"""

import collections
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

CHANGES = ["openat", "write", "rename", "mkdir", "fchmod", "unlink"]
OUTPUTS = ["out/one.h", "out/two.h", "out/deps.d"]
RANDOM_KILLS = 40
RIVALS = 8


class Scene:
    """A folder with two trait headers, and their outputs of before."""

    def __init__(self, generator, runtime, folder):
        self.folder = folder
        self.command = [generator, "--out-dir", "out", "--depfile", "out/deps.d"]
        self.command += ["one.trait.h", "two.trait.h", "--", "-std=c++20", "-I", runtime]
        folder.mkdir(parents=True)
        for header in ["one", "two"]:
            methods = "".join(f"  async<int> method_{number}(int value);\n" for number in range(20))
            (folder / f"{header}.trait.h").write_text(
                "#pragma once\n#include <async_trait/trait.h>\n"
                f"struct [[async_trait_v2]] {header.capitalize()} {{\n{methods}}};\n"
            )
        self.old = {output: b"old\n" for output in OUTPUTS}
        self.reset()
        self.run()
        self.new = self.outputs()

    def reset(self):
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        (self.folder / "out").mkdir()
        for output, content in self.old.items():
            (self.folder / output).write_bytes(content)

    def outputs(self):
        return {output: (self.folder / output).read_bytes() for output in OUTPUTS}

    def run(self, *before, **options):
        return subprocess.run(
            [*before, *self.command], cwd=self.folder, capture_output=True, **options
        )

    def check(self, what, code):
        """Raises an AssertionError unless the outputs are as `code`, negative when killed, allows."""
        left = sorted(path.name for path in (self.folder / "out").iterdir())
        found = self.outputs()
        for output, content in found.items():
            assert content in (self.old[output], self.new[output]), f"{what}: a part of {output}"
        if code < 0:
            return
        assert left == sorted(pathlib.Path(o).name for o in OUTPUTS), f"{what}: left {left}"
        renamed_some = what.startswith("rename")
        assert renamed_some or found == (self.old if code else self.new), f"{what}: exit {code}"


def faults_at_each_call(scene):
    """Each system call that changes a file fails, or is the last one."""
    scene.reset()
    trace = scene.folder / "trace"
    scene.run("strace", "-f", "-qq", "-o", trace, "-e", f"trace={','.join(CHANGES)}")
    occurrences = collections.Counter()
    count = 0
    for line in trace.read_text().splitlines():
        # Of which thread it is the how many-th is what strace counts.
        thread, call = re.match(r"(\d+) +(\w+)\(", line).groups()
        occurrences[thread, call] += 1
        if call == "openat" and "O_CREAT" not in line:
            continue
        for fault in ["error=ENOSPC", "error=EIO", "signal=KILL"]:
            what = f"{call} {occurrences[thread, call]} {fault}"
            scene.reset()
            inject = f"inject={call}:{fault}:when={occurrences[thread, call]}"
            done = scene.run("strace", "-f", "-qq", "-o", "/dev/null", "-e", inject)
            if "error" in fault:
                # 1 where another thread reads with its own how many-th call.
                assert done.returncode in (1, 3), f"{what}: exit {done.returncode}"
                assert b"error: " in done.stderr, f"{what}: no message"
            scene.check(what, done.returncode)
            count += 1
    assert count >= 3 * (2 * len(OUTPUTS)), "too few calls were seen"
    return count


def killed_at_random(scene):
    """Killed at any moment."""
    scene.reset()
    start = time.monotonic()
    scene.run()
    duration = time.monotonic() - start
    for number in range(RANDOM_KILLS):
        scene.reset()
        process = subprocess.Popen(scene.command, cwd=scene.folder, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, duration))
        process.send_signal(signal.SIGKILL)
        scene.check(f"kill {number}", process.wait() or 0)
    return RANDOM_KILLS


def limited_sizes(scene):
    """A quota: no file may be longer."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    scene.reset()
    done = scene.run(preexec_fn=limit)
    assert done.returncode == 3, f"limit: exit {done.returncode}"
    scene.check("limit", done.returncode)
    return 1


def full_disk(scene):
    """A small file system that is full."""
    scene.reset()
    script = """
set -e
mount -t tmpfs -o size=16k none out
cp -p "$OLD"/* out
code=0
"$@" || code=$?
mkdir "$OLD/after"
cp -a out/. "$OLD/after"
exit $code
"""
    saved = scene.folder / "saved"
    shutil.rmtree(saved, ignore_errors=True)
    shutil.copytree(scene.folder / "out", saved)
    done = scene.run("unshare", "-rm", "sh", "-c", script, "sh", env={**os.environ, "OLD": saved})
    assert done.returncode == 3, f"full disk: exit {done.returncode} {done.stderr}"
    assert b"No space left" in done.stderr
    shutil.rmtree(scene.folder / "out")
    (saved / "after").rename(scene.folder / "out")
    scene.check("full disk", done.returncode)
    return 1


def no_permission(scene):
    """A directory that takes no new file."""
    scene.reset()
    (scene.folder / "out").chmod(0o555)
    try:
        # Without the privileges of root, should it be root.
        done = scene.run("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    finally:
        (scene.folder / "out").chmod(0o755)
    assert done.returncode == 3, f"permission: exit {done.returncode} {done.stderr}"
    scene.check("permission", done.returncode)
    return 1


def against_itself(scene):
    """Several at once, while somebody reads."""
    for _ in range(3):
        scene.reset()
        rivals = [
            subprocess.Popen(scene.command, cwd=scene.folder, stderr=subprocess.DEVNULL)
            for _ in range(RIVALS)
        ]
        while any(rival.poll() is None for rival in rivals):
            for output, content in scene.outputs().items():
                assert content in (scene.old[output], scene.new[output]), f"a part of {output}"
        assert all(rival.returncode == 0 for rival in rivals), "a rival failed"
        scene.check("rivals", 0)
    return 3 * RIVALS


def main():
    generator, runtime, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for run in [faults_at_each_call, killed_at_random, limited_sizes, full_disk, no_permission,
                against_itself]:
        scene = Scene(generator, runtime, work / run.__name__)
        print(f"{run.__doc__} {run(scene)} runs", flush=True)


main()
