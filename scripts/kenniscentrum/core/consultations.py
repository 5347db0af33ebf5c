"""The market consultation of a project: what was asked, of whom, and what came out of it."""

from __future__ import annotations

from typing import Annotated, Literal

from kenniscentrum.core.fields import Count, Date, Localised, Telling, WebAddress, described
from kenniscentrum.core.sources import SourceId, Sources


class MarketConsultation(Telling):
    """The dialogue with the market before a tender, and what came out of it."""

    question: Localised | None = described(
        "De vraag aan de markt.", "The question put to the market.", default=None
    )
    form: Localised | None = described(
        "In welke vorm de markt geraadpleegd werd.",
        "In which form the market was consulted.",
        default=None,
    )
    date: Date | None = described("Datum van de bijeenkomst.", "Date of the meeting.", default=None)
    register_by: Date | None = described(
        "Tot en met wanneer bedrijven zich kunnen aanmelden.",
        "Until which day, included, companies can register.",
        default=None,
    )
    register_at: WebAddress | None = described(
        "Waar bedrijven zich aanmelden.", "Where companies register.", default=None
    )
    participants: Count | None = described(
        "Aantal deelnemers.", "Number of participants.", 100, default=None
    )
    participants_are: Literal["counted", "at-least", "about"] = described(
        "Hoe zeker het aantal is: geteld, minstens of ongeveer.",
        "How sure the number is: counted, at least or about.",
        default="counted",
    )
    conclusions: tuple[Localised, ...] = described(
        "Wat de markt antwoordde, één zin of alinea per conclusie.",
        "What the market answered, one sentence or paragraph a conclusion.",
        default=(),
    )
    follow_up: Localised | None = described(
        "Wat de overheid met de conclusies deed.",
        "What the public body did with the conclusions.",
        default=None,
    )
    documents: Annotated[
        tuple[SourceId, ...],
        described(
            "Documenten van de consultatie zelf: sleutels uit de lijst `sources`.",
            "Documents of the consultation itself: keys of the list `sources`.",
            ["vlaio"],
            default=(),
        ),
    ]
    sources: Sources = ()
