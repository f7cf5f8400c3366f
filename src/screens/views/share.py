"""The page that makes a link with the answers, as text and as a QR code. Nothing is sent: the link holds them."""

from __future__ import annotations

from screens.questions.places import SECTIONS
from screens.remembered import link
from screens.remembered.state import Form, State
from screens.showing.drawn import qr
from screens.views.page import Accepted, Moment, Page

CAN_BE_LEFT_OUT = ("work", "other", "family", "protection", "nationality", "requests")
"""Parts of the answers without which a link still makes sense."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The link, and what it leaves out: the parts that are named in the address of the screen."""
    state, words = moment.state, moment.words
    there = [name for name in CAN_BE_LEFT_OUT if _is_told(name, state)]
    without = [name for name in screen.partition("/")[2].split("-") if name in there]
    code = link.write(state, [fact for name in without for fact in SECTIONS[name]])
    address = f"{moment.here}#/{link.SHARED}/{code}"
    extras = {
        "address": address,
        "code": qr.view(address),
        "parts": [{"value": name, "label": words(f"section.{name}"), "note": None} for name in there],
        "several": state.several,
    }
    shown = "/".join([link.SHARE, *(["-".join(without)] if without else [])])
    return Page(shown, "share.html", words("share.title"), extras), {"without": without}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Make the link again, without the parts that were chosen."""
    without = [name for name in form.get("without") or [] if name in CAN_BE_LEFT_OUT]
    return "/".join([link.SHARE, *(["-".join(without)] if without else [])]), moment.state


def _is_told(name: str, state: State) -> bool:
    return any(fact in case for case in state.cases().values() for fact in SECTIONS[name])
