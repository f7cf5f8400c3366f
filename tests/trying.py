"""How many examples Hypothesis tries: few and always the same in a normal run, many and new ones each time at night.

`PROPERTY_SCALE=20` tries twenty times as many. `./x nightly` does.
"""

import os

from hypothesis import HealthCheck, Phase, settings

SCALE = int(os.environ.get("PROPERTY_SCALE", "1"))


def trying(examples: int) -> settings:
    """Settings for a test: how many examples in a normal run."""
    return settings(
        max_examples=examples * SCALE,
        derandomize=SCALE == 1,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
