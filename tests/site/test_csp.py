"""The content security policy of each page."""

import re

import pytest

from site_build.finish.csp import READY, policy, secure, source_hash
from site_build.paths import SRC

MARK = "<!-- content-security-policy -->"


def page(body: str = "", head: str = MARK) -> str:
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def rule(text: str, name: str) -> str:
    """One directive of the policy for a page."""
    found = re.search(rf"(?:^|; ){name} ([^;]*)", policy(text))
    assert found, f"the policy has no {name}"
    return found.group(1)


def test_hash_is_the_one_browsers_print() -> None:
    # The example of the specification: alert('Hello, world.');
    assert source_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_inline_script_is_allowed_byte_for_byte() -> None:
    code = 'const a = "<b>&amp;</b>";\n'
    assert source_hash(code) in rule(page(f"<script>{code}</script>"), "script-src")


def test_data_in_a_script_element_needs_no_hash() -> None:
    assert rule(page('<script type="application/json">{"a": 1}</script>'), "script-src") == "'self'"


def test_guide_page_may_start_no_worker_and_no_wasm() -> None:
    assert rule(page("<p>text</p>"), "script-src") == "'self'"
    assert rule(page("<p>text</p>"), "worker-src") == "'none'"


def test_wizard_page_may_start_a_worker_from_a_blob_and_the_service_worker() -> None:
    text = page('<script type="application/json" id="after-five-files">{}</script>')
    assert rule(text, "worker-src") == "blob: 'self'"
    assert "'wasm-unsafe-eval'" in rule(text, "script-src")
    assert "'unsafe-eval'" not in rule(text, "script-src")


def test_a_page_that_leads_to_the_wizard_may_make_it_ready_and_no_more() -> None:
    assert rule(page('<a href="../wizard/">x</a>'), "script-src") == f"'self' {source_hash(READY)}"
    script = SRC / "site_build/theme/assets/javascripts/page.js"
    assert f"'{READY}'" in script.read_text(encoding="utf-8"), "the page says the same rules"


def test_everything_else_is_closed() -> None:
    assert rule(page(), "default-src") == "'none'"
    assert rule(page(), "connect-src") == "'self'"
    assert rule(page(), "form-action") == "'none'"
    assert rule(page(), "base-uri") == "'none'"
    assert "unsafe-inline" not in policy(page("<style>p{}</style><script>1</script>"))


@pytest.mark.parametrize("bad", ['<p style="color:red">', '<p onclick="x()">', '<img onerror="x()">'])
def test_what_the_policy_would_block_stops_the_build(bad: str) -> None:
    with pytest.raises(ValueError, match="would block"):
        secure(page(bad), "page.html")


@pytest.mark.parametrize("head", ["", MARK + MARK])
def test_page_must_have_the_mark_exactly_once(head: str) -> None:
    with pytest.raises(ValueError, match="not once"):
        secure(page(head=head), "page.html")


def test_policy_is_escaped_in_its_attribute() -> None:
    text, _ = secure(page("<script>1</script>"), "page.html")
    assert MARK not in text
    assert 'content="default-src &#x27;none&#x27;;' in text
