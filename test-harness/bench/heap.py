"""Pauses in a heap of 20 million objects with 1,000 platform threads, beside the JDK's own heap tools."""

import json
import os

from measure import execute, median, milliseconds, rounds, table
from target import Target

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "native-launcher", "prototype", "Heap.java")
ENOUGH = "600000"  # ms: no walk is stopped half-way


def walked(target, position):
    return target.pauses(position, "HeapWalkOperation") + target.pauses(position, "HeapIterateOperation", 0)


def told(file):
    """What the cut itself says of its pauses, in seconds: with threads suspended for a walk by hand the safepoint log shows only a part."""
    with open(file, encoding="utf-8") as text:
        cut = json.load(text)["processes"][0]["cut"]
    return (float(cut["pauseMillis"]) + float(cut["closingMillis"])) / 1000


def compare(dist, jdk, collector, objects, threads, futures):
    """Medians in seconds: narrow, wide (sum of its walks), longest single pause of wide, histogram, heap dump."""
    peeps = os.path.join(dist, "bin", "peeps")
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    results = {"narrow": [], "wide": [], "longest": [], "histogram": [], "heap dump": []}
    options = [f"-XX:+Use{collector}", "-Xmx4g", "-Xss256k"]
    with Target(jdk, SOURCE, [str(objects), str(threads), str(futures)], options) as target:
        file = os.path.join(target.directory, "heap.hprof")
        answer = os.path.join(target.directory, "answer.json")
        dump = [peeps, "dump", "--quiet", "--confirm=0", "--no-deep", "--timeout=300", "--format=json"]
        for _ in range(rounds(5)):
            position = target.position()
            execute([*dump, "--walk=narrow", target.pid], environment, answer)
            results["narrow"].append(max(sum(walked(target, position)), told(answer)))
            position = target.position()
            execute([*dump, "--walk=wide", f"--max-pause={ENOUGH}", "--max-objects=1000000", target.pid], environment, answer)
            walks = walked(target, position)
            results["wide"].append(max(sum(walks), told(answer)))
            results["longest"].append(max(walks))
            position = target.position()
            execute([jdk.tool("jcmd"), target.pid, "GC.class_histogram", "-all"])
            results["histogram"].append(sum(target.pauses(position, "GC_HeapInspection")))
            position = target.position()
            execute([jdk.tool("jcmd"), target.pid, "GC.heap_dump", "-all", file])
            results["heap dump"].append(sum(target.pauses(position, "HeapDumper")))
            os.unlink(file)
    return {name: median(values) for name, values in results.items()}


def run(dist, jdks):
    collectors = os.environ.get("BENCH_COLLECTORS", "G1GC ZGC").split()
    cells = [(jdk, collector) for jdk in reversed(jdks) for collector in collectors]
    objects = int(os.environ.get("BENCH_OBJECTS", 20_000_000))
    results = [compare(dist, jdk, collector, objects, 1000, 10_000) for jdk, collector in cells]
    names = {
        "narrow": "narrow walk",
        "wide": "wide walk, all its pauses together",
        "longest": "wide walk, its longest pause",
        "histogram": "`GC.class_histogram -all`",
        "heap dump": "`GC.heap_dump -all`",
    }
    rows = [[label, *(milliseconds(result[name]) for result in results)] for name, label in names.items()]
    rows.append(["narrow walk / histogram", *(f"{r['narrow'] / r['histogram']:.2f}" for r in results)])
    rows.append(["wide walk / heap dump", *(f"{r['wide'] / r['heap dump']:.2f}" for r in results)])
    table(f"{objects:,} objects, 1,000 platform threads, 10,000 pending futures: pauses in ms",
          ["", *(f"{jdk.version} {collector}" for jdk, collector in cells)], rows)
