"""JSON text into values: each key once, ordinary numbers only, a clear fault for everything else."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from belgian_residence.told.faults import CaseError, Fault


def parse(text: str, where: str, *, one_line: bool = False) -> Any:
    """The value of a JSON text. ``where``: what the faults call it; in one line they also give the character.

    Raises CaseError.
    """
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"{where}, character {error.colno}" if one_line else f"{where}, line {error.lineno}"
        raise CaseError([Fault(place, f"is not JSON ({error.msg})", "a JSON object of facts")]) from None
    except CaseError:
        raise
    except ValueError:  # a whole number of thousands of digits
        raise CaseError([Fault(where, "holds a number that is too long", "an ordinary number")]) from None
    except RecursionError:
        raise CaseError([Fault(where, "is nested too deeply", "a JSON object of facts")]) from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise CaseError([Fault(key, "stands twice in one object", "each fact once")])
        seen[key] = value
    return seen


def _no_constant(name: str) -> NoReturn:
    raise CaseError([Fault("number", name, "an ordinary number")])
