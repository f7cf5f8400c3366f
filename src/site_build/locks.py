"""Write the lock files again. This is the one command that asks for the newest allowed versions.

`uv` makes the locks because it can lock for every system and Python at once; it is put into a
throwaway environment, so nothing else depends on it. The lock of before says which `uv`.
"""

import json
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from site_build import bootstrap
from site_build.paths import REQUIREMENTS, ROOT
from site_build.steps import run, step

OLDEST_PYTHON = "3.11"
# These run inside Pyodide.
OTHER_PYTHON = {"pyodide": bootstrap.PYODIDE_PYTHON}
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
)
DO = "Look at the lines above: a version that does not exist, or no network."


def write() -> None:
    """Lock every requirements/*.in and package.json."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "uv"
        run([sys.executable, "-m", "venv", home], log="lock-venv", do=DO)
        scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
        step("uv", partial(bootstrap.pip_install, REQUIREMENTS / "lock.txt", scripts / "python"))
        # "dev" is locked after "site", "mutate" and "browsers" after "dev": they keep the versions.
        for name in ("site", "dev", "bench", "mutate", "browsers", "node", "pyodide", "weaknesses", "lock"):
            step(f"requirements/{name}.txt", partial(compile_one, scripts / "uv", name))
    step("package-lock.json", npm_lock)


def compile_one(uv: Path, name: str) -> None:
    """Lock one file."""
    version = OTHER_PYTHON.get(name, OLDEST_PYTHON)
    source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
    command = [uv, "pip", "compile", "--quiet", *OPTIONS, "--python-version", version]
    run([*command, source, "-o", target], log=f"lock-{name}", do=DO)


def npm_lock() -> None:
    """Lock package.json, and those that are installed apart; addresses of registries stay out (.npmrc)."""
    npm = bootstrap.own_npm() or shutil.which("npm") or "npm"
    for place in (ROOT, *(file.parent for file in REQUIREMENTS.glob("*/package.json"))):
        run([npm, "install", "--prefix", place, "--package-lock-only", "--ignore-scripts"], log="npm-lock", do=DO)
        lock = place / "package-lock.json"
        told = json.loads(lock.read_text(encoding="utf-8"))
        for package in told["packages"].values():
            package.pop("funding", None)  # addresses that nobody needs
        lock.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
