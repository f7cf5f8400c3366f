"""The public answers of the rules as types: a wrong key is found before anything runs.

For type checkers, and for who reads the answers in Python: import it under ``TYPE_CHECKING``, so that no visitor waits
for it. What is not read key by key stays ``dict[str, Any]``. A test compares the keys with those of real answers; for
it the annotations are real ones here, not texts.
"""

from typing import Any, Literal, NotRequired, TypedDict

from belgian_residence.losing.verdicts import KeepStatus
from belgian_residence.routes.outcome import Status

Parts = list[dict[str, Any]]

# --- interview, next_question ---------------------------------------------------------------------------------------


class Kind(TypedDict):
    """The kind of a fact: what an answer to it can be."""

    kind: str
    options: NotRequired[list[str]]
    may_be_none: NotRequired[bool]
    future: NotRequired[bool]
    fields: NotRequired[list["Field"]]


class Field(Kind):
    """One field of the entries of a list."""

    name: str
    required: bool


class Question(Kind):
    """The next question."""

    fact: str
    routes: list[str]
    reasons: list[str]
    remaining: int
    open: list[str]


class QuestionTo(Question):
    """The next question where the file holds several people: to whom."""

    person: str


class SoFar(TypedDict):
    """What a route says so far; days as ISO texts."""

    status: Status
    earliest: str | None
    clock: str | None
    between: list[str] | None
    missing: list[str]


class Interview(TypedDict):
    """How far the questions are."""

    question: Question | None
    so_far: dict[str, SoFar]


# --- assess -----------------------------------------------------------------------------------------------------------


class Citation(TypedDict):
    """A provision as it is cited."""

    provision: str
    article: str
    confidence: str
    sources: list[str]
    verified_on: str


class Condition(TypedDict):
    """One condition of a route, answered."""

    id: str
    value: str
    at_filing: bool
    facts: list[str]
    missing: list[str]
    citations: list[Citation]
    confidence: str
    rests_on: str
    wording_not_seen: str | None
    by_reading: str | None


class Bounds(TypedDict):
    """What is known of a day that one fact would confirm."""

    at_latest: str
    probably: str | None
    confirmed_by: list[str]


class Confidence(TypedDict):
    """On what the status of a route rests, with the conditions that it hangs on."""

    rests_on: str
    conditions: list[str]


class LastKnown(TypedDict):
    """What a route said with the figures that were last verified."""

    status: Status
    earliest: str | None
    verified_on: str


class Planned(TypedDict):
    """What a route says once the next planned stay has begun."""

    rests_on: str
    on: str
    ground: str
    status: Status
    earliest: str | None
    at_latest: bool
    basis: str


class Dossier(TypedDict):
    """The dossier of a route: ids, with the provisions that they rest on."""

    next_steps: list[str]
    papers: Parts
    procedure: Parts
    register: dict[str, Any] | None
    effects: Parts
    deadlines: Parts
    costs: Parts
    notes: list[str]
    counter: Parts
    family: Parts
    amounts: Parts


class DecidedRoute(Dossier):
    """What is said of every route first."""

    status: Status
    earliest: str | None
    clock: str | None
    bounds: Bounds | None
    within_limits: str | None
    readings: dict[str, str]
    conditions: list[Condition]
    missing: list[str]
    basis: str
    past_verify_by: list[str]
    confidence: Confidence
    wording_not_seen: list[dict[str, str]]


class Route(DecidedRoute):
    """One route. ``clock_parts`` and ``changes`` come last, in every whole answer; ``grounds`` and ``title_first`` are
    those of nationality."""

    last_known: NotRequired[LastKnown]
    grounds: NotRequired[list[dict[str, str | None]]]
    title_first: NotRequired[dict[str, Any] | None]
    between: NotRequired[list[str]]
    planned: NotRequired[Planned]
    clock_parts: NotRequired[list[dict[str, str]]]
    changes: NotRequired[Parts]


class Assessment(TypedDict, total=False):
    """The whole answer: for one person ``on`` with ``routes`` and what follows, for several ``on`` with ``people`` and
    ``relations``, and inside each of the people what one person has, without ``on``."""

    on: str
    routes: dict[str, Route]
    unusual: Parts
    deadlines: Parts
    comparison: Parts
    keep: "Keep | None"
    people: dict[str, "Assessment"]
    relations: Parts


# --- keep -------------------------------------------------------------------------------------------------------------


class ToCome(TypedDict):
    """The card that is ordered instead of renewing the one that is held."""

    route: str
    by: Literal["decision", "silence"]
    """Was it granted, or did no answer come in time, which means yes?"""


KeptStay = TypedDict(  # "return" can be no name in a class
    "KeptStay",
    {
        "card": str | None,
        "group": str,
        "status": KeepStatus,
        "ended": bool,
        "absences": Parts,
        "missing": list[str],
        "allowed": Parts,
        "renewal": dict[str, Any] | None,
        "to_come": ToCome | None,
        "return": Parts,
        "ends": Parts,
        "warnings": Parts,
        "past_verify_by": list[str],
    },
)
"""What becomes of the card that is held, and of the stay behind it."""


class Keep(KeptStay):
    """The same, with what it rests on."""

    wording_not_seen: list[dict[str, str]]
    citations: Parts
