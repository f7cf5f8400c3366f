"""Belgian nationality by declaration (Code of Belgian Nationality art. 12bis), after the cards.

May import: what ``routes`` may, and what lies below this family there. Begin with ``grounds``, the
five grounds; ``title`` is what all of them ask first, ``roads`` how a card that is enough can come; ``years``
counts the years of lawful stay, of which ``lawful_stay`` says which stays count and ``absences`` what interrupts them;
``declaration`` puts the grounds together.
"""
