"""From an answer of the rules to what is read: every line, word and link of a result.

May import: ``questions``, ``remembered``, ``render``, ``municipalities``, ``words``, ``fallback``, ``typed_dates`` and
the rules. Begin with ``result``.
"""
