"""Lighthouse over the kinds of pages: ``python -m site_build.audit.lighthouse [LANGUAGE …]``.

It imitates a phone with a slow line. The speed is worked out from a visit to this machine, so it differs a little from
run to run, and more where the machine is busy.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from site_build import bootstrap
from site_build.audit import LIGHTHOUSE
from site_build.paths import SITE
from site_build.proof import browser
from site_build.server import Server
from site_build.translation.kept import built

PAGES = {"home": "", "guide": "five-year-clock/", "situation": "situations/refugee/", "questions": "wizard/"}
BARS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PATIENCE = 180
# A file at the root of the host, which is not ours; and the wizard's page may ask for nothing once Python is there.
SKIPPED = "robots-txt"
SHOWN = 3


def main(languages: list[str]) -> int:
    """Print a line for each page, and what keeps it below a bar; 1 where there is one."""
    low = 0
    with Server(SITE, "/after-five/") as server:
        server.begin()
        print("Lighthouse, phone ".ljust(28), *(name.rjust(15) for name in BARS), flush=True)
        for language in languages or built():
            for name, path in PAGES.items():
                found = looked_at(f"{server.address}{language}/{path}")
                scores = {bar: round(100 * (found["categories"][bar]["score"] or 0)) for bar in BARS}
                print(f"{language} {name}".ljust(28), *(str(scores[bar]).rjust(15) for bar in BARS), flush=True)
                for bar in BARS:
                    if scores[bar] < BARS[bar]:
                        low = 1
                        print("\n".join(f"    {line}" for line in reasons(found, bar)), flush=True)
    return low


def looked_at(address: str) -> dict[str, Any]:
    """The report of one page. Raises RuntimeError where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join(["--headless", *browser.flags()])
        options = ["--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(BARS)}"]
        options.append(f"--skip-audits={SKIPPED}")
        command = [*bootstrap.node(), str(LIGHTHOUSE), address, *options, f"--chrome-flags={flags}"]
        env = os.environ | {"CHROME_PATH": os.environ.get("BROWSER_EXE") or browser.find()}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if not report.exists():
            raise RuntimeError(f"{address}: {done.stderr.strip()[-2000:]}")
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def reasons(found: dict[str, Any], bar: str) -> list[str]:
    """What a page lost points for, the dearest first."""
    audits = found["audits"]
    lost = [
        (one["weight"] * (1 - audits[one["id"]]["score"]), audits[one["id"]])
        for one in found["categories"][bar]["auditRefs"]
        if one["weight"] and audits[one["id"]]["score"] is not None and audits[one["id"]]["score"] < 1
    ]
    lost.sort(key=lambda one: -one[0])
    return [f"{bar}: {audit['title']} {audit.get('displayValue', '')}{where(audit)}" for _, audit in lost]


def where(audit: dict[str, Any]) -> str:
    """The first places that an audit names: elements, or links with their words."""
    items = (audit.get("details") or {}).get("items") or []
    found = [item.get("text") or (item.get("node") or {}).get("snippet") for item in items[:SHOWN]]
    return "".join(f"\n      {one}" for one in found if one)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
