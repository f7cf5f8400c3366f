"""What is judged on the day of the request, and not before it: means, insurance, a passport.

A person can still obtain it until then. So while that day lies ahead it is neither asked nor held against anybody; the
answer names it as a point that is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable

from belgian_residence.counting.situation import Situation, Test
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.routes.outcome import count
from belgian_residence.routes.status import Route


def at_the_request(test: Test, route: Callable[[], Route]) -> Test:
    """The test on the day on which the ``route`` can be asked for.

    While its clock is complete under no reading: what is there already, yes; otherwise unknown, and only of interest at
    the request (``not_yet``: by what is told it is not there). Where it is not known whether that day lies ahead,
    nothing is held against anybody either.
    """

    def checked(situation: Situation) -> Finding:
        finding = test(situation)
        if finding.value is YES or finding.at_filing:
            return finding
        counted = count(situation, route())
        if counted.reached is NO:
            return Finding(UNKNOWN, finding.facts, at_filing=True, not_yet=finding.value is NO)
        of_the_clock = (*counted.safe.missing, *counted.could_be_now)
        if finding.value is NO and of_the_clock:
            return Finding(UNKNOWN, finding.facts, tuple(dict.fromkeys(of_the_clock)))
        return finding

    return checked
