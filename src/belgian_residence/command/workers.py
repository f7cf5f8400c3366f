"""The same work for many things, on several cores, with the results in the order of the things.

Each process has a line of its own to the first one, and no lock or thread stands between them: so whichever of them
ends, in whatever way, the others notice at once. (The pools of the standard library can wait for ever for one that was
ended, and their ``map`` reads all things first.) At most a few chunks for each process are under way, so a file of any
length needs the same memory.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

CHUNK = 16
"""Cases sent to a process at a time: enough to make the sending cheap."""
AHEAD = 4
"""Chunks for each process that may be under way or wait for their turn to come out."""


class ProcessEnded(Exception):
    """A process was ended from outside, perhaps for want of memory."""


def in_order(work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int) -> Iterator[Result]:
    """The result of ``work`` for each thing. ``jobs``: processes; 0 for one on each core, 1 for none but this one.

    Raises ProcessEnded. However it ends, no process is left behind.
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        yield from map(work, things)
        return
    workers = [_Worker(work) for _ in range(jobs)]
    try:
        yield from _together(workers, iter(things))
    finally:
        for worker in workers:
            worker.end()


def _together(workers: list[_Worker], things: Iterator[Any]) -> Iterator[Any]:
    idle, busy = list(workers), dict[Any, tuple[_Worker, int]]()
    ready: dict[int, list[Any]] = {}
    sent = out = 0
    while True:
        # Only to a process that waits for it: two that both write and do not read would wait for each other for ever.
        while idle and sent - out < len(workers) * AHEAD and (chunk := list(islice(things, CHUNK))):
            worker = idle.pop()
            worker.send(chunk)
            busy[worker.line] = worker, sent
            sent += 1
        if out in ready:
            yield from ready.pop(out)
            out += 1
        elif busy:
            for line in wait(list(busy)):
                worker, number = busy.pop(line)
                ready[number] = worker.receive()
                idle.append(worker)
        else:
            return


class _Worker:
    """A process, and our end of the line to it."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.line, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(work, theirs, self.line), daemon=True)
        self.process.start()
        theirs.close()

    def send(self, chunk: list[Any]) -> None:
        try:
            self.line.send(chunk)
        except OSError:
            raise ProcessEnded from None

    def receive(self) -> list[Any]:
        try:
            results: list[Any] = self.line.recv()
        except (EOFError, OSError):
            raise ProcessEnded from None
        return results

    def end(self) -> None:
        """What is under way is not waited for."""
        self.process.terminate()
        self.process.join()
        self.line.close()


def _serve(work: Callable[[Any], Any], line: Connection, theirs: Connection) -> None:
    """Work on each chunk until the other end closes: also when the first process was ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to every process; only the first one deals with it
    theirs.close()
    try:
        while True:
            line.send([work(thing) for thing in line.recv()])
    except (EOFError, OSError):
        return
