"""At the counter: the town hall from a postal code, the sheet and a message in its language, all by keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

TOLD = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "interruptions": []}


def test_the_postal_code_leads_to_the_sheet_and_the_message_in_the_language_of_the_office(
    person: Any, page: Page, watch: Any
) -> None:
    person.opened(**TOLD)
    page.evaluate("location.hash = '#/result'")
    person.at("result")
    person.press('[data-now] a[href="#/where"]')
    person.at("where")
    person.type_in("postal_code", "1099")
    page.keyboard.press("Enter")
    expect(person.part("[data-error]")).to_contain_text("1099 is not in our list")
    person.type_in("postal_code", "4700")
    page.keyboard.press("Enter")
    expect(person.part("[data-town]")).to_contain_text("Eupen")
    person.at("where")
    expect(person.part("[data-town]")).to_contain_text("works in German")
    person.press('[data-now] a[href="#/desk"]')
    person.at("desk/de")
    office = person.part('.af-desk [lang="de"]')
    expect(office.filter(has_text="Anlage 22").first).to_be_visible()
    expect(office.filter(has_text="Dokument zur Bescheinigung des Daueraufenthalts").first).to_be_visible()
    person.choose("fr")
    person.go_on()
    person.at("desk/fr")
    expect(person.part('.af-desk [lang="fr"]').filter(has_text="Annexe 22").first).to_be_visible()
    person.press('[data-now] a[href="#/messages/fr"]')
    person.at("messages/fr")
    expect(person.part("#af-message-appointment")).to_contain_text("rendez-vous")
    expect(person.part("#af-message-appointment")).to_have_attribute("lang", "fr")
    page.evaluate("location.hash = '#/result'")
    person.at("result")
    expect(person.part("[data-screen]")).to_contain_text("Your town hall: Eupen")
