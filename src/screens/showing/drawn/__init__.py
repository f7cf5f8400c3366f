"""What is drawn: a card, the picture of the years, a link as a code to scan. The templates make the SVG.

May import: ``lines``, ``questions``, ``words`` and the rules. Begin with ``timeline``.
"""
