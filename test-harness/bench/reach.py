"""What reachability over a whole heap dump costs."""

import os
import tempfile

from measure import execute, median, rounds, table
from target import HERE

ORDERS = int(os.environ.get("BENCH_ORDERS", 5_000_000))
OBJECTS_EACH = 8


def run(dist, jdks):
    """One file, made by the first JDK, read as often as there are rounds; the file is removed."""
    with tempfile.TemporaryDirectory() as folder:
        dump = os.path.join(folder, "heap.hprof")
        execute([jdks[0].tool("java"), "-Xmx3g", "-XX:+UseSerialGC", os.path.join(HERE, "BigHeap.java"), str(ORDERS), dump])
        size = os.path.getsize(dump)
        peeps = os.path.join(dist, "bin", "peeps")
        taken = [execute([peeps, "dump", "--deep", "--quiet", dump], output=os.path.join(folder, "out")) for _ in range(rounds(3))]
        with open(os.path.join(folder, "out"), encoding="utf-8") as output:
            found = "LOST (proved" in output.read()
    table(f"{ORDERS * OBJECTS_EACH:,} objects, {size / 1e9:.1f} GB: peeps dump --deep; the lost future is {'proved' if found else 'MISSED'}",
          ["wall, s", "processor, s", "peak memory, MB"],
          [[f"{median(t.wall for t in taken):.1f}", f"{median(t.processor for t in taken):.1f}", f"{max(t.peak for t in taken) / 1e6:,.0f}"]])
