"""Firefox and WebKit at the built site. Only `./x browsers` runs these tests: not every machine has both."""

from __future__ import annotations

import os
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recording_server import Served, served
from site_build.paths import SITE
from site_build.proof import other_browsers

if not os.environ.get("OTHER_BROWSERS"):
    collect_ignore_glob = ["*"]

SIZE = (360, 740)


@pytest.fixture(scope="session")
def wizard() -> Iterator[Served]:
    """The built site."""
    with served(SITE, "/after-five/") as found:
        yield found


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Served]:
    """Another origin, which answers."""
    with served(tmp_path, "/") as found:
        yield found


@pytest.fixture(scope="session")
def display() -> Iterator[None]:
    """A screen that nobody sees, where there is none: WebKit has no way to run without."""
    if os.environ.get("DISPLAY"):
        yield
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    running = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        os.environ["DISPLAY"] = f":{said.readline().strip()}"
    yield
    del os.environ["DISPLAY"]
    running.terminate()
    running.wait()


@pytest.fixture(scope="session", params=other_browsers.NAMES)
def driver(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Each browser; a skipped test says what is lacking."""
    found = other_browsers.find(request.param)
    if isinstance(found, str):
        pytest.skip(f"{request.param}: {found}")
    if request.param == "webkit":
        request.getfixturevalue("display")
    running = start(request.param, found)
    running.set_window_size(*SIZE)
    running.set_script_timeout(60)
    yield running
    running.quit()


@pytest.fixture
def private() -> Iterator[Any]:
    """A private window of Firefox."""
    found = other_browsers.find("firefox")
    if isinstance(found, str):
        pytest.skip(f"firefox: {found}")
    running = start("firefox", found, "-private")
    running.set_window_size(*SIZE)
    yield running
    running.quit()


def start(name: str, browser: other_browsers.Browser, *words: str) -> Any:
    """A browser under Selenium. ``words``: for Firefox, more of its command line."""
    from selenium import webdriver

    if name == "firefox":
        options = webdriver.FirefoxOptions()
        options.binary_location = browser.program
        for word in ("-headless", *words):
            options.add_argument(word)
        # The driver lets a page from a file read other files, which Firefox does not.
        options.set_preference("security.fileuri.strict_origin_policy", True)
        # A computer with a mouse, which it does not see without a screen.
        options.set_preference("ui.primaryPointerCapabilities", 6)
        service = webdriver.FirefoxService(browser.driver, log_output=subprocess.DEVNULL)
        return webdriver.Firefox(options, service)
    kit = webdriver.WebKitGTKOptions()
    kit.binary_location = browser.program
    kit.add_argument("--automation")
    with warnings.catch_warnings():  # Selenium's own class for WebKit uses what Selenium is to lose
        warnings.simplefilter("ignore", DeprecationWarning)
        return webdriver.WebKitGTK(kit, webdriver.WebKitGTKService(browser.driver, log_output=subprocess.DEVNULL))
