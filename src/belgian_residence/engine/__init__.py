"""A small engine for rules of law: three-valued conditions, the proof they leave behind, and a calendar.

It knows nothing of residence, persons or Belgium, may import nothing of the package, and can be used without it.
Begin with ``logic``:

* ``logic``: ``Condition`` (one sentence of law: an id, what it rests on, the days between which it is in force, a
  test), put together with ``all_of`` and ``any_of``. A test answers a ``Finding``: yes, no or unknown, with the facts
  that it used and those that would settle it.
* ``proof``: ``evaluate`` gives a ``Proof``, a tree of the same shape with the value of each part and the names of the
  facts that can still change the whole. A condition that is not in force on the day is left out.
* ``dates``: years and months as the law counts them, never as 365 or 30 days.

A situation is whatever the tests look at; the engine only asks it for ``on``, the day asked about. There is no clock.
"""

from belgian_residence.engine.logic import (
    NO,
    UNKNOWN,
    YES,
    AllOf,
    AnyOf,
    Condition,
    Dated,
    Finding,
    Node,
    Truth,
    all_of,
    any_of,
    conditions_in,
    truth,
)
from belgian_residence.engine.proof import Proof, evaluate

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "AllOf",
    "AnyOf",
    "Condition",
    "Dated",
    "Finding",
    "Node",
    "Proof",
    "Truth",
    "all_of",
    "any_of",
    "conditions_in",
    "evaluate",
    "truth",
]
