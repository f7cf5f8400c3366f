"""Amounts and limits of the law by date. A date outside what is known has no amount, never the nearest one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from belgian_residence.law.amount_tables import Amount, Parameter, Value, parse_amounts
from belgian_residence.law.laws import all_laws, cite
from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.sources import all_sources
from belgian_residence.law.tables import read

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
