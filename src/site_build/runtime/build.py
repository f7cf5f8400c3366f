"""Make the browser runtime from .build/wheels: `python -m site_build.runtime.build` writes .build/runtime.

Result: .build/runtime/runtime.json and the files it names, in a folder named after their hash: the zip, and the engine
as `engine/build.py` has made it.
"""

import base64
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from screens.words import COMPILED
from site_build import bootstrap
from site_build.cases import Case, sample
from site_build.paths import BUILD, ENGINE, LOCALES, NODE_MODULES, ROOT, RUNTIME, WHEELS
from site_build.runtime import lean
from site_build.runtime.check import compare
from site_build.runtime.engine.build import NOTICE
from site_build.runtime.repack import FIXED_DATE
from site_build.steps import as_program, files_under, run

HERE = Path(__file__).parent
WORDS = LOCALES / "en" / COMPILED
"""For the trace and the check; every language has the same keys."""
PYODIDE = NODE_MODULES / "pyodide"
# Hosts compress JSON on the way and leave zips alone, so the uncompressed zip travels under this name.
ZIP = "python.zip.json"
SOURCE = "source.zip"
"""What made the changed files of Pyodide, as its licence asks: the notice beside it says so."""
OURS = ("belgian_residence/", "screens/")
# The words are a piece of their own: each page brings those of its language.
# And what only the build imports is left out.
NOT_IN_A_BROWSER = (
    *("belgian_residence/command/", "belgian_residence/__main__.pyc"),
    *("screens/locales/", "screens/catalogues.pyc", "screens/municipality_table.pyc"),
)
TRIED_EACH = 2
"""Each second case with which it was packed is answered once more, and compared with the answer of this Python."""
DATA = (".toml", ".html", ".jinja", ".json", ".txt")


def main() -> str:
    """Build the runtime, check it against this Python, and put it in place; return its size."""
    cases = sample()
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="runtime-") as folder:
        fresh = Path(folder)
        zipped = pack(fresh, cases)
        base = assemble(fresh / "new", zipped)
        compare(base, cases[::TRIED_EACH])
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
        "words": str(WORDS),
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
    """Put the files in a folder named after their contents, and describe it in runtime.json."""
    contents = {path.name: path.read_bytes() for path in ENGINE.iterdir()} | {ZIP: zipped, SOURCE: source()}
    total = hashlib.sha256()
    for name in sorted(contents):
        total.update(hashlib.sha256(contents[name]).digest())
    build_id = total.hexdigest()[:16]
    base = target / build_id
    base.mkdir(parents=True)
    for name, content in contents.items():
        (base / name).write_bytes(content)
    pieces = {name: content for name, content in sorted(contents.items()) if name not in (NOTICE, SOURCE)}
    about = {
        "base": f"assets/runtime/{build_id}/",
        "zip": ZIP,
        "build_id": build_id,
        "lock": lock(),
        "bytes": {name: len(content) for name, content in pieces.items()},
        "hashes": {name: sha256_of(content) for name, content in pieces.items()},
    }
    text = json.dumps(about, indent=2) + "\n"
    (base / "runtime.json").write_text(text)
    shutil.copyfile(base / "runtime.json", target / "runtime.json")
    return base


def source() -> bytes:
    """This folder: the programs and lists that make Pyodide smaller, and the files that stand in for its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in files_under(HERE):
            name = zipfile.ZipInfo(path.relative_to(ROOT).as_posix(), FIXED_DATE)
            archive.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def lock() -> dict[str, Any]:
    """A lock of Pyodide without packages."""
    return {"info": json.loads((PYODIDE / "pyodide-lock.json").read_text())["info"], "packages": {}}


def sha256_of(content: bytes) -> str:
    """The SHA-256 of a file in base64, as browsers write it."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


if __name__ == "__main__":
    as_program(main)
