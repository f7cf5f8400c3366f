"""One person, as the rules see them: typed, with exact days. None means: not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True)
class Absence:
    """A trip abroad: ``departure`` and ``back`` are its first and last day, ``back`` None when not known."""

    departure: date
    back: date | None
    reason: str | None = "ordinary"
    outside_eu: bool | None = None
    annex_18: bool | None = None
    centre_of_interests_proven: bool | None = None
    index: int = 0


@dataclass(frozen=True)
class Period:
    """A period from its first to its last day."""

    start: date
    end: date
    presence_proven: bool | None = None


@dataclass(frozen=True)
class Person:
    """What is known of one person, with exact days. None means: not known. ``"none"``: there is no such paper."""

    nationality: frozenset[str] | None = None
    card: str | None = None
    card_expiry: date | None = None
    birth_date: date | None = None
    stays: tuple[Stay, ...] | None = None
    absences: tuple[Absence, ...] | None = None
    asylum_application: date | str | None = None
    permit_granted: date | str | None = None
    medical_application: date | str | None = None
    unlimited_stay_since: date | str | None = None
    identity_established: bool | None = None
    public_order: bool | None = None
    income: float | None = None
    dependants: int | None = None
    health_insurance: bool | None = None
    annex_19: date | str | None = None
    annex_19ter: date | str | None = None
    annex_15: date | str | None = None
    interruptions: frozenset[str] | None = None
    free_movement_gaps: tuple[Period, ...] | None = None
    prison: tuple[Period, ...] | None = None
    register_gaps: tuple[Period, ...] | None = None
    removal_enforced: bool | None = None
    joint_household: bool | None = None
    retention_ground: str | None = None
    early_ground: str | None = None
    stopped_working: date | str | None = None
    sponsor_early_permanent: bool | None = None
    withdrawal_agreement: bool | None = None
    born_in_belgium: bool | None = None
    in_belgium_since_birth: bool | None = None
    language_a2: bool | None = None
    integration_proof: frozenset[str] | None = None
    economic_participation: bool | None = None
    spouse_of_belgian_since: date | str | None = None
    parent_of_belgian_minor: bool | None = None
    disability_or_pension: str | None = None
    community_participation: bool | None = None
