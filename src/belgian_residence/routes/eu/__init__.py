"""The routes to permanent residence of EU citizens, their family and people under the Withdrawal Agreement.

May import: what ``routes`` may, and the modules of ``routes`` that every family shares. Begin with ``eu_plus``;
``years`` counts the five years that all three share, ``doubts`` holds what only papers can settle.
"""
