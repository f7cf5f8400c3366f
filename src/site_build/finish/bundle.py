"""Scripts and styles as the browser gets them: what belongs together in one file, without comments and spaces.

Each file costs a request of its own, and before the first question each of them is waited for. esbuild puts them
together; nothing of them is changed but names that only a file itself knows.
"""

import hashlib
import json
import re
import shutil
import tempfile
from functools import cache
from html import escape
from os.path import normpath
from pathlib import Path
from urllib.parse import urlsplit

from site_build import bootstrap
from site_build.finish.html import in_head, pages
from site_build.paths import NODE_MODULES
from site_build.steps import run

ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"
OLDEST = "es2022"  # private fields, as the sources have them
STYLES = "assets/styles/"
THEIRS = "stylesheets"  # the folder of the theme's styles, and of ours among them
SCRIPT = re.compile(r'<script src="([^"]+/bundle\.[^"]+\.js)"')
LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]+)">\n?')


def bundled(name: str, *parts: Path) -> bytes:
    """Scripts or styles, one after the other, with all that they import: the file `name`. Raises StepFailed where one
    cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        entry, out = Path(folder) / f"entry{Path(name).suffix}", Path(folder) / name
        take = "@import" if entry.suffix == ".css" else "import"
        entry.write_text("".join(f"{take} {json.dumps(part.as_posix())};\n" for part in parts), encoding="utf-8")
        options = [
            "--bundle",
            "--minify",
            "--format=esm",
            f"--target={OLDEST}",
            "--charset=utf8",
            "--log-level=warning",
        ]
        run(
            [*bootstrap.node(), ESBUILD, entry, *options, f"--outfile={out}"],
            log=f"bundle-{name}",
            do="Correct the script or style that is named above.",
        )
        return out.read_bytes()


def no_module(name: str, script: bytes) -> bytes:
    """A script that is written as a module, as one that is none; what it gives out is dropped. ``name``: its file."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / name, Path(folder) / f"made-{name}"
        before.write_bytes(script)
        options = ["--format=iife", "--minify-whitespace", f"--target={OLDEST}", "--charset=utf8", "--log-level=error"]
        run([*bootstrap.node(), ESBUILD, before, *options, f"--outfile={after}"], log=f"bundle-{name}", do="See above.")
        return after.read_bytes()


def join_styles(site: Path, base: str) -> None:
    """Let every page load the styles of the theme as one file, which all languages share.

    What a page has besides (the wizard) comes after it, in a file of its own: whoever comes from a guide has the first
    one already. ``base``: the address of the site; the page for what is missing says it in its links.
    """
    folder, whole = site / STYLES, urlsplit(base).path
    folder.mkdir(parents=True)
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        files = {
            one: site / one.removeprefix(whole) if one[0] == "/" else Path(normpath(path.parent / one))
            for one in LINK.findall(in_head(text)[0])
        }
        general = [one for one, file in files.items() if file.parent.name == THEIRS]
        if not general:
            continue
        name = _put(folder, tuple(files[one] for one in general))
        up = whole if general[0].startswith("/") else "../" * (len(path.relative_to(site).parts) - 1)
        path.write_text(_linked(text, general, up + STYLES + name), encoding="utf-8")
    for found in site.glob(f"*/assets/{THEIRS}"):
        shutil.rmtree(found)


def _linked(text: str, general: list[str], address: str) -> str:
    """The page with one link in the place of the first of them."""
    head, body = in_head(text)
    found = LINK.search(head)
    assert found is not None
    mark = f'<link rel="stylesheet" href="{escape(address)}">\n'
    # The browser looks ahead for scripts, but not past a policy in the page: without this it would ask for the theme's
    # script, which stands at the end, only when the styles are there. It is deferred, so that the page is painted, and
    # our own scripts run, before it.
    if script := SCRIPT.search(text):
        mark += f'<link rel="preload" as="script" href="{script[1]}">\n'
    before = head[: found.start()]
    rest = LINK.sub(lambda link: "" if link[1] in general else link[0], head[found.start() :]) + body
    rest = SCRIPT.sub(r'<script defer src="\1"', rest)
    return before + mark + rest


@cache  # the pages of a language have the same ones
def _put(folder: Path, styles: tuple[Path, ...]) -> str:
    """Put the file for these styles into the folder; its name."""
    content = _joined(tuple(path.read_text(encoding="utf-8") for path in styles))
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.css"
    (folder / name).write_bytes(content)
    return name


@cache
def _joined(styles: tuple[str, ...]) -> bytes:
    """Styles one after the other, made small. The same ones once for all pages."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.css"
        whole.write_text("\n".join(styles), encoding="utf-8")
        return bundled("styles.css", whole)
