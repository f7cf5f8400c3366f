"""The same condition in OpenFisca-Core, in its own way: variables, parameters by date, arrays of people."""

from datetime import date
from typing import Any

import numpy as np  # type: ignore[import-not-found]  # only in the environment of the bench
from openfisca_core import entities, parameters, taxbenefitsystems, variables  # type: ignore[import-not-found]
from openfisca_core.periods import DateUnit  # type: ignore[import-not-found]
from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found]

from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import parameter
from site_build.bench.rules.condition import EACH, OWN, YEARS, Asker

PERSON = entities.build_entity(key="person", plural="persons", label="A person", is_person=True)


def _input(name: str, kind: type) -> type:
    return type(
        name,
        (variables.Variable,),
        {"value_type": kind, "entity": PERSON, "definition_period": DateUnit.ETERNITY, "label": name},
    )


INPUTS = {"first_card": date, "public_order": bool, "income": float, "dependants": int}


class holds(variables.Variable):  # type: ignore[misc]  # noqa: N801  (OpenFisca names a variable after its class)
    """The condition, on a day."""

    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY
    label = "The condition"

    def formula(person: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        """Years are added by the month, as the law counts them: 29 February becomes 1 March."""
        law = parameters(period).law
        first = person("first_card", period).astype("datetime64[D]")
        month = first.astype("datetime64[M]")
        complete = (month + 12 * int(law.years)).astype("datetime64[D]") + (first - month.astype("datetime64[D]"))
        wanted = law.own + law.each * person("dependants", period)
        on = np.datetime64(str(period.start))
        return (complete <= on) & ~person("public_order", period) & (person("income", period) >= wanted)


def _values(name: str) -> dict[str, Any]:
    """The periods of an amount of the law as OpenFisca has them; a gap has no value."""
    periods = parameter(name).periods
    return {
        "values": {
            one.valid_from.isoformat(): {"value": one.value if isinstance(one, Amount) else None} for one in periods
        }
    }


def system() -> Any:
    """The tax and benefit system with the one condition."""
    made = taxbenefitsystems.TaxBenefitSystem([PERSON])
    made.add_variables(*(_input(name, kind) for name, kind in INPUTS.items()), holds)
    law = {"years": _values(YEARS), "own": _values(OWN), "each": _values(EACH)}
    made.parameters = parameters.ParameterNode("", data={"law": law})
    return made


def columns(people: list[Asker]) -> dict[str, Any]:
    """The facts of the people as arrays."""
    found = {name: np.array([getattr(one, name) for one in people]) for name in INPUTS}
    return {**found, "first_card": found["first_card"].astype("datetime64[D]")}


def all_at_once(made: Any, on: date, people: dict[str, Any]) -> Any:
    """The condition for everybody in one simulation."""
    simulation = SimulationBuilder().build_default_simulation(made, len(people["income"]))
    for name, values in people.items():
        simulation.set_input(name, on.isoformat(), values)
    return simulation.calculate("holds", on.isoformat())
