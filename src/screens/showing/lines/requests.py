"""What was already asked for leads the result: is it under way, granted, yes by silence, or was it asked too early?

What became of a request is what the rules say of it (the first next step of its card); here it gets its words. A card
that is held already, and a request that was refused, are no request any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.dossier.advice import COLLECT_EU, COLLECT_GRANTED, COLLECT_PERMANENT, ORDER_SILENT
from belgian_residence.dossier.circumstances import NOT_LOOKED_AT
from screens.questions.flow import CARDS
from screens.typed_dates import days as rough_days
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

STATES = {
    "collect-card": "granted",
    "order-card-after-silence": "silence",
    "asked-too-early": "too_early",
    "wait-for-decision": "waiting",
}
"""What became of a request, by the step that the rules put first. In the order in which something can be done: what can
be fetched comes before what is waited for."""
REGISTER = "register-after-silence"
"""The step of nationality where no answer came in the time of the public prosecutor."""
HAS_IT = "not-yet-held"
"""The end of the name of the condition that is no where the card is held already."""
BY_THE_GRANT = "applications"
"""The fact by which it is no before the card is there."""
CARD_IN_ITS_PLACE = {"EU+": COLLECT_EU, "F+": COLLECT_PERMANENT, "M+": COLLECT_PERMANENT}
"""What is done instead of renewing the card held, where one of permanent stay is granted; of unlimited stay for all
others."""
TO_ORDER = ("granted", "silence")
"""States in which the card is ordered."""
ASKED = (*TO_ORDER, "waiting")
"""States of a request that still holds; one that was made too early is made again."""
YES = ("granted", "recognised")
"""What silence means, where it means yes."""
NEVER, WAITS = "nothing", "waits"
"""What it means where it never means yes, and where the decision waits for an appeal."""
TOO_EARLY = "asked-too-early"
ASK_AGAIN = "ask-again-on-time"
"""The step after a no to a request that was made too early: it is made again, and no refusal stands in the way."""
SAID_OF_SILENCE = ("practice-only", "decision-may-be-on-its-way")
"""Doubts about a yes by silence that stand on the first screen; the others stand with the card."""
NO = ("refused", "not_considered", "inadmissible")


@dataclass(frozen=True)
class Request:
    """A request for a card. ``state``: granted, silence, too_early or waiting."""

    key: str
    state: str
    filed: date | None
    """The day on the receipt, where it was told to the day."""
    due: date | None
    """The last day for the decision; None where no term or no day is known."""
    since: date | None
    """The first day on which no answer means yes; None where it never does, or not surely."""
    no_yes: str
    """What no answer means, where it is no yes: it never is, or the decision waits for an appeal. Otherwise ""."""
    doubts: tuple[str, ...]
    """About what no answer means."""
    law: tuple[str, ...]
    """The provisions by which no answer means something."""

    @property
    def before_its_day(self) -> bool:
        """Was it made before the first day on which it can be? Then the card is asked for again."""
        return TOO_EARLY in self.doubts


def requests(whole: answer_types.Assessment, case: Mapping[str, Any]) -> tuple[Request, ...]:
    """What was asked for, the most useful first; of two that are waited for, the one that is decided first."""
    found = [_request(key, whole["routes"][key], case) for key in CARDS if state_of(whole["routes"][key])]
    order = list(STATES.values())
    return tuple(sorted(found, key=lambda one: (order.index(one.state), one.due or date.max)))


def is_given(route: answer_types.Route) -> bool:
    """Is the card of a route, or one that stands for more, held or granted already?"""
    return any(one["id"].endswith(HAS_IT) and one["value"] == "no" for one in route["conditions"])


def is_held(route: answer_types.Route) -> bool:
    """Is it held already? One that was only granted is still to come."""
    by_the_grant = any(one["id"].endswith(HAS_IT) and BY_THE_GRANT in one["facts"] for one in route["conditions"])
    return is_given(route) and not by_the_grant


def state_of(route: answer_types.Route) -> str:
    """What became of the last request for a route; "" where there is none, or the card is held."""
    return "" if is_held(route) else STATES.get(next(iter(route["next_steps"]), ""), "")


def _request(key: str, route: answer_types.Route, case: Mapping[str, Any]) -> Request:
    due: Mapping[str, Any] = next((one for one in reversed(route["deadlines"]) if one["id"] == "decision-due"), {})
    silence = due.get("silence") or {"means": "", "from": None, "doubts": [], "provisions": []}
    too_early, state = TOO_EARLY in silence["doubts"], state_of(route)
    return Request(
        key=key,
        state="too_early" if state == "silence" and too_early else state,
        filed=_exact(_last(key, case).get("filed")),
        due=_day(due.get("date")),
        since=_day(silence["from"]) if silence["means"] in YES and not too_early else None,
        no_yes=silence["means"] if silence["means"] in (NEVER, WAITS) else "",
        doubts=tuple(silence["doubts"]),
        law=tuple(silence["provisions"]),
    )


def _last(key: str, case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The last request for a card, as the rules order them: by the latest day on which it can have been made."""
    asked = [one for one in case.get("applications") or () if one.get("route") == key]
    # Of two of one day the one that was told last: the sort keeps their order.
    in_order = sorted(asked, key=lambda one: rough_days(one["filed"])[1] if one.get("filed") else date.min)
    return in_order[-1] if in_order else {}


COUNTS_AS = {"L": frozenset({"K"})}
"""A request for L counts as one for K (K-L-1)."""
GIVES_MORE = {"L": frozenset({"B", "K"}), "K": frozenset({"B"})}
"""What nobody asks for once this card is to be ordered: it gives what they give, and more."""


def not_beside(asked: Iterable[Request]) -> frozenset[str]:
    """The cards that are not offered beside what was asked for: they are asked for with it, or give less than what is
    granted, or is so by silence."""
    none: frozenset[str] = frozenset()
    found = ((GIVES_MORE if one.state in TO_ORDER else COUNTS_AS).get(one.key, none) for one in asked)
    return none.union(*found)


def instead_of_renewal(kept: answer_types.Keep | None) -> str:
    """The step that is done instead of renewing the card held; "" where that is renewed."""
    to_come = kept["to_come"] if kept else None
    if to_come is None:
        return ""
    return ORDER_SILENT if to_come["by"] == "silence" else CARD_IN_ITS_PLACE.get(to_come["route"], COLLECT_GRANTED)


def card_ends_in_silence(kept: answer_types.Keep | None, on: date) -> bool:
    """Does the card held still run, while another one is a yes by silence alone? A decision can be on its way, and some
    municipalities want a letter (L-PROC-2): so the stay is covered beyond the last day of the card (L-PROC-3)."""
    to_come, window = (kept["to_come"], kept["renewal"]) if kept else (None, None)
    return bool(to_come and to_come["by"] == "silence" and window and window["expires"] >= on.isoformat())


def paper_until_then(kept: answer_types.Keep | None) -> str:
    """The annex that covers the stay until the card is there (DOC-15, EUP-APP-9)."""
    to_come = kept["to_come"] if kept else None
    return "8ter" if to_come and to_come["route"] == "EU+" else "15"


def card_has_ended(to_come: answer_types.ToCome, words: Words) -> str:
    """That the card held has expired, and what is done at once, where another one is ordered in its place."""
    if to_come["by"] == "silence":
        return words("alert.card_ended_silent", card=words(f"route.{to_come['route']}.short"))
    return words("alert.card_ended_granted_eu" if to_come["route"] == "EU+" else "alert.card_ended_granted")


def for_route(asked: Iterable[Request], key: str) -> Request | None:
    """The request for a card, where there is one."""
    return next((one for one in asked if one.key == key), None)


def became_belgian(case: Mapping[str, Any]) -> bool:
    """Was the last declaration of nationality granted, by the answers alone?"""
    return bool(_last("nationality", case).get("decision") == "granted")


def belgian_by_silence(whole: answer_types.Assessment) -> bool:
    """Was nationality asked for, and did no answer come in time? Then somebody is Belgian, but for a decision that came
    without their knowing (NAT-PROC-1)."""
    return REGISTER in whole["routes"]["nationality"]["next_steps"]


def belgian_since(whole: answer_types.Assessment) -> date | None:
    """The first day on which that silence means yes, where it is known."""
    deadlines = whole["routes"]["nationality"]["deadlines"]
    said = (one["silence"] for one in reversed(deadlines) if one["id"] == "decision-due")
    return next((_day(one["from"]) for one in said if one), None)


def refused(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The cards for which the last request was refused, by the answers alone."""
    no = (key for key in CARDS if _last(key, case).get("decision") in NO and key != case.get("card"))
    return tuple(key for key in no if key not in not_looked_at(case))


def not_looked_at(case: Mapping[str, Any]) -> tuple[str, ...]:
    """Those whose file was handed back with Annex 16ter: that is no refusal (DOC-16)."""
    back = (key for key in NOT_LOOKED_AT if _last(key, case).get("decision") == "not_considered")
    return tuple(key for key in back if key != case.get("card"))


def under_way(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The cards for which a request was made that was not refused, by the answers alone."""
    last = {key: _last(key, case) for key in CARDS}
    return tuple(key for key, one in last.items() if one and one.get("decision") not in NO and key != case.get("card"))


def _exact(told: Any) -> date | None:
    if not told:
        return None
    first, last = rough_days(told)
    return first if first == last else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def sentence(one: Request, day: str, words: Words) -> str:
    """What became of it. ``day``: that of the card in words, "" where there is none."""
    card = words(f"route.{one.key}.short")
    if one.state == "granted":
        return words("asked.granted", card=card)
    if one.state == "silence" and one.since:
        return words("asked.silence", card=card, day=words.day(one.since))
    if one.state == "too_early":
        return words("asked.too_early", card=card, day=day) if day else words("asked.too_early_no_day", card=card)
    if one.due:
        return words("asked.waiting", card=card, day=words.day(one.due))
    return words("asked.waiting_no_day", card=card)


def what_silence_means(one: Request, words: Words) -> str:
    """What it means that no answer comes; for a yes by silence, what is in doubt about it."""
    if one.state == "silence":
        return " ".join(words(f"doubt.{id}") for id in SAID_OF_SILENCE if id in one.doubts)
    if one.state != "waiting":
        return ""
    if one.before_its_day:
        return words(f"doubt.{TOO_EARLY}")
    if one.since:
        return words("asked.if_silent", day=words.day(one.since))
    return words.sentence(words(f"silence.{one.no_yes}")) if one.no_yes else ""


def to_do(one: Request, words: Words) -> str:
    """What to do for it: now, or from ``since`` on while it is waited for."""
    card = words(f"route.{one.key}.short")
    if one.state == "granted":
        return words("action.collect", card=card)
    if one.state == "too_early":
        return words("action.asked_too_early")
    if one.state == "silence":
        day = words.day(one.filed) if one.filed else ""
        return words("action.order", card=card, day=day) if day else words("action.order_no_day", card=card)
    return words("action.order_if_silent", card=card) if one.since else words("action.keep_receipt")
