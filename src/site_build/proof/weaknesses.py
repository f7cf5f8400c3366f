"""`./x weaknesses`: is a weakness known in what we use?

It asks the advisory lists of PyPI and npm, so it needs the network.

Not a part of `./x test`: the same state of the project would pass one day and fail the next.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from site_build import bootstrap
from site_build.paths import REQUIREMENTS, ROOT
from site_build.steps import run

DO = "It needs the network; try again."
FOUND, NOT_ASKED = 1, 4
"""Exit statuses: a weakness is known, or a list could not be asked, so nothing is known of its packages."""
# What both programs say when they could not ask.
SILENT = ("could not be audited", "ConnectionError", "ServiceError", "endpoint", "ENOTFOUND", "EAUDIT", "npm error")


def ask() -> int:
    """Ask for every lock file; print what is known, and what could not be asked."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "auditor"
        run([sys.executable, "-m", "venv", home], log="weaknesses-venv", do=DO)
        python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        bootstrap.pip_install(REQUIREMENTS / "weaknesses.txt", python)
        asked = [
            one(lock.name, [python, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", lock])
            for lock in sorted(REQUIREMENTS.glob("*.txt"))
        ]
    npm = bootstrap.own_npm() or shutil.which("npm")
    words = [npm] if npm else bootstrap.wheel_npm()
    asked.append(one("package-lock.json", [*words, "audit", "--package-lock-only"]))
    return FOUND if FOUND in asked else max(asked)


def one(name: str, command: list[object]) -> int:
    """Ask about one lock file: 0, FOUND or NOT_ASKED."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    # A package that could not be asked about is no failure to the program: it says so, and ends well.
    status = NOT_ASKED if any(sign in said for sign in SILENT) else FOUND if done.returncode else 0
    print(
        f"  {name} ".ljust(34, "."),
        {0: "nothing known", FOUND: "a weakness is known:", NOT_ASKED: "not asked:"}[status],
    )
    if status:
        print("\n".join(f"    {line[:200]}" for line in said.strip().splitlines()[-12:]))
    return status
