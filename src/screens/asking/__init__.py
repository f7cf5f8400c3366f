"""From a form that was sent to an accepted answer, or to a problem with its field.

May import: ``showing`` (to name an answer in a problem), ``questions``, ``remembered``. Begin with ``forms``.
"""
