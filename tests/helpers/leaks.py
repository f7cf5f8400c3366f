"""Ways in which a page could send something away, as code to plant in it: ``to`` is the address."""

WAYS: dict[str, str] = {
    "fetch": "await fetch(to)",
    "fetch without an answer": "await fetch(to, { mode: 'no-cors' })",
    "request": "await new Promise((done, fail) => { const one = new XMLHttpRequest(); one.onload = done;"
    " one.onerror = fail; one.open('POST', to); one.send('leak') })",
    "picture": "new Image().src = to",
    "beacon": "navigator.sendBeacon(to, 'leak')",
    "socket": "new WebSocket(to.replace('http', 'ws'))",
    "events": "new EventSource(to)",
    "form": "const form = document.createElement('form'); form.action = to; form.target = '_blank';"
    " form.innerHTML = '<input name=leak value=leak>'; document.body.append(form); form.requestSubmit()",
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
}
IN_A_WORKER = ("fetch", "fetch without an answer", "request", "socket", "events", "import", "worker", "module worker")
PUT = """const put = (name, parts) => { const one = Object.assign(document.createElement(name), parts);
    document.body.append(one); return one };"""


def planted(way: str, *, in_worker: bool = False) -> str:
    """A function of JavaScript that tries one way and says what stopped it, if anything did."""
    return (
        f"async (to) => {{ {'' if in_worker else PUT} try {{ {WAYS[way]} }} catch (error) {{ return String(error) }} }}"
    )
