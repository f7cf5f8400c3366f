"""Belgian nationality by declaration (Code of Belgian Nationality art. 12bis), after the cards.

May import: what ``routes`` may, and the modules of ``routes`` that every family shares. Begin with ``grounds``, the
five grounds; ``lawful_stay`` counts the years of lawful stay, ``declaration`` puts the grounds together.
"""
