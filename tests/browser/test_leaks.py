"""Planted leaks: every way in which a page could send something away, tried from the page and from the worker.

What arrives is noted by the servers, ours and another. A page without a policy shows that each way would arrive.

The page "About" says in plain words what no page can close: a link that is followed, a direct connection, and what
Safari fetches ahead of time. The first two are tried here, to know that it is so; the third in ``engines``.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from leaks import arrived, every_way, try_every_way, without_policy
from python_here import lighten
from recording_server import Served, served
from site_build.paths import SITE

LONG = 60_000
ARRIVES = 1_500
"""Milliseconds in which a request that is under way reaches a server of this machine."""
A_WORKER = """() => {
  const code = new Blob(["onmessage = () => {}"], { type: "text/javascript" });
  window.kept = new Worker(URL.createObjectURL(code)); // Chromium starts no module on a page that came from a file
}"""
CONTROLLED = "navigator.serviceWorker.ready.then(() => {})"
A_DIRECT_CONNECTION = """async (port) => {
  window.kept = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
  window.kept.createDataChannel("leak");
  await window.kept.setLocalDescription(await window.kept.createOffer());
}"""
BINDING_REQUEST = b"\x00\x01"
"""With this begins what a browser sends to find a way for a direct connection (STUN, RFC 8489)."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Hostile code runs in it. Nothing is watched and nothing held back, service workers neither."""
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Served]:
    """Another origin that answers."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with served(folder, "/") as found:
        yield found


@pytest.fixture
def ours() -> Iterator[Served]:
    """The built site."""
    with served(SITE, "/after-five/") as found:
        yield found


def test_no_planted_leak_reaches_anybody(
    visitor: Callable[[str], Any], page: Page, elsewhere: Served, ours: Served
) -> None:
    person = visitor(f"{ours[0]}en/wizard/").open()
    page.evaluate(CONTROLLED)
    page.reload()  # from the second visit on, what the page asks for passes through the copy on the device
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    page.locator("[data-now] [data-start]").first.click()
    page.locator("[data-sealed=closed]").wait_for(timeout=LONG)
    assert page.workers
    try_every_way(page, elsewhere[0], ours[0])
    page.wait_for_timeout(ARRIVES)
    assert elsewhere[1] == []
    assert arrived(ours[1]) == set()
    assert page.url.startswith(person.address)


def leave_freely(page: Page, address: str, *sites: str) -> None:
    """Try every way from a page without a policy."""
    page.goto(address)
    with page.expect_worker():
        page.evaluate(A_WORKER)
    try_every_way(page, *sites)
    page.wait_for_timeout(ARRIVES)


def test_without_a_policy_every_leak_would_arrive(page: Page, elsewhere: Served, tmp_path: Path) -> None:
    """The test of the tests: at another site, and at the own one."""
    folder = tmp_path / "without"
    folder.mkdir()
    without_policy(folder)
    with served(folder, "/") as own:
        leave_freely(page, own[0], elsewhere[0], own[0])
    assert arrived(own[1]) == every_way(to_its_own_site=True)
    assert arrived(elsewhere[1]) == every_way(to_its_own_site=False)


def test_from_a_file_without_a_policy_every_leak_would_arrive(page: Page, elsewhere: Served, tmp_path: Path) -> None:
    """The test of the same test of the edition."""
    leave_freely(page, without_policy(tmp_path).as_uri(), elsewhere[0])
    assert arrived(elsewhere[1]) == every_way(to_its_own_site=False)


def test_what_no_page_can_close_is_told(page: Page, ours: Served, elsewhere: Served) -> None:
    """A link that is followed and a direct connection. They need a script of ours that makes them, and none does."""
    page.goto(f"{ours[0]}en/about/")
    text = page.locator("#how-private + ul").inner_text()
    assert "A link that is followed takes its own address along" in text
    assert "direct connection" in text
    lighten(page)
    page.goto(f"{ours[0]}en/wizard/")
    page.locator("[data-sealed=closed]").wait_for(timeout=LONG)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(LONG / 1000)
        page.evaluate(A_DIRECT_CONNECTION, listening.getsockname()[1])
        assert listening.recv(100).startswith(BINDING_REQUEST)
    page.evaluate("to => { location.href = to }", f"{elsewhere[0]}leak")
    page.wait_for_url("**/leak")
    assert elsewhere[1] == ["/leak"]
