"""The content of the pages: figures and tables from the rules, and the pages that are made from the rules alone.

May import: the foundation, the screens and the rules. Begin with ``macros``; ``rule_book`` has a page per route.
"""
