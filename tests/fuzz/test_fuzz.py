"""Malformed input at every face of the rules that reads JSON or a table.

`FUZZ_INPUTS` sets how many are tried, `FUZZ_JOBS` on how many cores. A long run tries a million and writes the figure
to docs/evidence.toml. An input that went wrong is tried again with `attempt(seed, number)`.
"""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor

import pytest

from fuzz import run as fuzz
from fuzz.inputs import Inputs
from site_build.proof.evidence import record, state_of_the_rules
from trying import many

INPUTS = many("FUZZ_INPUTS", 1000)
JOBS = int(os.environ.get("FUZZ_JOBS", "1"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
LONG_RUN = 1_000_000
# What caches with a limit may take, and what a system does not give back at once; a leak of one block for each input
# of a long run is far more.
MORE_BLOCKS = 150_000
MORE_BYTES = 64_000_000


def test_every_input_is_answered_or_refused_and_leaves_nothing_behind() -> None:
    state_of_the_rules(with_command=True)  # noted now: the rules may be edited while a long run goes on
    share = -(-INPUTS // JOBS)
    parts = [(share, SEED, share * job) for job in range(JOBS)]
    if JOBS == 1:
        found = [fuzz.run(*parts[0])]
    else:
        with ProcessPoolExecutor(JOBS) as pool:
            found = [part.result() for part in [pool.submit(fuzz.run, *part) for part in parts]]
    print(found)
    for tried in found:
        assert share // 4 < tried.refused < share  # the inputs are neither all broken nor all whole
        assert tried.blocks[1] - tried.blocks[0] < MORE_BLOCKS, tried
        assert tried.bytes[1] - tried.bytes[0] < MORE_BYTES, tried
    if share * JOBS >= LONG_RUN:
        record("fuzz_inputs", share * JOBS, command=f"FUZZ_INPUTS={INPUTS} ./x check tests/fuzz")


def test_the_same_number_gives_the_same_input() -> None:
    one, two = Inputs(7), Inputs(7)
    assert [one.text() for _ in range(50)] == [two.text() for _ in range(50)]


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="this system has no such alarm")
def test_an_input_that_never_ends_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "HANG", 1)
    monkeypatch.setattr(fuzz, "FACES", (lambda _: time.sleep(30),) * 4)
    with pytest.raises(AssertionError, match="Hang: no answer"):
        fuzz.attempt(1, 1)


def test_any_error_but_faults_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(fuzz, "assess", broken)
    monkeypatch.setattr(fuzz, "FACES", (fuzz.by_value,) * 4)
    with pytest.raises(AssertionError, match="input 3 of seed 1: KeyError"):
        fuzz.attempt(1, 3)
