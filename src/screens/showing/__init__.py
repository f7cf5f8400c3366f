"""From an answer of the rules to what is read: every line, word and link of a result.

May import: ``questions``, ``remembered``, the words and the rules. Begin with ``result``.
"""
