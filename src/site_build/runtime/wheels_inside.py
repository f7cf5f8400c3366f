"""Runs inside Pyodide under Node: describe a folder of wheels in a Pyodide lock file, and compile them.

Not part of the site. pyodide-build compiles with the Python it runs on, so it runs on the browser's.
"""

from pathlib import Path

from pyodide_build.cli.py_compile import main as py_compile  # type: ignore[import-not-found]
from pyodide_lock import PyodideLockSpec  # type: ignore[import-not-found]
from pyodide_lock.utils import add_wheels_to_spec  # type: ignore[import-not-found]


def compile_wheels(folder: str) -> None:
    """Compile every wheel in `folder` and add it to the `pyodide-lock.json` that lies there.

    Raises when the lock does not have what a wheel depends on, or does not fit the names of the files.
    """
    lock = Path(folder) / "pyodide-lock.json"
    wheels = sorted(Path(folder).glob("*.whl"))
    # In this order: pyodide-lock refuses a compiled wheel, and pyodide-build corrects file name and hash in the lock.
    add_wheels_to_spec(PyodideLockSpec.from_json(lock), wheels).to_json(lock)
    py_compile(["--silent", folder], standalone_mode=False)
    spec = PyodideLockSpec.from_json(lock)
    spec.check_wheel_filenames()
    spec.to_json(lock, indent=2)
