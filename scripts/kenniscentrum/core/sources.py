"""Where facts come from: a list of sources a record, and how its facts name them."""

from __future__ import annotations

from typing import Annotated, Literal

from kenniscentrum.core.fields import (
    Declared,
    Id,
    Line,
    Localised,
    Reference,
    WebAddress,
    described,
)

SourceId = Annotated[Id, Reference("sources")]
Sources = Annotated[
    tuple[SourceId, ...],
    described(
        "Waarop dit steunt: sleutels uit de lijst `sources` van dit record.",
        "What this rests on: keys of the list `sources` of this record.",
        ["vlaio"],
        default=(),
    ),
]


Language = Literal[
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
]  # fmt: skip
"""The official languages of the European Union (Regulation 1/58, article 1)."""


class Source(Declared):
    """Where facts come from. A source without web address says where to look (a slide, a page)."""

    id: Id = described(
        "Korte sleutel, waarmee feiten ernaar verwijzen.",
        "Short key, by which facts refer to it.",
        "vlaio",
    )
    title: Line = described("Titel van de bron, zoals ze daar staat.", "Title, as printed there.")
    publisher: Line | None = described(
        "Wie de bron uitgaf.", "Who published the source.", "VLAIO", default=None
    )
    url: WebAddress | None = described("Webadres.", "Web address.", default=None)
    where: Localised | None = described(
        "Plaats in de bron, zoals 'dia 27'.",
        "Place in the source, such as 'slide 27'.",
        default=None,
    )
    language: Language | None = described(
        "Taal van de titel, als die niet de eerste taal van de site is.",
        "Language of the title, where it is not the first one of the site.",
        "en",
        default=None,
    )
