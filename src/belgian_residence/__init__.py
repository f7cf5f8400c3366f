"""Permanent residence in Belgium: the rules, as data, with their proof.

The public face: ``assess``, ``next_question``, ``interview``, ``earlier_stay_can_matter``, ``absence_bounds``,
``longest_absence``, ``card_status``, ``unused``, ``unusual``, ``schema``, ``amounts`` and ``vocabulary``; ``Cases``
lets several of them share their work; ``RULES_VERSION`` is what a saved case carries as ``rules_version``. Everything
in and out is shaped like JSON (``answer_types``); everything that has words is an id. The rules know no language and no
clock: the date asked about is always an argument.

May import: the standard library, nothing else. Begin with ``assessment.people``, then ``routes``: one status a module.
"""

import sys

try:
    from belgian_residence.assessment.card_status import card_status
    from belgian_residence.assessment.earlier import earlier_stay_can_matter
    from belgian_residence.assessment.longest_absence import longest_absence
    from belgian_residence.assessment.one_person import Cases
    from belgian_residence.assessment.people import absence_bounds, assess, interview, next_question, unused, unusual
    from belgian_residence.assessment.vocabulary import vocabulary
    from belgian_residence.law.amounts import as_json as amounts
    from belgian_residence.told.faults import CaseError, Fault
    from belgian_residence.told.schema import schema
    from belgian_residence.told.versions import RULES_VERSION
except KeyboardInterrupt:
    # Python imports this before the command (``__main__``), which ends quietly. In another program it is not for us.
    started_as = sys.argv[0] if sys.argv else ""
    if started_as == "-m" or started_as.endswith(("belgian-residence", "belgian-residence.exe")):
        sys.exit(130)
    raise

__all__ = [
    "RULES_VERSION",
    "CaseError",
    "Cases",
    "Fault",
    "absence_bounds",
    "amounts",
    "assess",
    "card_status",
    "earlier_stay_can_matter",
    "interview",
    "longest_absence",
    "next_question",
    "schema",
    "unused",
    "unusual",
    "vocabulary",
]
