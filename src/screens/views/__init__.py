"""One module for each screen: what it shows, and what its form does. Its template has the same name.

A view has ``show``, and ``accept`` where the screen has a form. One question alone is shown by ``question.html``, also
where an entry (``entry_choice``), two people (``bond``) or a whole ``list`` are asked about. What several screens share
is in ``frame``, ``of_office`` and ``parts``, and in ``templates/parts``. May import: ``asking``, ``showing``,
``questions``, ``remembered``, ``render``, ``problems``, ``municipalities``, ``words``, ``typed_dates`` and the rules.
Begin with ``registry``, which finds the view of a screen, then ``page``.
"""
