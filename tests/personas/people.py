"""What each persona knows, as people know it: a month, a season, a school year, or "I don't know".

``most``: the screens after the start, the result among them, that the persona may need. ``main``: the card that matters
to this person, and what the answer about it must be: a status, or ``IF_NEVER_AWAY``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

UNKNOWN = "unknown"
"""The persona does not know, and says so."""
NONE = "none"
Told = str | tuple[str, ...]
"""A date as it is typed, an option, a number, ``NONE``, ``UNKNOWN``; a tuple of options where there are several."""


@dataclass(frozen=True)
class Lived:
    """A stay as it is remembered. ``before``: how it followed the stay before it (``facts.AFTER_THE_STAY_BEFORE``)."""

    ground: str
    since: str
    until: str = ""
    first_card: str = UNKNOWN
    before: str = "no_break"
    more: Mapping[str, Told] = field(default_factory=dict)
    """Other fields of a stay, by name."""


@dataclass(frozen=True)
class Trip:
    """A time abroad, as it is remembered."""

    left: str
    back: str
    more: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Persona:
    """One person. ``trips`` None: nobody remembers them all."""

    key: str
    who: str
    knows: Mapping[str, Told]
    lived: tuple[Lived, ...]
    """From the newest to the oldest."""
    trips: tuple[Trip, ...] | None
    main: Mapping[str, tuple[str, ...]]
    most: int


MOST_PEOPLE: dict[str, Told] = {
    "birth_date": "3 May 1988",
    "card_issued": UNKNOWN,
    "identity_established": "yes",
    "passport_impossible": "no",
    "public_order": "no",
    "public_health": "no",
    "removal_decision": NONE,
    "removal_enforced": "no",
    "suspensive_appeal_pending": "no",
    "long_term_resident_elsewhere": "no",
    "protection_request_pending": "no",
    "protection_ended": "no",
    "interruptions": NONE,
    "health_insurance": "yes",
    "income": "2400",
    "supporter_income": "0",
    "benefit_income": "0",
    "dependants": "0",
    "unlimited_stay_since": NONE,
    "withdrawal_agreement": "no",
    "belgian_partner": "no",
    "sponsor_early_permanent": "no",
    "early_ground": NONE,
    "annex_15": UNKNOWN,
    "annex_19": UNKNOWN,
    "annex_19ter": UNKNOWN,
}
"""What almost everybody can say; a persona says something else where it is named there."""

OPEN, NOW_OR_LATER = ("open",), ("open", "later")
IF_NEVER_AWAY = "open if never away too long"
"""The answer has a day, and only trips that nobody counted could change it."""

WORKER = Persona(
    "a",
    "Indian IT worker, single permit since March 2020, four months away in 2022, first card not known",
    {"nationality": "non-EU", "card": "A", "card_expiry": "14 March 2027"},
    (Lived("single_permit", "March 2020"),),
    (Trip("10 December 2020", "4 January 2021"), Trip("February 2022", "June 2022"), Trip("July 2024", "August 2024")),
    {"B": OPEN},
    10,
)
REFUGEE = Persona(
    "b",
    "Syrian refugee, asked in October 2020, recognised in June 2022",
    {
        "nationality": "non-EU",
        "card": "A",
        "card_expiry": "June 2027",
        "asylum_application": "14 October 2020",
        "permit_granted": "June 2022",
        "income": "1500",
    },
    (Lived("refugee", "June 2022"), Lived("asylum_procedure", "14 October 2020", "June 2022")),
    (),
    {"B": OPEN},
    10,
)
SEPARATED_WIFE = Persona(
    "c",
    "Moroccan wife of a Belgian, F card since August 2021, separated last year, still married",
    {
        "nationality": "non-EU",
        "card": "F",
        "card_expiry": "3 August 2026",
        "annex_19ter": "February 2021",
        "annex_15": NONE,
        "sponsor_belgian": "yes",
        "joint_household": "no",
        "household_ended": "September 2025",
        "retention_grounds": ("still_married", "lasted_three_years"),
        "means_since_household_ended": ("work",),
        "income": "1700",
    },
    (Lived("family_of_eu_or_belgian", "February 2021", more={"attestation": UNKNOWN}),),
    (),
    {"F+": ("open", "unsettled")},  # the law itself is unsettled for who no longer lives with the one who was joined
    12,  # the Annex 15: with one, five years can have been complete before they parted
)
NURSE = Persona(
    "d",
    "Romanian nurse, EU card since 2018, trips not counted",
    {
        "nationality": "EU",
        "card": "EU",
        "card_expiry": "May 2028",
        "annex_19": "May 2018",
        "eu_activity": ("worker",),
    },
    (Lived("eu_citizen", "May 2018"),),
    None,
    {"EU+": (IF_NEVER_AWAY,)},  # nothing is known of her trips
    8,
)
RETIREE = Persona(
    "e",
    "British retiree, M card, here since spring 2012",
    {
        "nationality": "GB",
        "card": "M",
        "card_expiry": "2027",
        "annex_19": "spring 2012",
        "withdrawal_agreement": "yes",
        "eu_activity": ("own_means",),
        "birth_date": "1950",
        "income": "1900",
    },
    (Lived("withdrawal_agreement", "spring 2012"),),
    (),
    {"M+": OPEN},
    7,
)
STUDENT_WORKER = Persona(
    "f",
    "Cameroonian, student in the school years 2017 to 2022, single permit since November 2022",
    {"nationality": "non-EU", "card": "A", "card_expiry": "October 2027"},
    (
        Lived("single_permit", "November 2022", first_card="November 2022"),
        Lived("student", "September 2017", "June 2022", first_card="October 2017"),
    ),
    (Trip("July 2023", "August 2023"),),
    {"L": NOW_OR_LATER},
    12,
)
K_OR_L = Persona(
    "g",
    "Brazilian with a B card: K or L?",
    {"nationality": "non-EU", "card": "B", "card_expiry": "May 2028", "unlimited_stay_since": "May 2023"},
    (
        Lived("unlimited_stay", "May 2023", first_card="May 2023"),
        Lived("single_permit", "April 2018", "May 2023", first_card=UNKNOWN),
    ),
    (),
    {"K": OPEN, "L": NOW_OR_LATER},
    11,
)
TEMPORARY = Persona(
    "h",
    "Ukrainian under temporary protection since March 2022",
    {"nationality": "non-EU", "card": "A", "card_expiry": "4 March 2027", "asylum_application": NONE},
    (Lived("temporary_protection", "March 2022"),),
    (),
    {"B": ("closed",)},
    6,
)
MOTHER = Persona(
    "i",
    "Indian mother in a family of three: single permit since June 2021, her first card in July",
    {
        "nationality": "non-EU",
        "card": "A",
        "card_expiry": "30 June 2027",
        "income": "2900",
        "supporter_income": "1800",
        "dependants": "1",
    },
    (Lived("single_permit", "7 June 2021", first_card="July 2021"),),
    (Trip("20 December 2023", "10 January 2024"),),
    {"B": OPEN},
    10,
)
FAMILY_MEMBER = Persona(
    "j",
    "Nigerian wife of a man with an EU Blue Card, now with unlimited stay (article 10), here since September 2020",
    {
        "nationality": "non-EU",
        "card": "A",
        "card_expiry": "August 2027",
        "income": "0",
        "supporter_income": "4200",
        "household_ended": NONE,
    },
    (Lived("family_of_unlimited_stay", "September 2020", first_card="October 2020", more={"attestation": NONE}),),
    (Trip("July 2025", "August 2025"),),
    {"B": OPEN},
    12,
)
OUT_OF_WORK = Persona(
    "k",
    "Spanish student since September 2020, then a job, out of work since this spring and looking for work",
    {
        "nationality": "EU",
        "card": "EU",
        "card_expiry": "September 2030",
        "annex_19": "September 2020",
        "eu_activity": ("worker", "student", "job_seeker"),
    },
    (Lived("eu_citizen", "September 2020"),),
    (Trip("July 2022", "September 2022"),),
    {"EU+": OPEN},
    8,
)
HUMANITARIAN = Persona(
    "l",
    "Congolese with a humanitarian stay (article 9bis) since the spring of 2021",
    {"nationality": "non-EU", "card": "A", "card_expiry": "April 2027", "income": "1600", "dependants": "2"},
    (Lived("humanitarian_9bis", "spring 2021", first_card="summer 2021"),),
    (),
    {"B": OPEN},
    7,
)
FATHER = Persona(
    "i2",
    "her husband, who came with her",
    {"nationality": "non-EU", "card": "A", "card_expiry": "30 June 2027", "income": "1800", "household_ended": NONE},
    (Lived("family_of_limited_stay", "7 June 2021", first_card="July 2021"),),
    (Trip("20 December 2023", "10 January 2024"),),
    {},
    0,
)
CHILD = Persona(
    "i3",
    "their child of eight",
    {
        "nationality": "non-EU",
        "card": "A",
        "card_expiry": "30 June 2027",
        "birth_date": "9 April 2018",
        "income": "0",
        "supporter_income": "4700",
        "household_ended": NONE,
    },
    (Lived("family_of_limited_stay", "7 June 2021", first_card="July 2021"),),
    (),
    {},
    0,
)
FAMILY = (("Priya", MOTHER), ("Rahul", FATHER), ("Anu", CHILD))
FAMILY_SAID = {
    "people/1/2/sponsor": "other_joined",
    "people/1/2/household": "yes",
    "people/1/3/sponsor": "other_joined",
    "people/1/3/household": "yes",
    "people/1/3/dependant": "yes",
    "people/2/3/sponsor": "neither",
}
"""How the three belong together, by the screen that asks; all else with No."""
FAMILY_MOST = 36

PERSONAS = (
    *(WORKER, REFUGEE, SEPARATED_WIFE, NURSE, RETIREE, STUDENT_WORKER, K_OR_L, TEMPORARY, MOTHER),
    *(FAMILY_MEMBER, OUT_OF_WORK, HUMANITARIAN),
)
