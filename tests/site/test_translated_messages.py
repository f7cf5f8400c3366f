"""The messages of a language: what is stale, and what looking at one of them leaves alone."""

from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from screens.catalogues import lines
from site_build.translation.messages import accepted, states, written
from site_build.translation.pairs import CURRENT, STALE

LONG = "You can apply for the L card once five years are complete, and what you earn is enough for you and your family."


def catalogue(code: str, **messages: tuple[str, list[str]]) -> Catalog:
    made = Catalog(locale=code, fuzzy=False)
    for key, (text, comments) in messages.items():
        made.add(key, text, auto_comments=comments)
    return made


def read_again(own: Catalog) -> Catalog:
    return read_po(BytesIO(written(own).encode()), locale="nl")


def test_a_message_is_stale_once_english_says_something_else_until_somebody_has_looked() -> None:
    english = catalogue("en", one=("Two cards.", []), other=("A card.", []))
    own = catalogue("nl", one=("Een kaart.", lines("A card.")), other=("Een kaart.", lines("A card.")))
    assert states(english, own) == {"one": STALE, "other": CURRENT}
    assert states(english, read_again(accepted(english, own, "one"))) == {"one": CURRENT, "other": CURRENT}


def test_who_looks_at_one_message_leaves_the_others_as_current_as_they_were() -> None:
    """Also where somebody wrote the English text above it in one long line."""
    english = catalogue("en", one=("Two cards.", []), other=(LONG, ["law: L-5Y-1"]))
    long = [f"{lines('x')[0].removesuffix('x')}{LONG}"]
    own = catalogue("nl", one=("Een kaart.", lines("A card.")), other=("Je kunt de L-kaart vragen.", long))
    assert states(english, own)["other"] == CURRENT
    assert states(english, read_again(accepted(english, own, "one")))["other"] == CURRENT
