"""The site as it comes over a slow line: one speed for all connections, and a delay before each answer.

The browser's own imitation of a line reaches the requests of a page and not those of its workers, and the wizard's
worker fetches the engine. So the server is slow here, and counts what it sends.
"""

import time
from io import BufferedIOBase
from pathlib import Path
from threading import Lock
from typing import Any

from site_build.bench.wizard.conditions import CONDITIONS, Condition
from site_build.server import Handler, Server, compressible, tag_of

PART = 16_384  # bytes that are sent at once, so that connections share the line
LARGE = 50_000  # bytes


class Line:
    """A line that all connections share. ``condition``: how fast it is; ``sent``: bytes, heads among them."""

    def __init__(self) -> None:
        self.condition: Condition = CONDITIONS[0]
        self.sent = 0
        self._lock = Lock()
        self._free = 0.0  # when the line has carried what was given to it

    def use(self, condition: Condition) -> None:
        """Begin a visit under a condition, with nothing sent."""
        with self._lock:
            self.condition, self.sent, self._free = condition, 0, 0.0

    def travel(self) -> None:
        """Wait for as long as a question and its answer are on their way."""
        time.sleep(self.condition.delay / 1000)

    def carry(self, size: int) -> None:
        """Wait for as long as so many bytes take behind those that are on the line."""
        with self._lock:
            self.sent += size
            if not self.condition.megabits:
                return
            now = time.monotonic()
            self._free = max(now, self._free) + size * 8 / (self.condition.megabits * 1e6)
            wait = self._free - now
        time.sleep(wait)


class Carried(BufferedIOBase):
    """What is written goes over a line. ``below``: the connection."""

    def __init__(self, below: Any, line: Line) -> None:
        self.below, self.line = below, line

    def writable(self) -> bool:
        """It is there for that."""
        return True

    def write(self, content: Any) -> int:
        """Send bytes, a part after the other."""
        for start in range(0, len(content), PART):
            part = content[start : start + PART]
            self.line.carry(len(part))
            self.below.write(part)
        return len(content)


class OnALine(Handler):
    """Answers like the site's server, over the line of the one it belongs to."""

    server: "LineServer"

    def setup(self) -> None:
        """Put the line between this and the connection."""
        super().setup()
        self.wfile = Carried(self.wfile, self.server.line)

    def answer(self, *, body: bool) -> None:
        """Let the question travel, then answer it."""
        self.server.line.travel()
        super().answer(body=body)


class LineServer(Server):
    """A server of the site with a ``line``."""

    def __init__(self, site: Path, path: str) -> None:
        super().__init__(site, path)
        self.line = Line()
        self.RequestHandlerClass = OnALine

    def prepare(self) -> None:
        """Compress what is large, as a host has done long before a visit: otherwise the first visit would wait for it,
        and no other."""
        for file in self.site.rglob("*"):
            if file.is_file() and file.stat().st_size > LARGE and compressible(file):
                content = file.read_bytes()
                self.compressed(tag_of(content), content)
