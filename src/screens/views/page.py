"""What every view gets and gives: the moment in which a screen is shown, and the page that it makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from screens.remembered.state import State
from screens.words import Words


@dataclass(frozen=True)
class Moment:
    """What every screen may look at. ``today`` is a day in Belgium."""

    state: State
    today: date | None
    words: Words
    site: str = "../"
    """Address of the root of the site in this language, for links to the guides."""
    here: str = ""
    """Address of the page of the wizard, for what leaves it: a link, a sheet of paper. "" where it is not known."""
    device: date | None = None
    """The day by the clock of the device. ``today`` is that day, unless it cannot be (see ``remembered.clock``)."""

    @property
    def on(self) -> date:
        """The date asked about."""
        return self.state.date(self.known_today)

    @property
    def known_today(self) -> date:
        """Today, on every screen but those that stand in the page as HTML."""
        assert self.today is not None
        return self.today


@dataclass(frozen=True)
class Page:
    """A screen ready to be rendered. ``extras`` are the names that only its template knows.

    ``title``: the heading. ``history_title``: what the browser keeps of it, where a name of a person stands in the
    heading: nobody is named there.
    """

    screen: str
    template: str
    title: str
    extras: dict[str, Any] = field(default_factory=dict)
    history_title: str = ""

    @property
    def document_title(self) -> str:
        """The title of the page in the browser, which its history keeps."""
        return self.history_title or self.title


Accepted = tuple[str | None, State]
"""What a form leads to: the next screen, None to let the rules choose it; and the state with what was told."""
