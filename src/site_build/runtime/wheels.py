"""Make the wheels for the browser: `python -m site_build.runtime.wheels` writes .build/wheels.

Result: our two packages, Jinja2, MarkupSafe and segno, each as a wheel of bytecode, and the Pyodide lock file that
describes them. Flit makes our wheels, `repack.py` those of others; pyodide-build and pyodide-lock work inside Pyodide
(`wheels_inside.py`).
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from flit_core.wheel import make_wheel_in  # type: ignore[import-untyped]

from screens import municipalities, municipality_table
from site_build import bootstrap
from site_build.paths import BUILD, NODE_MODULES, PYODIDE_PACKAGES, ROOT, SRC, WHEELS
from site_build.runtime.repack import repack
from site_build.steps import StepFailed, as_program, run

HERE = Path(__file__).parent
PYODIDE = NODE_MODULES / "pyodide"
LOCK = "pyodide-lock.json"
THIRD_PARTY = ("jinja2", "markupsafe", "segno")
# Of segno only what makes the squares of a QR code. Its own start imports writers of many file formats, and with them
# half of the standard library; without that start the two modules are a package all the same.
ONLY = {"segno": ("consts.py", "encoder.py")}
# What the lock must say of each package: what can be imported, and what it depends on.
EXPECTED = {
    "after-five-screens": (["screens"], ["belgian-residence", "jinja2", "segno"]),
    "belgian-residence": (["belgian_residence"], []),
    "jinja2": (["jinja2"], ["markupsafe"]),
    "markupsafe": (["markupsafe"], []),
    "segno": (["segno"], []),
}
# The time that pyodide-build gives the files in a wheel, so that each build makes the same.
EPOCH_1980 = "315532800"
FIRST = "en"  # of the other languages each page brings its own
DO = "Run the same command again. If it fails again, delete .build and node_modules first."


def main() -> str:
    """Make all wheels, check the lock against them, and put both in place; return what there is."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="wheels-") as folder:
        fresh = Path(folder) / "new"
        make(fresh)
        check(fresh)
        if WHEELS.exists():
            WHEELS.rename(Path(folder) / "old")
        fresh.rename(WHEELS)
    size = sum(path.stat().st_size for path in WHEELS.glob("*.whl"))
    return f"{len(EXPECTED)} wheels, {size / 1e6:.1f} MB"


def make(target: Path) -> None:
    """Put the compiled wheels and their lock file into `target`, which must not exist."""
    target.mkdir()
    make_wheel_in(ROOT / "pyproject.toml", target)
    screens(target)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="others-") as folder:
        third_party(Path(folder))
        compile_wheels(Path(folder), target)


def screens(target: Path) -> None:
    """Put the wheel of the screens into `target`: with the compiled words in English and the table of municipalities,
    without what people write.

    Where a .po is found beside the .mo, the screens want Babel to compile it anew.
    """
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="screens-") as folder:
        hidden = shutil.ignore_patterns("*.po", "LC_MESSAGES", "__pycache__")
        shutil.copytree(SRC / "screens", Path(folder) / "screens", ignore=hidden)
        (Path(folder) / "screens" / municipalities.FILE).write_text(municipality_table.table(), encoding="utf-8")
        for other in (Path(folder) / "screens" / "locales").iterdir():
            if other.name != FIRST:
                shutil.rmtree(other)
        shutil.copy(HERE / "screens.toml", folder)
        make_wheel_in(Path(folder) / "screens.toml", target)


def third_party(folder: Path) -> None:
    """Put the wheels of others into `folder`, and a lock file without packages."""
    for name in THIRD_PARTY:
        wheel, content = repack(distribution(name), ONLY.get(name, ()))
        (folder / wheel).write_bytes(content)
    shipped = json.loads((PYODIDE / LOCK).read_text())
    (folder / LOCK).write_text(json.dumps({"info": shipped["info"], "packages": {}}))


def compile_wheels(others: Path, ours: Path) -> None:
    """Compile the wheels in both folders, in one Pyodide: its start takes longer than they do. Those of others lose
    assertions and docstrings; our own keep them and line numbers, because errors there must be readable. `ours` holds
    all in the end, with the lock file."""
    plan = {
        "pyodide": str(PYODIDE),
        "packages": str(PYODIDE_PACKAGES),
        "others": str(others),
        "ours": str(ours),
        "inside": str(HERE / "wheels_inside.py"),
        # Lines, but not the columns in them: those are a quarter of the bytecode.
        "env": {"PYTHONNODEBUGRANGES": "1", "SOURCE_DATE_EPOCH": EPOCH_1980},
    }
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="plan-") as place:
        path = Path(place) / "plan.json"
        path.write_text(json.dumps(plan))
        run(
            [*bootstrap.node(), HERE / "wheels.mjs", path],
            log="wheels",
            do="The wheels could not be compiled inside Pyodide. The error above says which, and why.",
        )


def check(folder: Path) -> None:
    """Make sure that the lock file describes the wheels in `folder`, and that these hold bytecode and no source."""
    packages = json.loads((folder / LOCK).read_text())["packages"]
    said = {name: (entry["imports"], entry["depends"]) for name, entry in packages.items()}
    if said != EXPECTED:
        raise StepFailed(f"  The lock file says {said}\n  and should say {EXPECTED}.", DO)
    for name, entry in packages.items():
        wheel = folder / entry["file_name"]
        if not wheel.exists() or hashlib.sha256(wheel.read_bytes()).hexdigest() != entry["sha256"]:
            raise StepFailed(f"  The lock file describes another wheel of {name}: {entry}", DO)
        with zipfile.ZipFile(wheel) as archive:
            suffixes = {Path(file).suffix for file in archive.namelist()}
        if ".py" in suffixes or ".pyc" not in suffixes:
            raise StepFailed(f"  {wheel.name} was not compiled.", DO)


if __name__ == "__main__":
    as_program(main)
