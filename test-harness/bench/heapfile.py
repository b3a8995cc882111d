"""Heap dumps: how fast they are read, beside `cat FILE | wc -c` and a heap tool, and in how much memory.

BENCH_DUMP_MB are the sizes: the second is compared with the heap tool and filled with futures, the third read in
a small heap. BENCH_FUTURES are the numbers of futures. BENCH_DIR is where the files are, one at a time.
"""

import glob
import os
import shutil
import subprocess
import sys
import tempfile

from measure import execute, median, rounds, table
from target import HERE

SIZES = [int(size) for size in os.environ.get("BENCH_DUMP_MB", "512 2048 4096 8192").split()]
FUTURES = [int(count) for count in os.environ.get("BENCH_FUTURES", "10000 100000 1000000").split()]
CHAINED = SIZES[min(1, len(SIZES) - 1)]
SMALL_HEAP = SIZES[min(2, len(SIZES) - 1)]
ORACLE = "org-netbeans-lib-profiler"


def compiled(jdk, directory, jar, name, classpath=""):
    path = os.pathsep.join(part for part in (jar, classpath) if part)
    subprocess.run([jdk.tool("javac"), "-cp", path, "-d", directory, os.path.join(HERE, name)], check=True)


def write(jdk, directory, megabytes, futures):
    file = os.path.join(directory, "big.hprof")
    if os.path.exists(file):
        os.unlink(file)
    free = shutil.disk_usage(directory).free >> 20
    if free < megabytes + 1024:
        sys.exit(f"{directory} has {free} MB free and a dump of {megabytes} MB needs 1024 more than that: set BENCH_DIR")
    subprocess.run([jdk.tool("java"), "-Xmx1g", "-cp", directory, "BigDump", file, str(megabytes), str(futures)], check=True)
    with open(file, "rb") as dump:  # into the page cache
        while dump.read(1 << 24):
            pass
    return file


def figures(dist, jdk, file):
    """Wall seconds of the command and of cat, and the command's peak memory."""
    peeps = os.path.join(dist, "bin", "peeps")
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    command, pipe = [], []
    for _ in range(rounds(5)):
        command.append(execute([peeps, "dump", "--quiet", file], environment))
        pipe.append(execute(["/bin/sh", "-c", f"cat '{file}' | wc -c"]).wall)
    return median(run.wall for run in command), median(pipe), max(run.peak for run in command)


def seconds(command):
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[0])


def sizes(dist, jdks, directory, jar, oracle):
    """One table for each JDK; each file is written once and read by all."""
    rows = {jdk.version: [] for jdk in jdks}
    for size in SIZES:
        file = write(jdks[0], directory, size, 10_000)
        for jdk in jdks:
            rows[jdk.version].append(size_row(dist, jdk, file, directory, jar, oracle if size == CHAINED else None))
    for jdk in jdks:
        table(f"Heap dumps by size, 10,000 pending futures, read on JDK {jdk.version}",
              ["GB", "`peeps dump FILE`, s", "GB/s", "reading alone, s", "`cat FILE \\| wc -c`, GB/s", "of cat", "peak memory, MB",
               ORACLE + ", s"], rows[jdk.version])


def size_row(dist, jdk, file, directory, jar, oracle):
    wall, pipe, peak = figures(dist, jdk, file)
    reader = [jdk.tool("java"), "-XX:+UseSerialGC", "-cp", f"{jar}{os.pathsep}{directory}", "ReadDump", file]
    alone = median(seconds(reader) for _ in range(rounds(3)))
    other = "-"
    if oracle:
        shutil.rmtree(file + ".nbcache", ignore_errors=True)  # it keeps an index beside the dump
        tool = seconds([jdk.tool("java"), "-Xmx4g", "-cp", f"{oracle}{os.pathsep}{directory}", "VisitFutures", file])
        other = f"{tool:.1f} ({tool / wall:.0f} times)"
    bytes_ = os.path.getsize(file)
    return [f"{bytes_ / 1e9:.2f}", f"{wall:.2f}", f"{bytes_ / wall / 1e9:.2f}", f"{alone:.2f}",
            f"{bytes_ / pipe / 1e9:.2f}", f"{100 * pipe / wall:.0f} %", f"{peak / 1e6:.0f}", other]


def chains(dist, jdk, directory):
    rows = []
    for futures in FUTURES:
        file = write(jdk, directory, CHAINED, futures)
        wall, _, peak = figures(dist, jdk, file)
        rows.append([f"{futures:,}", f"{wall:.2f}", f"{peak / 1e6:.0f}"])
    table(f"Pending futures in chains of ten, {CHAINED / 1024:.1f} GB",
          ["futures", "`peeps dump FILE`, s", "peak memory, MB"], rows)


def small_heap(dist, jdk, directory):
    """All of the command, the graph and the report too, in a heap of 256 MB."""
    file = write(jdk, directory, SMALL_HEAP, 100_000)
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home, PEEPS_JAVA_OPTS="-Xmx256m")
    run = execute([os.path.join(dist, "bin", "peeps"), "dump", "--quiet", file], environment)
    print(f"{SMALL_HEAP / 1024:.1f} GB with 100,000 pending futures, -Xmx256m: {run.wall:.2f} s, peak {run.peak / 1e6:.0f} MB\n")


def run(dist, jdks):
    jdk = jdks[0]
    directory = tempfile.mkdtemp(prefix="peeps-bench-", dir=os.environ.get("BENCH_DIR"))
    try:
        jar = os.path.join(dist, "lib", "peeps", "peeps-mbeans.jar")
        found = glob.glob(os.path.expanduser(f"~/.m2/repository/**/{ORACLE}*.jar"), recursive=True)
        compiled(jdk, directory, "", "BigDump.java")
        compiled(jdk, directory, jar, "ReadDump.java")
        if found:
            compiled(jdk, directory, found[0], "VisitFutures.java")
        sizes(dist, jdks, directory, jar, found[0] if found else None)
        chains(dist, jdk, directory)
        small_heap(dist, jdk, directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
