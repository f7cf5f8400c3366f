"""A server that notes what it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from site_build.server import CACHE, Server

Served = tuple[str, list[str]]
"""The address of a server, and what was asked of it."""


@contextmanager
def served(folder: Path, path: str, cache: str = CACHE) -> Iterator[Served]:
    """Serve a folder, and note what is asked for. Afterwards nobody is answered any more, on no connection."""
    asked: list[str] = []
    with Server(folder, path) as server:
        server.cache = cache
        original = server.find

        def find(wanted: str) -> Any:
            asked.append(wanted)
            return original(wanted)

        server.find = find  # type: ignore[method-assign]
        server.begin()
        yield server.address, asked
        server.shutdown()
