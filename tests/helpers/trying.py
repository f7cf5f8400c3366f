"""How much is tried: the same kinds of proof in every run, in three volumes.

`./x check`, for while one works, tries a quarter of what `./x test` does (`QUICK=1`). `./x nightly` tries everything:
with `CORPUS_EVERY=1` every case of the corpus, with `PROPERTY_SCALE=20` three hundred times as many examples of
Hypothesis, and new ones each time.
"""

import os
from collections.abc import Sequence
from itertools import product
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

SCALE = int(os.environ.get("PROPERTY_SCALE", "0"))
"""0: not a nightly run."""
CORPUS_EVERY = os.environ.get("CORPUS_EVERY")
QUICK = 4 if "QUICK" in os.environ else 1
FEWER = 16
"""`./x test` tries a sixteenth of the examples that a property names."""
Any_ = TypeVar("Any_")

if not SCALE:
    # A derandomized run draws the same cases whatever ran before it. But Hypothesis also draws the numbers and texts of
    # whatever modules happen to be loaded, so that one test more moves the cases of all others. It has no setting for
    # that (6.170); this is where it looks for them. A nightly run, with new cases each time, keeps them.
    vars(providers)["_get_local_constants"] = providers.Constants


def trying(examples: int) -> settings:
    """Settings for a test: how many examples at a scale of one."""
    return settings(
        max_examples=examples * SCALE or max(5, examples // FEWER // QUICK),
        derandomize=not SCALE,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


def some(cases: Sequence[Any_], each: int) -> Sequence[Any_]:
    """Each n-th case, fewer of them in a quick run, and as many as `CORPUS_EVERY` says in a long one."""
    return cases[:: int(CORPUS_EVERY or each * QUICK)]


EVERYTHING = CORPUS_EVERY == "1"


def diagonal(*axes: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Each value of every axis once, the shorter axes again from their beginning; in a long run all combinations."""
    if EVERYTHING:
        return list(product(*axes))
    return [tuple(axis[place % len(axis)] for axis in axes) for place in range(max(map(len, axes)))]


def many(name: str, usual: int) -> int:
    """How many, as the environment says under this name; else the usual number, fewer in a quick run."""
    return int(os.environ.get(name) or max(1, usual // QUICK))
