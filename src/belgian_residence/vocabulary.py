"""Every id that the rules can give out, for those who hold the words: screens, catalogues and their checks."""

from __future__ import annotations

from typing import get_args

from belgian_residence import dossier
from belgian_residence.conventions import MOST_FAVOURABLE, READINGS, SAFE_READING
from belgian_residence.engine import conditions_in
from belgian_residence.facts import FACTS
from belgian_residence.routes import ROUTES
from belgian_residence.routes.outcome import Status
from belgian_residence.routes.status import Basis


def vocabulary() -> dict[str, list[str]]:
    """The ids by kind: routes, statuses, bases, facts, conditions, readings, next_steps, papers, amounts, notes."""
    return {
        "routes": [route.key for route in ROUTES],
        "statuses": list(get_args(Status)),
        "bases": list(get_args(Basis)),
        "facts": [fact.name for fact in FACTS],
        "conditions": [
            id
            for route in ROUTES
            for id in (
                *(condition.id for condition in conditions_in(route.requirement)),
                *(condition.id for condition in conditions_in(route.unbroken)),
                route.clock_id,
                *(condition.id for condition in (conditions_in(route.early) if route.early else ())),
            )
        ],
        "readings": [SAFE_READING, *READINGS, MOST_FAVOURABLE],
        "next_steps": list(dossier.NEXT_STEPS),
        "papers": sorted({paper.id for papers in dossier.PAPERS.values() for paper in papers}),
        "amounts": [name for names in dossier.AMOUNTS.values() for name in names],
        "notes": sorted({note for notes in dossier.NOTES.values() for note in notes} | set(dossier.EXTRA_NOTES)),
    }
