"""The route to the L card (EU long-term resident, Act art. 15bis).

May import: what ``routes`` may, and what lies below this family there. Begin with ``l``; ``stays``
weighs each stay, ``absences`` says which trips break the years, ``years`` counts the five years.
"""
