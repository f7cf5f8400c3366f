"""Make the engine from Pyodide: `python -m site_build.runtime.engine.build` writes .build/engine.

Four files: the small engine, as script and wasm, and the whole one, which a page loads when the small one lacked
something. It needs nothing of ours, so it is made again only when Pyodide or this folder changed.
"""

import hashlib
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from site_build import bootstrap
from site_build.paths import BUILD, ENGINE, NODE_MODULES
from site_build.runtime.engine.smaller import smaller_script, smaller_wasm, used_exports
from site_build.steps import StepFailed, as_program, run

HERE = Path(__file__).parent
PYODIDE = NODE_MODULES / "pyodide"
WASM, GLUE, LOADER = "pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs"
SMALL_SCRIPT, SMALL_WASM = "engine.mjs", WASM
WHOLE_SCRIPT, WHOLE_WASM = "whole.mjs", "whole.wasm"
NOTICE = "notice.txt"
KEPT = HERE / "kept.toml"
AGAIN = "Run `./x engine`: it finds anew what the wizard uses of Pyodide, and tries it."
# What the two scripts end with: names that only a module has.
GLUE_EXPORT = "export default _createPyodideModule;"
LOADER_EXPORT = re.compile(r"export\{(\w+) as loadPyodide,\w+ as version\};")


def main() -> str:
    """Make the files and put them in place; return how small the engine became."""
    kept = read_kept()
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="engine-") as folder:
        fresh = Path(folder) / "new"
        fresh.mkdir()
        sizes = make(fresh, kept)
        shutil.rmtree(ENGINE, ignore_errors=True)
        fresh.rename(ENGINE)
    return sizes


def read_kept() -> set[int]:
    """The functions that stay. Raises StepFailed when Pyodide is another than the one they were found in."""
    said: dict[str, Any] = tomllib.loads(KEPT.read_text(encoding="utf-8"))
    for name, expected in said["pyodide"].items():
        if hashlib.sha256((PYODIDE / name).read_bytes()).hexdigest() != expected:
            raise StepFailed(f"  {name} is not the one of which {KEPT.name} lists what the wizard uses.", AGAIN)
    return {number for part in said["functions"].split() for number in numbers(part)}


def numbers(part: str) -> range:
    """Read "7" or "7-9"."""
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def make(folder: Path, kept: set[int]) -> str:
    """Write the four files and the notice; return the sizes of both wasm files."""
    binary = (PYODIDE / WASM).read_bytes()
    glue, loader = ((PYODIDE / name).read_text(encoding="utf-8") for name in (GLUE, LOADER))
    small = smaller_wasm(binary, kept, used_exports(binary, glue, loader))
    (folder / SMALL_WASM).write_bytes(small)
    shutil.copyfile(PYODIDE / WASM, folder / WHOLE_WASM)
    glue_of_small = minified(folder, smaller_script(binary, glue, loader))
    (folder / SMALL_SCRIPT).write_text(one_script(glue_of_small, loader, "small"), encoding="utf-8")
    (folder / WHOLE_SCRIPT).write_text(one_script(glue, loader, "whole"), encoding="utf-8")
    (folder / NOTICE).write_bytes((HERE / NOTICE).read_bytes())
    return f"{len(small) / 1e6:.1f} of {len(binary) / 1e6:.1f} MB of wasm"


def minified(folder: Path, script: str) -> str:
    """The script without what is never read, with short names."""
    before, after = folder / "before.mjs", folder / "after.mjs"
    before.write_text(script, encoding="utf-8")
    run([*bootstrap.node(), HERE / "minify.mjs", before, after], log="engine", do="See above.")
    made = after.read_text(encoding="utf-8")
    for path in (before, after):
        path.unlink()
    return made


def one_script(glue: str, loader: str, behind: str) -> str:
    """Pyodide's two scripts as one, to which the page adds our own: it starts a worker from bytes that it has checked.

    `behind`: the script of this folder that gives out their names. Raises StepFailed where they look otherwise than
    they did.
    """
    found = LOADER_EXPORT.search(loader)
    if glue.count(GLUE_EXPORT) != 1 or found is None:
        raise StepFailed("  Pyodide's scripts export other names than they did.", "Correct `one_script` in build.py.")
    loader = loader.replace(found[0], f"const loadPyodide = {found[1]};")
    notice = f"/* Pyodide, {'shortened' if behind == 'small' else 'unchanged'}; MPL-2.0; see {NOTICE}. */"
    return "\n".join([notice, glue.replace(GLUE_EXPORT, ""), loader, (HERE / f"{behind}.js").read_text(), ""])


if __name__ == "__main__":
    as_program(main)
