"""The screens of the wizard: what a person reads and types. The same code runs at build time and in the browser.

Words stand in ``locales``, the law stands in ``belgian_residence``; this package knows neither. Arrows between the
modules go down this list: ``app`` (the one entry) and ``prerender``, ``pages`` (one function per screen), ``result``
with ``dossier`` and ``keeping``, and ``answers`` (what is shown), ``entries`` and ``forms`` (what is typed), ``flow``,
``state``, ``typed_dates``, ``render``, ``words``.
"""
