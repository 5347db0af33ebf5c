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
    language: Literal["nl", "en", "fr", "de"] | None = described(
        "Taal van de titel, als die niet Nederlands is.",
        "Language of the title, where it is not Dutch.",
        "en",
        default=None,
    )
