"""100,000 parked virtual threads, beside the JDK's own dump of them."""

import os

from measure import execute, median, milliseconds, rounds, table
from target import Target

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "native-launcher", "prototype", "Virtual.java")


def run(dist, jdks):
    jdk = jdks[-1]
    peeps = os.path.join(dist, "bin", "peeps")
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    wall, pause, theirs, peak = [], [], [], []
    with Target(jdk, SOURCE, ["100000"], ["-XX:+UseG1GC", "-Xmx2g"]) as target:
        text = os.path.join(target.directory, "dump.txt")
        cut = os.path.join(target.directory, "cut.hprof")
        json = os.path.join(target.directory, "threads.json")
        for _ in range(rounds(5)):
            position = target.position()
            taken = execute([peeps, "dump", "--quiet", target.pid], environment, text)
            wall.append(taken.wall)
            peak.append(taken.peak)
            pause.append(max(target.pauses(position, "HeapWalkOperation")))
            theirs.append(execute([jdk.tool("jcmd"), target.pid, "Thread.dump_to_file", "-format=json", "-overwrite", json]).wall)
        execute([peeps, "dump", "--quiet", f"--save-cut={cut}", target.pid], environment, text)
        rows = [
            ["`peeps dump`, wall time, ms", milliseconds(median(wall))],
            ["`jcmd Thread.dump_to_file -format=json`, wall time, ms", milliseconds(median(theirs))],
            ["ratio", f"{median(wall) / median(theirs):.2f}"],
            ["longest pause of a dump, ms", milliseconds(median(pause))],
            ["text output, kB", f"{os.path.getsize(text) / 1e3:,.0f}"],
            ["cut, MB", f"{os.path.getsize(cut) / 1e6:,.1f}"],
            ["the JDK's JSON, MB", f"{os.path.getsize(json) / 1e6:,.1f}"],
            ["peak memory of the command, MB", f"{max(peak) / 1e6:,.0f}"],
        ]
    table(f"100,000 parked virtual threads, JDK {jdk.version}, G1", ["", ""], rows)
