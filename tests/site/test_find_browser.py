"""Finding a browser: the order, and the message when there is none."""

from collections.abc import Iterator

import pytest

from site_build.proof import browser
from site_build.steps import StepFailed


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any browser, where nothing can be installed."""
    monkeypatch.delenv("BROWSER_EXE", raising=False)
    monkeypatch.setattr(browser, "present", lambda: iter(()))
    monkeypatch.setattr(browser, "playwright_install", lambda: None)
    monkeypatch.setattr(browser, "apt_install", lambda: None)


def test_without_any_the_message_says_what_to_do() -> None:
    with pytest.raises(StepFailed) as failed:
        browser.find()
    assert "BROWSER_EXE" in failed.value.do
    assert "./x check" in failed.value.do


def test_browser_exe_is_used_and_never_silently_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_EXE", "/bin/false")
    monkeypatch.setattr(browser, "present", lambda: iter(["/usr/bin/other"]))
    with pytest.raises(StepFailed, match="BROWSER_EXE"):
        browser.find()
    monkeypatch.setattr(browser, "works", lambda path: True)
    assert browser.find() == "/bin/false"


def test_one_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def two() -> Iterator[str]:
        yield "/broken"
        yield "/good"

    monkeypatch.setattr(browser, "present", two)
    monkeypatch.setattr(browser, "works", lambda path: path == "/good")
    assert browser.find() == "/good"


def test_playwright_is_asked_before_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "playwright_install", lambda: "/from-playwright")
    monkeypatch.setattr(browser, "apt_install", lambda: "/from-apt")
    monkeypatch.setattr(browser, "works", lambda path: True)
    assert browser.find() == "/from-playwright"


def test_apt_is_for_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(browser.subprocess, "run", lambda *_, **__: pytest.fail("apt was started"))
    assert browser.apt_install() is None


def test_program_that_is_no_browser_does_not_work() -> None:
    assert not browser.works("/bin/true")
    assert not browser.works("/no/such/program")
