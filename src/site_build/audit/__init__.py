"""How good the pages are on a phone, by the measures of others: ``./x audit``. Minutes; no part of the tests.

* ``lighthouse``: accessibility, best practices, search engines, speed, on an imitated phone.
* ``reading``: how hard the guides are to read, in each language.

Lighthouse comes into a folder of its own (``requirements/audit``), so nothing else depends on its packages.
May import: ``finish``, ``translation``, ``proof``, ``server`` and the foundation. Begin with ``lighthouse``.
"""

import os
import subprocess

from site_build import bootstrap, make
from site_build.paths import BUILD, ROOT, SRC, venv_python

LIGHTHOUSE = BUILD / "audit" / "node_modules" / "lighthouse" / "cli" / "index.js"


def audit(languages: list[str]) -> int:
    """Build the site, look at pages of ``languages`` (none named: all), print the tables; the exit status."""
    make.site("dev")
    bootstrap.npm_apart("audit")
    print(flush=True)
    env = os.environ | {"PYTHONPATH": str(SRC)}
    read = subprocess.run([str(venv_python()), "-m", "site_build.audit.reading"], cwd=ROOT, env=env, check=False)
    command = [str(venv_python()), "-m", "site_build.audit.lighthouse", *languages]
    return read.returncode or subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
