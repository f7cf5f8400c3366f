"""The same work for many things, on several cores, with the results in the order of the things.

At most a few chunks for each core are under way, so a file of any length needs the same memory (``Executor.map`` and
``Pool.imap`` would read all of it first).
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

CHUNK = 16
"""Cases sent to a process at a time: enough to make the sending cheap."""
AHEAD = 4
"""Chunks under way for each process."""


def in_order(work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int) -> Iterator[Result]:
    """The result of ``work`` for each thing. ``jobs``: processes; 0 for one on each core, 1 for none but this one."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        yield from map(work, things)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_ignore_interrupt)
    try:
        waiting: deque[Future[list[Result]]] = deque()
        rest = iter(things)
        while chunk := list(islice(rest, CHUNK)):
            waiting.append(pool.submit(_each, work, chunk))
            if len(waiting) >= jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _each(work: Callable[[Thing], Result], chunk: list[Thing]) -> list[Result]:
    return [work(thing) for thing in chunk]


def _ignore_interrupt() -> None:
    """Ctrl-C goes to every process; only the first one deals with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
