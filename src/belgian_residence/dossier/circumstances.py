"""What the facts of a person show for the dossier. Only what they show: what is not known is no circumstance."""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.granted import granted_before_the_card, granted_to_come
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.losing.household import NO_MEANS_ASKED
from belgian_residence.routes.limits import limit
from belgian_residence.routes.stay_kept import can_be_ended, end_not_settled, has_ended
from belgian_residence.told.answers import Answers
from belgian_residence.told.facts import (
    CARDS_UNDER_EU_RULES,
    EU_CITIZEN_CARDS,
    EU_EEA_SWISS,
    IMPORTANT_REASONS,
    LIMITED_STAY_CARDS,
    PROTECTION_GROUNDS,
    UNLIMITED_STAY_CARDS,
    UNLIMITED_STAY_GROUNDS,
)
from belgian_residence.told.values import Days, Values

MAY_BE_PROTECTED = frozenset(
    {*PROTECTION_GROUNDS, "asylum_procedure", "temporary_protection", "unaccompanied_minor", "stateless"}
)
"""Stays beside or after which a person can be protected here, whatever the stay of today is."""
EXCUSES: dict[str, tuple[str, ...]] = {
    "refugee": ("B-PROC-1", "L-DOC-1"),
    "subsidiary_protection": ("L-DOC-1",),
    "identity-established": ("L-DOC-1",),
    "passport-impossible": ("K-PROC-2",),
    "joined-after-2020": ("BRX-SCOPE-2",),
    "violence-of-belgian-spouse": ("FAM-INC-2",),
    "ground-without-means": ("FAM-HH-2", "FAM-RET-3"),
}
"""Why a paper need not be brought, with the facts that say so. Who is protected here has the ground of the stay."""
STATUS_ENDED = "status-ended"
"""The circumstance that the status which the card is for has ended: nobody is told that it is held, or to renew it."""
STAY_AT_RISK = "stay-at-risk"
"""That the Immigration Office can end the stay of the card: what rests on it holds only while it does not."""
STAY_IN_DOUBT = "stay-in-doubt"
"""That what the stay rests on has ended, and no provision that was read says what follows (DOUBT-16)."""
BEFORE_A_JUDGE = "stay-before-a-judge"
"""That a judge has an appeal that suspends a refusal or an end of stay: the stay itself may hang on it (EUP-APL-1)."""
ANNEX_15, CARD_ENDED = "annex-15", "card-ended"
"""That the paper held is one that covers the stay between two cards, or that the card has expired: a day before the end
of the card lies behind, and what is said of it cannot hold (DOC-15, REN-1)."""
SPECIAL_CARD, NO_CARD = "special-card-held", "no-card"
"""That the card held is one of Foreign Affairs, or that none is held: the municipality renews neither."""
AFTER_BREXIT = date(2021, 1, 1)
"""The first day of the time after Brexit."""
NOT_LOOKED_AT = ("K", "L")
"""Routes on which a file that is not complete is handed back with Annex 16ter (DOC-16, K-PROC-1, L-PROC-1)."""
GRANTED = "unlimited-stay-granted"
"""That a decision gave unlimited stay, or more, and no card shows it yet: nobody renews the permit before it then."""
EU_GRANTED, PERMANENT_GRANTED = "eu-plus-granted", "permanent-stay-granted"
"""The same of EU+, and of F+ or M+; until the card is there another paper stands for that of an EU citizen
(EUP-APP-8)."""
SILENT_YES = "yes-by-silence"
"""That the same follows from no answer in time (K-PROC-3, L-PROC-2, EUP-APP-6, FAM-APP-5). It rests on what a route
says, so ``shown`` does not find it (see ``deadlines.yes_by_silence``)."""
TO_COME = (GRANTED, EU_GRANTED, PERMANENT_GRANTED, SILENT_YES)
"""Each of these: the card held is not renewed, but the other one ordered."""
ADULT_CARD = 12
"""From this age on an own card is compulsory and has the full price (FAM-4)."""


def shown(answers: Answers, on: date) -> frozenset[str]:
    """The circumstances that the answers show on a day: some of EXCUSES, and those named below. Every route asks for
    them, and what became of the stay is decided for each choice of rough days: so they are found once."""
    if on not in answers.circumstances:
        answers.circumstances[on] = _found(answers, on)
    return answers.circumstances[on]


def _found(answers: Answers, on: date) -> frozenset[str]:
    values = answers.values
    grounds = values.get("retention_grounds") or ()
    people = [person for _, person in answers.people()]
    granted = all(granted_before_the_card(person) for person in people)
    to_come = set.intersection(*(set(granted_to_come(person)) for person in people)) if people else set()
    found = {
        "refugee": _runs(values, "refugee", on),
        "subsidiary_protection": _runs(values, "subsidiary_protection", on),
        "identity-established": values.get("identity_established") is True,
        "joined-after-2020": _only_after_2020(values),
        "violence-of-belgian-spouse": "violence" in grounds and _spouse_of_a_belgian(values) is True,
        "ground-without-means": bool(NO_MEANS_ASKED.intersection(grounds)),
        "register-gap": bool(values.get("register_gaps")) or "register_gap" in (values.get("interruptions") or ()),
        "absence-with-reason": any(_with_reason(trip) for trip in _trips(values, on, months=6)),
        "absence-to-declare": bool(_trips(values, on, months=limit("return.notice_threshold", on))),
        "absence-of-a-year": bool(_trips(values, on, months=12 * limit("return.window", on))),
        "stay-in-another-state": any(stay.get("country", "BE") != "BE" for stay in values.get("stays") or ()),
        "child": _under(values, ADULT_CARD, on),
        "passport-impossible": values.get("passport_impossible") is True,
        SPECIAL_CARD: values.get("card") == "special_card",
        NO_CARD: values.get("card") == "none",
        ANNEX_15: values.get("card") == "annex_15",
        CARD_ENDED: "card_expiry" in values and values["card_expiry"].latest < on,
        "single-permit": not granted and _on_single_permits(values, on),
        "family-of-limited-stay": _runs(values, "family_of_limited_stay", on),
        "family-of-unlimited-stay": _runs(values, "family_of_unlimited_stay", on),
        "limited-stay": not granted and _without_unlimited_stay(values),
        "unlimited-stay": granted or _with_unlimited_stay(values),
        GRANTED: granted,
        EU_GRANTED: "EU+" in to_come,
        PERMANENT_GRANTED: bool({"F+", "M+"} & to_come),
        "something-serious": values.get("public_order") is True,
        STAY_AT_RISK: all(can_be_ended(person, on) for _, person in answers.people()),
        STAY_IN_DOUBT: all(end_not_settled(person, on) for _, person in answers.people()),
        STATUS_ENDED: status_ended(answers, on),
        BEFORE_A_JUDGE: all(bool(person.suspensive_appeal_pending) for _, person in answers.people()),
        "eu-citizen-joined-died": "death_of_family_member" in grounds and values.get("sponsor_belgian") is not True,
        "early-ground": values.get("early_ground") not in (None, "none"),
        "belgian-partner": values.get("belgian_partner") is True,
        "joined-who-got-it-early": values.get("sponsor_early_permanent") is True,
        "household-apart": _household_apart(values),
        "spouse-of-a-belgian": isinstance(values.get("spouse_of_belgian_since"), Days),
        "parent-of-a-belgian-child": values.get("parent_of_belgian_minor") is True,
        "training-and-some-work": "training" in (values.get("integration_proof") or ())
        and values.get("work_with_training") is True
        and values.get("economic_participation") is not True,  # that work is proved for the other ground
        "disability-or-pension": values.get("disability_or_pension") not in (None, "none"),
    }
    return frozenset(name for name, true in found.items() if true)


def abroad(answers: Answers, day: date, on: date) -> bool:
    """Can the person be abroad on a day, by the trips that are told? On the days of departure and return nobody is. A
    trip without a return lasts until the day asked about; longer only as long as there is a right to return (ABS-1)."""

    def back(trip: Values) -> date:
        if trip.get("to"):
            return trip["to"].latest  # type: ignore[no-any-return]
        return max(on + DAY, add_months(trip["from"].latest, 12 * limit("return.window", on)))

    return any(trip["from"].earliest < day < back(trip) for trip in answers.values.get("absences") or ())


def child_on(answers: Answers, day: date) -> bool:
    """Can this be a child under 12 on a day, for whom cards are valid for a shorter time (FAM-3, CARD-KIDS-1)?"""
    return _under(answers.values, ADULT_CARD, day)


def status_ended(answers: Answers, on: date) -> bool:
    """Has the status of the card ended by the day, for every choice of rough days?"""
    return all(has_ended(person, on) for _, person in answers.people())


def ruled_out(answers: Answers, on: date) -> frozenset[str]:
    """The excuses that the answers exclude. What is not known excludes nothing."""
    values, grounds = answers.values, answers.values.get("retention_grounds")
    found = {
        **{status: _surely_not(status, values, on) for status in PROTECTION_GROUNDS},
        "identity-established": values.get("identity_established") is False,
        "violence-of-belgian-spouse": _spouse_of_a_belgian(values) is False
        or (grounds is not None and "violence" not in grounds),  # none of them is an answer too
        "ground-without-means": grounds is not None and not NO_MEANS_ASKED.intersection(grounds),
        "passport-impossible": values.get("passport_impossible") is False,
        "joined-after-2020": any(
            day.latest < AFTER_BREXIT
            for day in (values.get(name) for name in ("annex_19", "annex_19ter", "annex_15"))
            if isinstance(day, Days)
        ),
    }
    return frozenset(name for name, true in found.items() if true)


def _surely_not(status: str, values: Values, on: date) -> bool:
    """Is it sure that this protection is not held? A wrong yes could send somebody to the embassy of the country that
    was fled. So who ever sought protection, and who tells nothing of before an unlimited stay, may hold it."""
    if any(_runs(values, one, on) for one in PROTECTION_GROUNDS):
        return not _runs(values, status, on)
    stays = [stay for stay in values.get("stays") or () if stay["from"].earliest <= on]
    if any(stay["ground"] in MAY_BE_PROTECTED for stay in stays) or isinstance(values.get("asylum_application"), Days):
        return False
    if _of_the_eu_or_british(values):
        return True
    return any(stay["ground"] not in UNLIMITED_STAY_GROUNDS for stay in stays)


def _of_the_eu_or_british(values: Values) -> bool:
    card, nationality = values.get("card"), values.get("nationality") or frozenset()
    eu = card in EU_CITIZEN_CARDS or bool(nationality & (EU_EEA_SWISS | {"EU"}))
    return eu or (card in ("M", "M+") and "GB" in nationality)


def _household_apart(values: Values) -> bool:
    """Who no longer lives with the one who was joined, and did not say that none of the grounds is there on which the
    right is kept."""
    grounds = values.get("retention_grounds")
    apart = values.get("joint_household") is False or isinstance(values.get("household_ended"), Days)
    return apart and (grounds is None or bool(grounds))


def _spouse_of_a_belgian(values: Values) -> bool | None:
    """Is this surely, or surely not, the husband or wife of a Belgian? Who joined a Belgian may have been it, also when
    a divorce has ended the marriage (``losing.household.joined_a_belgian``)."""
    joined, since = values.get("sponsor_belgian"), values.get("spouse_of_belgian_since")
    if joined is False:
        return False
    if values.get("belgian_partner") or isinstance(since, Days):
        return True
    surely_not = values.get("belgian_partner") is False or since == "none"
    return False if surely_not and joined is None else None


def _runs(values: Values, ground: str, on: date) -> bool:
    return any(
        stay["ground"] == ground and stay["from"].earliest <= on and (stay.get("to") is None or stay["to"].latest >= on)
        for stay in values.get("stays") or ()
    )


def _on_single_permits(values: Values, on: date) -> bool:
    """Employees renew by the rule of single permits (Act art. 61/25-3), long-term residents of another state too."""
    if _with_unlimited_stay(values):
        return False
    salaried = values.get("other_state_purpose") == "salaried"
    return _runs(values, "single_permit", on) or (salaried and _runs(values, "long_term_resident_other_state", on))


def _with_unlimited_stay(values: Values) -> bool:
    return values.get("card") in UNLIMITED_STAY_CARDS or (
        isinstance(values.get("unlimited_stay_since"), Days) and not _without_unlimited_stay(values)
    )


def _without_unlimited_stay(values: Values) -> bool:
    """The card says that the stay is limited, or no decision gave unlimited stay."""
    card = values.get("card")
    limited = card in LIMITED_STAY_CARDS | CARDS_UNDER_EU_RULES | {"F+", "M+"}
    return limited or (values.get("unlimited_stay_since") == "none" and card not in UNLIMITED_STAY_CARDS)


def _trips(values: Values, on: date, months: int) -> list[Values]:
    """The trips that can have reached so many months, for the latest return and the earliest departure."""
    return [
        trip
        for trip in values.get("absences") or ()
        if add_months(trip["from"].earliest, months) <= (trip["to"].latest if trip.get("to") else on)
    ]


def _with_reason(trip: Values) -> bool:
    return trip.get("reason") in IMPORTANT_REASONS | {"posting", "military_service"}


def _only_after_2020(values: Values) -> bool:
    """Every paper from which the five years can run is known, and none is of before 2021."""
    days = [values[name] for name in ("annex_19", "annex_19ter", "annex_15") if isinstance(values.get(name), Days)]
    return bool(days) and all(day.earliest >= AFTER_BREXIT for day in days)


def _under(values: Values, age: int, on: date) -> bool:
    born = values.get("birth_date")
    return isinstance(born, Days) and add_years(born.earliest, age) > on
