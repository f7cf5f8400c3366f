"""The routes to permanent residence of EU citizens, their family and people under the Withdrawal Agreement.

May import: what ``routes`` may, and what lies below this family there. Begin with ``eu_plus``;
``starts`` says from which day the five years run, ``years`` counts what all three share, ``clock`` puts both together,
``doubts`` holds what only papers or a judge can settle, ``early`` what opens EU+ before five years.
"""
