"""Draws the plots as SVG, with gnuplot: the same bytes for the same measurements."""

import subprocess

# Readable on white and on black; the second of each pair is the lighter one.
INK = "#808080"
HUES = {
    "Clang": ("#2f7ed8", "#7fb3ee"),
    "GCC": ("#c8642b", "#eba37a"),
    "Rust": ("#3f9b57", "#8ccb9d"),
}

DISPATCH = [
    "virtual_task",
    "proxy_task",
    "virtual_cppcoro_task",
    "rust_boxed",
    "dyn_task",
    "dyn_awaiter",
    "static_task",
    "static_awaiter",
]
STORAGE = [
    "standard",
    "heap",
    "inplace_256",
    "inplace_only_256",
    "allocator_of_object",
    "in_arena",
    "in_pmr_pool",
]


def hue(name, lighter):
    return HUES[name.split()[0]][lighter]


def words(way):
    """A way's name for readers."""
    return way.replace("dyn", "Dyn").replace("rust", "Rust").replace("_", " ")


def preamble(title, xlabel):
    return f"""\
set encoding utf8
set terminal svg size 800,340 font "sans-serif,12" name "plot"
set border 3 linecolor rgb "{INK}"
set tics nomirror textcolor rgb "{INK}"
set grid ytics linecolor rgb "{INK}" linewidth 0.3
set title "{title}" textcolor rgb "{INK}"
set xlabel "{xlabel}" textcolor rgb "{INK}"
set ylabel "ns per call" textcolor rgb "{INK}"
set key outside right top reverse Left samplen 1.5 textcolor rgb "{INK}"
set yrange [0:*]
"""


def points(found):
    """The median with the quartiles around it."""
    time = found["nanoseconds"]
    return f"{time['median']:.3f} {time['low']:.3f} {time['high']:.3f}"


def block(name, lines):
    return "".join([f"${name} << END\n", *(line + "\n" for line in lines), "END\n"])


def bars(title, series, ways):
    """`series`: name, colour, and for each way what was found, or None. Bars stand side by side."""
    width = 0.19
    columns = zip(*(found for _, _, found in series), strict=True)
    present = [[index for index, found in enumerate(column) if found] for column in columns]
    blocks = ""
    drawn = []
    for index, (name, colour, all_found) in enumerate(series):
        rows = []
        for way, (found, others) in enumerate(zip(all_found, present, strict=True)):
            if found:
                x = way + width * (others.index(index) - (len(others) - 1) / 2)
                rows.append(f"{x:.3f} {points(found)} {width}")
        blocks += block(f"data{index}", rows)
        drawn.append(
            f'$data{index} with boxerrorbars title "{name}" '
            f'linecolor rgb "{INK}" linewidth 0.5 fillcolor rgb "{colour}"'
        )
    labels = [words(way).replace(" ", "\\n") for way in ways]
    ticks = ", ".join(f'"{label}" {x}' for x, label in enumerate(labels))
    style = (
        f"set style fill solid\nset bmargin 5\nset xtics scale 0 ({ticks})\n"
        f"set xrange [-0.6:{len(ways) - 0.4}]\n"
    )
    return preamble(title, "") + style + blocks + "plot " + ", \\\n  ".join(drawn) + "\n"


def lines(title, xlabel, series, xs, xrange):
    blocks = ""
    drawn = []
    for index, (name, colour, dash, all_found) in enumerate(series):
        rows = [f"{x} {points(found)}" for x, found in zip(xs, all_found, strict=True)]
        blocks += block(f"data{index}", rows)
        drawn.append(
            f'$data{index} using 1:2:3:4 with yerrorlines title "{name}" '
            f'linecolor rgb "{colour}" dashtype {dash} linewidth 1.5 pointtype 7 pointsize 0.4'
        )
    ticks = "set xtics (" + ", ".join(map(str, xs)) + ")\n"
    return preamble(title, xlabel) + xrange + ticks + blocks + "plot " + ", \\\n  ".join(drawn) + "\n"


def dispatch(document):
    series = []
    found_somewhere = set()
    languages = document["compilers"] | {"Rust": document["rust"]}
    for name, results in languages.items():
        for lighter, group in enumerate(["ready", "suspends"]):
            found = {way: results["ways"].get(f"{group}/{way}") for way in DISPATCH}
            found_somewhere |= {way for way in DISPATCH if found[way]}
            if any(found.values()):
                series.append((f"{name}, {group}", hue(name, lighter), found))
    ways = [way for way in DISPATCH if way in found_somewhere]
    return bars(
        "One call of an iterator, in every way",
        [(name, colour, [found[way] for way in ways]) for name, colour, found in series],
        ways,
    )


def storage(document):
    series = [
        (
            f"{name}, {description}",
            hue(name, lighter),
            [results["ways"].get(f"storage/{size}/{place}") for place in STORAGE],
        )
        for name, results in document["compilers"].items()
        for lighter, (size, description) in enumerate(
            [("small", "8 bytes"), ("large", "208 bytes")]
        )
    ]
    return bars("Where the future of a ready Dyn call lives", series, STORAGE)


def by_count(document, group, xs):
    kinds = [("virtual_task", 0, 2), ("dyn_task", 1, 1), ("dyn_awaiter", 0, 1)]
    return [
        (
            f"{name}, {words(way)}",
            hue(name, lighter),
            dash,
            [results["ways"][f"{group}/{way}/{x}"] for x in xs],
        )
        for name, results in document["compilers"].items()
        for way, lighter, dash in kinds
    ]


def decorators(document):
    xs = list(range(1, 9))
    return lines(
        "A stack of decorators, all of them ready",
        "decorators",
        by_count(document, "decorators", xs),
        xs,
        "set xrange [0.8:8.2]\n",
    )


def live_types(document):
    xs = [2**exponent for exponent in range(7)]
    return lines(
        "One call site, ready calls in no order",
        "live types",
        by_count(document, "live_types", xs),
        xs,
        "set logscale x 2\nset xrange [0.9:70]\n",
    )


def draw(document, folder):
    for make in [dispatch, storage, decorators, live_types]:
        output = folder / f"{make.__name__}.svg"
        script = make(document)
        drawn = subprocess.run(
            ["gnuplot"], input=script, text=True, check=True, stdout=subprocess.PIPE
        )
        output.write_text(drawn.stdout)
