"""What is different: when something is tried, when an answer is changed, when time goes by.

May import: ``cards``, ``lines``, ``questions``, ``remembered``, ``typed_dates``, ``words`` and the rules. Begin with
``what_if``.
"""
