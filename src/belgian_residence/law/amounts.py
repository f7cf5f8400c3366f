"""Amounts and limits of the law by date. A date outside what is known has no amount, never the nearest one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from belgian_residence.law.laws import Article, Law, all_laws, cite, parse_articles
from belgian_residence.law.provisions import Provision, all_provisions
from belgian_residence.law.sources import Source, all_sources
from belgian_residence.law.tables import LawDataError, closed, names, one_of, parse, read

# A zip cannot be listed through pkgutil: a test compares this tuple with the folder.
FILES = (
    "long-term-resident",
    "unlimited-stay-and-settlement",
    "eu-permanent-residence",
    "brexit",
    "absence-and-return",
    "cards",
    "procedure",
    "fees",
    "nationality",
)

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
CONFIDENCES = ("H", "M", "L", "A", "B", "C", "U")


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


class NotConfirmed(LookupError):
    """No confirmed amount for this date. ``last_known`` (with its own dates) may be shown, never used."""

    def __init__(self, name: str, on: date, last_known: Amount | None) -> None:
        super().__init__(f"{name} is not confirmed for {on.isoformat()}")
        self.name = name
        self.on = on
        self.last_known = last_known


class UnknownAmount(KeyError):
    """There is no amount of this name."""

    def __init__(self, name: str) -> None:
        near = [one for one in all_amounts() if one.split(".")[0] == name.split(".")[0]]
        super().__init__(f"no amount is called {name!r}; near it: {', '.join(near) or 'none'}")


@dataclass(frozen=True, slots=True)
class Review:
    """How a parameter stands on a date.

    ``status``: confirmed; past_verify_by (it was to be verified again before the date: ``amount`` is None, the value is
    only ``last_known``); unverified (a value with confidence U: it decides nothing); not_confirmed; ended (the last
    period closed before the date: a repealed fee, for instance).
    """

    parameter: Parameter
    status: str
    amount: Amount | None
    last_known: Amount | None


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


@cache
def all_amounts() -> dict[str, Parameter]:
    """All parameters by name, in the order of the files."""
    texts = {f"amounts/{name}.toml": read(f"amounts/{name}.toml") for name in FILES}
    return parse_amounts(texts, all_provisions(), all_sources(), all_laws())


def parameter(name: str) -> Parameter:
    """The parameter of this name. Raises UnknownAmount."""
    try:
        return all_amounts()[name]
    except KeyError:
        raise UnknownAmount(name) from None


@lru_cache(maxsize=4096)  # a count asks for the same few limits again and again
def amount(name: str, on: date) -> Amount:
    """The amount in force on a day.

    Raises NotConfirmed where no confirmed period holds the day, UnknownAmount where there is no such name.
    """
    wanted = parameter(name)
    period = wanted.at(on)
    if isinstance(period, Amount):
        return period
    raise NotConfirmed(name, on, wanted.last_known(on))


def review(on: date) -> list[Review]:
    """How each amount stands on a day, in the order of the files."""
    return [_review(one, on, on) for one in all_amounts().values()]


def due(today: date, within: timedelta = timedelta(0)) -> list[tuple[date, Amount]]:
    """The amounts that somebody must look at: past their verify-by date on ``today`` or within so many days of it, and
    yearly amounts whose last known year ends within these days. Each with its last certain day, the nearest first.

    A yearly amount whose year is over is not due: it is not confirmed, and says so by itself.
    """
    found = []
    for one in all_amounts().values():
        last = next((period for period in reversed(one.periods) if isinstance(period, Amount)), None)
        if last is None:
            continue
        year_ends = last.valid_to if one.renewed == "yearly" and last.valid_to and today <= last.valid_to else None
        until = year_ends if last.valid_to else last.verify_by
        if until is not None and until < today + within:
            found.append((until, last))
    return sorted(found, key=lambda pair: (pair[0], pair[1].name))


def review_one(name: str, on: date, today: date | None = None) -> Review:
    """How one amount stands on a day. Raises UnknownAmount.

    ``today``: the day on which it is asked; a value that was to be verified again before it is past its verify-by date.
    Without it the day asked about counts.
    """
    return _review(parameter(name), on, today or on)


def _review(wanted: Parameter, on: date, today: date) -> Review:
    period = wanted.at(on)
    if isinstance(period, Amount):
        if period.confidence == "U":
            return Review(wanted, "unverified", period, period)
        if period.verify_by is not None and period.verify_by < today:
            return Review(wanted, "past_verify_by", None, period)
        return Review(wanted, "confirmed", period, period)
    return Review(wanted, "ended" if wanted.ended(on) else "not_confirmed", None, wanted.last_known(on))


def as_json(on: date, names: Iterable[str] | None = None, today: date | None = None) -> list[dict[str, object]]:
    """``review`` as JSON-shaped dicts; days are ISO texts, what is not known is None. ``names``: these amounts only.

    ``today``: as for ``review_one``.
    """
    wanted = all_amounts().values() if names is None else map(parameter, names)
    return [_json(_review(one, on, today or on)) for one in wanted]


def one_as_json(name: str, on: date) -> dict[str, object]:
    """``review_one`` as a JSON-shaped dict."""
    return _json(review_one(name, on))


def _json(one: Review) -> dict[str, object]:
    wanted = one.parameter
    shown = one.amount
    known = one.last_known
    articles = shown.articles if shown else wanted.articles
    return {
        "name": wanted.name,
        "unit": wanted.unit,
        "bound": wanted.bound,
        "value": _plain(shown.value) if shown else None,
        "status": one.status,
        "valid_from": _plain(shown.valid_from) if shown else None,
        "valid_to": _plain(shown.valid_to) if shown else None,
        "last_known": {
            "value": _plain(known.value),
            "from": _plain(known.valid_from),
            "to": _plain(known.valid_to),
        }
        if known
        else None,
        "article": cite(articles, "en"),
        "articles": [{"law": place.law, "article": place.article, "unread": place.unread} for place in articles],
        "provisions": list(wanted.provisions),
        "sources": list(shown.sources) if shown else [],
        "confidence": shown.confidence if shown else None,
        "verified_on": _plain(shown.verified_on) if shown else None,
        "verify_by": _plain(shown.verify_by) if shown else None,
    }


def _plain(value: Value | None) -> int | float | bool | str | None:
    return value.isoformat() if isinstance(value, date) else value
