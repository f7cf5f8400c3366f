"""Ways in which a page could send something away, as code to plant in it: ``to`` is the address. The form is the last:
it opens a tab, and what lies behind that is not painted."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

WAYS: dict[str, str] = {
    "fetch": "await fetch(to)",
    "fetch without an answer": "await fetch(to, { mode: 'no-cors' })",
    "request": "await new Promise((done, fail) => { const one = new XMLHttpRequest(); one.onload = done;"
    " one.onerror = fail; one.open('POST', to); one.send('leak') })",
    "picture": "new Image().src = to",
    "beacon": "navigator.sendBeacon(to, 'leak')",
    "socket": "new WebSocket(to.replace('http', 'ws'))",
    "events": "new EventSource(to)",
    "prefetch": "put('link', { rel: 'prefetch', href: to })",
    "preload": "put('link', { rel: 'preload', as: 'fetch', href: to })",
    "style": "put('link', { rel: 'stylesheet', href: to })",
    "script": "put('script', { src: to })",
    "import": "await import(to)",
    "frame": "put('iframe', { src: to })",
    "object": "put('object', { data: to })",
    "video": "put('video', { src: to })",
    "font": "await new FontFace('leak', `url(${to})`).load()",
    "worker": "new Worker(to)",
    "module worker": "new Worker(to, { type: 'module' })",
    "shared worker": "new SharedWorker(to)",
    "service worker": "await navigator.serviceWorker.register(to)",
    "audit": "put('a', { href: '#', ping: to }).click()",
    "style of an element": "document.body.style.backgroundImage = `url(${to})`",
    "form": "const form = document.createElement('form'); form.action = to; form.target = '_blank';"
    " form.method = 'post'; form.innerHTML = '<input name=leak value=leak>'; document.body.append(form);"
    " form.requestSubmit()",
}
IN_A_WORKER = ("fetch", "fetch without an answer", "request", "socket", "events", "import", "worker", "module worker")
ITS_OWN_SITE = ("worker", "module worker", "shared worker", "service worker")
"""Ways that exist only to the site of the page: browsers take no such script from another."""
NO_POLICY = (
    "<!doctype html><html lang=en><title>No policy</title><body><p>Everything may leave from here.</p></body></html>"
)
PUT = """const put = (name, parts) => { const one = Object.assign(document.createElement(name), parts);
    document.body.append(one); return one };"""


def planted(way: str, *, in_worker: bool = False) -> str:
    """A function of JavaScript that tries one way and says what stopped it, if anything did."""
    return (
        f"async (to) => {{ {'' if in_worker else PUT} try {{ {WAYS[way]} }} catch (error) {{ return String(error) }} }}"
    )


def address_of(way: str, site: str, *, in_worker: bool = False) -> str:
    """Where a leak goes: the address says which way it took."""
    return f"{site}leak?{way.replace(' ', '-')}{'-in-worker' if in_worker else ''}"


def arrived(asked: list[str]) -> set[str]:
    """The ways that have reached a server, by what it was asked."""
    return {path.partition("leak?")[2] for path in asked if "leak?" in path}


def every_way(*, to_its_own_site: bool, has_worker: bool = True) -> set[str]:
    """What arrives from a page that nothing holds back, and from its worker."""
    ways = [way for way in WAYS if to_its_own_site or way not in ITS_OWN_SITE]
    tried = [address_of(way, "") for way in ways]
    tried += [address_of(way, "", in_worker=True) for way in ways if has_worker and way in IN_A_WORKER]
    return arrived(tried)


def try_every_way(page: Page, *sites: str) -> None:
    """Leak from a page to each site, and from its worker if it has one."""
    for way in WAYS:
        for site in sites:
            page.evaluate(planted(way), address_of(way, site))
            if way in IN_A_WORKER and page.workers:
                page.workers[0].evaluate(planted(way, in_worker=True), address_of(way, site, in_worker=True))


def without_policy(folder: Path) -> Path:
    """A page that may send anything, for the test of the tests."""
    page = folder / "index.html"
    page.write_text(NO_POLICY, encoding="utf-8")
    return page
