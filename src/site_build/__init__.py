"""How the site is made and proved: steps, guides, finishing, browser runtime, checks, local server.

May import: the screens, the rules. Begin with ``cli`` (the commands of ``./x``) and ``make`` (the steps of the build).
The *foundation*, of which most rooms may import, is ``make`` and what lies below in the contract of pyproject.toml.

Before .venv exists ``./x`` imports ``cli``, ``make``, ``bootstrap``, ``assessments``, ``steps``, ``cases``, ``words``,
``paths``, ``server``, ``locks``, ``translation.options``, the first lines of ``audit`` and ``bench``, and ``proof``
without ``proof.browser``. These load the standard library only, as does what runs meanwhile: the cases
(``guides.rule_book.corpus``) and the engine (``runtime.engine``). All else runs inside .venv.
"""
