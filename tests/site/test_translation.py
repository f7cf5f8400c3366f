"""A translation remembers what it was made from: what is missing, stale or needless, and what the reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from screens.catalogues import read
from site_build.translation import guides, messages
from site_build.translation.blocks import (
    Page,
    PageError,
    hash_of,
    read_english,
    read_translation,
    write_translation,
)
from site_build.translation.guides import accepted, composed, meta_state, started
from site_build.translation.pairs import CURRENT, MISSING, NEEDLESS, STALE, pairs

HEAD = "---\ntitle: Costs\ndescription: What it costs.\nlast_verified: 2026-11-28\n---\n\n"
BODY = """# What does it cost? { #costs }

The card has a price. {{ law("FEE-4") }}

| Card | Fee |
| --- | --- |
| B | {{ amount("fee.B") }} |

1. First.

    Still first.

2. Second.

<details markdown="1" class="more">
<summary>More</summary>

{{ amount_table("fee.family") }}

</details>
"""
NOTES = {"stale": "NEWER", "missing": "ENGLISH"}
EMPTY = Page({}, ())


def english(body: str = BODY) -> Page:
    return read_english(HEAD + body)


def translated(page: Page, **changes: str) -> Page:
    """A translation made as a translator does: the file is started, then its texts are changed."""
    text = write_translation(started(page, EMPTY))
    for old, new in {"What does it cost?": "Wat kost het?", "The card has a price": "De kaart heeft een prijs"}.items():
        text = text.replace(old, new)
    for old, new in changes.items():
        text = text.replace(old, new)
    return read_translation(text)


def states(theirs: Page, ours: Page) -> list[str]:
    return [one.state for one in pairs(theirs, ours)]


def test_a_list_and_what_is_indented_below_it_are_one_block() -> None:
    kinds = [(one.kind, one.has_words) for one in english().blocks]
    assert kinds == [
        ("heading", True),
        ("text", True),
        ("table", True),
        ("list", True),
        ("folded", True),
        ("text", False),
        ("folded", False),
    ]


def test_a_page_that_was_only_started_is_missing() -> None:
    page = english()
    ours = read_translation(write_translation(started(page, EMPTY)))
    assert states(page, ours) == [MISSING] * 5 + [CURRENT] * 2
    assert meta_state(page, ours) == MISSING


def test_what_was_translated_is_current_until_english_changes() -> None:
    page = english()
    ours = translated(page)
    assert states(page, ours)[:3] == [CURRENT, CURRENT, MISSING]
    newer = english(BODY.replace("has a price", "has its price"))
    assert states(newer, ours)[:3] == [CURRENT, STALE, MISSING]
    assert states(newer, accepted(newer, ours))[:3] == [CURRENT, CURRENT, MISSING]


def test_spaces_and_line_ends_are_no_change() -> None:
    assert hash_of("The card\nhas  a price.") == hash_of("The card has a price.")


def test_a_new_block_is_missing_and_one_that_is_gone_is_needless() -> None:
    page = english()
    ours = translated(page)
    more = english(BODY.replace("| Card |", 'Read it twice. {{ law("FEE-2") }}\n\n| Card |', 1))
    assert states(more, ours)[:3] == [CURRENT, CURRENT, MISSING]
    less = english(BODY.replace('The card has a price. {{ law("FEE-4") }}\n\n', ""))
    assert states(less, ours)[0] == CURRENT
    assert states(less, ours)[-1] == NEEDLESS


def test_a_block_that_moved_keeps_its_translation() -> None:
    page = english()
    first, second = BODY.split("\n\n", 2)[:2]
    moved = english(BODY.replace(f"{first}\n\n{second}", f"{second}\n\n{first}"))
    assert states(moved, translated(page))[:2] == [CURRENT, CURRENT]


def test_a_block_with_other_provisions_is_never_taken_for_its_translation() -> None:
    """An old text beside a new one could say another thing about the law: then English is shown."""
    ours = translated(english())
    other = english(BODY.replace('The card has a price. {{ law("FEE-4") }}', 'It is free. {{ law("FEE-2") }}'))
    assert states(other, ours)[1] == MISSING
    assert states(other, ours)[-1] == NEEDLESS


def test_starting_again_keeps_what_was_translated_and_adds_what_is_new() -> None:
    page = english()
    newer = english(BODY.replace("| Card |", 'Read it twice. {{ law("FEE-2") }}\n\n| Card |', 1))
    text = write_translation(started(newer, translated(page)))
    assert "De kaart heeft een prijs" in text
    assert "Read it twice" in text
    assert write_translation(started(newer, read_translation(text))) == text


def test_english_that_is_to_stay_is_accepted_by_its_mark() -> None:
    page = english()
    ours = started(page, EMPTY)
    mark = page.blocks[0].mark
    assert states(page, accepted(page, ours))[0] == MISSING
    assert states(page, accepted(page, ours, mark))[:2] == [CURRENT, MISSING]


def test_a_text_before_the_first_mark_is_refused() -> None:
    with pytest.raises(PageError, match="Hallo"):
        read_translation("---\ntitle: x\n---\n\nHallo\n")


def test_the_reader_gets_english_where_a_block_is_missing_and_is_told_where_it_is_newer() -> None:
    page = english()
    newer = english(BODY.replace("has a price", "has its price"))
    text = composed(newer, translated(page), NOTES)
    assert "# Wat kost het? { #costs }" in text
    stale = text.index("NEWER")
    assert stale < text.index("De kaart heeft een prijs") < text.index("ENGLISH")
    assert text.count("ENGLISH") == 1, "several in a row are told once"
    assert '<div lang="en" markdown="1">\n\n| Card | Fee |' in text
    assert '<summary lang="en">More</summary>\n\n{{ amount_table("fee.family") }}\n\n</details>' in text
    assert "<!--" not in text
    assert "last_verified: 2026-11-28" in text


def test_a_heading_in_english_keeps_its_id() -> None:
    text = composed(english(), EMPTY, NOTES)
    assert "# What does it cost? { #costs lang=en }" in text


@pytest.mark.parametrize("name", guides.pages_of("en"))
def test_every_guide_survives_being_started_and_read(name: str) -> None:
    page = guides.english(name)
    text = write_translation(started(page, EMPTY))
    again = read_translation(text)
    assert [one.text for one in again.blocks] == [one.text for one in page.blocks]
    assert {one.state for one in pairs(page, again) if one.english and one.english.has_words} <= {MISSING}


# --- messages ---------------------------------------------------------------------------------------------------------


def catalogue(texts: dict[str, str | tuple[str, str]], locale: str = "en", **more: object) -> Catalog:
    found = Catalog(locale=locale, fuzzy=False)
    for key, text in texts.items():
        found.add(key if isinstance(text, str) else (key, key), text, **more)
    return found


ENGLISH = catalogue({"a": "You live in {place}.", "n": ("One day", "{n} days"), "b": "You live in {place}."})


def filled(text: str, tmp_path: Path, **texts: str) -> Catalog:
    """A catalogue after a translator wrote these texts into its file."""
    for key, said in texts.items():
        text = text.replace(f'msgid "{key}"\nmsgstr ""', f'msgid "{key}"\nmsgstr "{said}"')
    path = tmp_path / "nl.po"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_message_carries_the_english_that_it_was_made_from(tmp_path: Path) -> None:
    text = messages.written(messages.started(ENGLISH, Catalog(locale="nl", fuzzy=False)))
    assert '#. en| You live in {place}.\nmsgid "a"\nmsgstr ""\n' in text
    assert "#. en| One day / {n} days\n" in text
    assert "Creation-Date" not in text
    own = filled(text, tmp_path, a="U woont in {place}.")
    assert messages.states(ENGLISH, own) == {"a": CURRENT, "n": MISSING, "b": MISSING}


def test_a_message_is_stale_when_english_says_something_else(tmp_path: Path) -> None:
    text = messages.written(messages.started(ENGLISH, Catalog(locale="nl", fuzzy=False)))
    own = filled(text, tmp_path, a="U woont in {place}.")
    newer = catalogue({"a": "You stay in {place}.", "n": ("One day", "{n} days")})
    assert messages.states(newer, own) == {"a": STALE, "n": MISSING, "b": NEEDLESS}
    again = messages.started(newer, own)
    text = messages.written(again)
    assert '#. en| You stay in {place}.\n#, fuzzy\nmsgid "a"\nmsgstr "U woont in {place}."' in text
    assert messages.states(newer, filled(text, tmp_path))["a"] == STALE
    looked = messages.accepted(newer, filled(text, tmp_path), "a")
    assert messages.states(newer, filled(messages.written(looked), tmp_path)) == {"a": CURRENT, "n": MISSING}


def test_the_same_english_elsewhere_proposes_its_translation_and_waits_for_a_look(tmp_path: Path) -> None:
    text = messages.written(messages.started(ENGLISH, Catalog(locale="nl", fuzzy=False)))
    own = filled(text, tmp_path, a="U woont in {place}.")
    proposed = messages.started(ENGLISH, own)
    assert proposed["b"].string == "U woont in {place}."
    assert messages.states(ENGLISH, proposed)["b"] == STALE


def test_a_long_text_is_remembered_whole(tmp_path: Path) -> None:
    long = catalogue({"a": "word " * 80 + "end."})
    text = messages.written(messages.started(long, Catalog(locale="nl", fuzzy=False)))
    assert messages.states(long, filled(text, tmp_path, a="woorden")) == {"a": CURRENT}


def test_a_language_has_as_many_plural_forms_as_it_needs() -> None:
    text = messages.written(messages.started(ENGLISH, Catalog(locale="ar", fuzzy=False)))
    assert "nplurals=6" in text
    assert "msgstr[5]" in text


def test_a_new_page_keeps_the_translation_of_what_it_took_over(tmp_path: Path) -> None:
    moved = "The card has a price."
    pages = {"costs.md": f"# Costs {{ #costs }}\n\n{moved}\n", "prices.md": f"# Prices {{ #prices }}\n\n{moved}\n"}
    for folder in ("en", "nl"):
        (tmp_path / folder).mkdir()
    for name, body in pages.items():
        (tmp_path / "en" / name).write_text(HEAD + body, encoding="utf-8")
    text = write_translation(translated(english(pages["costs.md"])))
    (tmp_path / "nl" / "costs.md").write_text(text, encoding="utf-8")
    theirs, ours = guides.english("prices.md", tmp_path), guides.own("nl", "prices.md", tmp_path)
    assert states(theirs, ours) == [MISSING, CURRENT]
    assert "De kaart heeft een prijs." in composed(theirs, ours, NOTES)
