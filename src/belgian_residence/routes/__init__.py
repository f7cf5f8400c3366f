"""The routes: one module per status, and what they share."""

from belgian_residence.routes.b import B
from belgian_residence.routes.eu_plus import EU_PLUS
from belgian_residence.routes.f_plus import F_PLUS
from belgian_residence.routes.k import K
from belgian_residence.routes.l import L
from belgian_residence.routes.m_plus import M_PLUS

ROUTES = (B, K, L, EU_PLUS, F_PLUS, M_PLUS)
"""Every route, in the order in which they are shown."""

__all__ = ["EU_PLUS", "F_PLUS", "M_PLUS", "ROUTES", "B", "K", "L"]
