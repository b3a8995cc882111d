"""Many cuts in a row of a busy program: nothing may grow, nothing may be left."""

import os
import tempfile

from measure import execute, milliseconds, median, table
from target import HERE, Target

CUTS = int(os.environ.get("BENCH_CUTS", 1000))
SETTLED = CUTS // 5  # the JVM's own heap and code cache have found their size by then


def files():
    """What lies in the places for temporary files, by path."""
    return {os.path.join(directory, name) for directory in {"/tmp", tempfile.gettempdir()} for name in os.listdir(directory)}


def compare(dist, jdk):
    peeps = os.path.join(dist, "bin", "peeps")
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    with Target(jdk, os.path.join(HERE, "BusyApp.java"), options=["-Xmx64m", "-Xms64m", "-XX:+AlwaysPreTouch"]) as target:
        before, memory, wall = set(), [], []
        for number in range(CUTS):
            if number == SETTLED:
                before = files()
            taken = execute([peeps, "dump", "--quiet", target.pid], environment)
            wall.append(taken.wall)
            memory.append(target.resident())
        left = {name for name in files() - before if "peeps" in name or ".attach" in name or target.pid in name}
        alive = target.process.poll() is None
    tenth = max(1, (CUTS - SETTLED) // 10)
    return {
        "alive": alive,
        "wall": median(wall),
        "start": median(memory[SETTLED:SETTLED + tenth]),
        "end": median(memory[-tenth:]),
        "left": left,
    }


def run(dist, jdks):
    results = [compare(dist, jdk) for jdk in jdks]
    rows = [
        ["the target at the end", *("runs" if r["alive"] else "**dead**" for r in results)],
        ["wall time of a dump, ms", *(milliseconds(r["wall"]) for r in results)],
        [f"target's memory around dump {SETTLED}, MB", *(f"{r['start'] / 1e6:.1f}" for r in results)],
        [f"target's memory around dump {CUTS}, MB", *(f"{r['end'] / 1e6:.1f}" for r in results)],
        ["files left", *(str(len(r["left"])) + (" " + " ".join(sorted(r["left"])) if r["left"] else "") for r in results)],
    ]
    table(f"{CUTS:,} dumps in a row of a busy program", ["", *(f"JDK {jdk.version}" for jdk in jdks)], rows)
