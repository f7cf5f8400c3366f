"""Permanent residence in Belgium: the rules, as data, with their proof.

The public face: ``assess``, ``next_question``, ``schema``, ``amounts`` and ``vocabulary``. Everything in and out is
shaped like JSON; everything that has words is an id. The rules know no language and no clock: the date asked about is
always an argument.
"""

from belgian_residence.faults import CaseError, Fault
from belgian_residence.law.amounts import as_json as amounts
from belgian_residence.people import assess, next_question
from belgian_residence.schema import schema
from belgian_residence.vocabulary import vocabulary

__all__ = ["CaseError", "Fault", "amounts", "assess", "next_question", "schema", "vocabulary"]
