"""Runs inside Pyodide under Node: describe wheels in a Pyodide lock file, and compile them.

Not part of the site. pyodide-build compiles with the Python it runs on, so it runs on the browser's.
"""

import py_compile
import shutil
from functools import partial
from pathlib import Path

from pyodide_build.cli.py_compile import main as compiled_in  # type: ignore[import-not-found]
from pyodide_lock import PyodideLockSpec  # type: ignore[import-not-found]
from pyodide_lock.utils import add_wheels_to_spec  # type: ignore[import-not-found]

LOCK = "pyodide-lock.json"
COMPILE = py_compile.compile


def compile_all(others: str, ours: str) -> None:
    """Compile the wheels in both folders; `ours` then holds all, with the lock that lay in `others`."""
    compile_wheels(Path(others), optimize=2)
    shutil.copy(Path(others) / LOCK, ours)
    compile_wheels(Path(ours), optimize=0)
    for wheel in Path(others).glob("*.whl"):
        shutil.copy(wheel, ours)


def compile_wheels(folder: Path, *, optimize: int) -> None:
    """Compile every wheel in `folder` and add it to the lock that lies there; `optimize` is Python's -O (0 to 2).

    Raises when the lock does not have what a wheel depends on, or does not fit the names of the files.
    """
    lock = folder / LOCK
    # pyodide-build has no option for it: it takes what Python was started with.
    py_compile.compile = partial(COMPILE, optimize=optimize)
    # In this order: pyodide-lock refuses a compiled wheel, and pyodide-build corrects file name and hash in the lock.
    add_wheels_to_spec(PyodideLockSpec.from_json(lock), sorted(folder.glob("*.whl"))).to_json(lock)
    compiled_in(["--silent", str(folder)], standalone_mode=False)
    spec = PyodideLockSpec.from_json(lock)
    spec.check_wheel_filenames()
    spec.to_json(lock, indent=2)
