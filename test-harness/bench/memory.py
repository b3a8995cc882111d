"""What looking at a JVM with many deep stacks takes of that JVM's memory, and what it keeps."""

import os
import tempfile
import time

from measure import execute, table
from target import HERE, Target

REQUESTS = os.environ.get("BENCH_THREADS", "1000")
FILTERS = "80"
GIVEN_BACK_SECONDS = 20  # the JVM's cleaner comes every five, the library asks malloc eleven after a walk


def peak(pid):
    """The most that it has held since the last look, in bytes."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def one(jdk, arguments):
    """Growth at the peak and at the end, in a fresh JVM; arguments get its pid at the end or for PID."""
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    with Target(jdk, os.path.join(HERE, "DeepApp.java"), (REQUESTS, FILTERS), ["-Xmx128m", "-Xss512k"]) as target:
        before = target.resident()
        with open(f"/proc/{target.pid}/clear_refs", "w", encoding="ascii") as clear:
            clear.write("5")
        execute([target.pid if argument == "PID" else argument for argument in arguments], environment)
        most = peak(target.pid)
        time.sleep(GIVEN_BACK_SECONDS)
        return most - before, target.resident() - before


def run(dist, jdks):
    peeps = os.path.join(dist, "bin", "peeps")
    with tempfile.TemporaryDirectory() as folder:
        def ways(jdk):
            return [
                ("`peeps dump`", [peeps, "dump", "--quiet", "--no-registry", "PID"]),
                ("`peeps dump --walk=lean`", [peeps, "dump", "--quiet", "--no-registry", "--walk=lean", "PID"]),
                ("`jcmd GC.heap_dump`", [jdk.tool("jcmd"), "PID", "GC.heap_dump", "-overwrite", f"{folder}/heap.hprof"]),
                ("`jstack -l`", [jdk.tool("jstack"), "-l", "PID"]),
            ]

        rows = []
        for number, (name, _) in enumerate(ways(jdks[0])):
            grown = [one(jdk, ways(jdk)[number][1]) for jdk in jdks]
            rows.append([name, *(f"{bytes_ / 1e6:.0f}" for pair in grown for bytes_ in pair)])
    head = ["", *(text for jdk in jdks for text in (f"{jdk.version}: at the peak", f"{jdk.version}: {GIVEN_BACK_SECONDS} s later"))]
    table(f"Growth of a target of {REQUESTS} threads with {FILTERS} frames each, MB", head, rows)
