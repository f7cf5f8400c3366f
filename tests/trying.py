"""How much a normal run tries, and how much the nightly one: the same kinds of proof, in another volume.

`PROPERTY_SCALE=20` lets Hypothesis try sixty times as many examples as a normal run, and new ones each time.
`CORPUS_EVERY=1` looks at every case of the corpus. `./x nightly` does both.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, Phase, settings

SCALE = int(os.environ.get("PROPERTY_SCALE", "0"))
"""0: a normal run."""
CORPUS_EVERY = os.environ.get("CORPUS_EVERY")
FEWER = 3
"""A normal run tries a third."""
Any_ = TypeVar("Any_")


def trying(examples: int) -> settings:
    """Settings for a test: how many examples at a scale of one."""
    return settings(
        max_examples=examples * SCALE or max(5, examples // FEWER),
        derandomize=not SCALE,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


def some(cases: Sequence[Any_], each: int) -> Sequence[Any_]:
    """Each so-manieth case in a normal run, and as many as `CORPUS_EVERY` says in a long one."""
    return cases[:: int(CORPUS_EVERY or each)]
