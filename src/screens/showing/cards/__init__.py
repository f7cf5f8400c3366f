"""One card in words: can it be asked for, with which papers; the one that is held; one beside the others.

May import: ``lines``, ``questions``, the words and the rules. Begin with ``routes``.
"""
