"""What a card gives, and the register in which the person then stands. The effects stand in ``effects.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from belgian_residence.dossier.figures import STRONG, confidence, figure
from belgian_residence.dossier.rows import rows
from belgian_residence.routes.outcome import Outcome


@dataclass(frozen=True)
class Register:
    """The register in which the person stands before, and after the yes. None: not confirmed."""

    before: str | None
    after: str | None
    law: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """One thing that the card gives. ``kind``: what it is about."""

    kind: Literal["validity", "renewal", "work", "travel", "absence", "conditions", "next"]
    id: str
    law: tuple[str, ...]
    amounts: tuple[str, ...] = ()


REGISTERS: dict[str, Register] = {
    "B": Register("foreigners", "foreigners", ("CARD-REG-1",)),
    "K": Register("foreigners", "population", ("K-PROC-3", "CARD-REG-1")),
    "L": Register(None, "population", ("L-PROC-2", "CARD-REG-1")),
    "EU+": Register("either", "population", ("EUP-APP-10", "CARD-REG-1")),
    "F+": Register("foreigners", "population", ("CARD-REG-1",)),
    "M+": Register("foreigners", None, ("CARD-REG-1", "O-11")),
}
"""L before: by the card that is held (foreigners' with A, B, F, H, I or J; population with K or F+). EU citizens stand
in the foreigners' or in the population register (Act art. 42 §2): ``either``."""

EFFECTS = rows("effects.toml", Effect)
"""What the card of each route gives, in the order in which it is shown."""
OF_A_CHILD = Effect("validity", "valid-for-child", ("FAM-3", "CARD-KIDS-1"), ("card.child.validity",))


def register(route: str, outcome: Outcome) -> dict[str, Any] | None:
    """The register before and after; None for a closed route."""
    found = REGISTERS.get(route)
    if found is None or outcome.status == "closed":
        return None
    return {"before": found.before, "after": found.after, "provisions": list(found.law)}


def effects(
    route: str, outcome: Outcome, on: date, today: date | None = None, *, child: bool = False
) -> list[dict[str, Any]]:
    """What the card gives; nothing for a closed route. ``child``: it is that of a child under 12, which is valid for a
    shorter time, whatever the card is."""
    if outcome.status == "closed":
        return []
    given = (OF_A_CHILD if child and one.kind == "validity" else one for one in EFFECTS.get(route, ()))
    return [_effect_json(effect, on, today) for effect in given]


def _effect_json(effect: Effect, on: date, today: date | None) -> dict[str, Any]:
    amounts = [figure(name, on, today) for name in effect.amounts]
    rests_on = [amount["confidence"] for amount in amounts] or [confidence(effect.law, on)]
    return {
        "kind": effect.kind,
        "id": effect.id,
        "amounts": amounts,
        "provisions": list(effect.law),
        "confidence": rests_on[0],
        "practice": any(one is None or one not in STRONG for one in rests_on),
    }


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every register and effect: its kind, its id and the provisions that it rests on."""
    yield from (("register", route, one.law) for route, one in REGISTERS.items())
    for effects_of_route in EFFECTS.values():
        yield from (("effect", effect.id, effect.law) for effect in effects_of_route)
    yield "effect", OF_A_CHILD.id, OF_A_CHILD.law


def vocabulary() -> dict[str, list[str]]:
    """The ids of registers and effects."""
    return {
        "registers": sorted({name for one in REGISTERS.values() for name in (one.before, one.after) if name}),
        "effects": sorted({effect.id for effects in EFFECTS.values() for effect in effects} | {OF_A_CHILD.id}),
    }
