"""Put the wizard into its page: first screens as HTML, where the engine is, its scripts, and the hash of each of them.

The page has one script and one style of its own, which esbuild puts together. The browser refuses a script whose hash
is another; the other pieces are checked by `wizard/pieces.js`.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from screens.prerender import beginning, prerender
from screens.words import COMPILED
from site_build.finish.bundle import bundled, no_module
from site_build.finish.html import fill
from site_build.guides.rule_book.pieces import last_checked
from site_build.paths import LOCALES, RUNTIME, SRC, WIZARD
from site_build.runtime.build import sha256_of

PAGE = "wizard/index.html"
HOME = "../"  # from the wizard page to the first page of its language
UP = "../" * (PAGE.count("/") + 1)
MAIN = "wizard.js"
STYLE = "wizard.css"
EVERYWHERE = SRC / "site_build" / "theme" / "assets" / "javascripts" / "page.js"
"""The small script of every page: here it is part of the wizard's own, because each request of the page costs time."""
IN_THE_WORKER = "worker.js"
WORDS = "words.mo"
# Hosts compress JSON on the way and leave what they do not know alone, so the words travel under this name.
SENT_AS = ".mo.json"


@dataclass(frozen=True)
class Shipped:
    """What lies in the site: the folder of the wizard's files, these with their contents, and what `runtime.json` says
    of the engine."""

    folder: str
    files: dict[str, bytes]
    engine: dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A file of one language: its address, from the wizard page, and its content."""

    address: str
    content: bytes


@dataclass(frozen=True)
class Made:
    """The files of one language: the questions that stand ready, and the words."""

    beginning: Sent
    words: Sent


def copy_files(site: Path) -> Shipped:
    """Copy the engine and write the wizard's files, each into a folder named after the contents: no browser mixes two
    versions."""
    engine: dict[str, Any] = json.loads((RUNTIME / "runtime.json").read_text())
    shutil.copytree(RUNTIME / str(engine["build_id"]), site / str(engine["base"]))
    files = {MAIN: bundled(MAIN, EVERYWHERE, WIZARD / MAIN), STYLE: bundled(STYLE, WIZARD / STYLE)}
    files[IN_THE_WORKER] = no_module(IN_THE_WORKER, (WIZARD / IN_THE_WORKER).read_bytes())
    total = hashlib.sha256()
    for name, content in files.items():
        total.update(name.encode() + b"\0" + content)
    folder = f"assets/wizard/{total.hexdigest()[:16]}/"
    (site / folder).mkdir(parents=True)
    for name, content in files.items():
        (site / folder / name).write_bytes(content)
    return Shipped(folder, files, engine)


def complete(site: Path, language: str, shipped: Shipped) -> Made:
    """Fill in the wizard page of one language; return what that language has of its own."""
    path = site / language / PAGE
    first = put(site, language, "beginning", as_json(beginning(language, last_checked())).encode(), ".json")
    mount = (
        f'<div id="after-five" data-pagefind-ignore data-language="{language}" data-site="{HOME}"\n'
        f'  data-offline="{UP}service-worker.js"\n'
        f'  data-beginning="{first.address}" data-beginning-integrity="{sri(first.content)}">\n'
        f"{prerender(language)}\n</div>"
    )
    text = path.read_text(encoding="utf-8")
    text = fill(text, "wizard:mount", mount, path)
    own = Made(first, words_of(site, language))
    text = fill(text, "wizard:head", head(shipped, own.words), path)
    path.write_text(text, encoding="utf-8")
    return own


def words_of(site: Path, language: str) -> Sent:
    """The compiled words of a language."""
    return put(site, language, "words", (LOCALES / language / COMPILED).read_bytes(), SENT_AS)


def put(site: Path, language: str, folder: str, content: bytes, suffix: str) -> Sent:
    """Put a file into the folder of a language, under a name with its hash."""
    name = f"assets/{folder}/{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
    path = site / language / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Sent(HOME + name, content)


def head(shipped: Shipped, sent: Sent) -> str:
    """What the head of the page needs: the style, what the script must know of the engine's pieces, and the script."""
    return "\n".join(
        [
            f'<link rel="stylesheet" href="{UP}{shipped.folder}{STYLE}">',
            f'<script type="application/json" id="after-five-files">{compact(pieces(shipped, sent))}</script>',
            script(MAIN, shipped),
        ]
    )


def pieces(shipped: Shipped, sent: Sent) -> dict[str, Any]:
    """What `wizard/pieces.js` must know."""
    engine = shipped.engine
    worker = shipped.files[IN_THE_WORKER]
    return {
        "site": UP,
        "base": UP + engine["base"],
        "worker": f"{UP}{shipped.folder}{IN_THE_WORKER}",
        "words": sent.address,
        **{key: engine[key] for key in ("zip", "build_id", "lock")},
        "bytes": engine["bytes"] | {IN_THE_WORKER: len(worker), WORDS: len(sent.content)},
        "hashes": engine["hashes"] | {IN_THE_WORKER: sha256_of(worker), WORDS: sha256_of(sent.content)},
    }


def script(name: str, shipped: Shipped) -> str:
    """The element of a module; the browser runs it only if its hash is right.

    It is not `async`: what is async Chromium runs only once it has painted, and by then the theme's script, which is
    deferred and takes long, has run. A module that is not runs once the page has been read, in the order of the page:
    this one first.
    """
    address = f"{UP}{shipped.folder}{name}"
    how = 'type="module" fetchpriority="high"'
    return f'<script {how} src="{address}" integrity="{sri(shipped.files[name])}"></script>'


def sri(content: bytes) -> str:
    """The hash of a file as the attribute `integrity` has it."""
    return escape(f"sha256-{sha256_of(content)}")


def as_json(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def compact(value: object) -> str:
    """JSON for a script element: a text in it cannot end the element."""
    return as_json(value).replace("<", "\\u003c")
