"""What the command takes: wall time beside jstack, and its own memory."""

import os

from measure import execute, median, milliseconds, rounds, table
from target import HERE, Target


def compare(dist, jdk):
    peeps = os.path.join(dist, "bin", "peeps")
    environment = dict(os.environ, PEEPS_JAVA_HOME=jdk.home)
    source = os.path.join(HERE, "SmallApp.java")
    first, later, stacks, text, check, plain, memory = [], [], [], [], [], [], []
    for _ in range(rounds(11)):
        with Target(jdk, source, options=["-Xmx64m"]) as target:
            dump = [peeps, "dump", "--quiet", target.pid]
            execute([jdk.tool("jstack"), "-l", target.pid])  # the attach listener is up for both
            first.append(execute(dump, environment).wall)
            for _ in range(3):
                taken = execute(dump, environment)
                later.append(taken.wall)
                memory.append(taken.peak)
                stacks.append(execute([jdk.tool("jstack"), "-l", target.pid]).wall)
                text.append(execute([jdk.tool("jcmd"), target.pid, "Thread.print", "-l"]).wall)
                check.append(execute([peeps, "check", "--quiet", target.pid], environment).wall)
                plain.append(execute([jdk.tool("jstack"), target.pid]).wall)
    return first, later, stacks, text, check, plain, memory


def run(dist, jdks):
    results = [compare(dist, jdk) for jdk in jdks]
    names = ["`peeps dump`, the first, loading included", "`peeps dump`, later ones", "`jstack -l`",
             "`jcmd Thread.print -l`", "`peeps check`", "`jstack`"]
    rows = [[name, *(milliseconds(median(result[i])) for result in results)] for i, name in enumerate(names)]
    rows.append(["later dump / `jstack -l`", *(f"{median(r[1]) / median(r[2]):.2f}" for r in results)])
    rows.append(["first dump / `jstack -l`", *(f"{median(r[0]) / median(r[2]):.2f}" for r in results)])
    rows.append(["`peeps check` / `jstack`", *(f"{median(r[4]) / median(r[5]):.2f}" for r in results)])
    rows.append(["peak memory of the command, MB", *(f"{max(r[6]) / 1e6:.0f}" for r in results)])
    table("The command, a small application: wall time in ms",
          ["", *(f"JDK {jdk.version}" for jdk in jdks)], rows)

