"""Heap dumps: how fast they are read, beside `cat FILE | wc -c` and a heap tool, and in how much memory."""

import glob
import os
import shutil
import subprocess
import tempfile

from measure import execute, median, rounds, table
from target import HERE

SIZES = [int(size) for size in os.environ.get("BENCH_DUMP_MB", "512 2048 4096 8192").split()]
FUTURES = [10_000, 100_000, 1_000_000]
CHAINED = 2048
ORACLE = "org-netbeans-lib-profiler"


def compiled(jdk, directory, jar, name, classpath=""):
    path = os.pathsep.join(part for part in (jar, classpath) if part)
    subprocess.run([jdk.tool("javac"), "-cp", path, "-d", directory, os.path.join(HERE, name)], check=True)


def write(jdk, directory, megabytes, futures):
    file = os.path.join(directory, "big.hprof")
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


def sizes(dist, jdk, directory, jar, oracle):
    rows = []
    for size in SIZES:
        file = write(jdk, directory, size, 10_000)
        wall, pipe, peak = figures(dist, jdk, file)
        reader = [jdk.tool("java"), "-XX:+UseSerialGC", "-cp", f"{jar}{os.pathsep}{directory}", "ReadDump", file]
        alone = median(seconds(reader) for _ in range(rounds(3)))
        other = "-"
        if oracle and size == CHAINED:
            tool = seconds([jdk.tool("java"), "-Xmx4g", "-cp", f"{oracle}{os.pathsep}{directory}", "VisitFutures", file])
            other = f"{tool:.1f} ({tool / wall:.0f} times)"
        bytes_ = os.path.getsize(file)
        rows.append([f"{bytes_ / 1e9:.2f}", f"{wall:.2f}", f"{bytes_ / wall / 1e9:.2f}", f"{alone:.2f}",
                     f"{bytes_ / pipe / 1e9:.2f}", f"{100 * pipe / wall:.0f} %", f"{peak / 1e6:.0f}", other])
    table("Heap dumps by size, 10,000 pending futures",
          ["GB", "`peeps dump FILE`, s", "GB/s", "reading alone, s", "`cat FILE \\| wc -c`, GB/s", "of cat", "peak memory, MB",
           ORACLE + ", s"], rows)


def chains(dist, jdk, directory):
    rows = []
    for futures in FUTURES:
        file = write(jdk, directory, CHAINED, futures)
        wall, _, peak = figures(dist, jdk, file)
        rows.append([f"{futures:,}", f"{wall:.2f}", f"{peak / 1e6:.0f}"])
    table("Pending futures in chains of ten, 2 GB", ["futures", "`peeps dump FILE`, s", "peak memory, MB"], rows)


def small_heap(dist, jdk, directory):
    file = write(jdk, directory, 4096, 100_000)
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    run = execute([os.path.join(dist, "bin", "peeps"), "dump", "--quiet", "--max-memory=256m", file], environment)
    print(f"4 GB with 100,000 pending futures, --max-memory=256m: {run.wall:.2f} s, peak {run.peak / 1e6:.0f} MB\n")


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
        sizes(dist, jdk, directory, jar, found[0] if found else None)
        chains(dist, jdk, directory)
        small_heap(dist, jdk, directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
