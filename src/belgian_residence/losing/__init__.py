"""What an absence, or the end of what a stay rests on, did to the stay: one answer for keeping a card and for a route.

May import: ``counting``, ``told``, ``law``, ``engine``. Begin with ``stay`` (the one function that all ask).

* ``verdicts``: what an absence does: kept, at_risk, lost, unsettled; and what a judge sees.
* ``one_year``, ``long_term``, ``permanent``, ``agreement``: the judges, one family of rules each.
* ``groups``: which cards and grounds are under which judge, with the limits as data.
* ``not_told``: what is not known of an absence, tried in every way it can be.
* ``cards``: a card given since the return, and one that ended during the absence.
* ``earlier``: an earlier status that an absence ended, and the stay since then.
* ``endings``: a status ended otherwise: long-term residence elsewhere, protection. ``household``: the family life.
"""
