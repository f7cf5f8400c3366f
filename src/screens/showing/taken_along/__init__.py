"""What a person takes along: the desk sheet, messages to copy, the calendar, the page that is kept as a file.

None of its modules knows another. May import: ``result``, ``cards``, ``lines``, ``questions``, ``remembered``,
``render``, ``municipalities``, ``fallback``, ``words`` and the rules. Begin with ``desk``.
"""
