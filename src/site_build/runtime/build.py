"""Make the browser runtime from .build/wheels: `python -m site_build.runtime.build` writes .build/runtime.

Result: .build/runtime/runtime.json and the four files it names, in a folder named after their hash.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

from site_build import bootstrap
from site_build.cases import Case, sample
from site_build.paths import BUILD, NODE_MODULES, RUNTIME, WHEELS
from site_build.runtime import lean
from site_build.runtime.check import compare
from site_build.steps import as_program, run

HERE = Path(__file__).parent
PYODIDE = NODE_MODULES / "pyodide"
FROM_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
# Hosts compress JSON on the way and leave zips alone, so the uncompressed zip travels under this name.
ZIP = "python.zip.json"
OURS = ("belgian_residence/", "screens/")
NOT_IN_A_BROWSER = ("belgian_residence/command/", "belgian_residence/__main__.pyc")
DATA = (".toml", ".html", ".jinja", ".json", ".txt", ".mo")


def main() -> str:
    """Build the runtime, check it against this Python, and put it in place; return its size."""
    cases = sample()
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="runtime-") as folder:
        fresh = Path(folder)
        zipped = pack(fresh, cases)
        base = assemble(fresh / "new", zipped)
        compare(base, cases)
        if RUNTIME.exists():
            RUNTIME.rename(fresh / "old")
        (fresh / "new").rename(RUNTIME)
    return f"{len(zipped) / 1e6:.1f} MB of bytecode"


def pack(folder: Path, cases: list[Case]) -> bytes:
    """Trace and compile inside Pyodide; return the zip. Raises StepFailed."""
    own, data = our_files()
    plan = {
        "pyodide": str(PYODIDE),
        "wheels": [str(path) for path in sorted(WHEELS.glob("*.whl"))],
        "own": own,
        "data": data,
        "stand_ins": lean.sources(),
        "cases": cases,
        "trace": str(HERE / "trace.py"),
        "inside": str(HERE / "inside.py"),
        "zip": str(folder / ZIP),
    }
    (folder / "plan.json").write_text(json.dumps(plan))
    run(
        [*bootstrap.node(), HERE / "pack.mjs", folder / "plan.json"],
        log="runtime",
        do="The trace inside Pyodide failed. The error above is from our Python or templates.",
    )
    return (folder / ZIP).read_bytes()


def our_files() -> tuple[list[str], list[str]]:
    """List what ships of the wheels of our own packages: modules, and the data files beside them."""
    own: list[str] = []
    data: list[str] = []
    for path in WHEELS.glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            names = wheel.namelist()
        for name in names:
            if not name.startswith(OURS) or name.startswith(NOT_IN_A_BROWSER):
                continue
            if name.endswith(".pyc"):
                own.append(name)
            elif name.endswith(DATA):
                data.append(name)
    return sorted(own), sorted(data)


def assemble(target: Path, zipped: bytes) -> Path:
    """Put the four files in a folder named after their contents, and describe it in runtime.json."""
    contents = {name: (PYODIDE / name).read_bytes() for name in FROM_PYODIDE} | {ZIP: zipped}
    total = hashlib.sha256()
    for name in sorted(contents):
        total.update(hashlib.sha256(contents[name]).digest())
    build_id = total.hexdigest()[:16]
    base = target / build_id
    base.mkdir(parents=True)
    for name, content in contents.items():
        (base / name).write_bytes(content)
    shipped = json.loads((PYODIDE / "pyodide-lock.json").read_text())
    about = {
        "base": f"assets/runtime/{build_id}/",
        "zip": ZIP,
        "build_id": build_id,
        "lock": {"info": shipped["info"], "packages": {}},
        "bytes": {name: len(content) for name, content in sorted(contents.items())},
    }
    text = json.dumps(about, indent=2) + "\n"
    (base / "runtime.json").write_text(text)
    shutil.copyfile(base / "runtime.json", target / "runtime.json")
    return base


if __name__ == "__main__":
    as_program(main)
