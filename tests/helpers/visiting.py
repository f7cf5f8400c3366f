"""Somebody at the wizard without a browser: sends forms and sees screens, as the page and its worker talk."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Self

from saved_page import data_of
from screens.app import handle

TODAY = "2026-11-22"
Day = tuple[str, str, str]


def dates(name: str, day: Day) -> dict[str, str]:
    """The three boxes of a date: day, month and year as they are typed."""
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day, strict=True))


def answered(
    screen: str, state: Any, form: dict[str, list[str]] | None = None, *, today: str = TODAY, language: str = "en"
) -> dict[str, Any]:
    """The answer to one request: for a screen, or with a form to what was sent from it."""
    what = {"action": "show"} if form is None else {"action": "submit", "form": form}
    request = {**what, "screen": screen, "state": state, "language": language, "today": today}
    return dict(json.loads(handle(json.dumps(request))))


class Visit:
    """A person at the wizard, who has told ``case`` on the date asked about (``on``, ISO; None: today).

    The state is JSON between two requests, as in the page. In the names of fields "_" stands for "-".
    """

    today = TODAY
    language = "en"
    here = ""
    """The address of the page of the wizard."""

    def __init__(self, case: dict[str, Any] | None = None, on: str | None = None, today: str = "") -> None:
        self.answer: dict[str, Any] = {"state": {"case": case or {}, "on": on, "drafts": {}, "entries": {}}}
        self.today = today or self.today

    # --- what a person does -----------------------------------------------------------------------------------------

    def ask(self, **request: Any) -> Self:
        """Send a request; what comes back is the new screen."""
        self.answer = self._handled(**request)
        return self

    def send(self, screen: str, **form: str | list[str]) -> Self:
        """Send the form of a screen."""
        fields = {name.replace("_", "-"): [text] if isinstance(text, str) else text for name, text in form.items()}
        return self.ask(action="submit", screen=screen, form=fields)

    def see(self, screen: str, left: dict[str, Any] | None = None) -> Self:
        """Go to a screen. ``left``: the screen that is left, with what is typed in it."""
        return self.ask(action="show", screen=screen, left=left)

    def open(self, content: Any) -> Self:
        """Open a file."""
        return self.send("open", file=json.dumps(content))

    def take(self, what: str) -> dict[str, str]:
        """A file to take along: its name, text and type. ``what``: "save" (the answers) or "calendar"."""
        return dict(self._handled(action=what)["file"])

    def file(self) -> dict[str, Any]:
        """The data in the file that holds the answers."""
        return data_of(self.take("save")["text"])

    def add_stay(self, ground: str, start: Day, end: Day | None) -> Self:
        """Add a stay to the list; without ``end`` it still runs."""
        self.send("question/stays", **({"say": "add"} if self.case.get("stays") else {"answer": "some"}))
        place = self.screen.rpartition("/")[0]
        self.send(f"{place}/ground", answer=ground)
        return self.send(f"{place}/when", **dates("from", start), **(dates("to", end) if end else {"to_open": "yes"}))

    def _handled(self, **request: Any) -> dict[str, Any]:
        around = {"language": self.language, "today": self.today, "state": self.state, "here": self.here}
        return dict(json.loads(handle(json.dumps({**around, **request}))))

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def state(self) -> dict[str, Any]:
        """What the page holds."""
        state: dict[str, Any] = self.answer["state"]
        return state

    @property
    def case(self) -> dict[str, Any]:
        """What one person has told."""
        return dict(self.state["case"])

    def cases(self) -> dict[str, dict[str, Any]]:
        """What each of several people has told."""
        return {name: one["case"] for name, one in self.state["people"].items()}

    @property
    def screen(self) -> str:
        """The name of the screen that is shown."""
        return str(self.answer["screen"])

    @property
    def html(self) -> str:
        """The screen."""
        return str(self.answer["html"])

    @property
    def text(self) -> str:
        """What is written on the screen, without tags."""
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html)))

    @property
    def links(self) -> list[str]:
        """The screens to which the screen leads."""
        return re.findall(r'href="#/([^"]*)"', self.html)

    @property
    def statuses(self) -> dict[str, str]:
        """The status of each card of a result."""
        return dict(re.findall(r'data-route="([^"]+)" data-status="([^"]+)"', self.html))

    def value(self, name: str) -> str:
        """What stands in a text field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        assert found, name
        return found[1]

    def checked(self) -> list[str]:
        """The choices that are made."""
        return re.findall(r'value="([^"]*)"[^>]* checked', self.html)

    def errors(self) -> list[tuple[str, str]]:
        """The links of the error summary: the field and the words."""
        found = re.findall(r'<a href="#af-([\w-]+)" data-field>([^<]*)</a>', self.html)
        return [(name, unescape(text)) for name, text in found]
