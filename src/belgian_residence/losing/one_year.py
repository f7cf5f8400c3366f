"""Limited stay, unlimited stay and settlement, EU citizens and family before permanence: a right of return of less than
one year (Act art. 19 §1; RD 1981 arts. 39, 40; ABS-1 to ABS-3, CARD-ABS-3)."""

from __future__ import annotations

from belgian_residence.counting.limits import limit
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.losing.verdicts import (
    MILITARY_SERVICE,
    NOT_REPORTED,
    Judge,
    Note,
    Told,
    Verdict,
    authorisation,
    missed_duties,
)

PREPARE = Note("prove-before-leaving", ("ABS-3",), ("return.window",))
AT_THE_LIMIT = Note("exactly-at-the-limit", ("ABS-1",), ("return.window",))
PROVE_FORCE_MAJEURE = Note("prove-force-majeure", ("ABS-3", "CARD-ABS-6"), ("return.window",))
PRACTICE_FORCE_MAJEURE = Note(
    "force-majeure-is-practice", ("CARD-ABS-4", "CARD-ABS-6"), ("return.force_majeure_max", "return.window")
)
CARD_NOT_VALID_ON_RETURN = Note("card-not-valid-on-return", ("ABS-3", "CARD-ABS-7"), ("return.window",))
LONG_POSTING = Note(
    "posting-over-a-year", ("EUP-ABS-4", "D-03", "CARD-ABS-3"), ("pr.absence_important_reason_max", "return.window")
)
NOTES = (PREPARE, AT_THE_LIMIT, PROVE_FORCE_MAJEURE, PRACTICE_FORCE_MAJEURE, CARD_NOT_VALID_ON_RETURN, LONG_POSTING)


def within_a_year(
    *, prepared: bool, law: tuple[str, ...], service_keeps: bool = False, posting_open: bool = False
) -> Judge:
    """A right of return of less than one year; from three months on the absence is declared and the return reported.

    ``prepared``: can a longer absence be prepared before leaving (ABS-3: B, C and K only)? One year exactly is a risk
    (reading 19). ``service_keeps``: compulsory military service of any length breaks nothing (EUP-ABS-2).
    ``posting_open``: whether a posting of more than a year breaks the stay is not settled (EUP-ABS-4, readings 15, 29).
    """

    def judge(told: Told) -> Verdict:
        trip, absence = told.trip, told.trip.absence
        window = 12 * limit("return.window", told.on)
        service = service_keeps and absence.reason == "military_service"
        keeps = Verdict("kept", law, None if service else add_months(absence.departure, window) - DAY)
        duties = missed_duties(told)
        if not trip.reaches(window):
            return keeps._replace(notes=duties, duty="at_risk" if duties else "kept")
        if service:
            return keeps._replace(notes=(MILITARY_SERVICE,))
        ready = prepared and absence.annex_18 and absence.centre_of_interests_proven
        if ready and (trip.exceeds(window) or absence.card_valid_on_return is not False):
            return _prepared(told, keeps)
        prepare = (PREPARE,) if prepared and told.planned else ()
        if not trip.exceeds(window):
            return keeps._replace(stay="at_risk", notes=(AT_THE_LIMIT, *duties, *prepare))
        if absence.reason == "force_majeure":
            return force_majeure(told, keeps, confirmed=prepared)
        if posting_open and absence.reason == "posting":
            return keeps._replace(stay="unsettled", notes=(LONG_POSTING,))
        refused = absence.annex_18 is False or absence.centre_of_interests_proven is False
        if prepare and not refused:
            return keeps._replace(stay="at_risk", notes=prepare)
        return keeps._replace(stay="lost", notes=authorisation(told) if prepared else ())

    return judge


def _prepared(told: Told, keeps: Verdict) -> Verdict:
    """Declared and proven before leaving: then the card must be valid on the return (or the right is not used in time,
    CARD-ABS-7), and the return is reported within fifteen days (ABS-3)."""
    absence = told.trip.absence
    if absence.card_valid_on_return is False:
        return keeps._replace(stay="lost", notes=(CARD_NOT_VALID_ON_RETURN, *authorisation(told)))
    if absence.return_reported is False:
        return keeps._replace(stay="at_risk", notes=(NOT_REPORTED,))
    return keeps


def force_majeure(told: Told, keeps: Verdict, *, confirmed: bool) -> Verdict:
    """Beyond the limit with force majeure. ``confirmed``: named by the law itself; else practice, up to five years."""
    too_long = told.trip.exceeds(12 * limit("return.force_majeure_max", told.on))
    if confirmed:
        return keeps._replace(stay="unsettled" if too_long else "at_risk", notes=(PROVE_FORCE_MAJEURE,))
    return keeps._replace(stay="lost" if too_long else "unsettled", notes=(PRACTICE_FORCE_MAJEURE,))
