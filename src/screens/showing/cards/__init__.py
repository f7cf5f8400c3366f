"""One card in words: can it be asked for, with which papers; the one that is held; one beside the others.

May import: ``lines``, ``questions``, ``words`` and the rules. Begin with ``routes``.
"""
