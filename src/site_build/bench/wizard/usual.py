"""The usual way, made from the same packages: Pyodide as it comes, on the main thread, with wheels of source; and the
same with PyScript around it.

It serves everything itself, like the site, and loads the wheels without micropip: with it, it would be slower.
"""

import re
import shutil
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from flit_core.wheel import make_wheel_in  # type: ignore[import-untyped]

from site_build.paths import BUILD, NODE_MODULES, ROOT
from site_build.runtime.repack import repack
from site_build.runtime.wheels import THIRD_PARTY, screens

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FOLDER = "usual"
PAGE = f"en/{FOLDER}/"
PLAIN = "en/plain/"
PYSCRIPT = "en/pyscript/"
CORE = BUILD / "pyscript" / "node_modules" / "@pyscript" / "core" / "dist"

SCRIPT = """
import {{ loadPyodide }} from "../../{folder}/pyodide.mjs";
const now = document.querySelector("[data-now]");
const pyodide = await loadPyodide();
await pyodide.loadPackage({wheels}.map((name) => new URL(`../../{folder}/${{name}}`, location).href));
const handle = pyodide.pyimport("screens.app").handle;
window.bench = {{ ready: performance.now(), ask: async (text) => handle(text) }};
"""
PYSCRIPT_HEAD = '<script type="module" src="../../pyscript/core.js"></script>'
# Python in the page, as PyScript has it: its own start, then the same wheels and the same function.
PYSCRIPT_BODY = """
<script type="py" config='{{"interpreter": "../../{folder}/pyodide.mjs"}}'>
import js, pyodide_js
from pyodide.ffi import create_proxy, to_js
whole = [js.URL.new("../../{folder}/" + name, js.location.href).href for name in {wheels}]
await pyodide_js.loadPackage(to_js(whole))
from screens.app import handle
async def ask(text):
    return handle(text)
bench = js.Object.new()
bench.ready = js.performance.now()
bench.ask = create_proxy(ask)
js.window.bench = bench
</script>
"""


def add(site: Path) -> None:
    """Put the usual way, PyScript and the plain page beside the wizard of a copy of the site."""
    target = site / FOLDER
    target.mkdir()
    for name in PYODIDE:
        shutil.copy(NODE_MODULES / "pyodide" / name, target)
    make_wheel_in(ROOT / "pyproject.toml", target)
    screens(target)
    for name in THIRD_PARTY:
        file, content = repack(distribution(name))
        (target / file).write_bytes(content)
    wheels = sorted(path.name for path in target.glob("*.whl"))
    assert all(".py" in {Path(name).suffix for name in zipfile.ZipFile(target / wheel).namelist()} for wheel in wheels)
    plain = without_engine((site / "en" / "wizard" / "index.html").read_text(encoding="utf-8"))
    script = f'<script type="module">{SCRIPT.format(folder=FOLDER, wheels=wheels)}</script>'
    shutil.copytree(CORE, site / "pyscript")
    begun = PYSCRIPT_HEAD + PYSCRIPT_BODY.format(folder=FOLDER, wheels=wheels)
    made = {PLAIN: "", PAGE: script, PYSCRIPT: begun}
    for folder, text in ((folder, plain.replace("</body>", f"{more}</body>")) for folder, more in made.items()):
        (site / folder).mkdir()
        (site / folder / "index.html").write_text(text, encoding="utf-8")


def without_engine(page: str) -> str:
    """The wizard's page as HTML and style only. Its policy goes too: the usual way could not live with it."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = re.sub(r'<script type="(importmap|application/json)"[^>]*>.*?</script>', "", page)
    return re.sub(r"<(script|link)[^>]*integrity=[^>]*>(</script>)?", "", page)
