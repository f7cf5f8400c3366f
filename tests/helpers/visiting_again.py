"""A page of the wizard that keeps the site on the device, for whoever comes again. Its context has a clock that can run
ahead (``context.clock.install()``), so that no test sits through a rest that the page takes on purpose."""

from playwright.sync_api import Page, expect

LONG = 60_000
KEPT = "[data-sealed=kept]"
A_REST = 2_000
"""Milliseconds: more than ``LATER`` of ``wizard/offline.js``."""


def closed(page: Page) -> None:
    """Python has started and the network is closed; the page has had its rest."""
    expect(page.locator("[data-sealed=closed]")).to_be_visible(timeout=LONG)
    page.clock.fast_forward(A_REST)


def all_kept(page: Page) -> None:
    """All of the site is kept."""
    closed(page)
    expect(page.locator(KEPT)).to_be_visible(timeout=LONG)
