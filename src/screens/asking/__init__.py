"""From a form that was sent to an accepted answer, or to a problem with its field.

May import: ``showing`` (to name an answer in a problem), ``questions``, ``remembered``, ``problems``, ``words``,
``typed_dates`` and the rules. Begin with ``forms``.
"""
