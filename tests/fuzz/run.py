"""Try many inputs: each must be answered or refused with faults, soon, and leave nothing behind in memory."""

from __future__ import annotations

import gc
import io
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from belgian_residence import CaseError, assess, next_question
from belgian_residence.command import batch
from belgian_residence.command.entries import entries
from belgian_residence.command.json_text import parse
from belgian_residence.command.lines import Lines
from fuzz.inputs import Inputs

HANG = 120
"""Seconds for one input. Guards against one that never ends; says nothing about speed."""
ON = date(2026, 11, 22)
MOST_WRONG = 10


class Hang(Exception):
    """An input was not answered in time."""


@dataclass(frozen=True)
class Tried:
    """What was seen: inputs, how many were refused, and the memory after the first tenth and at the end."""

    inputs: int
    refused: int
    blocks: tuple[int, int]
    """Blocks of memory that Python holds."""
    bytes: tuple[int, int]
    """Memory of the process as the system counts it; zeros where the system does not tell."""


def run(count: int, seed: int, first: int = 0) -> Tried:
    """Try ``count`` inputs, from number ``first`` on.

    Raises AssertionError with the numbers of those that went wrong, ten at most, and why.
    """
    refused, blocks, size, wrong = 0, [0, 0], [0, 0], []
    for number in range(count):
        try:
            refused += attempt(seed, first + number)
        except AssertionError as error:
            wrong.append(str(error))
            if len(wrong) == MOST_WRONG:
                break
        if number + 1 in (max(1, count // 10), count):
            gc.collect()
            end = number + 1 == count
            blocks[end], size[end] = sys.getallocatedblocks(), resident()
    assert not wrong, "\n".join(wrong)
    return Tried(count, refused, (blocks[0], blocks[1]), (size[0], size[1]))


def attempt(seed: int, number: int) -> bool:
    """Try one input; was it refused?"""
    inputs = _shared(seed, number)
    try:
        with in_time():
            return inputs.random.choices(FACES, WEIGHTS)[0](inputs)
    except Exception as error:
        raise AssertionError(f"input {number} of seed {seed}: {type(error).__name__}: {str(error)[:300]}") from error


_INPUTS = Inputs(0)


def _shared(seed: int, number: int) -> Inputs:
    """The inputs, set to one number: each can be tried again alone."""
    _INPUTS.random = Random(seed * 1_000_000_007 + number)
    return _INPUTS


def resident() -> int:
    """Bytes of memory of this process, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


@contextmanager
def in_time() -> Iterator[None]:
    """Raise Hang when the work takes too long; not on systems without such an alarm."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(_: int, __: FrameType | None) -> None:
        raise Hang(f"no answer after {HANG} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# --- the faces that read what others wrote -------------------------------------------------------------------------


def answered(case: Any, on: date) -> bool:
    """The functions of the package: an answer that is JSON, or faults that can be read."""
    try:
        json.dumps(assess(case, on))
        json.dumps(next_question(case, on))
    except CaseError as refused:
        return readable(refused)
    return False


def readable(refused: CaseError) -> bool:
    """Every fault says what was given and what is accepted."""
    assert refused.faults
    assert all(fault.given and fault.accepted for fault in refused.faults)
    return True


def by_value(inputs: Inputs) -> bool:
    return answered(*inputs.case())


def by_text(inputs: Inputs) -> bool:
    try:
        value = parse(inputs.text(), "fuzz")
    except CaseError as refused:
        return readable(refused)
    return answered(value, ON)


def _by_file(text: str, kind: Any) -> bool:
    asked = batch.Asked(ON, "safe", today=ON, flat=len(text) % 2 == 0)
    try:
        done = [batch.one(asked, entry) for entry in entries(Lines(io.StringIO(text, newline="")), kind)]
    except CaseError as refused:
        return readable(refused)
    for one in done:
        assert "please report" not in one.text, one.text
        one.text.encode()
    return not all(one.good for one in done)


def by_lines(inputs: Inputs) -> bool:
    return _by_file(inputs.lines(), "jsonl")


def by_table(inputs: Inputs) -> bool:
    return _by_file(inputs.table(), "csv")


FACES: tuple[Callable[[Inputs], bool], ...] = (by_value, by_text, by_lines, by_table)
WEIGHTS = (60, 20, 10, 10)
