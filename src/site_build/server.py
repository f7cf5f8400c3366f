"""Serve the built site as GitHub Pages would: under a sub-path, gzip, ETag, ten minutes of cache.

Standard library only. No header that a static host cannot set is sent here either, so what
works here works there.
"""

import gzip
import hashlib
import mimetypes
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from site_build.paths import SITE
from site_build.steps import StepFailed

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
}
TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")
CACHE = "max-age=600"
SOON = 0.02
"""Seconds after which a server that serves beside something else notices that it is to stop."""


class Server(ThreadingHTTPServer):
    """A static server for one folder under one sub-path, read fresh from disk at each request."""

    daemon_threads = True

    def __init__(self, site: Path, path: str = "/", port: int = 0) -> None:
        """Bind `port` of this machine only (0: any free one); `path` is the sub-path, "/" the root."""
        self.site = site.resolve()
        self.path = "/" + path.strip("/") + ("/" if path.strip("/") else "")
        self.packed: dict[str, bytes] = {}
        self.cache = CACHE
        self.connections: set[socket] = set()
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        """The address of the site's root, with a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.path}"

    def find(self, path: str) -> tuple[HTTPStatus, Path | str | None]:
        """Find what answers a path: a file, the address to go to instead, or nothing."""
        if self.path != "/" and path == self.path.rstrip("/"):
            return HTTPStatus.MOVED_PERMANENTLY, self.path
        if not path.startswith(self.path):
            return HTTPStatus.NOT_FOUND, None
        file = (self.site / unquote(path.removeprefix(self.path))).resolve()
        if not file.is_relative_to(self.site):
            return HTTPStatus.NOT_FOUND, None
        if file.is_dir():
            if not path.endswith("/"):
                return HTTPStatus.MOVED_PERMANENTLY, path + "/"
            file = file / "index.html"
        if file.is_file() and not path.endswith("index.html/"):
            return HTTPStatus.OK, file
        return HTTPStatus.NOT_FOUND, self.site / "404.html"

    def begin(self) -> None:
        """Serve in a thread, beside whatever else is done, until ``shutdown``."""
        Thread(target=self.serve_forever, args=(SOON,), daemon=True).start()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a connection, and remember it until it ends."""
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self.connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Be gone: the threads would go on to answer whoever holds a connection open."""
        super().server_close()
        for one in self.connections.copy():
            with suppress(OSError):
                one.shutdown(SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about a browser that went away in the middle; show everything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def compressed(self, tag: str, content: bytes) -> bytes:
        """Compress a file once and keep the result."""
        if tag not in self.packed:
            self.packed[tag] = gzip.compress(content, 6, mtime=0)
        return self.packed[tag]


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, a redirect or the page for what is missing."""
        self.answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the content."""
        self.answer(body=False)

    def answer(self, *, body: bool) -> None:
        """Work out the answer and send it."""
        status, found = self.server.find(urlsplit(self.path).path)
        if isinstance(found, str):
            self.head(status, 0, {"Location": found})
            return
        if found is None or not found.is_file():
            text = b"Not found: the site is under " + self.server.path.encode()
            self.head(HTTPStatus.NOT_FOUND, len(text), {"Content-Type": "text/plain"})
            self.send(text, body)
            return
        content = found.read_bytes()
        tag = tag_of(content)
        headers = {
            "Content-Type": content_type(found),
            "Cache-Control": self.server.cache,
            "ETag": f'"{tag}"',
            "Vary": "Accept-Encoding",
        }
        if self.headers.get("If-None-Match") == headers["ETag"] and status == HTTPStatus.OK:
            self.head(HTTPStatus.NOT_MODIFIED, None, headers)
            return
        if "gzip" in self.headers.get("Accept-Encoding", "") and compressible(found):
            content = self.server.compressed(tag, content)
            headers["Content-Encoding"] = "gzip"
        self.head(status, len(content), headers)
        self.send(content, body)

    def head(self, status: HTTPStatus, length: int | None, headers: dict[str, str]) -> None:
        """Send the status line and the headers."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def send(self, content: bytes, body: bool) -> None:
        """Send the content; a browser that went away is no error."""
        if body:
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""


def tag_of(content: bytes) -> str:
    """What the answer calls this content."""
    return hashlib.sha256(content).hexdigest()[:32]


def content_type(file: Path) -> str:
    """The type that Pages gives to a file."""
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return kind + "; charset=utf-8" if kind.startswith("text/") else kind


def compressible(file: Path) -> bool:
    """Say whether Pages compresses a file: texts, JSON, XML, SVG and WebAssembly."""
    kind = content_type(file)
    return kind.startswith(TEXT) or kind == "application/wasm"


def serve_forever(port: int, path: str) -> None:
    """Serve the built site until Ctrl-C."""
    try:
        server = Server(SITE, path, port)
    except OSError as error:
        raise StepFailed(f"  Port {port} cannot be used: {error}", "Try another one: ./x serve --port 0") from error
    with server:
        print(f"\nThe site is at {server.address}\nCtrl-C stops it.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped.")
