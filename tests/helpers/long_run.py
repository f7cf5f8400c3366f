"""When a long check may write down its figure: it ran whole, nothing failed, and the rules did not change under it."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from site_build.proof import evidence


def rules_at_the_start() -> str:
    """The state of the rules now. Ask before the run: the figure then speaks of these."""
    return evidence.state_of_the_rules()


def may_sign(request: pytest.FixtureRequest, started_with: str) -> bool:
    """May the figure be written? ``started_with``: what ``rules_at_the_start`` said before the run.

    Not by one of several processes (``-n``): it knows neither what the others tried nor what failed there. Not where
    only some tests of a file were asked for.
    """
    alone = not hasattr(request.config, "workerinput")
    all_of_it = not request.config.getoption("-k") and not any("::" in place for place in request.config.args)
    whole = alone and all_of_it and not request.session.testsfailed
    return whole and evidence.state_of_the_rules.__wrapped__() == started_with


def signed(
    request: pytest.FixtureRequest, command: str, figures: Callable[[], Mapping[str, int]], *, long: bool
) -> Iterator[None]:
    """The body of a fixture of a module: after a long run that may sign, write what it tried into docs/evidence.toml.

    ``command``: what was run. ``figures``: by key of the run, asked after all tests. ``long``: is it such a run?
    """
    rules = rules_at_the_start()
    yield
    if long and may_sign(request, rules):
        for key, figure in figures().items():
            evidence.record(key, figure, command=command)
