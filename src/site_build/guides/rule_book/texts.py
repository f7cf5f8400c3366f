"""What the catalogues of the wizard say of themselves: the provisions behind each text, and the limits it names."""

from dataclasses import dataclass
from functools import cache

from babel.messages.pofile import read_po

from screens.catalogues import DOMAINS
from site_build.paths import LOCALES
from site_build.words import REFERENCE


@dataclass(frozen=True)
class Named:
    """The ids in the comments of a text."""

    law: tuple[str, ...]
    figures: tuple[str, ...]


@cache
def named() -> dict[str, Named]:
    """By key of a text, for each text that names a provision or an amount. The same in every language."""
    found = {}
    for domain in DOMAINS:
        with (LOCALES / REFERENCE / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                one = Named(_ids(message.auto_comments, "law"), _ids(message.auto_comments, "figures"))
                if one.law or one.figures:
                    found[str(message.id)] = one
    return found


def _ids(comments: list[str], what: str) -> tuple[str, ...]:
    return tuple(
        id.strip()
        for comment in comments
        if comment.startswith(f"{what}:")
        for id in comment.removeprefix(f"{what}:").split(",")
    )
