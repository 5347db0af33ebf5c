"""The registers beside the records: the centre, its words, organisations, calls and terms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kenniscentrum.core.fields import (
    Count,
    Date,
    Declared,
    Euro,
    Id,
    Line,
    Localised,
    Reference,
    WebAddress,
    described,
)
from kenniscentrum.core.records import OrganisationId
from kenniscentrum.core.sources import Source


class Term(Declared):
    """One value of a vocabulary, with its label and what it means."""

    id: Id = described("Sleutel.", "Key.", "execution")
    label: Localised = described("Naam voor bezoekers.", "Name for visitors.")
    explanation: Localised | None = described(
        "Wat het betekent, in één zin.", "What it means, in one sentence.", default=None
    )
    scope: Literal["named", "rest"] = described(
        "`rest`: wat nergens anders past; krijgt geen pagina.",
        "`rest`: what fits nowhere else; gets no page.",
        default="named",
    )


class PhaseTerm(Term):
    """A phase of a project, with how long it usually takes."""

    usual: Localised | None = described(
        "Hoelang de fase in het programma gewoonlijk duurt, met het jaar van die opgave.",
        "How long the phase usually takes in the programme, with the year of that statement.",
        default=None,
    )
    usual_source: Source | None = described(
        "Waar die duur staat.", "Where that duration is stated.", default=None
    )


class EventKind(Term):
    """A kind of event, with the phase of a project that it shows."""

    phase: Annotated[str, Reference("phases")] | None = described(
        "Fase die uit zo'n gebeurtenis blijkt.", "Phase that such an event shows.", default=None
    )


class Vocabulary(Declared):
    """All vocabularies. The order of the terms is the order on the site."""

    programmes: tuple[Term, ...]
    phases: tuple[PhaseTerm, ...]
    themes: tuple[Term, ...]
    technologies: tuple[Term, ...]
    event_kinds: tuple[EventKind, ...]
    procedures: tuple[Term, ...]
    amount_bases: tuple[Term, ...]
    organisation_kinds: tuple[Term, ...]
    call_kinds: tuple[Term, ...]
    news_kinds: tuple[Term, ...]
    audiences: tuple[Term, ...]
    guide_stages: tuple[Term, ...]


class Organisation(Declared):
    """A public body, company or other party that a page can name."""

    id: Id = described("Sleutel en adres; wijzigt nooit.", "Key and address; never changes.", "awv")
    name: Localised = described("Officiële naam.", "Official name.")
    abbreviation: Line | None = described("Afkorting.", "Abbreviation.", "AWV", default=None)
    former_names: tuple[Line, ...] = described("Vroegere namen.", "Former names.", default=())
    kind: Annotated[str, Reference("organisation_kinds")] = described(
        "Soort organisatie.", "Kind of organisation.", "flemish-government"
    )
    parent: OrganisationId | None = described(
        "Organisatie waarvan ze deel is.", "Organisation it is part of.", "mow", default=None
    )
    website: WebAddress | None = described("Website.", "Website.", default=None)
    role: Localised | None = described(
        "Rol in innovatief aankopen.", "Role in innovation procurement.", default=None
    )
    certainty: Literal["stated", "unverified"] = described(
        "`unverified`: naam en website niet in een bron nagelezen; zonder project geen pagina.",
        "`unverified`: name and website not read in a source; no page without a project.",
        default="stated",
    )
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.", default=())


class Moment(Declared):
    """A deadline or session of a call: a date, and an hour only where it is known."""

    date: Date = described("Datum.", "Date.", "2019-06-14")
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")] | None = described(
        "Uur in Brussel (uu:mm).", "Hour in Brussels (hh:mm).", "13:30", default=None
    )
    place: Localised | None = described("Plaats.", "Place.", default=None)
    title: Localised | None = described("Naam van de sessie.", "Name of the session.", default=None)


class Cofinancing(Declared):
    """What the programme offered to pay in one call."""

    share_percent: Annotated[Count, Field(le=100)] | None = described(
        "Aandeel van het programma, in procent.",
        "Share of the programme, in per cent.",
        50,
        default=None,
    )
    preliminary_path_eur: Euro | None = described(
        "Voor het voortraject, in euro.", "For the preliminary path, in EUR.", default=None
    )
    rd_min_eur: Euro | None = described(
        "O&O, minimum in euro.", "R&D, minimum in EUR.", default=None
    )
    rd_max_eur: Euro | None = described(
        "O&O, maximum in euro.", "R&D, maximum in EUR.", default=None
    )
    pilot_min_eur: Euro | None = described(
        "Proefproject, minimum in euro.", "Pilot, minimum in EUR.", default=None
    )
    pilot_max_eur: Euro | None = described(
        "Proefproject, maximum in euro.", "Pilot, maximum in EUR.", default=None
    )
    project_max_eur: Euro | None = described(
        "Maximum per project in euro.", "Maximum a project in EUR.", default=None
    )
    note: Localised | None = described("Toelichting.", "Explanation.", default=None)


class Call(Declared):
    """A call for project proposals of public bodies."""

    id: Id = described("Sleutel en adres; wijzigt nooit.", "Key and address; never changes.")
    programme: Annotated[str, Reference("programmes")] = described("Programma.", "Programme.")
    number: Count | None = described("Volgnummer.", "Number.", 4, default=None)
    kind: Annotated[str, Reference("call_kinds")] = described("Soort oproep.", "Kind of call.")
    title: Localised = described("Titel.", "Title.")
    year: Annotated[Count, Field(ge=1990, le=2100)] | None = described(
        "Jaar, als geen datum bekend is.", "Year, where no date is known.", default=None
    )
    themes: tuple[Annotated[str, Reference("themes")], ...] = described(
        "Thema's; leeg als alle thema's welkom zijn.",
        "Themes; empty if all are welcome.",
        default=(),
    )
    subjects: Localised | None = described(
        "Onderwerpen in woorden.", "Subjects in words.", default=None
    )
    opens: Date | None = described("Opening.", "Opening.", "2019-03", default=None)
    deadlines: tuple[Moment, ...] = described("Indiendata.", "Deadlines.", default=())
    info_sessions: tuple[Moment, ...] = described("Infosessies.", "Info sessions.", default=())
    decided: Date | None = described("Wanneer gekozen werd.", "When was chosen.", default=None)
    submitted: Count | None = described("Ingediende voorstellen.", "Proposals.", default=None)
    submitted_local: Count | None = described(
        "Waarvan van lokale besturen.", "Of which by local governments.", default=None
    )
    selected: Count | None = described("Gekozen projecten.", "Projects chosen.", default=None)
    budget_eur: Euro | None = described("Budget in euro.", "Budget in EUR.", default=None)
    cofinancing: Cofinancing | None = described("Cofinanciering.", "Co-financing.", default=None)
    projects_after: Localised | None = described(
        "Stand van het aantal projecten na de oproep, in woorden.",
        "Number of projects after the call, in words.",
        default=None,
    )
    remarks: tuple[Localised, ...] = described(
        "Wat onzeker of afgeleid is.", "What is uncertain or derived.", default=()
    )
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.", default=())


class GlossaryTerm(Declared):
    """A term of the trade; its words in all languages also help the search."""

    id: Id = described("Sleutel en anker.", "Key and anchor.", "bestek")
    term: Localised = described("De term.", "The term.")
    abbreviation: Line | None = described("Afkorting.", "Abbreviation.", "BDA", default=None)
    synonyms: tuple[Line, ...] = described("Andere woorden ervoor.", "Other words.", default=())
    definition: Localised = described("Wat het betekent.", "What it means.")
    see: tuple[Annotated[Id, Reference("glossary")], ...] = described(
        "Verwante termen.", "Related terms.", default=()
    )
    certainty: Literal["stated", "general-knowledge"] = described(
        "`general-knowledge` als geen bron werd nagelezen.",
        "`general-knowledge` where no source was read.",
        default="stated",
    )
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.", default=())


class Centre(Declared):
    """The knowledge centre itself: its name, languages and licence."""

    name: Localised = described("Naam van het kenniscentrum.", "Name of the knowledge centre.")
    tagline: Localised = described("Ondertitel.", "Tagline.")
    languages: Annotated[tuple[Id, ...], Field(min_length=1)] = described(
        "Talen; de eerste leidt, de andere zijn vertalingen.",
        "Languages; the first leads, the others are translations.",
        ["nl", "en"],
    )
    tag_authority: Line = described(
        "Vaste naam in de kenmerken van nieuwsberichten (RFC 4151): domein en jaar. Wijzigt nooit.",
        "Fixed name in the ids of feed items (RFC 4151): domain and year. Never changes.",
        "example.org,2019",
    )
    own_programme: Annotated[str, Reference("programmes")] = described(
        "Programma van het kenniscentrum zelf; andere worden apart geteld.",
        "Programme of the centre itself; others are counted apart.",
        "pio",
    )
    programme_url: WebAddress | None = described(
        "Officiële pagina van het programma, waar nieuwe oproepen verschijnen.",
        "Official page of the programme, where new calls appear.",
        default=None,
    )
    example: Annotated[Id, Reference("projects")] | None = described(
        "Project dat redacteurs als voorbeeld zien.",
        "Project that editors see as an example.",
        "turing",
        default=None,
    )
    largest_amount_eur: Euro | None = described(
        "Bedrag in euro waarboven een project een bron moet noemen.",
        "Amount in EUR beyond which a project must name a source.",
        1000000,
        default=None,
    )
    licence: Localised = described("Naam van de licentie van de inhoud.", "Content licence.")
    licence_url: WebAddress = described("Adres van de licentie.", "Address of the licence.")
