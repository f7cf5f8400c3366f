"""What stands on the first screen of a result: alerts, the answer in one sentence with its day, what to do first.

The tone is chosen first; the words, the drawing and what to do follow from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from screens.questions.flow import CARDS
from screens.showing.cards.ranking import in_order
from screens.showing.cards.routes import Route, first_sentence, step
from screens.showing.drawn.card import Drawing, drawing
from screens.showing.lines import requests
from screens.showing.lines.missing import Missing, of_the_card
from screens.showing.lines.requests import REGISTER, Request, belgian_since
from screens.showing.result import headline
from screens.showing.result.alerts import Alert, alerts, perhaps_lost
from screens.showing.result.found import Found
from screens.showing.result.to_do import MOST_ACTIONS, WHILE_ABROAD, Action, actions
from screens.words import Words


@dataclass(frozen=True)
class First:
    """The first screen. ``tone``: it gives colour and words; one of open, ready, later, unsettled, closed, held,
    doubted, refused, belgian, or the state of the request that leads (see ``requests``)."""

    alerts: tuple[Alert, ...]
    tone: str
    sentence: str
    also: str
    look: Drawing | None
    lead: Route | None
    """The card that the page is about: the one that was asked for, else the most useful of those that are possible."""
    asked: tuple[Request, ...]
    """What was asked for; the first leads the page, unless another was refused."""
    actions: tuple[Action, ...]


def view(about: Found, missing: tuple[Missing, ...], words: Words) -> First:
    """The first screen. ``missing``: what is not known and matters."""
    tone = tone_of(about)
    sentence, also = _said(tone, about, words)
    shown = _card_shown(about)
    return First(
        alerts=tuple(alerts(tone, about.whole, about.case, about.on, words)),
        tone=tone,
        sentence=sentence,
        also=also,
        look=drawing(shown) if shown and not about.silent else None,
        lead=about.lead,
        asked=about.asked,
        actions=tuple(_actions(about, missing, words)),
    )


# --- the tone -----------------------------------------------------------------------------------------------------


def tone_of(about: Found) -> str:
    """The tone: that of the card or the request, unless somebody is Belgian already because no answer came in time.
    Days in which a judge can be asked come before that."""
    tone = _tone_of_the_card(about)
    return "silence" if about.silent and tone not in ("refused", "belgian") else tone


def _tone_of_the_card(about: Found) -> str:
    if about.belgian:
        return "belgian"
    if about.refused:
        return "refused"
    return about.request.state if about.request else headline.tone_of(about.whole, about.lead)


# --- the words ----------------------------------------------------------------------------------------------------


def _said(tone: str, about: Found, words: Words) -> tuple[str, str]:
    """The answer, and the line below it."""
    if about.silent and tone == "silence":
        return _of_the_silence(belgian_since(about.whole), words), words("answer.know_first")
    abroad = _abroad(tone, about, words)
    if about.request:
        sentence, also = _of_request(about.request, about, words), _beside_request(about, words)
    else:
        sentence, also = headline.sentence(tone, about, words), _beside_card(tone, about, words, abroad=bool(abroad))
    return sentence, " ".join(filter(None, (also, abroad)))


def _beside_card(tone: str, about: Found, words: Words, *, abroad: bool) -> str:
    """Below the card that leads. What was refused is said beside another card; while a judge can be asked, that leads
    the page. ``abroad``: is it said what to do once somebody is back?"""
    no = () if about.refused else (route.refused for route in about.possible if route is not about.lead)
    also = _about_the_cards(tone, about, words, abroad=abroad)
    return " ".join(filter(None, (*no, also, *(_of_request(one, about, words) for one in about.asked))))


def _about_the_cards(tone: str, about: Found, words: Words, *, abroad: bool) -> str:
    if tone == "closed":
        return " ".join(_plans(about.routes))
    if tone == "held" and about.case.get("card") in headline.UNLIMITED:
        return _what_is_in_the_way([about.route("K"), about.route("L")], words)
    if about.refused:
        return ""
    # Which card to ask for "now" is not said beside "once you are back".
    return headline.also(about, None if abroad else about.stronger, words)


def _card_shown(about: Found) -> str:
    """The card that is drawn: one that was refused, else the one that leads, else the one that is held; "" for none."""
    lead = about.lead.key if about.lead else str(about.case.get("card") or "")
    return next((key for key in about.refused if key in CARDS), lead)


def _actions(about: Found, missing: tuple[Missing, ...], words: Words) -> list[Action]:
    """What to do first. No card is asked for before it is known that somebody is not Belgian."""
    tone, kept = _tone_of_the_card(about), about.whole["keep"]
    doubted = tone == "doubted" or perhaps_lost(tone, about.whole, about.on)
    doubts = of_the_card(kept, about.case, words) if doubted and kept else ()
    found = actions(
        about.whole,
        None if about.silent else about.lead,
        about.asked,
        (doubts, missing),
        about.on,
        words,
        ask=tone == "doubted",
        abroad=about.abroad,
    )
    if not about.silent:
        return found
    return [Action(words("action.now"), step(REGISTER, words), about.on), *found][:MOST_ACTIONS]


def _plans(routes: Sequence[Route]) -> list[str]:
    """Where no card is possible: what a planned stay would make of the nearest one; where that is not certain, of the
    nearest that is, too."""
    found = [one for one in in_order(routes, ()) if one.planned]
    certain = [one for one in found if one.told["planned"]["status"] != "unsettled"]
    return list(dict.fromkeys(one.planned for one in (*found[:1], *certain[:1])))


def _abroad(tone: str, about: Found, words: Words) -> str:
    """That by the trips that are told somebody is abroad on the day to ask for the card that leads. What is to be done
    then stands in the answer already, where the card can be asked for, and in what to do for one that is granted."""
    lead = about.lead
    said_already = lead is not None and lead.once_back and tone == lead.status and not lead.refused
    if said_already or (about.abroad and tone == "granted"):
        return words("answer.abroad")
    said = [step(id, words) for id in (lead.told["next_steps"] if lead else ()) if id in WHILE_ABROAD]
    return first_sentence(said[0]) if said else ""


# --- what was asked for -------------------------------------------------------------------------------------------


def _of_request(one: Request, about: Found, words: Words) -> str:
    route = about.route(one.key)
    day = route.day if route.has_day and route.status in ("open", "later") else ""
    return requests.sentence(one, day, words)


def _what_is_in_the_way(routes: Sequence[Route], words: Words) -> str:
    """Why the cards that are more than unlimited stay cannot be had now."""
    return " ".join(words("answer.in_the_way", card=one.short, reason=one.obstacle) for one in routes if one.obstacle)


def _of_the_silence(since: date | None, words: Words) -> str:
    """That no answer to the declaration of nationality came in time."""
    if since is None:
        return words("answer.belgian_silent_no_day")
    return words("answer.belgian_silent", day=words.day(since))


def _beside_request(about: Found, words: Words) -> str:
    """Below the request that leads: what no answer means, what by the answers is in its way, the other requests, and
    the cards that are open besides."""
    leads, *others = about.asked
    counted = {one.key for one in about.asked} | requests.not_beside(about.asked)
    open_too = [one for one in about.routes if one.status == "open" and one.key not in counted and not one.refused]
    route = about.route(leads.key)
    in_the_way = route.status == "closed" and leads.state != "granted"
    parts = (
        requests.what_silence_means(leads, words),
        route.obstacle if in_the_way else "",
        *(_of_request(one, about, words) for one in others),
        words("answer.also", cards=words.every_of([one.short for one in open_too])) if open_too else "",
    )
    return " ".join(filter(None, parts))
