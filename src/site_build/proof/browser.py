"""Find a Chromium for the browser tests, or install one: `python -m site_build.proof.browser` prints it.

In this order: BROWSER_EXE, the PATH, the usual places, the one Playwright installed before,
`playwright install`, and as root on Debian or Ubuntu apt.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from site_build.paths import venv_python
from site_build.steps import StepFailed, as_program

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
USUAL_PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PACKAGES = ("chromium-headless-shell", "chromium")
FLAGS = ("--disable-background-networking", "--disable-component-update", "--no-first-run")
# A run of the browser that answers quickly or is no browser for us.
PATIENCE = 60


def flags() -> list[str]:
    """The start options; the sandbox does not work for root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if is_root else [])]


def works(path: str) -> bool:
    """Say whether the program at `path` starts and calls itself a browser."""
    command = [path, *flags(), "--headless", "--dump-dom", "data:text/html,<p>ok</p>"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "<p>ok</p>" in said.stdout


def present() -> Iterator[str]:
    """List the browsers that are on this machine already, best first."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found
    for place in USUAL_PLACES:
        path = Path(place).expanduser()
        if path.is_file():
            yield str(path)
    own = playwright_browser()
    if own:
        yield own


def playwright_browser() -> str | None:
    """The browser that Playwright itself installed earlier, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def playwright_install() -> str | None:
    """Let Playwright fetch its own browser; None when it cannot (no network, a proxy)."""
    command = [str(venv_python()), "-m", "playwright", "install", "chromium", "--only-shell"]
    done = subprocess.run(command, capture_output=True, check=False)
    return playwright_browser() if done.returncode == 0 else None


def apt_install() -> str | None:
    """As root on a machine with apt: install the smaller Chromium, else the whole one."""
    apt = shutil.which("apt-get")
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update"], capture_output=True, check=False, env=quiet)
    for package in PACKAGES:
        command = [apt, "install", "-y", "--no-install-recommends", package]
        done = subprocess.run(command, capture_output=True, check=False, env=quiet)
        if done.returncode == 0:
            return next((path for path in present() if works(path)), None)
    return None


def find() -> str:
    """Return the path of a browser that works, installing one if need be, or say why not."""
    chosen = os.environ.get("BROWSER_EXE")
    if chosen:
        if works(chosen):
            return chosen
        raise StepFailed(
            f"  BROWSER_EXE is {chosen!r}, and that does not start as a browser.",
            "Set it to the program of a Chromium, Chrome or Edge, or unset it.",
        )
    for path in present():
        if works(path):
            return path
    for install in (playwright_install, apt_install):
        path_or_none = install()
        if path_or_none and works(path_or_none):
            return path_or_none
    raise StepFailed(
        "  There is no Chromium on this machine, and none could be installed: neither Playwright's\n"
        "  own download nor (as root) apt worked.",
        "Install Chromium or Chrome and run this again, or set BROWSER_EXE to its program.\n"
        "  Everything that needs no browser: ./x check",
    )


if __name__ == "__main__":
    sys.exit(as_program(find))
