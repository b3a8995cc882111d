"""What finding costs in a graph of a million tasks and three million waits."""

import os
import re
import tempfile

from measure import execute, median, rounds, table
from target import HERE

TASKS = int(os.environ.get("BENCH_TASKS", 1_000_000))
SHAPES = [("free", "nothing is stuck"), ("behind", "two deadlock, all others wait behind them"),
          ("knot", "all are one knot"), ("pairs", "every four tasks a deadlock of their own")]

# The command's own collector, its young generation for a file and its compiler; so large a heap that the process stays below 1 GB.
AS_THE_COMMAND = ["-Xmx900m", "-Xmn75m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]


def measure(dist, jdk, shape):
    """Building the graph, finding, counting who waits behind whom, each in ms wall and processor; peak memory in MB."""
    laps, peaks = [], []
    jar = os.path.join(dist, "lib", "peeps", "peeps-mbeans.jar")
    with tempfile.TemporaryDirectory() as classes:  # compiled before: a compiler in the process would count as memory
        execute([jdk.tool("javac"), "-cp", jar, "-d", classes, os.path.join(HERE, "WaitGraph.java")])
        path = os.pathsep.join([jar, classes])
        for _ in range(rounds(3)):
            with tempfile.NamedTemporaryFile("r", encoding="utf-8") as output:
                taken = execute([jdk.tool("java"), *AS_THE_COMMAND, "-cp", path, "WaitGraph", shape, str(TASKS)], output=output.name)
                laps.append([int(lap) for lap in re.findall(r"(\d+) ms", output.read())])
            peaks.append(taken.peak)
    return [f"{median(lap):,.0f}" for lap in zip(*laps)] + [f"{max(peaks) / 1e6:,.0f}"]


def run(dist, jdks):
    rows = []
    for shape, meaning in SHAPES:
        results = [measure(dist, jdk, shape) for jdk in jdks]
        rows.append([meaning, *(f"{r[2]} ({r[3]}) / {r[4]} ({r[5]}) / {r[6]}" for r in results)])
    table(f"A graph of {TASKS:,} tasks and {3 * TASKS:,} waits, heap of 900 MB: finding / counting who waits behind whom, "
          "ms (processor time of the thread) / peak memory in MB", ["", *(f"JDK {jdk.version}" for jdk in jdks)], rows)
