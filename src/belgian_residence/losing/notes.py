"""Every note of this room, for those who hold the words."""

from belgian_residence.losing import (
    agreement,
    cards,
    effects,
    endings,
    household,
    long_term,
    not_told,
    one_year,
    permanent,
    stay,
)

NOTES = (
    effects.NOT_DECLARED,
    effects.NOT_REPORTED,
    effects.ASK_AUTHORISATION,
    effects.MILITARY_SERVICE,
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
