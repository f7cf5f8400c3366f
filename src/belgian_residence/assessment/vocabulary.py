"""Every id that the rules can give out, for those who hold the words: screens, catalogues and their checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from belgian_residence.assessment.oddities import ODDITIES
from belgian_residence.counting.conventions import MOST_FAVOURABLE, READINGS, SAFE_READING
from belgian_residence.dossier import dossier
from belgian_residence.engine import conditions_in
from belgian_residence.keeping import keep as keeping
from belgian_residence.law.changes import YEARLY, all_changes
from belgian_residence.routes.nationality.grounds import GROUNDS
from belgian_residence.routes.outcome import Status
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import Basis
from belgian_residence.told.contradictions import RULES
from belgian_residence.told.facts import FACTS
from belgian_residence.trust.confidence import STRENGTH


def vocabulary() -> dict[str, list[str]]:
    """The ids by kind: routes, statuses, bases, facts, conditions, readings, and those of ``dossier``."""
    return {
        "routes": [route.key for route in ROUTES],
        "statuses": list(get_args(Status)),
        "bases": list(get_args(Basis)),
        "facts": [fact.name for fact in FACTS],
        "conditions": list(
            dict.fromkeys(  # a condition can stand on several grounds of one route
                id
                for route in ROUTES
                for id in (
                    *(condition.id for condition in conditions_in(route.requirement)),
                    *(condition.id for condition in conditions_in(route.unbroken)),
                    route.clock_id,
                    *(condition.id for condition in (conditions_in(route.early) if route.early else ())),
                )
            )
        ),
        "grounds": list(GROUNDS),
        "readings": [SAFE_READING, *READINGS, MOST_FAVOURABLE],
        "changes": [*(id for id, change in all_changes().items() if change.routes), YEARLY],
        "rests_on": list(STRENGTH),
        "contradictions": [*RULES, *(one.id for one in ODDITIES)],
        "ways": list(dict.fromkeys(way for ways in _ways() for way in ways)),
        **{kind: list(ids) for kind, ids in dossier.VOCABULARY.items()},
        **keeping.vocabulary(),
    }


def _ways() -> Iterator[tuple[str, ...]]:
    """The ways out of answers that do not fit together, for each rule."""
    yield from (rule.ways for rule in RULES.values())
    yield from (oddity.ways for oddity in ODDITIES)
