"""Published changes of the law: on which day, what they change, and for whom. No wording.

The day of a change stands with its provision (``since``, ``until``) and in the periods of its amounts; here both are
bound together, so that a day that is corrected in one place cannot stay wrong in the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from belgian_residence.law.amount_tables import Parameter
from belgian_residence.law.amounts import all_amounts
from belgian_residence.law.provisions import Provision, all_provisions
from belgian_residence.law.tables import LawDataError, closed, names, one_of, parse, read

FILE = "changes.toml"
EDGES = ("start", "end")
YEARLY = "yearly-amounts"
"""The id of the change of every year: an amount that is set anew each year."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``day``: the first day of the new law. ``provisions``: what it rests on, the one with the day first.

    ``routes``: where it can make a difference. ``conditions``, ``readings``, ``amounts``: what it changes. ``cards``,
    ``nationalities``, ``below_age``: only for these people. ``content_seen``: false where only the day is known.
    """

    id: str
    day: date
    provisions: tuple[str, ...]
    routes: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    below_age: int | None = None
    content_seen: bool = True


def parse_changes(
    text: str, provisions: Mapping[str, Provision], amounts: Mapping[str, Parameter]
) -> dict[str, Change]:
    """Read the changes by id. Raises LawDataError."""
    found: dict[str, Change] = {}
    for id, table in parse(FILE, text).items():
        where = f"{FILE}, change '{id}'"
        entry = closed(
            where,
            table,
            {"provision": (str,), "edge": (str,), "provisions": (list,), "routes": (list,)},
            {
                "conditions": (list,),
                "readings": (list,),
                "amounts": (list,),
                "cards": (list,),
                "nationalities": (list,),
                "below_age": (int,),
                "content_seen": (bool,),
            },
        )
        main, *others = names(
            where, "provisions", [entry["provision"], *entry["provisions"]], provisions, "a provision"
        )
        day = _day(where, provisions[main], one_of(where, "edge", entry["edge"], EDGES))
        changed = names(where, "amounts", entry.get("amounts", []), amounts, "an amount")
        for name in changed:
            if not changes_on(amounts[name], day):
                raise LawDataError(f"{where}, key 'amounts': no period of {name} starts or ends on {day}")
        found[id] = Change(
            id=id,
            day=day,
            provisions=(main, *others),
            routes=tuple(entry["routes"]),
            conditions=tuple(entry.get("conditions", [])),
            readings=tuple(entry.get("readings", [])),
            amounts=changed,
            cards=tuple(entry.get("cards", [])),
            nationalities=tuple(entry.get("nationalities", [])),
            below_age=entry.get("below_age"),
            content_seen=entry.get("content_seen", True),
        )
    return found


def _day(where: str, provision: Provision, edge: str) -> date:
    edge_of_provision = provision.since if edge == "start" else provision.until
    if edge_of_provision is None:
        raise LawDataError(f"{where}, key 'provision': {provision.id} has no {'since' if edge == 'start' else 'until'}")
    return edge_of_provision if edge == "start" else edge_of_provision + timedelta(days=1)


def changes_on(parameter: Parameter, day: date) -> bool:
    """Does a period of the amount start on the day, or has one ended the day before?"""
    return any(period.valid_from == day or period.valid_to == day - timedelta(days=1) for period in parameter.periods)


@cache
def all_changes() -> dict[str, Change]:
    """The published changes by id, in the order of their day."""
    return parse_changes(read(FILE), all_provisions(), all_amounts())


@cache  # few routes, few sets of amounts
def yearly_changes(route: str, amounts: tuple[str, ...]) -> tuple[Change, ...]:
    """A change for each day on which yearly amounts that the route asks for are set anew, in the order of time."""
    parameters = [all_amounts()[name] for name in amounts if all_amounts()[name].renewed == "yearly"]
    days = sorted({period.valid_from for one in parameters for period in one.periods})
    return tuple(
        Change(
            id=YEARLY,
            day=day,
            provisions=tuple(dict.fromkeys(one.provisions[0] for one in parameters if changes_on(one, day))),
            routes=(route,),
            amounts=tuple(one.name for one in parameters if changes_on(one, day)),
        )
        for day in days
    )
