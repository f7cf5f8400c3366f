"""Single lines that several pages share: an answer, a day, an article, a request, a trip, what is missing.

May import: ``questions``, ``typed_dates``, ``words`` and the rules. Begin with ``answers``: what was told, in words.
"""
