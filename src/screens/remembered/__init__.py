"""What is remembered of a person between two screens, and the file and the link in which it can be kept.

May import: ``problems`` and the rules. Begin with ``state``.
"""
