"""Several people in one case file: each with own facts and own routes; relations name what one gives to another.

    {"people": {"amina": {facts}, "jan": {facts}, "lina": {facts}},
     "relations": [{"kind": "sponsor", "of": "amina", "is": "jan"},
                   {"kind": "household", "of": "amina", "is": "jan"},
                   {"kind": "dependant", "of": "jan", "is": "lina"}]}

"jan is the sponsor of amina". Nothing of one person reaches the result of another except through a relation, and each
relation gives named facts only; the answer lists them. An answer of the person's own that says something else is a
contradiction, never overruled (``relations``).

The public face of the rules is here: one case in, for one person or several.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.assessment.absence_bounds import absence_bounds_of
from belgian_residence.assessment.interview import interview_of, next_question_of
from belgian_residence.assessment.one_person import Cases, assess_person, unusual_answers
from belgian_residence.assessment.relations import relations_give, supports, with_what_is_given
from belgian_residence.assessment.several import each, is_for_several, read
from belgian_residence.assessment.unused import unused_of
from belgian_residence.counting.conventions import SAFE_READING
from belgian_residence.told.versions import current

if TYPE_CHECKING:
    from belgian_residence import answer_types


def assess(
    case: Mapping[str, Any],
    on: date,
    reading: str = SAFE_READING,
    today: date | None = None,
    cases: Cases | None = None,
) -> answer_types.Assessment:
    """Every route for a case on a date, as a JSON-shaped dict: for one person, or for each person of the file.

    ``case``: facts as ``schema`` lists them, or ``people`` and ``relations``. ``on``: the date asked about, from
    1 January 2021. ``reading``: count everything in one way only, the name of a reading; by default the safe one,
    compared with all others. ``today``: the day on which it is asked; figures that were to be verified again before it
    are then no longer used as certain. ``cases``: those read in this request; ``interview`` then shares the work.
    Raises CaseError with one fault for each thing that cannot be read.
    """
    case = current(case)
    if not is_for_several(case):
        return assess_person(case, on, reading, today, cases)
    people, relations = read(case)
    given = relations_give(people, relations, on)
    answers = each(with_what_is_given(people, given), lambda facts: assess_person(facts, on, reading, today, cases))
    for answer in answers.values():
        del answer["on"]  # it stands once, for all of them
    return {
        "on": on.isoformat(),
        "people": answers,
        "relations": [
            {**relation, "gives": gives, "supports": supports(relation, relations, people, on)[1]}
            for relation, (_, gives) in zip(relations, given[: len(relations)], strict=True)
        ],
    }


def next_question(
    case: Mapping[str, Any], on: date, routes: Collection[str] | None = None
) -> answer_types.Question | None:
    """The next question for a case on a date, with ``person`` where the file holds several; None when nothing is open.

    ``routes``: ask only for these; None: for all. Raises CaseError.
    """
    case = current(case)
    if not is_for_several(case):
        return next_question_of(case, on, routes)
    people, relations = read(case)
    given = relations_give(people, relations, on)
    whole = with_what_is_given(people, given)
    for name, question in each(whole, lambda facts: next_question_of(facts, on, routes)).items():
        if question is not None:
            asked: answer_types.QuestionTo = {"person": name, **question}
            return asked
    return None


def interview(
    case: Mapping[str, Any],
    on: date,
    routes: Collection[str] | None = None,
    today: date | None = None,
    cases: Cases | None = None,
    *,
    ends_only: bool = False,
) -> answer_types.Interview:
    """The next question to one person, with what every route says so far: no slower than the question alone.

    See ``interview.interview_of``. ``case``: the facts of one person. ``cases``: those read in this request; ``assess``
    then shares the work. ``ends_only``: quick, where rough dates need not be exact. Raises CaseError.
    """
    return interview_of(current(case), on, routes, today, cases, ends_only=ends_only)


def unused(case: Mapping[str, Any], on: date) -> list[str]:
    """The facts of one person that change nothing on a date any more: see ``unused.unused_of``. Raises CaseError."""
    return unused_of(current(case), on)


def absence_bounds(case: Mapping[str, Any], on: date, routes: Collection[str] | None = None) -> dict[str, list[int]]:
    """What to ask of all absences at once, for one person: see ``absence_bounds_of``. Raises CaseError."""
    return absence_bounds_of(current(case), on, routes)


def unusual(case: Mapping[str, Any], on: date, cases: Cases | None = None) -> list[dict[str, Any]]:
    """What ``assess`` says under ``unusual`` of the answers of one person, many times quicker: no route is decided.
    ``cases``: those read in this request; ``assess`` and ``interview`` then do not read this one again.

    Raises CaseError for the cases for which ``assess`` does, with the same faults: so it also tells whether a case can
    be used at all.
    """
    return unusual_answers(current(case), on, cases)
