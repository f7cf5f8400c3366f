"""How sure an answer is, and how fresh.

May import: ``routes`` and what lies below. Begin with ``confidence`` (what a mark of the law base may decide);
``verification`` says what grows old.
"""
