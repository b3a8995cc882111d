"""A JVM to be looked at, with its own safepoint log as the judge of pauses."""

import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


class Target:
    """Starts SOURCE (a file with one class of that name) and waits until it prints a line."""

    def __init__(self, jdk, source, arguments=(), options=()):
        self.directory = tempfile.mkdtemp(prefix="peeps-bench-")
        self.log = os.path.join(self.directory, "safepoints.log")
        name = os.path.splitext(os.path.basename(source))[0]
        subprocess.run([jdk.tool("javac"), "-d", self.directory, source], check=True)
        self.process = subprocess.Popen(
            [jdk.tool("java"), "-Xlog:disable", f"-Xlog:safepoint:file={self.log}", *options,
             "-cp", self.directory, name, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.pid = str(self.process.pid)
        if not select.select([self.process.stdout], [], [], 300)[0] or not self.process.stdout.readline():
            self.close()
            sys.exit(f"bench: {name} did not start on {jdk.home}: {self.process.stderr.read().decode()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def position(self):
        return os.path.getsize(self.log) if os.path.exists(self.log) else 0

    def pauses(self, position, operation, expected=1):
        """The pauses of a VM operation, in seconds, that the log tells after a position; the log may lag a little."""
        for _ in range(50):
            with open(self.log, encoding="utf-8") as log:
                log.seek(position)
                found = [int(match.group(1)) / 1e9 for line in log if f'"{operation}"' in line
                         for match in [re.search(r"At safepoint: *(\d+) ns", line)] if match]
            if len(found) >= expected:
                return found
            time.sleep(0.1)
        return found

    def resident(self):
        """Bytes of memory that the process holds."""
        with open(f"/proc/{self.pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
