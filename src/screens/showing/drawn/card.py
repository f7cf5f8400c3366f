"""How a card is drawn: a colour field and its letter, our own drawing and never a picture of the document."""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES = {
    "limited": ("A", "H", "I", "J"),
    "unlimited": ("B", "C", "D", "K", "L"),
    "eu": ("E", "E+", "EU", "EU+", "F", "F+"),
    "agreement": ("M", "M+", "N"),
}
"""Cards that are alike, each family in its own colour. All others are papers."""
PAPER = "paper"


@dataclass(frozen=True)
class Drawing:
    """``letter``: what stands in large on it, "" for a paper. ``family``: its colour, a key of FAMILIES, or PAPER."""

    letter: str
    family: str


def drawing(card: str) -> Drawing:
    """The drawing of a card, by its name in the list of facts or by the route that leads to it."""
    family = next((family for family, cards in FAMILIES.items() if card in cards), PAPER)
    return Drawing("" if family == PAPER else card, family)


_TITLES = {
    "A": ("Beperkt verblijf", "Séjour limité", "Aufenthalt für begrenzte Dauer"),
    "B": ("Onbeperkt verblijf", "Séjour illimité", "Aufenthalt für unbegrenzte Dauer"),
    "EU": ("Inschrijving", "Enregistrement", "Anmeldung"),
    "EU+": ("Duurzaam verblijf", "Séjour permanent", "Daueraufenthalt"),
    "F": ("Familielid EU Art 10", "Membre famille UE Art 10", "EU-Familienangehöriger Art 10"),
    "F+": ("Familielid EU Art 20", "Membre famille UE Art 20", "EU-Familienangehöriger Art 20"),
    "H": ("Europese blauwe kaart", "Carte bleue européenne", "Blaue Karte EU"),
    "K": ("Vestiging", "Etablissement", "Niederlassung"),
    "L": ("EU-langdurig ingezetene", "Résident de longue durée - UE", "Daueraufenthalt - EU"),
    "M": ("Artikel 50 VEU", "Article 50 TUE", "Artikel 50 VEU"),
    "M+": ("Duurzaam verblijf", "Séjour permanent", "Daueraufenthalt"),
    "N": ("Grensarbeider", "Travailleur frontalier", "Grenzgänger"),
    "annex_8": ("Bijlage 8", "Annexe 8", "Anlage 8"),
    "annex_8bis": ("Bijlage 8bis", "Annexe 8bis", "Anlage 8bis"),
    "annex_15": ("Bijlage 15", "Annexe 15", "Anlage 15"),
    "annex_56": ("Bijlage 56", "Annexe 56", "Anlage 56"),
    "orange_card": ("Attest van immatriculatie", "Attestation d'immatriculation", "Registrierungsbescheinigung"),
}
TITLES = {card: tuple(zip(("nl", "fr", "de"), titles, strict=True)) for card, titles in _TITLES.items()}
"""The title of a card as it is printed on it, by language: what stands behind the letter, as the law base lists
them. Titles are the same in every language of the screens, so they are no words of a catalogue."""
