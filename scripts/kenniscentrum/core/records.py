"""A project record: what one file in ``projects/`` can say.

This declaration is the only one. The reader, the JSON Schema for editors and the field reference
follow from it. Codes (phase, kind, theme…) are keys of the registers; nothing is computed here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from kenniscentrum.core.consultations import MarketConsultation
from kenniscentrum.core.fields import (
    Date,
    Declared,
    Euro,
    Fingerprint,
    FormatVersion,
    FormerIds,
    Id,
    Line,
    Localised,
    Reference,
    Telling,
    described,
)
from kenniscentrum.core.sources import Source, Sources

OrganisationId = Annotated[Id, Reference("organisations")]


class Phase(Declared):
    """The phase that the latest dated fact shows; not necessarily today's."""

    code: Annotated[str, Reference("phases")] = described("De fase.", "The phase.", "execution")
    as_of: Date | None = described(
        "Datum van het laatste feit waaruit de fase blijkt (jaar, jaar-maand of volledige datum).",
        "Date of the latest fact that shows the phase (year, year-month or full date).",
        "2022-04",
        default=None,
    )
    sources: Sources = ()


class Event(Declared):
    """Something that happened, or is planned, on a date."""

    id: Id = described(
        "Vaste sleutel binnen het project; wijzigt nooit, want nieuwslezers herkennen er het "
        "bericht aan.",
        "Fixed key within the project; never changes, because feed readers know the item by it.",
        "market-day",
    )
    kind: Annotated[str, Reference("event_kinds")] = described(
        "Soort gebeurtenis.", "Kind of event.", "market-consultation"
    )
    date: Date = described(
        "Wanneer: jaar, jaar-maand of volledige datum; niet preciezer dan de bron.",
        "When: year, year-month or full date; no more precise than the source.",
        "2019-10-10",
    )
    certainty: Literal["stated", "inferred"] = described(
        "`inferred` als de datum is afgeleid en niet letterlijk in de bron staat.",
        "`inferred` where the date was derived and is not in the source itself.",
        default="stated",
    )
    text: Localised = described("Wat er gebeurde (Markdown).", "What happened (Markdown).")
    sources: Sources = ()


class Statement(Declared):
    """One thing that is known of a project, with what it rests on."""

    text: Localised = described("Wat bekend is (Markdown).", "What is known (Markdown).")
    certainty: Literal["stated", "inferred"] = described(
        "`inferred` als het onze lezing van de feiten is en niet in een bron staat.",
        "`inferred` where it is our reading of the facts and is not in a source.",
        default="stated",
    )
    sources: Sources = ()


class Procedure(Declared):
    """A procurement procedure that was used, and for which part."""

    code: Annotated[str, Reference("procedures")] = described(
        "De procedure.", "The procedure.", "competitive-with-negotiation"
    )
    note: Localised | None = described(
        "Waarvoor, of wat er bijzonder aan was.",
        "For what, or what was special about it.",
        default=None,
    )
    sources: Sources = ()


class BudgetLine(Telling):
    """One known amount, or a sentence about money where no amount can be pinned down."""

    basis: Annotated[str, Reference("amount_bases")] | None = described(
        "Wat voor bedrag het is.", "What kind of amount it is.", "approved", default=None
    )
    amount_eur: Euro | None = described(
        "Bedrag in hele euro's, zonder punt of komma.",
        "Amount in whole euros, without point or comma.",
        1000000,
        default=None,
    )
    note: Localised | None = described(
        "Toelichting bij het bedrag.", "Explanation of the amount.", default=None
    )
    sources: Sources = ()


class Contractor(Declared):
    """A party that carries out the contract."""

    organisation: OrganisationId = described(
        "Sleutel uit het register van organisaties.", "Key of the register of organisations.", "ml6"
    )
    note: Localised | None = described(
        "Rol, zoals 'leider van het consortium'.",
        "Role, such as 'leads the consortium'.",
        default=None,
    )


class Project(Declared):
    """One innovative purchase of a public body, from need to result."""

    format: FormatVersion = described("Versie van het formaat.", "Version of the format.", 1)
    id: Id = described(
        "Naam van het bestand zonder `.yml`, en adres van de pagina. Wijzigt nooit.",
        "Name of the file without `.yml`, and address of the page. Never changes.",
        "turing",
    )
    former_ids: FormerIds = ()
    translated_from: dict[str, Fingerprint] = described(
        "Per taal de vingerafdruk van de teksten waarvan de vertaling komt; "
        "`kc stamp` vult hem in.",
        "For each language the fingerprint of the texts that the translation was made from; "
        "`kc stamp` fills it in.",
        default_factory=dict,
    )
    programme: Annotated[str, Reference("programmes")] = described(
        "Programma waaronder het project liep; dat van het centrum zelf alleen met een bron.",
        "Programme the project ran under; that of the centre itself only with a source.",
        "pio",
    )
    title: Localised = described("Titel van het project.", "Title of the project.")
    acronym: Line | None = described("Korte naam.", "Short name.", "Turing", default=None)
    summary: Localised | None = described(
        "Eén zin voor lijsten en nieuwsfeeds; anders dient de eerste zin van de oplossing.",
        "One sentence for lists and feeds; else the first sentence of the solution is used.",
        default=None,
    )
    organisations: tuple[OrganisationId, ...] = described(
        "De organisaties achter het project; de eerste leidt.",
        "The organisations behind the project; the first leads.",
        ["awv"],
        default=(),
    )
    call: Annotated[str, Reference("calls")] | None = described(
        "Oproep waarin het project gekozen werd.",
        "Call in which the project was chosen.",
        "pio-2017-1",
        default=None,
    )
    phase: Phase | None = described("Waar het project staat.", "Where it stands.", default=None)
    themes: tuple[Annotated[str, Reference("themes")], ...] = described(
        "Thema's.", "Themes.", ["mobility"], default=()
    )
    technologies: tuple[Annotated[str, Reference("technologies")], ...] = described(
        "Technologieën.", "Technologies.", ["artificial-intelligence"], default=()
    )
    need: Localised | None = described(
        "De behoefte van de overheid (Markdown).",
        "The need of the public body (Markdown).",
        default=None,
    )
    solution: Localised | None = described(
        "Wat gezocht of gemaakt werd (Markdown).",
        "What was sought or made (Markdown).",
        default=None,
    )
    market_consultation: MarketConsultation | None = described(
        "De marktconsultatie.", "The market consultation.", default=None
    )
    procedures: tuple[Procedure, ...] = described(
        "Gebruikte procedures.", "Procedures used.", default=()
    )
    contractors: tuple[Contractor, ...] = described(
        "Wie de opdracht uitvoert.", "Who carries out the contract.", default=()
    )
    budget: tuple[BudgetLine, ...] = described("Bedragen.", "Amounts.", default=())
    purchases: tuple[Statement, ...] = described(
        "Wat gekocht werd.", "What was bought.", default=()
    )
    outcomes: tuple[Statement, ...] = described(
        "Wat het opleverde, ook als het tegenviel.",
        "What came out of it, failures included.",
        default=(),
    )
    lessons: tuple[Statement, ...] = described(
        "Wat een volgende aankoper eruit leert.",
        "What the next buyer can learn from it.",
        default=(),
    )
    events: tuple[Event, ...] = described(
        "Wat er gebeurde, in om het even welke volgorde.",
        "What happened, in any order.",
        default=(),
    )
    remarks: tuple[Localised, ...] = described(
        "Twijfels en tegenspraken tussen bronnen, die de pagina vermeldt.",
        "Doubts and conflicts between sources, which the page states.",
        default=(),
    )
    sources: tuple[Source, ...] = described(
        "De bronnen van dit record.", "The sources of this record.", default=()
    )
