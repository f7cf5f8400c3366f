"""A server that notes what it is asked for, in whatever way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import PACKED
from site_build.server import CACHE, Handler, Server

Served = tuple[str, list[str]]
"""The address of a server, and what was asked of it: paths, with what stands behind the question mark."""


class Noting(Handler):
    """Notes each request, also one with a method that a static site does not answer: by then it has arrived."""

    server: RecordingServer

    def parse_request(self) -> bool:
        understood = super().parse_request()
        if understood:
            self.server.asked.append(self.path)
        return understood


class RecordingServer(Server):
    """The server of the site, that remembers what was asked."""

    def __init__(self, folder: Path, path: str) -> None:
        super().__init__(folder, path)
        self.RequestHandlerClass = Noting
        self.packed = PACKED
        self.asked: list[str] = []


@contextmanager
def served(folder: Path, path: str, cache: str = CACHE) -> Iterator[Served]:
    """Serve a folder, and note what is asked for. Afterwards nobody is answered any more, on no connection."""
    with RecordingServer(folder, path) as server:
        server.cache = cache
        server.begin()
        yield server.address, server.asked
        server.shutdown()
