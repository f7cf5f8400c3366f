"""From what is typed in a form to an answer of the case, and back. Nothing is corrected in silence."""

from __future__ import annotations

import re
from typing import Any

from screens.problems import NotAccepted, Problem
from screens.questions.places import Place, nationality_choice, options
from screens.remembered.state import Form, first
from screens.typed_dates import DateProblem, boxes, parse, visible

UNKNOWN = "unknown"
NONE = "none"
SAY = "say"
"""The name of the second buttons of a form: "I don't know", "there is no such paper"."""
DATE = "date"
ASKED = "asked"
"""The name of the hidden fields that say which facts a page with several of them asks."""
AMOUNT_LIMIT = 10_000_000
COUNT_LIMIT = 50


def read(place: Place, form: Form, known: Any = None) -> Any:
    """The answer in a form, as it goes into the case; None for "I don't know". Raises NotAccepted.

    ``known`` is the answer of before: a country that is still covered by the chosen group of nationalities is kept.
    """
    kind = place.kind
    said = first(form, SAY)
    if said == UNKNOWN:
        return None
    if said == NONE and kind.may_be_none:
        return NONE
    if kind.name == "date":
        return read_date(form, DATE)
    if kind.name == "money":
        return _amount(visible(first(form, "amount")))
    if kind.name == "count":
        return _count(visible(first(form, "amount")))
    if kind.name == "choices":
        return _choices(place, form)
    chosen = first(form, "answer")
    if chosen == UNKNOWN:
        return None
    if chosen not in options(place):
        raise NotAccepted(Problem("answer", "choose"))
    if kind.name == "yes_no":
        return chosen == "yes"
    if kind.name == "nationality" and known is not None and nationality_choice(known) == chosen:
        return known
    return chosen


def filled(place: Place, form_of: Any) -> Form:
    """The form that shows an answer of the case again. An unknown answer (None) shows "I don't know" where it can."""
    kind = place.kind
    if kind.name == "date":
        return filled_date(form_of, DATE)
    if kind.name in ("money", "count"):
        return {"amount": ["" if form_of is None else _to_the_cent(form_of)]}
    if form_of is None:
        return {"answer": [UNKNOWN]}
    if kind.name == "choices":
        return {"answer": list(form_of) or [NONE]}
    if kind.name == "yes_no":
        return {"answer": ["yes" if form_of else "no"]}
    if kind.name == "nationality":
        return {"answer": [nationality_choice(form_of) or UNKNOWN]}
    return {"answer": [str(form_of)]}


def read_date(form: Form, name: str) -> str | dict[str, str]:
    """The date in the boxes ``name``-day, -month and -year, exact or rough. Raises NotAccepted."""
    texts = {box: first(form, f"{name}-{box}") for box in ("day", "month", "year")}
    try:
        return parse(**texts)
    except DateProblem as problem:
        raise NotAccepted(Problem(f"{name}-{problem.box}", problem.key, dict(problem.values))) from None


def filled_date(value: Any, name: str) -> Form:
    """The boxes that show a date again."""
    return {f"{name}-{box}": [text] for box, text in boxes(value).items()}


def _choices(place: Place, form: Form) -> list[str] | None:
    chosen = form.get("answer") or []
    if chosen == [UNKNOWN]:
        return None
    if chosen == [NONE]:
        return []
    if not chosen:
        raise NotAccepted(Problem("answer", "choose_several"))
    if NONE in chosen or UNKNOWN in chosen:
        raise NotAccepted(Problem("answer", "choose_one_kind"))
    return [option for option in options(place) if option in chosen]


def _amount(text: str) -> float | int:
    """An amount as people write it: 1850, 1 850, 1.850,50, 1,850.50, € 1850, 1850,-."""
    if not text:
        raise NotAccepted(Problem("amount", "amount.missing"))
    digits = re.sub(r"(?i)\s|€|eur(os?)?|'|(?<=\d)[.,][-–—]+$", "", text)
    cents = re.fullmatch(r"(.*)[.,](\d{1,2})", digits)
    whole, part = (cents[1], cents[2]) if cents else (digits, "")
    whole = re.sub(r"[.,](?=\d{3}(?!\d))", "", whole)
    if not whole.isdecimal():  # the digits of any script
        raise NotAccepted(Problem("amount", "amount.not_a_number"))
    value = float(f"{whole}.{part or 0}")
    if value >= AMOUNT_LIMIT:
        raise NotAccepted(Problem("amount", "amount.too_much"))
    return int(value) if value == int(value) else value


def _to_the_cent(amount: float | int) -> str:
    """As it can be typed: each digit, and cents only where there are some."""
    return str(int(amount)) if amount == int(amount) else f"{amount:.2f}"


def _count(text: str) -> int:
    if not text:
        raise NotAccepted(Problem("amount", "count.missing"))
    if not text.isdecimal() or int(text) > COUNT_LIMIT:
        raise NotAccepted(Problem("amount", "count.not_a_number"))
    return int(text)
