"""Keeping the card one holds: what trips, past or planned, do to it, and what else ends it.

May import: ``trust`` and what lies below. What a trip does to the stay is asked of ``losing``. Begin with
``groups`` (what is shown for each card); ``exact_days`` puts it together for exact days, ``keep`` for every choice of
rough days.
"""
