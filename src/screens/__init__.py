"""The screens of the wizard: what a person reads and types. The same code runs at build time and in the browser.

Words stand in ``locales``, the law stands in ``belgian_residence``; this package knows neither. May import: the rules,
Jinja2. Begin with ``app``, the one entry, then ``views.registry``: which view shows a screen. Arrows run down this
list: ``app`` and ``prerender``, ``views``, ``asking``, ``showing``, ``questions``, ``remembered``, ``render`` and
``problems``, ``municipalities`` and ``words``, ``catalogues``, ``typed_dates``.
"""
