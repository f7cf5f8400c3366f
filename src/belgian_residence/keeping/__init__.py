"""Keeping the card one holds: what trips, past or planned, do to it, and what else ends it.

May import: ``trust``, ``routes`` and what lies below. Begin with ``groups`` (the limits as data); ``absences`` judges
one trip, ``one_person`` puts them together for exact days, ``keep`` for every choice of rough days.
"""
