"""The facts a person can tell: their names, kinds and accepted values.

This module is the one list of facts. The JSON Schema, the checks on input, the interview and the screens read it.
A fact is *absent* (not asked yet), ``null`` (asked, and the person does not know) or known. A date can be known
exactly (``"2021-03-15"``) or roughly: a month (``"2021-03"``), a year (``"2021"``) or any interval
(``{"earliest": "2021-03-01", "latest": "2021-05-31"}``). Where a fact is the day of a paper or a decision, ``"none"``
says that there is no such paper or decision.

What a fact is stands beside its name (``about``), for whoever reads this file and for the schema. It is one list, so it
stays in one module, though that is longer than others.
"""

from __future__ import annotations

from dataclasses import dataclass


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


EU_EEA_SWISS = _codes("""
    AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH
""")
"""States whose nationals follow the EU rules (EUP-SCOPE-1): the EU, Iceland, Liechtenstein, Norway, Switzerland."""

COUNTRIES = EU_EEA_SWISS | _codes("""
    AD AE AF AG AI AL AM AO AQ AR AS AU AW AX AZ BA BB BD BF BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CI CK CL CM CN CO CR CU CV CW CX DJ DM DO DZ EC EG EH ER ET FJ FK FM FO GA GB GD GE GF GG GH GI GL
    GM GN GP GQ GS GT GU GW GY HK HM HN HT ID IL IM IN IO IQ IR JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
    LB LC LK LR LS LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MU MV MW MX MY MZ NA NC NE NF NG NI NP NR
    NU NZ OM PA PE PF PG PH PK PM PN PR PS PW PY QA RE RS RU RW SA SB SC SD SG SH SJ SL SM SN SO SR SS ST SV SX
    SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT
    ZA ZM ZW
""")
"""ISO 3166 two-letter country codes, and XK."""

NATIONALITY_ALIASES = {"UK": "GB", "EL": "GR"}
NATIONALITY_GROUPS = ("EU", "non-EU", "stateless")
"""Words for a person who does not want to name the country: EU/EEA/Swiss, any other country, no country."""

CARDS = (
    # electronic cards; C, D, E and E+ are the old letters of K, L, EU and EU+
    *("A", "B", "C", "D", "E", "E+", "EU", "EU+", "F", "F+", "H", "I", "J", "K", "L", "M", "M+", "N"),
    "annex_8",  # paper registration certificate of an EU citizen
    "annex_8bis",  # paper certificate of permanent residence of an EU citizen
    "annex_15",  # temporary proof of stay
    "annex_56",  # certificate for people under the Withdrawal Agreement
    "orange_card",  # certificate of registration (AI)
    "special_card",  # card of the Foreign Affairs department for diplomats, officials of the EU and others
    "none",
)

LIMITED_STAY_CARDS = frozenset({"A", "H", "I", "J", "orange_card"})
"""Cards that say by themselves that unlimited stay is not granted, as the law base lists the cards."""

UNLIMITED_STAY_CARDS = frozenset({"B", "C", "K", "D", "L"})
"""Cards that show that unlimited stay, or more, was granted (Act arts. 13, 15, 15bis)."""

EU_CITIZEN_CARDS = frozenset({"E", "E+", "EU", "EU+", "annex_8", "annex_8bis"})
"""Cards and certificates of EU citizens and of who is treated as one (EUP-SCOPE-1)."""

CARDS_UNDER_EU_RULES = frozenset({"F", "M", "N", "E", "E+", "EU", "EU+", "annex_8", "annex_8bis", "annex_56"})
"""Cards of who stays under the EU rules or the Withdrawal Agreement, without unlimited stay (Act arts. 14, 15)."""

GROUNDS = (
    # work
    "single_permit",  # employee with a Belgian contract, on single permits (or the older work permit B)
    "posted_worker",  # sent to Belgium by an employer abroad
    "self_employed",
    "blue_card",
    "researcher",
    "intra_corporate_transferee",
    "seasonal_worker",
    # study
    "student",
    "vocational_training",
    "search_year",  # the year after studies or research to look for work
    "au_pair",
    # family
    "family_of_unlimited_stay",  # family of a non-EU national with unlimited stay (Act art. 10)
    "family_of_limited_stay",  # family of a non-EU worker or student with limited stay (Act art. 10bis)
    "family_of_eu_or_belgian",  # non-EU family member of an EU citizen or of a Belgian (F card)
    # protection and regularisation
    "asylum_procedure",
    "refugee",
    "subsidiary_protection",
    "temporary_protection",
    "humanitarian_9bis",
    "medical_9ter",
    "unaccompanied_minor",
    "stateless",
    "trafficking_victim",  # victim of human trafficking, or of aggravated smuggling, who helped the courts (Act 61/5)
    # other
    "unlimited_stay",  # time on a B card
    "settlement",  # time on a C or K card
    "long_term_resident",  # time on a D or L card
    "long_term_resident_other_state",  # EU long-term resident of another state, second residence in Belgium
    "eu_citizen",
    "withdrawal_agreement",  # M card
    "special_card_convention",  # special card under the Vienna or New York conventions
    "special_card_other",  # special card that is not under these conventions
    "arrival_declaration",
    "short_stay",
    "other_limited_stay",  # any other limited stay, for example article 9
)
PROTECTION_GROUNDS = frozenset({"refugee", "subsidiary_protection"})
"""Stays of who is protected here (Act arts. 49, 49/2)."""
UNLIMITED_STAY_GROUNDS = frozenset({"unlimited_stay", "settlement", "long_term_resident"})
"""Stays that begin with the grant of unlimited stay, or of more, and have no end: nobody is given a limited one in
their place but after having lost them."""

NO_RIGHT = "no_right"
"""Told in the place of a ground: a time without any right of stay. To the rules it is no stay (see ``person``)."""

AFTER_THE_STAY_BEFORE = (
    "no_break",  # one right followed the other at once
    "papers",  # there was a time between the cards, and a paper covered it
    "break",  # there was a time without a right of stay
)
"""How a stay follows the one before it, as the person knows it; the days alone cannot tell (DOC-15, L-PROC-3)."""
PAPERS_BETWEEN = ("annex_15", "annex_19", "annex_19ter", "orange_card", "other")
"""Papers that can cover the time between two cards (DOC-15, NAT-TITLE-4)."""

ABSENCE_REASONS = (
    "ordinary",  # holiday, family visit, anything not below
    "military_service",
    "pregnancy_or_childbirth",
    "serious_illness",
    "study_or_training",
    "posting",  # sent abroad for work
    "other_important",
    "force_majeure",
)
IMPORTANT_REASONS = frozenset(
    {"pregnancy_or_childbirth", "serious_illness", "study_or_training", "other_important", "force_majeure"}
)
"""Important reasons for one absence of up to twelve months (EUP-ABS-3); the list of the law is open."""

INTERRUPTIONS = (
    "free_movement_gap",  # a time without work, study, search for work, or own means with insurance
    "prison",
    "register_gap",  # struck off the register by the municipality
    "removal",  # removed from Belgium by force
    "appeal_pending",  # a refusal or an end of stay, with an appeal that suspends it and is not decided yet
)
"""What can break a stay under the EU rules besides absences, or make its recognition wait (EUP-APL-1); each has its own
list of periods, or a yes/no fact."""

RETENTION_GROUNDS = (
    "still_married",  # separated, but still married or still registered partners
    "lasted_three_years",  # three years in all, one of them in Belgium, before the end
    "violence",
    "custody_of_children",  # parent with custody of children at school in Belgium, after death or departure
    "custody_or_visit_after_divorce",  # of children of the person joined: custody here, or a right to see them here
    "death_of_family_member",
    "departure_of_family_member",
)
"""Several can be true at once (FAM-RET-1, FAM-RET-2, FAM-RET-3)."""

MEANS_AFTER_HOUSEHOLD = (
    "work",  # as an employee or self-employed
    "means_and_insurance",  # enough means, and an insurance that covers all risks
    "household_of_such_person",  # lives with somebody who has work, or means and insurance
)
"""What the law asks, besides a ground, of who keeps the right after the household ended (FAM-INC-2)."""

EU_ACTIVITIES = ("worker", "self_employed", "student", "own_means", "job_seeker")
"""What an EU citizen lived on or did here; only workers and the self-employed get EU+ early (EUP-EARLY-2)."""

PROTECTION_ENDS = (
    "no",
    "ended",  # it ceased: the country of origin has changed, or the like
    "withdrawn",  # for exclusion, false statements, fraud or conduct
)
"""Whether the asylum authority (CGRS) took the protection away, and how (B-REF-1, LOSS-3, LOSS-L-1, L-5Y-4)."""

OTHER_STATE_PURPOSES = ("self_employed", "salaried", "study", "other")
"""Why an EU long-term resident of another state stays in Belgium (B-LTR2-1)."""

EARLY_GROUNDS = (
    "none",
    "retirement",
    "incapacity",
    "work_accident_or_disease",
    "cross_border_worker",
    "family_of_early_worker",  # lives with a worker who got permanent residence early
)

INTEGRATION_PROOFS = (
    "diploma",  # upper secondary or higher
    "training",  # recognised vocational training of the length the law asks
    "work",  # five years of work without a break
    "course",  # integration course
)
DISABILITY_OR_PENSION = (
    "disability",  # with the figure that practice looks for: 66 % for five years
    "cannot_work",  # because of a disability or an invalidity, without that figure
    "pension_age",
    "none",
)


APPLICATION_ROUTES = ("B", "K", "L", "EU+", "F+", "M+", "nationality")
DECISIONS = (
    "pending",  # no decision yet, as far as the person knows
    "granted",
    "refused",  # annex 17, annex 24, a letter
    "not_considered",  # annex 16ter: the municipality did not take the file
    "inadmissible",  # annex 23
)


@dataclass(frozen=True)
class Kind:
    """What a fact may be. ``name``: date, choice, choices (several), yes_no, money, count, nationality, list."""

    name: str
    options: tuple[str, ...] = ()
    fields: tuple[Fact, ...] = ()
    future: bool = True
    """For dates: may the day lie after the date asked about?"""
    begun_if_it_can_be: bool = False
    """For dates that may lie ahead: an interval with days on both sides of the date asked about means those behind it,
    so that "2026", asked about in 2026, says no more than it did on any day before."""
    may_be_none: bool = False
    """For dates: is ``"none"`` accepted, for "there is no such paper or decision"?"""


@dataclass(frozen=True)
class Fact:
    """One fact: its name in the case file, its kind, what it is, and whether an entry of a list must have it."""

    name: str
    kind: Kind
    about: str = ""
    """What it is, where the name does not say it; the schema shows it."""
    required: bool = False
    may_be_unknown: bool = False
    """Of a field that an entry must have: it may be null, for "I don't know". Other fields may always be."""


def _choice(options: tuple[str, ...]) -> Kind:
    return Kind("choice", options=options)


def _several(options: tuple[str, ...]) -> Kind:
    return Kind("choices", options=options)


DATE = Kind("date")
PAST_DATE = Kind("date", future=False)
PLANNED_DATE = Kind("date", begun_if_it_can_be=True)
PAPER_DATE = Kind("date", future=False, may_be_none=True)
YES_NO = Kind("yes_no")
MONEY = Kind("money")
MONTHS = Kind("count")

STAY_FIELDS = (
    Fact(
        "from",
        PLANNED_DATE,
        "the day it was registered at the municipality, or of its Annex 15; null: not known; a planned stay lies ahead",
        required=True,
        may_be_unknown=True,
    ),
    Fact("to", DATE, "last day; absent or null: it still runs"),
    Fact("ground", _choice((*GROUNDS, NO_RIGHT)), "no_right: a time without any right of stay", required=True),
    Fact("card", _choice(CARDS)),
    Fact("first_card_issued", PAST_DATE, "for asylum_procedure: the first orange card"),
    Fact("country", Kind("choice", options=tuple(sorted(EU_EEA_SWISS))), "absent: BE"),
    Fact(
        "granted",
        PAST_DATE,
        "day of the decision that granted the authorisation (unaccompanied_minor, stateless, trafficking_victim)",
    ),
    Fact(
        "attestation",
        PAPER_DATE,
        "family: day of the attestation of an application made inside Belgium; none: it was made abroad",
    ),
    Fact("before", _choice(AFTER_THE_STAY_BEFORE), "how it follows the stay before it"),
    Fact("before_paper", _choice(PAPERS_BETWEEN), "the paper that covered the time before it"),
)
ABSENCE_FIELDS = (
    Fact("from", DATE, "day of departure", required=True),
    Fact("to", DATE, "day of return; absent or null: not back yet, return not known"),
    Fact("reason", _choice(ABSENCE_REASONS), "absent: ordinary; null: not known"),
    Fact("outside_eu", YES_NO),
    Fact("annex_18", YES_NO, "the municipality was told before departure (certificate of departure)"),
    Fact("centre_of_interests_proven", YES_NO, "before leaving for more than a year"),
    Fact("card_valid_on_return", YES_NO, "the residence card was still valid on the day of return"),
    Fact("return_reported", YES_NO, "reported at the municipality within 15 days of the return"),
    Fact(
        "in_belgium_before",
        YES_NO,
        "where the trip before ends on the day of this departure: the person came back to Belgium in between; false: "
        "the two are one trip",
    ),
)
PERIOD_FIELDS = (Fact("from", DATE, required=True), Fact("to", DATE, required=True))
APPLICATION_FIELDS = (
    Fact("route", _choice(APPLICATION_ROUTES), required=True),
    Fact("filed", PAST_DATE, "the date on the annex 16bis or 22, or of the letter that asks for B"),
    Fact("decision", _choice(DECISIONS)),
    Fact("notified", PAST_DATE, "the day on which the person received the decision"),
)
REGISTER_GAP_FIELDS = (*PERIOD_FIELDS, Fact("presence_proven", YES_NO))

FACTS: tuple[Fact, ...] = (
    Fact("nationality", Kind("nationality")),
    Fact("card", _choice(CARDS)),
    Fact("card_expiry", DATE),
    Fact(
        "card_issued", PAST_DATE, "the day on which the present card was issued: the newest one, also after a renewal"
    ),
    Fact("birth_date", PAST_DATE),
    Fact("stays", Kind("list", fields=STAY_FIELDS)),
    # EU citizens and their family: the day from which the five years run
    Fact("annex_19", PAPER_DATE),
    Fact(
        "annex_19ter",
        PAPER_DATE,
        "of the request that led to the F card, or of one still under way (the card is then not F); none: also where "
        "it was refused",
    ),
    Fact("annex_15", PAPER_DATE, "only if it was given before the annex 19ter, for the same family route"),
    Fact(
        "special_card_before",
        YES_NO,
        "a special card of Foreign Affairs before the annex 19, or before the first of these papers; looked at only "
        "while the stays are not told",
    ),
    Fact("absences", Kind("list", fields=ABSENCE_FIELDS)),
    # of all absences at once, where they are not told one by one: whole months. Beside a list: of all others
    Fact("absences_each_under", MONTHS, "every absence that is not listed was shorter than so many months"),
    Fact("absences_in_a_year", MONTHS, "in any twelve months, those not listed were together at most so many months"),
    Fact("absences_in_five_years", MONTHS, "in any five years, those not listed were together at most so many months"),
    # protection and regularisation
    Fact("asylum_application", PAPER_DATE),
    Fact(
        "permit_granted",
        PAPER_DATE,
        "the issue of the residence permit that came with refugee status or subsidiary protection (L-5Y-4)",
    ),
    Fact("protection_ended", _choice(PROTECTION_ENDS), "ended: it ceased; withdrawn: for exclusion, fraud or conduct"),
    Fact("medical_application", PAPER_DATE, "article 9ter"),
    Fact(
        "protection_request_pending",
        YES_NO,
        "a request for asylum, temporary protection or a medical stay (article 9ter) is not decided for good",
    ),
    # the national routes
    Fact("unlimited_stay_since", PAPER_DATE),
    Fact("identity_established", YES_NO),
    Fact("passport_impossible", YES_NO, "it can be proved that no passport can be had"),
    Fact("public_order", YES_NO, "a conviction, an alert, or another reason of public order against the person"),
    Fact("public_health", YES_NO, "a danger to public health was found"),
    Fact(
        "removal_decision",
        PAPER_DATE,
        "the last removal or expulsion that was neither suspended nor lifted; none: there is none such",
    ),
    Fact(
        "income",
        MONEY,
        "own income only, EUR a month, stable and regular, without social assistance and benefit_income; whether "
        "before or after tax no source says",
    ),
    Fact(
        "supporter_income",
        MONEY,
        "stable means of somebody else that are really available to the person, EUR a month; 0: there are none",
    ),
    Fact(
        "benefit_income",
        MONEY,
        "benefits for unemployment, children, illness or a disability, EUR a month; no source says whether they count; "
        "0: none",
    ),
    Fact("dependants", Kind("count")),
    Fact("health_insurance", YES_NO),
    Fact("long_term_resident_elsewhere", YES_NO, "another state made an EU long-term resident after Belgium"),
    Fact("other_state_purpose", _choice(OTHER_STATE_PURPOSES), "of a stay on long_term_resident_other_state"),
    # EU citizens and their family: what can break or shorten the five years
    Fact("interruptions", _several(INTERRUPTIONS), "[]: none of these happened"),
    Fact("free_movement_gaps", Kind("list", fields=PERIOD_FIELDS)),
    Fact("prison", Kind("list", fields=PERIOD_FIELDS)),
    Fact("register_gaps", Kind("list", fields=REGISTER_GAP_FIELDS)),
    Fact("removal_enforced", YES_NO),
    Fact("joint_household", YES_NO, "with the EU citizen or Belgian joined, in the five years that count"),
    Fact("household_ended", PAPER_DATE, "the day on which living together ended; none: still together"),
    Fact("retention_grounds", _several(RETENTION_GROUNDS), "[]: none of these"),
    Fact("means_since_household_ended", _several(MEANS_AFTER_HOUSEHOLD), "[]: none of these"),
    Fact("eu_activity", _several(EU_ACTIVITIES), "of an EU citizen, in the five years that count; []: none of these"),
    Fact("early_ground", _choice(EARLY_GROUNDS)),
    Fact("stopped_working", PAST_DATE),
    Fact("belgian_partner", YES_NO, "the spouse, or the partner in a registration equal to marriage, is Belgian"),
    Fact("sponsor_belgian", YES_NO, "the family member whom the person joined is Belgian"),
    Fact("sponsor_early_permanent", YES_NO, "the EU citizen joined worked here and got permanent residence early"),
    Fact(
        "suspensive_appeal_pending",
        YES_NO,
        "an appeal that suspends a refusal or an end of stay is not decided yet",
    ),
    # Brexit
    Fact("withdrawal_agreement", YES_NO),
    # Belgian nationality
    Fact("born_in_belgium", YES_NO),
    Fact("in_belgium_since_birth", YES_NO, "main residence in Belgium and lawful stay, ever since birth"),
    Fact("language_a2", YES_NO, "proof of level A2 in Dutch, French or German"),
    Fact("integration_proof", _several(INTEGRATION_PROOFS), "[]: none of these"),
    Fact("economic_participation", YES_NO, "the working days, or quarters as self-employed, of the last five years"),
    Fact(
        "work_with_training",
        YES_NO,
        "with recognised training: the working days, or quarters as self-employed, that family of a Belgian adds to it",
    ),
    Fact(
        "spouse_of_belgian_since",
        PAPER_DATE,
        "of who is married to a Belgian: the day since when the two live together in Belgium, also before the wedding; "
        "none: not married to a Belgian",
    ),
    Fact("parent_of_belgian_minor", YES_NO),
    Fact("disability_or_pension", _choice(DISABILITY_OR_PENSION)),
    Fact("community_participation", YES_NO, "can show, by any means, taking part in the life of the community"),
    # what was already asked for: no route waits for it, so the interview never asks it (see ``dossier.deadlines``)
    Fact("applications", Kind("list", fields=APPLICATION_FIELDS)),
)
"""Every fact, in the order in which people are used to being asked."""

BY_NAME = {fact.name: fact for fact in FACTS}

SENSITIVE = frozenset(
    {
        "public_order",
        "public_health",
        "removal_decision",
        "interruptions",
        "prison",
        "removal_enforced",
        "retention_grounds",
    }
)
"""What nobody likes to be asked (conduct, prison, violence, illness): asked after family, work and trips."""
OF_EARLY_GROUNDS = frozenset(
    {"early_ground", "stopped_working", "belgian_partner", "sponsor_belgian", "sponsor_early_permanent"}
)
"""What matters only where the years are not complete, which all other questions show: asked after them."""
ABSENCE_BOUNDS = ("absences_each_under", "absences_in_a_year", "absences_in_five_years")
"""What can be said of all absences at once."""
ABSENCES = ("absences", *ABSENCE_BOUNDS)
"""The facts from which it is known how long a person was away."""

RELATION_KINDS = ("sponsor", "household", "dependant")
"""Between people of one case. sponsor: the EU citizen, Belgian or other person whom the first one joined. household:
the two lived together in the five years that count. dependant: lives on the means of the first one."""
MOST_PEOPLE = 20
"""The most people that one case may hold."""
