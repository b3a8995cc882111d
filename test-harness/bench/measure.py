"""Running things and comparing them."""

import os
import statistics
import sys
import time


class Run:
    """What one run of a command took: wall and processor seconds, peak resident bytes, and where its output is."""

    def __init__(self, wall, processor, peak):
        self.wall = wall
        self.processor = processor
        self.peak = peak


def execute(arguments, environment=None, output="/dev/null"):
    """Runs a command to its end. Ends the benchmark when it fails: a figure of a failure is none."""
    actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    start = time.monotonic()
    pid = os.posix_spawn(arguments[0], arguments, environment or os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"bench: status {os.waitstatus_to_exitcode(status)} from {' '.join(arguments)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def rounds(default):
    return int(os.environ.get("BENCH_ROUNDS", default))


def median(values):
    return statistics.median(list(values))


def table(title, head, rows):
    """Prints a Markdown table; cells are strings."""
    print(f"### {title}\n\n| {' | '.join(head)} |\n|{'--|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)


def milliseconds(seconds):
    value = seconds * 1000
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"
