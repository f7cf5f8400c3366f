"""The tables of amounts: what an amount is, its periods, and the reader that refuses overlaps and undeclared gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from belgian_residence.law.laws import Article, Law, cite, parse_articles
from belgian_residence.law.provisions import Provision
from belgian_residence.law.sources import Source, refuse_unread
from belgian_residence.law.tables import LawDataError, closed, names, one_of, parse

Value = int | float | bool | date | str
UNITS: Mapping[str, tuple[type, ...]] = {
    "EUR": (int, float),
    "EUR/month": (int, float),
    "years": (int,),
    "months": (int,),
    "days": (int,),
    "working days": (int,),
    "hours": (int,),
    "quarters": (int,),
    "times": (int,),
    "percent": (int,),
    "factor": (int, float),
    "date": (date,),
    "policy": (bool,),
    "language level": (str,),
}
# How the value is to be compared: "under" excludes the value itself, "over" only what is beyond it counts.
BOUNDS = ("under", "at_most", "at_least", "over")
RENEWED = ("yearly", "never")
CONFIDENCES = ("H", "M", "L", "A", "B", "C", "U", "-")
"""As for provisions; "-": a figure of our own, part of a numbered reading, with the sources that it is taken from."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a parameter during one period (both days included; ``valid_to`` None: still running).

    ``start_confirmed`` is false where the value may already have been in force before ``valid_from``.
    After ``verify_by`` the value still stands as the law, but nobody has looked at it for too long: it is listed as
    past its verify-by date, and not used as certain (see ``verification``).
    """

    name: str
    value: Value
    unit: str
    bound: str | None
    valid_from: date
    valid_to: date | None
    start_confirmed: bool
    articles: tuple[Article, ...]
    provisions: tuple[str, ...]
    sources: tuple[str, ...]
    sources_withheld: bool
    confidence: str
    verified_on: date
    verify_by: date | None

    @property
    def article(self) -> str:
        """The places in the law in English, with their names: "Royal Decree of 22 July 2008, art. 4"."""
        return cite(self.articles, "en")


@dataclass(frozen=True, slots=True)
class Gap:
    """A period for which the amount is declared as not confirmed."""

    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named amount through time. ``periods`` tile without overlap or undeclared gap, oldest first."""

    name: str
    file: str
    unit: str
    bound: str | None
    renewed: str
    articles: tuple[Article, ...]
    provisions: tuple[str, ...]
    periods: tuple[Amount | Gap, ...]

    def at(self, on: date) -> Amount | Gap | None:
        """The period that holds ``on``; None before the first one and after the end."""
        for period in self.periods:
            if period.valid_from <= on and (period.valid_to is None or on <= period.valid_to):
                return period
        return None

    def last_known(self, on: date) -> Amount | None:
        """The latest confirmed period that began on or before ``on``: to be shown with its dates, never used."""
        known = [one for one in self.periods if isinstance(one, Amount) and one.valid_from <= on]
        return known[-1] if known else None

    def ended(self, on: date) -> bool:
        """Whether the last period closed before ``on`` without a successor (a repealed fee, a past window)."""
        last = self.periods[-1].valid_to
        return last is not None and last < on


def parse_amounts(
    texts: Mapping[str, str],
    provisions: Mapping[str, Provision],
    sources: Mapping[str, Source],
    laws: Mapping[str, Law],
) -> dict[str, Parameter]:
    """Read ``texts`` (file name -> TOML). Raises LawDataError."""
    found: dict[str, Parameter] = {}
    for file, text in texts.items():
        top = closed(file, parse(file, text), {"amount": (list,)}, {})
        for number, entry in enumerate(top["amount"], 1):
            table = closed(
                f"{file}, amount {_label(entry, number)}",
                entry,
                {
                    "name": (str,),
                    "unit": (str,),
                    "articles": (list,),
                    "provisions": (list,),
                    "renewed": (str,),
                    "period": (list,),
                },
                {"bound": (str,)},
            )
            name = table["name"]
            where = f"{file}, amount '{name}'"
            if name in found:
                raise LawDataError(f"{where}: already in {found[name].file}")
            found[name] = _parameter(where, file, table, provisions, sources, laws)
    return found


def _label(entry: object, number: int) -> str:
    return f"'{entry['name']}'" if isinstance(entry, dict) and "name" in entry else str(number)


def _parameter(
    where: str,
    file: str,
    table: dict[str, Any],
    provisions: Mapping[str, Provision],
    sources: Mapping[str, Source],
    laws: Mapping[str, Law],
) -> Parameter:
    unit = one_of(where, "unit", table["unit"], tuple(UNITS))
    bound = one_of(where, "bound", table["bound"], BOUNDS) if "bound" in table else None
    articles = parse_articles(where, table["articles"], laws)
    cited = names(where, "provisions", table["provisions"], provisions, "a provision")
    parameter = Parameter(
        name=table["name"],
        file=file,
        unit=unit,
        bound=bound,
        renewed=one_of(where, "renewed", table["renewed"], RENEWED),
        articles=articles,
        provisions=cited,
        periods=tuple(
            _period(f"{where}, period {number}", entry, table["name"], unit, bound, articles, cited, sources, laws)
            for number, entry in enumerate(table["period"], 1)
        ),
    )
    _tile(where, parameter)
    return parameter


def _period(
    where: str,
    entry: object,
    name: str,
    unit: str,
    bound: str | None,
    articles: tuple[Article, ...],
    provisions: tuple[str, ...],
    sources: Mapping[str, Source],
    laws: Mapping[str, Law],
) -> Amount | Gap:
    if isinstance(entry, dict) and "not_confirmed" in entry:
        gap = closed(where, entry, {"from": (date,), "not_confirmed": (bool,)}, {"to": (date,)})
        if not gap["not_confirmed"]:
            raise LawDataError(f"{where}, key 'not_confirmed': found False; accepted: true, or leave the key out")
        _in_order(where, gap)
        return Gap(gap["from"], gap.get("to"))
    table = closed(
        where,
        entry,
        {"from": (date,), "value": UNITS[unit], "sources": (list,), "confidence": (str,), "verified_on": (date,)},
        {
            "to": (date,),
            "start_not_confirmed": (bool,),
            "verify_by": (date,),
            "sources_withheld": (bool,),
            "articles": (list,),
        },
    )
    _in_order(where, table)
    cited = names(where, "sources", table["sources"], sources, "a source of sources.toml")
    refuse_unread(where, cited, sources)
    withheld = table.get("sources_withheld", False)
    if not cited and not withheld and table["confidence"] != "U":
        raise LawDataError(f"{where}, key 'sources': empty; accepted: at least one source (none only with U)")
    if "to" not in table and "verify_by" not in table:
        raise LawDataError(f"{where}, key 'verify_by': missing; a value that still runs needs one")
    return Amount(
        name=name,
        value=table["value"],
        unit=unit,
        bound=bound,
        valid_from=table["from"],
        valid_to=table.get("to"),
        start_confirmed=not table.get("start_not_confirmed", False),
        articles=parse_articles(where, table["articles"], laws) if "articles" in table else articles,
        provisions=provisions,
        sources=cited,
        sources_withheld=withheld,
        confidence=one_of(where, "confidence", table["confidence"], CONFIDENCES),
        verified_on=table["verified_on"],
        verify_by=table.get("verify_by"),
    )


def _in_order(where: str, table: dict[str, Any]) -> None:
    if "to" in table and table["to"] < table["from"]:
        raise LawDataError(f"{where}, key 'to': {table['to']} is before 'from' ({table['from']})")


def _tile(where: str, parameter: Parameter) -> None:
    if not parameter.periods:
        raise LawDataError(f"{where}, key 'period': empty; accepted: at least one period")
    for number, (one, following) in enumerate(pairwise(parameter.periods), 2):
        place = f"{where}, period {number}, key 'from': {following.valid_from}"
        if one.valid_to is None or following.valid_from <= one.valid_to:
            raise LawDataError(f"{place} overlaps the period before it, which ends on {one.valid_to or 'no day'}")
        if following.valid_from != one.valid_to + timedelta(days=1):
            raise LawDataError(f"{place} leaves a gap after {one.valid_to}; declare it with not_confirmed = true")
    last = parameter.periods[-1]
    if parameter.renewed == "yearly" and isinstance(last, Amount) and last.valid_to is None:
        raise LawDataError(
            f"{where}, key 'renewed': a yearly amount cannot run on; give its last day and declare what follows"
        )
