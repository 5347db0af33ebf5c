"""What the law says: amounts and articles, each for the period in which it is in force."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from kenniscentrum.core.fields import (
    Date,
    Declared,
    Euro,
    Id,
    Localised,
    Reference,
    WebAddress,
    described,
)
from kenniscentrum.core.sources import Source, Sources


class InForce(Declared):
    """Something that the law holds from one day to another, both included."""

    valid_from: Date | None = described(
        "Geldig vanaf; leeg als het begin niet bekend is.",
        "Valid from; left out if the beginning is not known.",
        "2026-01-01",
        default=None,
    )
    valid_to: Date | None = described(
        "Geldig tot en met; leeg als geen einde bekend is.",
        "Valid until, included; left out if no end is known.",
        "2027-12-31",
        default=None,
    )
    sources: Sources = ()

    def has_ended(self, day: dt.date) -> bool:
        """Return whether it is known to have ended before a day."""
        return self.valid_to is not None and self.valid_to.last_day < day

    def holds(self, day: dt.date) -> bool:
        """Return whether it is in force on a day."""
        begun = self.valid_from is None or self.valid_from.first_day <= day
        return begun and not self.has_ended(day)


class Period(InForce):
    """An amount during one period."""

    amount_eur: Euro = described(
        "Bedrag in euro, zonder btw.", "Amount in EUR, without VAT.", 216000
    )
    certainty: Literal["stated", "inferred"] = described(
        "`inferred` als het bedrag is afgeleid en niet zelf in een bron staat.",
        "`inferred` where the amount was derived and is not in a source itself.",
        default="stated",
    )


class Amount(Declared):
    """One thing that the law sets an amount for, with its amounts over time."""

    id: Id = described("Sleutel.", "Key.", "eu-supplies-services")
    label: Localised = described("Waarvoor het bedrag geldt.", "What the amount is for.")
    periods: Annotated[tuple[Period, ...], Field(min_length=1)] = described(
        "Bedragen, het nieuwste eerst.", "Amounts, the newest first."
    )

    def on(self, day: dt.date) -> Period:
        """Return the amount in force on a day, or else the newest that is known."""
        return next((period for period in self.periods if period.holds(day)), self.periods[0])


class Act(Declared):
    """A law, decree, directive or other text with articles."""

    id: Id = described("Sleutel.", "Key.", "law-2016")
    name: Localised = described(
        "Naam zoals ze in een zin staat.", "Name as it stands in a sentence."
    )
    url: WebAddress = described("Waar de tekst te lezen is.", "Where the text can be read.")


class Article(InForce):
    """An article of an act, and what it rules."""

    id: Id = described("Sleutel.", "Key.", "be-market-consultation")
    act: Annotated[Id, Reference("acts")] = described("Uit welke tekst.", "Of which act.")
    number: Localised = described("Nummer in woorden, zoals 'artikel 51'.", "Number in words.")
    rules: Localised = described("Wat het regelt.", "What it rules.")
    certainty: Literal["stated", "unread"] = described(
        "`unread` als nummer of inhoud niet in een bron werd nagelezen; de pagina zegt dat dan.",
        "`unread` where number or content was not read in a source; the page then says so.",
        default="stated",
    )
    replaced_by: Annotated[Id, Reference("articles")] | None = described(
        "Artikel dat ervoor in de plaats kwam.", "Article that took its place.", default=None
    )


class Legal(Declared):
    """The register of what the law says."""

    amounts: tuple[Amount, ...] = ()
    acts: tuple[Act, ...] = ()
    articles: tuple[Article, ...] = ()
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.", default=())
