"""What is shipped to the browser and whose it is: `parts.json` at the root of the site, in the form of CycloneDX.

Every package has its version, its licence and where it comes from; every file of the engine its hash, so that anybody
can build the site again and compare.
"""

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from site_build.finish.html import EDITIONS
from site_build.paths import NODE_MODULES, ROOT, RUNTIME

NAME = "parts.json"
# Licences as SPDX writes them. Python and the C libraries in the wasm come inside Pyodide, built by its makers.
FROM_NPM = {"pyodide": "MPL-2.0", "pagefind": "MIT"}
FROM_PYPI = {"jinja2": "BSD-3-Clause", "markupsafe": "BSD-3-Clause", "mkdocs-material": "MIT", "segno": "BSD-3-Clause"}
PYTHON_LICENCE = "PSF-2.0"


def write(site: Path) -> None:
    """Write the list of the parts of a finished site."""
    shipped = ("assets/**/*", "pagefind/**/*", "*/assets/words/*", "*/assets/beginning/*", f"{EDITIONS}/*")
    files = sorted(path for pattern in shipped for path in site.glob(pattern) if path.is_file())
    text = bill([*libraries(), *(file(path, site) for path in files)])
    (site / NAME).write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")


def bill(components: list[dict[str, Any]]) -> dict[str, Any]:
    """The list as CycloneDX has it."""
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}


def libraries() -> list[dict[str, Any]]:
    """Every package of which something is shipped."""
    engine = json.loads((RUNTIME / "runtime.json").read_text(encoding="utf-8"))
    return [
        *(npm(name, licence) for name, licence in FROM_NPM.items()),
        *(pypi(name, licence) for name, licence in FROM_PYPI.items()),
        library("cpython", engine["lock"]["info"]["python"], PYTHON_LICENCE, "pkg:generic/cpython"),
        library("after-five", engine["build_id"], "MIT", "pkg:generic/after-five"),
    ]


def npm(name: str, licence: str) -> dict[str, Any]:
    """A package of the npm lock."""
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"][f"node_modules/{name}"]
    own = json.loads((NODE_MODULES / name / "package.json").read_text(encoding="utf-8"))
    if own.get("license", licence) != licence:
        raise ValueError(f"{name}: its licence is {own['license']} by now, not {licence}")
    return library(name, locked["version"], licence, f"pkg:npm/{name}@{locked['version']}")


def pypi(name: str, licence: str) -> dict[str, Any]:
    """A package of the Python environment that builds the site."""
    version = distribution(name).version
    return library(name, version, licence, f"pkg:pypi/{name}@{version}")


def library(name: str, version: str, licence: str, address: str) -> dict[str, Any]:
    """One package."""
    licences = [{"license": {"id": licence}}]
    return {"type": "library", "name": name, "version": version, "licenses": licences, "purl": address}


def file(path: Path, site: Path) -> dict[str, Any]:
    """One file with its hash."""
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file",
        "name": path.relative_to(site).as_posix(),
        "hashes": [{"alg": "SHA-256", "content": content}],
    }
