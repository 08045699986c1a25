#!/usr/bin/env python3
"""Runs `run.sh --quick` and looks at everything that is no matter of time.

    quick_test.py BUILD_DIR GENERATOR
"""

import json
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
SVG = "{http://www.w3.org/2000/svg}"


class Quick(unittest.TestCase):
    build: Path
    generator: Path

    @classmethod
    def setUpClass(cls):
        subprocess.run(
            [
                HERE / "run.sh",
                "--quick",
                "--build",
                cls.build,
                f"-DASYNC_TRAIT_GENERATOR={cls.generator}",
            ],
            check=True,
        )
        cls.written = cls.build / "quick"
        cls.document = json.loads((cls.written / "measurements.json").read_text())
        cls.compilers = cls.document["compilers"]

    def check_ways(self, check):
        for compiler, results in self.compilers.items():
            for way, found in results["ways"].items():
                with self.subTest(compiler=compiler, way=way):
                    check(way, found)

    def test_both_compilers(self):
        families = [name.split()[0] for name in self.compilers]
        self.assertEqual(families, ["Clang", "GCC"])

    def test_all_ways(self):
        places = [
            "standard",
            "heap",
            "inplace_256",
            "inplace_only_256",
            "allocator_of_object",
            "in_arena",
            "in_pmr_pool",
        ]
        expected = {
            *(
                f"{group}/{way}"
                for group in ["ready", "suspends"]
                for way in [
                    "virtual_task",
                    "static_awaiter",
                    "static_task",
                    "dyn_awaiter",
                    "dyn_task",
                ]
            ),
            "ready/by_hand",
            "ready/dyn_guarded_awaiter",
            *(f"storage/{size}/{place}" for size in ["small", "large"] for place in places),
            *(
                f"{group}/{way}/{x}"
                for group, xs in [("decorators", range(1, 9)), ("live_types", [1, 2, 4, 8, 16, 32, 64])]
                for way in ["virtual_task", "dyn_awaiter", "dyn_task"]
                for x in xs
            ),
        }
        for results in self.compilers.values():
            self.assertEqual(expected - results["ways"].keys(), set())

    def test_allocations(self):
        expected = {
            "ready/virtual_task": 1,
            "suspends/virtual_task": 1,
            "storage/small/heap": 1,
            "storage/large/heap": 1,
            "storage/large/standard": 1,
            "decorators/virtual_task/8": 9,
        }
        exempt = re.compile(r".*/(virtual_\w+|proxy_task)(/\d+)?|decorators/dyn_awaiter/.*")

        def check(way, found):
            if way in expected or not exempt.fullmatch(way):
                self.assertEqual(found["allocations"], expected.get(way, 0))

        self.check_ways(check)

    def test_counts(self):
        def check(way, found):
            self.assertGreater(found["nanoseconds"]["median"], 0)
            self.assertGreater(found["instructions"], 0)
            if way in ["ready/dyn_awaiter", "storage/small/standard"]:
                self.assertEqual(found["indirect_calls"], 1)
            if way in ["ready/static_awaiter", "ready/by_hand"]:
                self.assertEqual(found["indirect_calls"], 0)
            if way.startswith(("ready/dyn", "live_types/dyn")):
                self.assertEqual(found["object_size"], 16)

        self.check_ways(check)

    def test_ratios(self):
        def check(way, found):
            if "virtual_task" in way:
                self.assertEqual(found["ratio"]["median"], 1)

        self.check_ways(check)

    def test_units(self):
        for results in self.compilers.values():
            for cost in ["compilation_seconds", "bytes_per_implementer"]:
                self.assertIn("ratio", results[cost])

    def test_what_is_left_out_is_said(self):
        for name, results in self.compilers.items():
            is_there = "ready/proxy_task" in results["ways"]
            is_said = any("proxy" in reason for reason in self.document["left_out"][name])
            self.assertNotEqual(is_there, is_said)

    def test_plots(self):
        plots = sorted(self.written.glob("plots/*.svg"))
        self.assertEqual(
            [plot.stem for plot in plots], ["decorators", "dispatch", "live_types", "storage"]
        )
        for plot in plots:
            root = xml.etree.ElementTree.parse(plot).getroot()
            self.assertEqual(root.tag, f"{SVG}svg")
            drawn = "".join(root.itertext())
            for compiler in self.compilers:
                self.assertIn(compiler, drawn)

    def test_readme(self):
        original = (HERE.parent.parent / "runtime" / "README.md").read_text()
        readme = self.written / "README.md"
        text = readme.read_text()
        begin, end = "<!-- measurements:", "<!-- end of measurements -->"
        for part in [lambda t: t.partition(begin)[0], lambda t: t.partition(end)[2]]:
            self.assertEqual(part(text), part(original))
        row = r"\| Dyn awaiter, ready \| virtual task \|.*( \| [\d.]+ \(.*\), no allocation){2} \|"
        self.assertRegex(text, row)
        self.assertIn("| ready, static task |", text)

    def test_written_again_it_is_the_same(self):
        files = [self.written / "README.md", *self.written.glob("plots/*.svg")]
        before = [file.read_bytes() for file in files]
        self.report(self.written / "README.md").check_returncode()
        self.assertEqual([file.read_bytes() for file in files], before)

    def test_a_readme_without_a_place_is_refused(self):
        readme = self.written / "other.md"
        readme.write_text("# Nothing\n")
        refused = self.report(readme)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("there is no place for the measurements", refused.stderr)
        self.assertEqual(readme.read_text(), "# Nothing\n")

    def report(self, readme):
        return subprocess.run(
            [
                HERE / "report.py",
                self.written / "measurements.json",
                "--plots",
                self.written / "plots",
                "--readme",
                readme,
            ],
            stderr=subprocess.PIPE,
            text=True,
        )


if __name__ == "__main__":
    Quick.build, Quick.generator = map(Path, sys.argv[1:3])
    unittest.main(argv=sys.argv[:1])
