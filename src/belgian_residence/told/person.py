"""One person, as the rules see them: typed, with exact days. None means: not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Stay:
    """A stay on one ground. ``end`` is its last day, None while it runs; ``first_card`` None when not known."""

    start: date
    end: date | None
    ground: str
    card: str | None = None
    first_card: date | None = None
    country: str = "BE"
    index: int = 0
    """The place of the stay in the case file, for naming what is missing."""
    start_known: bool = True
    """False: the first day was told as not known; ``start`` is then one of the days on which it can lie."""
    granted: date | None = None
    """The day of the decision that granted the authorisation (B-UAM-1, B-STL-1, B-TRAF-1)."""
    attestation: date | str | None = None
    """The day of the attestation of an application made inside Belgium (B-FAM-2)."""
    before: str | None = None
    """How it follows the stay before it (``facts.AFTER_THE_STAY_BEFORE``); "break" also where a time without a right
    was told between the two."""
    before_paper: str | None = None
    """The paper that covered the time before it (``facts.PAPERS_BETWEEN``)."""
    told_end: date | None = None
    """The last day told of its first part, where the stay lasted longer: until the next one, or in further parts
    (see ``seams``)."""


@dataclass(frozen=True)
class Absence:
    """A trip abroad: ``departure`` and ``back`` are its first and last day, ``back`` None when not known."""

    departure: date
    back: date | None
    reason: str | None = "ordinary"
    outside_eu: bool | None = None
    annex_18: bool | None = None
    centre_of_interests_proven: bool | None = None
    card_valid_on_return: bool | None = None
    return_reported: bool | None = None
    in_belgium_before: bool | None = None
    """Was the person here between the return of the trip before and this departure on the same day? See ``trips``."""
    index: int = 0
    parts: tuple[int, ...] = ()
    """The places of further entries of the case file that are this same trip."""


@dataclass(frozen=True)
class Period:
    """A period from its first to its last day."""

    start: date
    end: date
    presence_proven: bool | None = None


@dataclass(frozen=True)
class Application:
    """A request that was made. Of a rough day the latest that it can be; None: not known."""

    route: str
    decision: str | None = None
    notified: date | None = None


@dataclass(frozen=True)
class Person:
    """What is known of one person, with exact days. None means: not known. ``"none"``: there is no such paper.

    ``stays`` holds times with a right of stay that have begun by the date asked about. A planned change of status
    stands in ``planned_stays``: it changes nothing that holds on that date. A time that was told as one without any
    right stands in ``without_right``, and the stay after it follows a break.
    """

    nationality: frozenset[str] | None = None
    card: str | None = None
    card_expiry: date | None = None
    card_issued: date | None = None
    birth_date: date | None = None
    stays: tuple[Stay, ...] | None = None
    planned_stays: tuple[Stay, ...] = ()
    without_right: tuple[Stay, ...] = ()
    absences: tuple[Absence, ...] | None = None
    other_absences: bool = False
    """Beside the list something was answered of all others at once, be it "I don't know": the list is not whole."""
    absences_each_under: int | None = None
    absences_in_a_year: int | None = None
    absences_in_five_years: int | None = None
    asylum_application: date | str | None = None
    permit_granted: date | str | None = None
    protection_ended: str | None = None
    medical_application: date | str | None = None
    protection_request_pending: bool | None = None
    protection_request_not_known: bool = False
    """Was it answered with "I don't know"? Who was not asked has told of no request."""
    unlimited_stay_since: date | str | None = None
    applications: tuple[Application, ...] | None = None
    """In the order of time, the last one last."""
    identity_established: bool | None = None
    passport_impossible: bool | None = None
    public_order: bool | None = None
    public_health: bool | None = None
    removal_decision: date | str | None = None
    income: float | None = None
    supporter_income: float | None = None
    benefit_income: float | None = None
    dependants: int | None = None
    health_insurance: bool | None = None
    long_term_resident_elsewhere: bool | None = None
    other_state_purpose: str | None = None
    annex_19: date | str | None = None
    annex_19ter: date | str | None = None
    annex_15: date | str | None = None
    special_card_before: bool | None = None
    interruptions: frozenset[str] | None = None
    free_movement_gaps: tuple[Period, ...] | None = None
    prison: tuple[Period, ...] | None = None
    register_gaps: tuple[Period, ...] | None = None
    removal_enforced: bool | None = None
    joint_household: bool | None = None
    household_ended: date | str | None = None
    retention_grounds: frozenset[str] | None = None
    means_since_household_ended: frozenset[str] | None = None
    eu_activity: frozenset[str] | None = None
    early_ground: str | None = None
    stopped_working: date | str | None = None
    belgian_partner: bool | None = None
    sponsor_belgian: bool | None = None
    sponsor_early_permanent: bool | None = None
    suspensive_appeal_pending: bool | None = None
    withdrawal_agreement: bool | None = None
    born_in_belgium: bool | None = None
    in_belgium_since_birth: bool | None = None
    language_a2: bool | None = None
    integration_proof: frozenset[str] | None = None
    economic_participation: bool | None = None
    work_with_training: bool | None = None
    spouse_of_belgian_since: date | str | None = None
    parent_of_belgian_minor: bool | None = None
    disability_or_pension: str | None = None
    community_participation: bool | None = None

    def but(self, **facts: Any) -> Person:
        """The same person, with some facts otherwise."""
        return replace(self, **facts)
