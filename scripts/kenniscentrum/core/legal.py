"""Amounts that the law sets for a period, such as the European thresholds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from kenniscentrum.core.fields import Date, Declared, Euro, Id, Localised, described
from kenniscentrum.core.sources import Source, Sources


class LegalAmount(Declared):
    """An amount in force from one day to another, both included."""

    amount_eur: Euro = described(
        "Bedrag in euro, zonder btw.", "Amount in EUR, without VAT.", 216000
    )
    valid_from: Date = described("Geldig vanaf.", "Valid from.", "2026-01-01")
    valid_to: Date | None = described(
        "Geldig tot en met; leeg als geen einde bekend is.",
        "Valid until, included; left out if no end is known.",
        "2027-12-31",
        default=None,
    )
    sources: Sources = ()


class LegalEntry(Declared):
    """One thing that the law sets an amount for, with its amounts over time."""

    id: Id = described("Sleutel.", "Key.", "eu-supplies-services")
    label: Localised = described("Waarvoor het bedrag geldt.", "What the amount is for.")
    amounts: Annotated[tuple[LegalAmount, ...], Field(min_length=1)] = described(
        "Bedragen, het nieuwste eerst.", "Amounts, the newest first."
    )

    def in_force(self, day: dt.date) -> LegalAmount | None:
        """Return the amount in force on a day, if one is known."""
        for amount in self.amounts:
            ends = amount.valid_to.last_day if amount.valid_to else dt.date.max
            if amount.valid_from.first_day <= day <= ends:
                return amount
        return None


class Legal(Declared):
    """The register of legal amounts."""

    legal: tuple[LegalEntry, ...]
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.", default=())
