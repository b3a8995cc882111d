"""The JDKs to measure on."""

import os
import re
import subprocess

TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools")


class Jdk:
    """A JDK: its home, feature version (17) and full version (17.0.15)."""

    def __init__(self, home):
        self.home = home
        with open(os.path.join(home, "release"), encoding="utf-8") as release:
            self.full_version = re.search(r'JAVA_VERSION="([^"]*)"', release.read()).group(1)
        self.version = int(self.full_version.split(".")[0])

    def tool(self, name):
        return os.path.join(self.home, "bin", name)


def find_jdks():
    """One JDK of 17 to 20 and one of 25 or later; ends the program when one is missing."""
    return [Jdk(subprocess.run([os.path.join(TOOLS, "jdk"), *wanted], check=True, stdout=subprocess.PIPE, text=True)
                .stdout.strip()) for wanted in (["17", "20"], ["25"])]
