"""How fast the wizard is in a browser, beside the usual way to run Python in a page: ``./x bench``.

* ``usual``: the same rules and screens as most pages with Pyodide have them, and as PyScript runs them; ``plain``: the
  page without any Python.
* ``conditions``: a slow processor and a slow network. ``visit``: one visit, measured. ``compare``: all of them in turn.
* ``figures``: ``docs/speed.toml``, written by a run.
May import: ``proof``, ``runtime``, ``server``, the foundation and the screens. Begin with ``compare``.
"""

import os
import subprocess

from site_build import bootstrap, make
from site_build.paths import ROOT, SRC, venv_python


def measure(rounds: int) -> int:
    """Build the site, measure it in a real browser, write the figures; the exit status."""
    make.site("dev")
    bootstrap.npm_apart("pyscript")
    command = [str(venv_python()), "-m", "site_build.bench.wizard.compare", str(rounds)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(SRC)}, check=False).returncode
