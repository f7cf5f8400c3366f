"""The rules as a wheel for any Pyodide: `python -m site_build.runtime.wheel` writes .build/wheel.

Runs only in the Pages workflow (or by hand), with requirements/pages.txt on the Python that
Pyodide runs, because pyodide-build compiles with the Python it runs on. The site does not use
the result: its own runtime is smaller. It is for other programs that run in Pyodide.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from site_build.paths import BUILD, ROOT
from site_build.steps import StepFailed, as_program, run

OUT = BUILD / "wheel"
SHIPPED_LOCK = ROOT / "node_modules" / "pyodide" / "pyodide-lock.json"
DO = "This needs requirements/pages.txt, npm ci, and the Python that Pyodide runs."


def main() -> str:
    """Build the wheel, try it alone, compile it, and describe it in a Pyodide lock file."""
    shipped = json.loads(SHIPPED_LOCK.read_text())
    wanted = ".".join(shipped["info"]["python"].split(".")[:2])
    if sys.version_info[:2] != tuple(map(int, wanted.split("."))):
        raise StepFailed(f"  This is Python {sys.version.split()[0]}; Pyodide runs {wanted}.", DO)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    run([sys.executable, "-m", "pip", "wheel", *offline, "-w", OUT, ROOT], log="wheel", do=DO)
    [wheel] = OUT.glob("*.whl")
    try_alone(wheel)
    lock = OUT / "pyodide-lock.json"
    lock.write_text(json.dumps({"info": shipped["info"], "packages": {}}))
    pyodide = Path(sys.executable).with_name("pyodide")
    add = [pyodide, "lockfile", "add-wheels", "--input", lock, "--output", lock, "--base-path", OUT]
    run([*add, wheel], log="wheel-lock", do=DO)
    # Compiling the folder also corrects file name and hash in the lock file.
    run([pyodide, "py-compile", "--silent", OUT], log="wheel-compile", do=DO)
    [compiled] = OUT.glob("*.whl")
    check_compiled(compiled)
    entry = json.loads(lock.read_text())["packages"]["belgian-residence"]
    digest = hashlib.sha256(compiled.read_bytes()).hexdigest()
    if (entry["file_name"], entry["sha256"], entry["depends"]) != (compiled.name, digest, []):
        raise StepFailed(f"  The lock file does not describe the wheel: {entry}", DO)
    return compiled.name


def try_alone(wheel: Path) -> None:
    """Run the program in the wheel with nothing else on the path."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        command = [sys.executable, "-I", "-S", "-c"]
        code = (
            f"import sys; sys.path.insert(0, {folder!r}); import json, belgian_residence as rules;"
            "from datetime import date; rules.schema(); print(len(rules.amounts(date(2026, 11, 22))))"
        )
        said = subprocess.run([*command, code], capture_output=True, text=True, check=False)
        if said.returncode != 0 or int(said.stdout) == 0:
            raise StepFailed(f"  The wheel does not work alone:\n{said.stderr}", DO)


def check_compiled(wheel: Path) -> None:
    """Make sure that the compiled wheel holds bytecode and data, and no source."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    if any(name.endswith(".py") for name in names):
        raise StepFailed("  The compiled wheel still holds source.", DO)
    for wanted in ("belgian_residence/assessment/one_person.pyc", "belgian_residence/law/sources.toml"):
        if wanted not in names:
            raise StepFailed(f"  The compiled wheel lacks {wanted}.", DO)


if __name__ == "__main__":
    as_program(main)
