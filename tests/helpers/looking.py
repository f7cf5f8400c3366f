"""What browser tests do to a page to look at it as some people do."""

from playwright.sync_api import Page

LETTERS = 16
"""Pixels: the size of letters that a browser is set to when it is new."""


def set_letters(page: Page, times: float) -> None:
    """Make letters so many times as large, as people do in the settings of their browser."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": LETTERS * times, "fixed": 13 * times}})
    session.detach()
