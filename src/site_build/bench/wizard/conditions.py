"""Under what a visit is measured: the processor and the network of a phone, imitated."""

import itertools
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread


@dataclass(frozen=True)
class Condition:
    """``slower``: how many times; ``megabits`` a second, and ``delay``: milliseconds there and back; 0 for no limit."""

    name: str
    slower: int = 1
    megabits: float = 0
    delay: int = 0


CONDITIONS = (
    Condition("none"),
    Condition("slow-processor", slower=4),
    Condition("fast-4g", megabits=9, delay=170),
    Condition("slow-4g", megabits=1.6, delay=150),
)
SLICE = 0.005  # seconds: what is cut by a pause seems longer by all of it, so a pause must be shorter than a long task
LOOK = 4  # slices between two looks for new processes


@contextmanager
def slow_processor(browser: int, slower: int) -> Iterator[None]:
    """Let every process below `browser` run only one slice of time in so many: workers too, unlike the browser's own
    switch, which slows the main thread alone."""
    if slower == 1:
        yield
        return
    ended = Event()

    def pace() -> None:
        stopped: list[int] = []
        for number in itertools.count():
            if ended.is_set():
                break
            if number % LOOK == 0:
                stopped = tree(browser)
            tell(stopped, signal.SIGSTOP)
            time.sleep(SLICE * (slower - 1))
            tell(stopped, signal.SIGCONT)
            time.sleep(SLICE)

    thread = Thread(target=pace)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        tell(tree(browser), signal.SIGCONT)


def tell(processes: list[int], what: signal.Signals) -> None:
    """Send a signal to processes of ours; one that has ended is no fault."""
    for one in processes:
        try:
            os.kill(one, what)
        except ProcessLookupError:
            continue


def tree(root: int) -> list[int]:
    """A process and everything that it started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found, rest = [], [root]
    while rest:
        one = rest.pop()
        found.append(one)
        rest += parents.get(one, [])
    return found


def memory(root: int) -> float:
    """Megabytes of the largest renderer below `root`, shared pages counted in part."""
    sizes = [0.0]
    for one in tree(root):
        try:
            if b"--type=renderer" in Path(f"/proc/{one}/cmdline").read_bytes():
                text = Path(f"/proc/{one}/smaps_rollup").read_text()
                sizes.append(int(text.partition("Pss:")[2].split()[0]) / 1000)
        except (OSError, IndexError):
            continue
    return max(sizes)
