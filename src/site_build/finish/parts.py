"""What is shipped to the browser and whose it is: at the root of the site, `parts.json` in the form of CycloneDX, and
`licences.txt`, the licences that must travel with what they are about.

Every package has its version, its licence and where it comes from; every file of the engine its hash, so that anybody
can build the site again and compare.
"""

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from site_build.finish.html import EDITIONS
from site_build.paths import ENGINE, NODE_MODULES, ROOT, RUNTIME
from site_build.runtime.engine.build import NOTICE
from site_build.steps import StepFailed

NAME, LICENCES = "parts.json", "licences.txt"
# Licences as SPDX writes them.
FROM_NPM = {"pyodide": "MPL-2.0", "pagefind": "MIT"}
FROM_PYPI = {"jinja2": "BSD-3-Clause", "markupsafe": "BSD-3-Clause", "mkdocs-material": "MIT", "segno": "BSD-3-Clause"}
PYTHON_LICENCE = "PSF-2.0"
IN_THE_WASM = {
    "bzip2": ("bzip2-1.0.6", b"libbzip2"),
    "expat": ("MIT", b"expat_"),
    "hacl-star": ("MIT", b"HACL*"),
    "libffi": ("MIT", b"ffi_prep_cif"),
    "libmpdec": ("BSD-2-Clause", b"libmpdec"),
    "sqlite": ("blessing", b"SQLite format 3"),
    "xz": ("0BSD", b"LZMADecompressor"),
    "zlib": ("Zlib", b" inflate 1."),
    "zstd": ("BSD-3-Clause", b"ZSTD_"),
}
"""C libraries that Pyodide's makers built into its wasm, each with its licence and bytes that show that it is there.
Their versions are those of the Pyodide that is named beside them."""
BUILT_WITH = {"emscripten": "MIT", "musl": "MIT", "compiler-rt": "Apache-2.0 WITH LLVM-exception"}
"""What every program that Emscripten makes holds."""


def write(site: Path) -> None:
    """Write the list of the parts of a finished site."""
    shipped = ("assets/**/*", "pagefind/**/*", "*/assets/words/*", "*/assets/beginning/*", f"{EDITIONS}/*")
    files = sorted(path for pattern in shipped for path in site.glob(pattern) if path.is_file())
    text = bill([*libraries(), *(file(path, site) for path in files)])
    (site / NAME).write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")
    told = "\n\n".join(f"{name}\n{'=' * len(name)}\n\n{words.strip()}\n" for name, words in licences())
    (site / LICENCES).write_text(told, encoding="utf-8")


def licences() -> list[tuple[str, str]]:
    """The licences of what is shipped, in their own words: the site's own, what is said of Pyodide, each package."""
    found = [("After Five", (ROOT / "LICENSE").read_text(encoding="utf-8"))]
    found.append(("Pyodide", (ENGINE / NOTICE).read_text(encoding="utf-8")))
    for name in FROM_PYPI:
        own = distribution(name)
        text = own.read_text("licenses/LICENSE.txt") or own.read_text("licenses/LICENSE")
        if text is None:
            raise StepFailed(f"  {name} brings no licence where it did.", "Correct `licences` in parts.py.")
        found.append((name, text))
    return found


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
        *in_the_wasm((RUNTIME / engine["build_id"] / "pyodide.asm.wasm").read_bytes()),
        library("after-five", engine["build_id"], "MIT", "pkg:generic/after-five"),
    ]


def in_the_wasm(engine: bytes) -> list[dict[str, Any]]:
    """The C libraries in Pyodide's wasm. Raises ValueError where one is not found any more."""
    if gone := [name for name, (_, shown) in IN_THE_WASM.items() if shown not in engine]:
        raise ValueError(f"{', '.join(gone)}: not in the wasm any more; take it out of the list of parts")
    licences = {name: licence for name, (licence, _) in IN_THE_WASM.items()} | BUILT_WITH
    return [library(name, None, licence, f"pkg:generic/{name}") for name, licence in sorted(licences.items())]


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


def library(name: str, version: str | None, licence: str, address: str) -> dict[str, Any]:
    """One package. ``version``: None for what came built into another one."""
    named = {"expression": licence} if " " in licence else {"license": {"id": licence}}
    told = {} if version is None else {"version": version}
    return {"type": "library", "name": name, **told, "licenses": [named], "purl": address}


def in_words(package: dict[str, Any]) -> str:
    """A package in a line: its name, its version if it has one of its own, its licence."""
    [licence] = package["licenses"]
    name = " ".join(word for word in (package["name"], package.get("version")) if word)
    return f"{name}: {licence.get('expression') or licence['license']['id']}"


def file(path: Path, site: Path) -> dict[str, Any]:
    """One file with its hash."""
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file",
        "name": path.relative_to(site).as_posix(),
        "hashes": [{"alg": "SHA-256", "content": content}],
    }
