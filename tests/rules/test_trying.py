"""The properties of this project are tried with the same cases in every run, whatever else is loaded."""

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trying import SCALE, trying

ODD = 918_273_645
"""A number that nothing else names."""


def drawn() -> list[tuple[int, str]]:
    """The cases of a property."""
    found = []

    @trying(600)
    @given(st.integers(), st.text())
    def collect(number: int, text: str) -> None:
        found.append((number, text))

    collect()
    return found


@pytest.mark.skipif(bool(SCALE), reason="a nightly run draws new cases each time")
def test_a_module_that_happens_to_be_loaded_moves_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn()
    path = tmp_path / "many_numbers.py"
    path.write_text("".join(f"ODD_{more} = {ODD + more}\n" for more in range(200)), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("many_numbers", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, "many_numbers", module)
    assert drawn() == before
    assert not any(abs(number - ODD) <= 1000 for number, _ in before)
