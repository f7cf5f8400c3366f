"""Every note of this room, for those who hold the words."""

from belgian_residence.losing import (
    agreement,
    cards,
    endings,
    household,
    long_term,
    not_told,
    one_year,
    permanent,
    stay,
    verdicts,
)

NOTES = (
    verdicts.NOT_DECLARED,
    verdicts.NOT_REPORTED,
    verdicts.ASK_AUTHORISATION,
    verdicts.MILITARY_SERVICE,
    *one_year.NOTES,
    *long_term.NOTES,
    *permanent.NOTES,
    *agreement.NOTES,
    *cards.NOTES,
    *not_told.NOTES,
    *stay.NOTES,
    *endings.NOTES,
    *household.NOTES,
)
