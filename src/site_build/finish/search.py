"""The search index: Pagefind reads the finished pages and writes a static index beside them."""

import json
from pathlib import Path

from site_build import bootstrap
from site_build.paths import NODE_MODULES
from site_build.steps import StepFailed, run

# What a site with a search page of its own never loads: Pagefind's ready-made interfaces.
NOT_USED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)


def index(site: Path) -> None:
    """Index the articles of `site` into its folder pagefind/."""
    pagefind = NODE_MODULES / "pagefind" / "lib" / "runner" / "bin.cjs"
    run(
        [*bootstrap.node(), pagefind, "--site", site, "--root-selector", "article"],
        log="pagefind",
        do="Run ./x build again; if it fails again, delete node_modules first.",
    )
    folder = site / "pagefind"
    if not (folder / "pagefind.js").exists():
        raise StepFailed("Pagefind wrote no index.", "Look at .build/logs/pagefind.log.")
    for pattern in NOT_USED:
        for path in folder.glob(pattern):
            path.unlink()
    # Pagefind lists the languages in any order; two builds must be the same.
    entry = folder / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text(encoding="utf-8")), sort_keys=True), encoding="utf-8")
