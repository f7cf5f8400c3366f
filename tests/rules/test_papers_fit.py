"""Papers fit the person: none of a ground that the told facts exclude, and none of a ground that nobody told.

What must be told is written down here from the case as it was told, apart from the circumstances of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from belgian_residence import CaseError, assess
from rules.test_properties import Case, somebody, with_less_known
from site_build import assessments as kept
from site_build.cases import load_cases, named
from trying import some, trying

PROTECTION = {"refugee", "subsidiary_protection"}
MAY_BE_PROTECTED = PROTECTION | {"asylum_procedure", "temporary_protection", "stateless", "unaccompanied_minor"}
WORK_AND_STUDY = {"single_permit", "self_employed", "blue_card", "researcher", "student", "search_year"}


def grounds(case: Case) -> set[str]:
    return {stay.get("ground") for stay in case.get("stays") or ()}


def apart(case: Case) -> bool:
    ended = case.get("household_ended")
    no_longer = case.get("joint_household") is False or ended not in (None, "none")
    return no_longer and case.get("retention_grounds") != []


TOLD: dict[str, Callable[[Case], bool]] = {
    # a paper of a ground that few have: what the person must have told
    "proof-early-ground": lambda case: (
        case.get("early_ground") not in (None, "none") or case.get("sponsor_early_permanent") is True
    ),
    "proof-belgian-partner": lambda case: case.get("belgian_partner") is True,
    "proof-right-kept": apart,
    "proof-means-since": apart,
    "marriage-and-household-certificate": lambda case: case.get("spouse_of_belgian_since") not in (None, "none"),
    "birth-certificate-of-child": lambda case: case.get("parent_of_belgian_minor") is True,
    "proof-of-disability-or-pension": lambda case: case.get("disability_or_pension") not in (None, "none"),
    "proof-passport-impossible": lambda case: case.get("passport_impossible") is True,
    "proof-of-work-with-training": lambda case: case.get("work_with_training") is True,
    "protection-certificate": lambda case: bool(grounds(case) & PROTECTION),
    "papers-of-other-state": lambda case: any(stay.get("country", "BE") != "BE" for stay in case.get("stays") or ()),
    "proof-absence-reason": lambda case: any(trip.get("reason") for trip in case.get("absences") or ()),
    "annex-18": lambda case: bool(case.get("absences")),
    "proof-centre-of-interests": lambda case: bool(case.get("absences")),
    "proof-of-presence": lambda case: (
        bool(case.get("register_gaps")) or "register_gap" in (case.get("interruptions") or ())
    ),
}


def unfit(case: Case, on: date, ask: Callable[[Case, date], Mapping[str, Any]] = assess) -> Iterator[str]:
    """What does not fit the person: a paper of a ground that was not told, or advice about protection for who has none.
    A case that cannot be read has no papers."""
    try:
        routes: dict[str, Any] = ask(case, on)["routes"]
    except CaseError:
        return
    may_be = grounds(case) & MAY_BE_PROTECTED or case.get("asylum_application") not in (None, "none")
    of_the_eu = case.get("nationality") == "EU"
    works = bool(grounds(case)) and grounds(case) <= WORK_AND_STUDY
    for key, route in routes.items():
        for paper in route["papers"]:
            if not TOLD.get(paper["id"], lambda _: True)(case):
                yield f"{key}: {paper['id']}"
            if paper["warning"] and not may_be and (of_the_eu or works):
                yield f"{key}: {paper['id']} with {paper['warning']}"
            if paper["where"] == "embassy" and may_be and not paper["warning"]:
                yield f"{key}: {paper['id']} without a warning"


@trying(300)
@given(st.data())
def test_no_paper_is_of_a_ground_that_nobody_told(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    assert list(unfit(case, on)) == []
    assert list(unfit(data.draw(with_less_known(case)), on)) == [], "who knows less brings no more"


def test_no_paper_in_the_corpus_is_of_a_ground_that_nobody_told() -> None:
    alone = [one for one in load_cases() if "people" not in one["case"]]
    for one in some(alone, 14):
        assert list(unfit(one["case"], date.fromisoformat(one["on"]), kept.assess)) == [], named(one)
