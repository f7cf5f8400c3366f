"""Put the wizard into its page: first screens as HTML, where the Python runtime is, its script."""

import hashlib
import json
import shutil
from html import escape
from pathlib import Path

from screens.prerender import prerender
from site_build.finish.html import fill
from site_build.paths import RUNTIME, WIZARD
from site_build.steps import files_under

PAGE = "wizard/index.html"
HOME = "../"  # from the wizard page to the first page of its language


def copy_files(site: Path) -> tuple[str, dict[str, object]]:
    """Copy runtime and wizard files; return the wizard's folder and what the loader must know.

    Both folders are named after their contents, so a browser never mixes two versions.
    """
    about: dict[str, object] = json.loads((RUNTIME / "runtime.json").read_text())
    shutil.copytree(RUNTIME / str(about["build_id"]), site / str(about["base"]))
    files = [path for path in files_under(WIZARD) if path.suffix in {".js", ".mjs", ".css"}]
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    folder = f"assets/wizard/{total.hexdigest()[:16]}/"
    (site / folder).mkdir(parents=True)
    for path in files:
        shutil.copyfile(path, site / folder / path.name)
    return folder, about


def complete(site: Path, language: str, folder: str, about: dict[str, object]) -> None:
    """Fill in the wizard page of one language."""
    path = site / language / PAGE
    up = "../" * (PAGE.count("/") + 1)
    runtime = {key: about[key] for key in ("zip", "build_id", "lock", "bytes")}
    mount = (
        f'<div id="after-five" data-pagefind-ignore data-language="{language}" data-site="{HOME}"\n'
        f'  data-runtime="{up}{about["base"]}"\n'
        f'  data-about="{escape(json.dumps(runtime, separators=(",", ":")))}">\n'
        f"{prerender(language)}\n</div>"
    )
    text = path.read_text(encoding="utf-8")
    text = fill(text, "wizard:mount", mount, path)
    text = fill(text, "wizard:styles", f'<link rel="stylesheet" href="{up}{folder}wizard.css">', path)
    script = f'<script type="module" src="{up}{folder}wizard.js"></script>'
    text = fill(text, "wizard:script", script, path)
    path.write_text(text, encoding="utf-8")
