"""What readers bring along from other websites is answered where they look for it: ``claims.toml``."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from site_build.guides.tables import anchor
from site_build.paths import SITE
from site_build.translation.kept import FIRST

TABLE = tomllib.loads((Path(__file__).parent / "claims.toml").read_text(encoding="utf-8"))
CLAIMS: dict[str, dict[str, Any]] = {
    f"{group}.{number}": claim for group, claims in TABLE.items() for number, claim in claims.items()
}
ANSWERED = {id: claim for id, claim in CLAIMS.items() if "page" in claim}
SECTION = re.compile(r"(?=<h2\b)")


def section(page: str, part: str) -> str:
    """The part of a built page, up to the next heading of the second level, that has the id."""
    folder = SITE / FIRST if page == "index" else SITE / FIRST / page
    text = (folder / "index.html").read_text(encoding="utf-8").partition("<article")[2]
    return next((one for one in SECTION.split(text) if f' id="{part}"' in one), "")


def test_no_claim_is_forgotten() -> None:
    assert {group: len(claims) for group, claims in TABLE.items()} == {
        "first": 7, "second": 23, "third": 21, "fourth": 11, "fifth": 13, "further": 29,
    }  # fmt: skip


@pytest.mark.parametrize("id", CLAIMS)
def test_a_claim_has_a_provision_or_a_reason(id: str) -> None:
    assert ("law" in CLAIMS[id]) is not ("left_out" in CLAIMS[id])
    assert "page" in CLAIMS[id] or "left_out" in CLAIMS[id]


@pytest.mark.built
@pytest.mark.parametrize("id", ANSWERED)
def test_a_claim_is_answered_where_a_reader_looks(id: str) -> None:
    claim = ANSWERED[id]
    said = section(claim["page"], claim["part"])
    assert said, f"no part #{claim['part']} on {claim['page']}"
    if "law" in claim:
        assert f'sources/#{anchor(claim["law"])}"' in said
