"""How fast the rules are, measured beside OpenFisca-Core: ``./x bench rules``.

The comparison runs in an environment of its own (requirements/bench.txt), so nothing else depends on its packages.
May import: the rules and the foundation. Begin with ``compare``.
"""

import os
import subprocess
import sys

from site_build.paths import BUILD, REQUIREMENTS, ROOT, SRC
from site_build.steps import fingerprint, run, step

HOME = BUILD / "bench"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = REQUIREMENTS / "bench.txt"
DO = "Look at the lines above. Most often the network or a proxy is in the way; try again."


def measure(rounds: int) -> int:
    """Bring in what is compared, measure, and print the figures; the exit status."""
    step("Packages of the bench", install, key=fingerprint([LOCK], sys.version), outputs=[PYTHON])
    print(flush=True)
    command = [str(PYTHON), "-m", "site_build.bench.rules.compare", str(rounds)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(SRC)}, check=False).returncode


def install() -> None:
    """Make the environment with exactly what the lock lists."""
    run([sys.executable, "-m", "venv", "--clear", HOME], log="bench-venv", do=DO)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "--no-deps", "-r", LOCK], log="bench-pip", do=DO)
