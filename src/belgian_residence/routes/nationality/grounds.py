"""Belgian nationality by declaration (Nationality Code art. 12bis §1, for adults). In the order of the article.

The five grounds, each with its own years of lawful stay (art. 7bis §2): born in Belgium (1°); five years with language,
integration and work (2°); five years and a Belgian spouse or child (3°); five years and a disability or pension age
(4°); ten years (5°). One ground is enough. What every declaration asks before them is in ``title``.

Longer than most modules: the five grounds are one article, and each refers to conditions of the one before it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belgian_residence.counting.absences import months_away
from belgian_residence.counting.away import NOTHING_SAID, Allowed, not_told, said
from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE, readings_of
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import trips
from belgian_residence.counting.situation import Node, Situation, Test, condition, is_true
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, any_of, truth
from belgian_residence.engine.dates import add_years, month_fraction
from belgian_residence.routes.interruptions import NOTHING_TOLD, uninterrupted
from belgian_residence.routes.limits import limit
from belgian_residence.routes.nationality.absences import away_in, interrupts, share_of, until_today
from belgian_residence.routes.nationality.title import BEFORE_THE_TITLE, KEY, TITLE, UNINTERRUPTED, adult_from
from belgian_residence.routes.nationality.years import years_of_stay
from belgian_residence.routes.outcome import clock_condition, count
from belgian_residence.routes.status import Route, When, stay_runs
from belgian_residence.told.facts import ABSENCES

# --- Art. 7bis §2: lawful stay before the declaration -------------------------------------------------------------


def five_years(situation: Situation) -> When:
    """Five years of uninterrupted lawful stay (NAT-2 to NAT-4)."""
    return years_of_stay(situation, "nat.stay_years")


def ten_years(situation: Situation) -> When:
    """Ten years of uninterrupted lawful stay (NAT-5)."""
    return years_of_stay(situation, "nat.stay_years_long")


STAY_RUNS = condition("nationality.stay-runs", ("NAT-TITLE-1",), stay_runs)


def _ahead(situation: Situation, clock: Callable[[Situation], When]) -> Finding:
    """No declaration can be made safely today: not of age yet, the card is not enough, or the safe years are not
    complete."""
    title, years, of_age = TITLE.test(situation), clock(situation), adult_from(situation.person)
    if title.value is NO or _is_ahead(years, situation.on) or (of_age is not None and of_age > situation.on):
        return Finding(YES)
    missing = (*title.missing, *years.missing)
    return Finding(UNKNOWN if missing else NO, missing=missing)


def _favourable(situation: Situation) -> Situation:
    """The situation counted in the most favourable way; as it is where one way of counting was chosen."""
    return situation.under(readings_of(KEY)[MOST_FAVOURABLE]) if situation.conventions == SAFE else situation


def _is_ahead(clock: When, on: date) -> bool:
    """Can the years be complete on no day before the date asked about, nor on it? What is missing may only bound it."""
    if clock.day is None or clock.day <= on:
        return False
    return not clock.missing or (clock.earliest is not None and clock.earliest > on)


def _by_the_declaration(test: Test, clock: Callable[[Situation], When] = five_years) -> Test:
    """What can still be obtained until the declaration: while that lies ahead, nothing is asked and nothing decided."""

    def checked(situation: Situation) -> Finding:
        finding, ahead = test(situation), _ahead(situation, clock)
        if finding.value is YES or ahead.value is NO:
            return finding
        if ahead.value is YES:
            return Finding(UNKNOWN, finding.facts, at_filing=True)
        return Finding(UNKNOWN, finding.facts, finding.missing or ahead.missing)

    return checked


# --- 1°: born in Belgium, with main residence and lawful stay here since birth ------------------------------------


@once
def _since_birth(situation: Situation) -> When:
    """Here since birth. From which day that allowed a declaration is not known; for a minor: on coming of age."""
    person, on = situation.person, situation.on
    law, facts = ("NAT-1", "NAT-TITLE-1"), ("in_belgium_since_birth", "birth_date")
    missing = tuple(fact for fact in facts if getattr(person, fact) is None)
    if person.in_belgium_since_birth is False:
        return When(law=law, facts=facts)
    day = adult_from(person)
    if missing or day is None:
        return When(missing=missing, law=law, facts=facts)
    return When(day, law=law, facts=facts, day_is_known=day > on)


def _never_away_too_long(situation: Situation) -> Finding:
    """No absence since birth interrupts the stay, and all together are no more than one fifth of the time since then:
    in no way of counting yes, in one of them only not settled."""
    person, facts = situation.person, (*ABSENCES, "birth_date")
    if not_told(person, away_since_birth(situation), situation.on):
        first = "birth_date" if person.birth_date is None and said(person) != NOTHING_SAID else "absences"
        return Finding(UNKNOWN, facts, (first,))
    interrupted = {_was_interrupted(counted) for counted in (situation, _favourable(situation))}
    if interrupted == {False} and any(not gap.presence_proven for gap in person.register_gaps or ()):
        return Finding(UNKNOWN, (*facts, "register_gaps", "interruptions"))  # a presumed departure (ABS-5, SW-12)
    return Finding(UNKNOWN if len(interrupted) > 1 else truth(interrupted == {False}), facts)


def away_since_birth(situation: Situation) -> tuple[Allowed, ...] | None:
    """The limits since birth, for what is said of all absences at once: one fifth of the whole years lived."""
    born, on = situation.person.birth_date, situation.on
    if situation.person.born_in_belgium is False:
        return None
    years = 0 if born is None else int(month_fraction(born, on) / 12)
    return away_in(years, on) if years else None


def _was_interrupted(situation: Situation) -> bool:
    person, on = situation.person, situation.on
    away = [
        until_today(trip, on) for trip in trips(person.absences or (), situation.conventions, on) if trip.start < on
    ]
    born = person.birth_date  # while it is not known, the clock asks for it
    too_much = born is not None and months_away(away, born, on) > share_of(month_fraction(born, on), on)
    return too_much or any(interrupts(trip, on) for trip in away)


BORN = Route(
    key=KEY,
    requirement=all_of(
        condition("nationality.born-in-belgium", ("NAT-1",), is_true("born_in_belgium")),
        condition("nationality.never-away-too-long", ("NAT-TITLE-6", "NAT-1"), _never_away_too_long),
    ),
    clock=_since_birth,
    clock_id="nationality.since-birth",
)

# --- 2°: five years, language, social integration, economic participation -----------------------------------------


def _language(situation: Situation) -> Finding:
    """Level A2 of a national language; a proof of integration normally proves it too (NAT-2)."""
    finding, facts = is_true("language_a2")(situation), ("language_a2", "integration_proof")
    if finding.value is not NO:
        return finding
    if situation.person.integration_proof != frozenset():
        missing = ("integration_proof",) if situation.person.integration_proof is None else ()
        return Finding(UNKNOWN, facts, missing)
    return Finding(NO, facts)


def _integration(situation: Situation) -> Finding:
    """A diploma, recognised training, five years of work without a break, or an integration course."""
    proofs = situation.person.integration_proof
    if proofs is None:
        return Finding(UNKNOWN, ("integration_proof",), ("integration_proof",))
    return Finding(truth(bool(proofs)), ("integration_proof",))


LANGUAGE = condition("nationality.language", ("NAT-2", "NAT-3", "NAT-5"), _by_the_declaration(_language))

INTEGRATED = Route(
    key=KEY,
    requirement=all_of(
        STAY_RUNS,
        LANGUAGE,
        condition("nationality.integration", ("NAT-2",), _by_the_declaration(_integration)),
        condition("nationality.work", ("NAT-2",), _by_the_declaration(is_true("economic_participation"))),
    ),
    clock=five_years,
    clock_id="nationality.five-years",
)

# --- 3°: five years, a Belgian spouse or a Belgian child under eighteen, language, integration --------------------


def _married(situation: Situation) -> Finding:
    since, facts = situation.person.spouse_of_belgian_since, ("spouse_of_belgian_since",)
    if since is None:
        return Finding(UNKNOWN, facts, facts)
    return Finding(truth(since != "none"), facts)


@once
def _five_years_and_three_of_marriage(situation: Situation) -> When:
    """Five years of stay, and three years of living together in Belgium; the marriage may be younger (NAT-3)."""
    stay, since = five_years(situation), situation.person.spouse_of_belgian_since
    law, facts = ("NAT-3", *stay.law), (*stay.facts, "spouse_of_belgian_since")
    if isinstance(since, date) and stay.day is not None:
        together = add_years(since, limit("nat.cohabitation_years", situation.on))
        earliest = stay.earliest and max(stay.earliest, together)
        return stay._replace(day=max(stay.day, together), earliest=earliest, law=law, facts=facts)
    asked = ("spouse_of_belgian_since",) if since is None and not _is_ahead(stay, situation.on) else ()
    return stay._replace(missing=(*stay.missing, *asked), law=law, facts=facts)


PROVES_ALONE = frozenset({"diploma", "course"})


def _lighter_integration(situation: Situation) -> Finding:
    """A diploma, an integration course, or recognised training with some work: 234 days or three quarters. Who has the
    work of 2° surely has these; work alone is no proof here (NAT-3)."""
    person, facts = situation.person, ("integration_proof", "economic_participation", "work_with_training")
    proofs = person.integration_proof
    if proofs is None:
        return Finding(UNKNOWN, facts, ("integration_proof",))
    if proofs & PROVES_ALONE:
        return Finding(YES, facts)
    if "training" not in proofs:
        return Finding(NO, facts)
    if person.economic_participation or person.work_with_training:
        return Finding(YES, facts)
    if person.work_with_training is None:
        return Finding(UNKNOWN, facts, ("work_with_training",))
    return Finding(NO, facts)


LIGHTER_INTEGRATION = condition(
    "nationality.integration-of-family", ("NAT-3",), _by_the_declaration(_lighter_integration)
)

SPOUSE = Route(
    key=KEY,
    requirement=all_of(
        STAY_RUNS,
        condition("nationality.married-to-belgian", ("NAT-3",), _married),
        LANGUAGE,
        LIGHTER_INTEGRATION,
    ),
    clock=_five_years_and_three_of_marriage,
    clock_id="nationality.five-years-and-marriage",
)
PARENT = Route(
    key=KEY,
    requirement=all_of(
        STAY_RUNS,
        condition("nationality.parent-of-belgian-minor", ("NAT-3",), is_true("parent_of_belgian_minor")),
        LANGUAGE,
        LIGHTER_INTEGRATION,
    ),
    clock=five_years,
    clock_id="nationality.five-years",
)

# --- 4°: five years, and a disability or pension age --------------------------------------------------------------


def _disability_or_pension(situation: Situation) -> Finding:
    """Who cannot work because of a disability or invalidity, or has reached pension age. No language, no integration.

    66 % for five years is how it is shown in practice; who cannot work without that figure is not refused by the text,
    and stays open.
    """
    told, facts = situation.person.disability_or_pension, ("disability_or_pension",)
    if told is None:
        return Finding(UNKNOWN, facts, facts)
    if told == "cannot_work":
        return Finding(UNKNOWN, facts)
    return Finding(truth(told != "none"), facts)


DISABILITY_OR_PENSION = Route(
    key=KEY,
    requirement=all_of(STAY_RUNS, condition("nationality.disability-or-pension", ("NAT-4",), _disability_or_pension)),
    clock=five_years,
    clock_id="nationality.five-years",
)

# --- 5°: ten years, language, participation in the life of the community ------------------------------------------

IN_TEN_YEARS = uninterrupted("nationality.uninterrupted", ("NAT-TITLE-1", "NAT-5"), ten_years)


def _interrupted_before_the_five(situation: Situation) -> Finding:
    """What is open for every ground is not said again for this one."""
    said = UNINTERRUPTED.test(situation).value is UNKNOWN
    return NOTHING_TOLD if said else IN_TEN_YEARS.test(situation)


TEN_YEARS = Route(
    key=KEY,
    requirement=all_of(
        STAY_RUNS,
        condition("nationality.ten-years-uninterrupted", IN_TEN_YEARS.law, _interrupted_before_the_five),
        LANGUAGE,
        condition(
            "nationality.participation",
            ("NAT-5",),
            _by_the_declaration(is_true("community_participation"), ten_years),
        ),
    ),
    clock=ten_years,
    clock_id="nationality.ten-years",
)

# --- the article as a whole ---------------------------------------------------------------------------------------

GROUNDS: dict[str, Route] = {
    "born-in-belgium": BORN,
    "integrated": INTEGRATED,
    "spouse-of-belgian": SPOUSE,
    "parent-of-belgian": PARENT,
    "disability-or-pension": DISABILITY_OR_PENSION,
    "ten-years": TEN_YEARS,
}
"""The grounds of article 12bis §1, 1° to 5°, in its order; 3° in its two halves. Each is decided like a route."""


def _clock_as_condition(ground: Route) -> Node:
    """The clock of a ground as a condition, for the declaration of the whole article."""

    def test(situation: Situation) -> Finding:
        counted = count(situation, ground)
        return clock_condition(ground, counted.safe, counted.reached, counted.could_be_now)[1]

    law = {"nationality.since-birth": "NAT-1", "nationality.ten-years": "NAT-5"}.get(ground.clock_id, "NAT-3")
    return condition(ground.clock_id, (law, "NAT-TITLE-1"), test)


def _declared(ground: Route) -> Node:
    if ground.clock_id == "nationality.five-years":
        return ground.requirement
    return all_of(_clock_as_condition(ground), ground.requirement)


NATIONALITY = Route(
    key=KEY,
    requirement=all_of(BEFORE_THE_TITLE, TITLE, any_of(*(_declared(ground) for ground in GROUNDS.values()))),
    clock=five_years,
    clock_id="nationality.five-years",
)
"""The whole article as one tree, for those who list its conditions. ``declaration`` decides it, ground by ground."""
