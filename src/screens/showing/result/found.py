"""What was found out about a person: what the first screen of a result is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from screens.questions.beginning import is_belgian
from screens.showing.cards.compare import Recommended
from screens.showing.cards.routes import Route
from screens.showing.lines import requests
from screens.showing.lines.away import running
from screens.showing.lines.days import APPEALS
from screens.showing.lines.requests import Request

if TYPE_CHECKING:
    from belgian_residence import answer_types


@dataclass(frozen=True)
class Found:
    """``whole``: the answer of the rules. ``routes``: every card in words."""

    whole: answer_types.Assessment
    case: dict[str, Any]
    on: date
    routes: Sequence[Route]
    possible: Sequence[Route]
    """The cards that are not closed, the most useful first."""
    stronger: Recommended | None
    """Where the first of them is open beside another one, and recommended as the stronger of the two."""

    @cached_property
    def refused(self) -> list[str]:
        """The routes on which something was refused, and a judge can still be asked."""
        return [
            key
            for key, route in self.whole["routes"].items()
            if any(one["id"] in APPEALS and one["date"] and one["state"] == "ahead" for one in route["deadlines"])
        ]

    @cached_property
    def asked(self) -> tuple[Request, ...]:
        """What was asked for; nothing where the stay has ended: then that is what the page is about."""
        ended = self.whole["keep"] and self.whole["keep"]["status"] == "lost"
        return () if ended else requests.requests(self.whole, self.case)

    @property
    def request(self) -> Request | None:
        """The request that leads the page."""
        return self.asked[0] if self.asked and not self.refused else None

    @property
    def lead(self) -> Route | None:
        """The card that the page is about: the one of that request, else the most useful of those that are possible."""
        if self.request:
            return self.route(self.request.key)
        return self.possible[0] if self.possible else None

    def route(self, key: str) -> Route:
        """One card in words."""
        return next(route for route in self.routes if route.key == key)

    @property
    def belgian(self) -> bool:
        """Are they Belgian, by what they told?"""
        return is_belgian(self.case) or requests.became_belgian(self.case)

    @property
    def silent(self) -> bool:
        """Are they Belgian because no answer came in time?"""
        return requests.belgian_by_silence(self.whole)

    @property
    def abroad(self) -> bool:
        """Does a trip run?"""
        return running(self.case, self.on) is not None
