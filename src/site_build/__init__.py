"""How the site is made and proved: steps, guides, finishing, browser runtime, checks, local server.

May import: the screens, the rules. Begin with ``cli`` (the commands of ``./x``) and ``make`` (the steps of the build).
What ``./x`` imports before .venv exists (``cli``, ``make``, ``bootstrap``, ``steps``, ``paths``, ``server``, ``locks``,
``proof.check``, ``proof.static``, ``proof.nightly``, ``proof.browser``) uses the standard library only, as does what
runs meanwhile: the cases (``guides.rule_book.corpus``) and the engine (``runtime.engine``). All else runs inside .venv.
"""
