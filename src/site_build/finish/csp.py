"""The content security policy of each page, as a meta element with the hashes of its own scripts.

A page gets what it needs and no more. Hosts such as GitHub Pages cannot set headers, so the
policy stands in the page; `worker-src blob:` is for the wizard, whose worker must start from
a blob: address, because only then does the page's policy bind the worker too; `'self'` beside it is for the service
worker, and the page takes it away again when the engine starts (`wizard/runtime.js`). A page that leads to the wizard
may ask the browser to make it ready (`page.js` of the theme): rules for that, and no script.
"""

from html import escape
from pathlib import Path

from site_build.finish.html import Page, fill, pages, read
from site_build.runtime.build import sha256_of

MARK = "content-security-policy"
WIZARD = 'id="after-five-files"'
SEARCH = 'id="search"'
QUESTIONS = "wizard/"
READY = '{"prerender":[{"where":{"href_matches":"/*/wizard/"},"eagerness":"immediate"}]}'
"""The rules by which a page makes the wizard ready, as they stand in `page.js`: the policy names their hash."""


def source_hash(code: str) -> str:
    """Return the policy's name for an inline script or style."""
    return f"'sha256-{sha256_of(code.encode())}'"


def policy(text: str, page: Page | None = None) -> str:
    """Compute the policy for the text of a page. ``page``: the text, where it has been read already."""
    page = page or read(text)
    scripts = ["'self'", *sorted({source_hash(code) for code in page.inline_scripts})]
    styles = ["'self'", *sorted({source_hash(code) for code in page.inline_styles})]
    workers = "'none'"
    if WIZARD in text or SEARCH in text:
        scripts.insert(1, "'wasm-unsafe-eval'")
        workers = "blob: 'self'" if WIZARD in text else "'self'"
    elif any(address.tag == "a" and address.value.endswith(QUESTIONS) for address in page.addresses):
        scripts.append(source_hash(READY))
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": " ".join(styles),
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": workers,
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def of_a_file(text: str) -> str:
    """Compute the policy for a page that is opened from a file and holds all that it needs: nothing may be asked for,
    not even what lies beside it."""
    page = read(text)
    if page.forbidden:
        raise ValueError(f"an edition: the policy would block {', '.join(sorted(set(page.forbidden)))}")
    rules = {
        "default-src": "'none'",
        "script-src": " ".join([*sorted({source_hash(code) for code in page.inline_scripts}), "'wasm-unsafe-eval'"]),
        "style-src": " ".join(sorted({source_hash(code) for code in page.inline_styles})),
        "img-src": "data:",
        "worker-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def secure(text: str, where: object) -> tuple[str, Page]:
    """Put the policy in a page, at the mark that its template left for it; and what was read of the page."""
    page = read(text)
    if page.forbidden:
        raise ValueError(f"{where}: the policy would block {', '.join(sorted(set(page.forbidden)))}")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(text, page))}">'
    return fill(text, MARK, meta, where), page


def secure_all(site: Path) -> dict[Path, Page]:
    """Put the policy in every page of a site; return what was read of each, in which the policy changes nothing."""
    found: dict[Path, Page] = {}
    for path in pages(site):
        text, found[path] = secure(path.read_text(encoding="utf-8"), path.relative_to(site))
        path.write_text(text, encoding="utf-8")
    return found
