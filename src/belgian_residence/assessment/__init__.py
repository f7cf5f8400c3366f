"""The answer of the rules: for one person, for several, the next question, and the changes that lie ahead.

May import: ``dossier`` and what lies below. Begin with ``one_person`` (all routes for one person);
``people`` is the public face, ``several`` reads a file of several people, ``relations`` says what one gives to another,
``interview`` finds the question that matters most.
"""
