"""The service worker at the root of the site: which files it keeps, with the hash of each.

It is written last, because it names what all other steps have made.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from site_build.runtime.build import SOURCE, sha256_of
from site_build.runtime.engine.build import NOTICE, WHOLE_SCRIPT, WHOLE_WASM

TEMPLATE = Path(__file__).parent / "root" / "service-worker.js"
NAME = "service-worker.js"
ENGINE = "engine"
# What a page never asks for: the description of the engine stands in the page itself. And the whole engine, for which
# hardly any page asks.
NOT_KEPT = {"runtime.json", NOTICE, SOURCE, WHOLE_SCRIPT, WHOLE_WASM}


def write(site: Path, codes: list[str]) -> None:
    """Write the service worker of a finished site with the languages `codes`."""
    files: dict[str, Any] = {ENGINE: hashes(site, site / "assets")}
    files |= {code: hashes(site, site / code) for code in codes}
    listed = json.dumps(files, separators=(",", ":"), sort_keys=True)
    text = TEMPLATE.read_text(encoding="utf-8")
    version = hashlib.sha256((text + listed).encode()).hexdigest()[:16]
    text = text.replace("{{ version }}", version).replace("{{ files }}", listed)
    (site / NAME).write_text(text, encoding="utf-8")


def hashes(site: Path, folder: Path) -> dict[str, str]:
    """Every file below `folder` by its address below the site, with its SHA-256."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): sha256_of(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in NOT_KEPT
    }
