"""One route in words: its status, its day, what is in the way, its conditions with the proof, a plan that moves it.

A little longer than most modules: it is one record, and what one part of it says decides what another may leave out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.dossier.advice import COUNTED_WITH_L, EXPIRED, INSTEAD_OF_RENEWAL, ONCE_BACK
from screens.questions.places import Place, place_of_path
from screens.showing.cards import dossier, in_doubt
from screens.showing.lines import notices, requests
from screens.showing.lines.answers import option
from screens.showing.lines.citations import Citation, caution, citations
from screens.showing.lines.days import since_or_from
from screens.showing.lines.missing import Bounds, bounds
from screens.showing.lines.rule_book import address_of
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

ANSWERS = {"yes": "answer.yes", "no": "answer.no", "unknown": "answer.unknown"}
IF_NO, IF_UNKNOWN, BY_THEN = "if-no:", "if-unknown:", "by-then:"
OF_AGE = "nationality.of-age"
SETTLE_B = "settle-b-first"
"""The step of K while what is open is open for B."""
GROUND = Place("stays", 0, "ground")
OWN_AMOUNT = "L.income.self"
"""The amount that our reading of the income starts from."""


@dataclass(frozen=True)
class Line:
    """One condition with its answer and what it rests on."""

    text: str
    answer: str
    value: str
    advice: str
    """For no: what would open it. For not known: what would settle it."""
    citations: tuple[Citation, ...]
    rests: str
    """Said where it rests on less than the law or several good sources."""
    ours: str
    """Said where our own reading gave the answer: the amount that is known, and its year."""
    rule: str
    """Its place in the rule book, below the root of the language."""


@dataclass(frozen=True)
class Reading:
    """One way to read the law, and the date it gives."""

    text: str
    day: str
    safe: bool


@dataclass(frozen=True)
class Route:
    """Everything to show about one route."""

    key: str
    told: answer_types.Route
    """Its part of the answer of the rules, for who says it in another language."""
    name: str
    short: str
    status: str
    status_word: str
    status_long: str
    day: str
    day_in_full: str
    """The same day; where it is one of several, the first of them too."""
    waits_today: bool
    """Not settled, though its day lies behind: what it waits for says more than the day."""
    obstacle: str
    basis: str
    steps: tuple[str, ...]
    conditions: tuple[Line, ...]
    dossier: dossier.Dossier
    readings: tuple[Reading, ...]
    amounts: tuple[str, ...]
    """The amounts of money that the route asks for, with the last known one where the year's is not confirmed."""
    guide: str
    rests: str
    """On what the status rests."""
    last_known: str
    """What was said last, where nobody has looked at the figures for too long; otherwise empty."""
    unseen: str
    """Said where a text that decides the route was amended and its new wording was not seen; otherwise empty."""
    ready: bool
    """Everything is settled but an amount that is not confirmed."""
    if_never_away: bool
    """Open already, if no absence went beyond a limit: nothing else is in doubt."""
    bounds: Bounds | None
    """Where only bounds of its day are known."""
    planned: str
    """What a planned stay would make of it; otherwise empty."""
    asked: bool
    """It was asked for, and the decision is there or still to come: whether it can be asked for is no question."""
    refused: str
    """Said where the answer is yes and the last request was refused, or not looked at; otherwise empty."""

    @property
    def anchor(self) -> str:
        """Its name inside ids of the page."""
        return self.key.lower().replace("+", "-plus")

    @property
    def has_day(self) -> bool:
        """Is a day shown?"""
        return any(sign.isdigit() for sign in self.day)

    @property
    def once_back(self) -> bool:
        """Can it be asked for, but only once somebody who is abroad is back?"""
        return self.status == "open" and ONCE_BACK in self.told["next_steps"]

    @property
    def plan_first(self) -> bool:
        """Does its day hold only without a planned stay?"""
        return bool(self.planned) and plan_comes_first(self.told)

    @property
    def row_day(self) -> str:
        """The day in the row of the card; empty where the row says what stands in the way."""
        said_otherwise = self.waits_today or self.plan_first or self.asked or self.refused
        return "" if said_otherwise or not self.has_day else self.day


GUIDES = {
    "B": "unlimited-stay-b-card/",
    "K": "settlement-k-card/",
    "L": "eu-long-term-resident-l-card/",
    "EU+": "eu-plus/",
    "F+": "f-plus/",
    "M+": "m-permanent-stay/",
    "nationality": "nationality-afterwards/",
}
"""The guide of each route, below the root of the language."""


def condition(id: str, words: Words) -> str:
    """A condition as a plain sentence."""
    return words(f"condition.{id}")


def step(id: str, words: Words) -> str:
    """A next step in words; ``if-no:X``, ``if-unknown:X`` and ``by-then:X`` speak of condition X."""
    if id.startswith(IF_NO):
        return words(f"condition.{id.removeprefix(IF_NO)}.no")
    if id.startswith(IF_UNKNOWN):
        return words(f"condition.{id.removeprefix(IF_UNKNOWN)}.unknown")
    if id.startswith(BY_THEN):
        return words("by_then", sentence=condition(id.removeprefix(BY_THEN), words))
    return words(f"step.{id}")


def not_yet(one: answer_types.Route) -> list[str]:
    """The steps that name what must be there on the day of the request, and by what is told is not there yet."""
    return [id for id in one["next_steps"] if id.startswith(BY_THEN)]


def plan_comes_first(one: answer_types.Route) -> bool:
    """Does a planned stay that changes the answer begin by the day from which a route can be asked for? Then that day
    holds only without it."""
    plan, between = one.get("planned"), one.get("between")
    day = between[1] if between else one["earliest"]
    return plan is not None and one["status"] in ("later", "unsettled") and day is not None and plan["on"] <= day


def first_sentence(text: str) -> str:
    """The first sentence of a text, for a table; the whole text stands with the conditions."""
    return re.split(r"(?<=[.?!]) ", text, maxsplit=1)[0]


def route(
    key: str, one: answer_types.Route, case: dict[str, Any], on: date, words: Words, *, instead: str = ""
) -> Route:
    """One route in words. ``one``: its part of the answer of the rules to ``case``. ``instead``: the step that is done
    instead of renewing the card held, where there is one."""
    if_never_away = in_doubt.only_absences(one, on)
    refused = ""
    again = requests.ASK_AGAIN in one["next_steps"]
    handed_back = key in requests.not_looked_at(case)
    if (one["status"] == "open" or if_never_away) and not again:
        card = words(f"route.{key}.short")
        if handed_back:
            refused = words("refused.not_looked_at", card=card)
        elif key in requests.refused(case):
            refused = words("refused.again", card=card)
    planned = _planned(key, one, words)
    plan_first = bool(planned) and plan_comes_first(one)
    state = requests.state_of(one)
    with_l = COUNTED_WITH_L in one["next_steps"]
    asked = state == "granted" or (one["status"] == "open" and (with_l or state in requests.ASKED))
    return Route(
        key=key,
        told=one,
        name=words(f"route.{key}.name"),
        short=words(f"route.{key}.short"),
        status=one["status"],
        status_word=words("status.not_looked_at")
        if refused and handed_back
        else _status_word(one, words, refused=bool(refused), asked=asked, if_never_away=if_never_away),
        status_long=words("status.if_never_away.long" if if_never_away else f"status.{one['status']}.long"),
        day=day(one, on, words),
        day_in_full=_between(one, words) or day(one, on, words),
        waits_today=one["status"] == "unsettled" and not if_never_away and _lies_behind(one, on),
        obstacle=first_sentence(refused) or (words("planned.first") if plan_first else obstacle(one, on, words)),
        basis=words(f"basis.{one['basis']}") if one["status"] != "closed" else "",
        steps=tuple(dict.fromkeys(step(id, words) for id in one["next_steps"])),
        conditions=tuple(_condition_line(item, one, instead, words) for item in one["conditions"]),
        dossier=dossier.view(one, words),
        readings=_readings(one["readings"], words),
        amounts=_incomes(one, on, words),
        guide=GUIDES[key],
        rests=words(f"rests.{one['confidence']['rests_on']}"),
        last_known=notices.last_known(one, words),
        unseen=notices.wording_not_seen(one, words),
        ready=one["status"] == "unsettled" and in_doubt.only_an_amount(one, on),
        if_never_away=if_never_away,
        bounds=bounds(key, one, case, on, words),
        planned=planned,
        asked=asked,
        refused=refused,
    )


def _status_word(one: answer_types.Route, words: Words, *, refused: bool, asked: bool, if_never_away: bool) -> str:
    if refused or asked:
        return words("status.refused" if refused else "status.asked")
    return words("status.if_never_away" if if_never_away else f"status.{one['status']}")


def _lies_behind(one: answer_types.Route, on: date) -> bool:
    last = one["between"][1] if one.get("between") else one["earliest"]
    return last is not None and date.fromisoformat(last) <= on


def _planned(key: str, one: answer_types.Route, words: Words) -> str:
    """What the next planned stay would make of a route, in one sentence. Nothing is said of figures that nobody has
    looked at for too long."""
    plan = one.get("planned")
    if plan is None or one.get("last_known") or plan["status"] == one["status"] == "closed":
        return ""
    stay = {
        "card": words(f"route.{key}.short"),
        "what": option(GROUND, plan["ground"], words),
        "start": words.day(plan["on"]),
    }
    if plan["status"] != "later":
        return words(f"planned.{plan['status']}", **stay)
    if plan["earliest"] is None:
        return words("planned.later_no_day", **stay)
    day = words.day(plan["earliest"])
    return (
        words("planned.later_latest", day=day, **stay) if plan["at_latest"] else words("planned.later", day=day, **stay)
    )


def _incomes(one: answer_types.Route, on: date, words: Words) -> tuple[str, ...]:
    """The amounts by the month; what is paid once stands with the costs."""
    monthly = [amount for amount in one["amounts"] if amount["unit"] == "EUR/month"]
    return tuple(_amount(amount, on, words) for amount in monthly) if one["status"] != "closed" else ()


def _amount(amount: dict[str, Any], on: date, words: Words) -> str:
    """An amount of a date in words; where it is not confirmed, the last known one with its year."""
    name = words(f"amount.{amount['name']}")
    if amount["value"] is not None:
        return words("result.amount_known", name=name, value=words.number(amount["value"]), year=on.year)
    last = amount["last_known"]
    if last is None:
        return words("result.amount_unknown", name=name, year=on.year)
    year = date.fromisoformat(last["from"]).year
    return words("result.amount_last", name=name, year=on.year, value=words.number(last["value"]), last=year)


def _condition_line(item: answer_types.Condition, one: answer_types.Route, instead: str, words: Words) -> Line:
    value = item["value"]
    not_yet = item["at_filing"] and one["status"] == "later"  # judged on the day of the request
    said = (words("answer.not_yet.why") if not_yet else "", _advice(item, instead, words))
    return Line(
        text=condition(item["id"], words),
        answer=words("answer.not_yet") if not_yet else words(ANSWERS[value]),
        value=value,
        advice=" ".join(filter(None, said)),
        citations=citations((one["provision"] for one in item["citations"]), words),
        rests=caution(item["rests_on"], words),
        ours=_our_reading(one, words) if item["by_reading"] else "",
        rule=address_of(item["id"]),
    )


def _advice(item: answer_types.Condition, instead: str, words: Words) -> str:
    """What would open or settle a condition. A card that has expired is not renewed where another one is ordered."""
    if instead and item["id"].endswith(EXPIRED) and item["value"] == "unknown":
        return step(instead, words)
    advice = {"no": IF_NO, "unknown": IF_UNKNOWN}.get(item["value"])
    return step(advice + item["id"], words) if advice else ""


def _our_reading(one: answer_types.Route, words: Words) -> str:
    """That the income was judged by our own reading, with the amount that is known and its year."""
    amount = next((amount for amount in one["amounts"] if amount["name"] == OWN_AMOUNT), None)
    last = amount and amount["last_known"]
    if not last:
        return ""
    return words("result.our_reading", value=words.number(last["value"]), year=date.fromisoformat(last["from"]).year)


def _readings(readings: dict[str, str], words: Words) -> tuple[Reading, ...]:
    return tuple(
        Reading(words(f"reading.{name}"), words.day(day), name == "safe")
        for name, day in sorted(readings.items(), key=lambda one: (one[0] != "safe", one[1]))
    )


def _between(one: answer_types.Route, words: Words) -> str:
    """The two days between which the day of a route lies; "" where it is exact."""
    if not one.get("between"):
        return ""
    first, last = (date.fromisoformat(day) for day in one["between"])
    return words.between(first, last)


def day(one: answer_types.Route, on: date, words: Words) -> str:
    """The day of a route in words, or that there is none. ``one``: its part of the answer of the rules."""
    if one.get("between"):
        last = one["between"][1]
        past = date.fromisoformat(last) <= on
        return words("result.since_latest" if past else "result.from_latest", day=words.day(last))
    if one["earliest"] is None and one["within_limits"]:
        within = words.day(one["within_limits"])
        past = date.fromisoformat(one["within_limits"]) <= on
        return words("result.since_within_limits" if past else "result.from_within_limits", day=within)
    if one["earliest"] is None:
        return words("result.day_unknown") if one["status"] in ("unsettled", "later") else words("result.no_day")
    return since_or_from(one["earliest"], on, words, status=one["status"])


def _only_age_is_ahead(one: answer_types.Route, on: date) -> bool:
    """Are the years there, and the eighteenth birthday not? (nationality alone asks for an age: NAT-2)"""
    young = any(rule["id"] == OF_AGE and rule["value"] == "unknown" for rule in one["conditions"])
    return young and one["clock"] is not None and date.fromisoformat(one["clock"]) <= on


def obstacle(one: answer_types.Route, on: date, words: Words) -> str:
    """The main thing in the way, in one sentence."""
    status = one["status"]
    if one.get("last_known"):
        return words("result.not_verified")
    if status == "open":
        return words("result.no_obstacle")
    if status == "closed":
        first = next((id for id in one["next_steps"] if id.startswith(IF_NO)), None)
        return first_sentence(step(first, words)) if first else words("result.closed")
    if status == "later":
        if one["earliest"] is None:
            return words("result.b_first")
        return words("result.age" if _only_age_is_ahead(one, on) else "result.time")
    if one["missing"]:
        place = place_of_path(one["missing"][0])
        return words("result.missing", what=words(f"fact.{place.words}"))
    instead = next((id for id in one["next_steps"] if id in INSTEAD_OF_RENEWAL.values()), None)
    if instead:
        return first_sentence(step(instead, words))
    if SETTLE_B in one["next_steps"]:
        return words("result.b_first")
    first = next((id for id in one["next_steps"] if id.startswith(IF_UNKNOWN)), None)
    if first:
        return first_sentence(step(first, words))
    days = {date.fromisoformat(day) <= on for day in one["readings"].values()}
    if len(days) > 1:
        return words("result.readings_differ")
    if "check-amount" in one["next_steps"]:
        return words("result.amount", year=on.year)
    return words("result.unsettled")
