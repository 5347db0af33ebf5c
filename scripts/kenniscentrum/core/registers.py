"""The registers beside the records: the centre, its words, organisations, calls and terms."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from kenniscentrum.core import filenames
from kenniscentrum.core.fields import (
    Declared,
    Euro,
    FormerIds,
    Id,
    Line,
    Localised,
    Reference,
    WebAddress,
    described,
)
from kenniscentrum.core.records import OrganisationId
from kenniscentrum.core.sources import Source

MAILBOX = r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$"


class Organisation(Declared):
    """A public body, company or other party that a page can name."""

    id: Id = described("Sleutel en adres; wijzigt nooit.", "Key and address; never changes.", "awv")
    former_ids: FormerIds = ()
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


class GlossaryTerm(Declared):
    """A term of the trade; its words in all languages also help the search."""

    id: Id = described("Sleutel en anker.", "Key and anchor.", "bestek")
    term: Localised = described("De term.", "The term.")
    abbreviation: Line | None = described("Afkorting.", "Abbreviation.", "BDA", default=None)
    synonyms: tuple[Line, ...] = described("Andere woorden ervoor.", "Other words.", default=())
    forms: dict[str, tuple[Line, ...]] = described(
        "Per taal andere vormen die in een gids uitgelegd worden, zoals een meervoud.",
        "For each language other forms that a guide explains, such as a plural.",
        default_factory=dict,
    )
    in_place: Literal["explained", "left"] = described(
        "`left`: een gewoon woord dat ook iets anders kan betekenen; gidsen leggen het niet uit.",
        "`left`: an ordinary word that can mean something else; guides do not explain it.",
        default="explained",
    )
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


def _address(value: str) -> str:
    """Refuse steps upwards, signs of their own in addresses, and files that the site makes."""
    parts = value.split("/")
    fit = all(re.fullmatch(r"[\w.~-]+", part) and part.strip(".") for part in parts)
    if not fit or filenames.is_file(value):
        raise PydanticCustomError("address", "not an address of a page")
    return value


class FormerAddress(Declared):
    """An address that the site, or the one before it, once had or that people guess."""

    old: Annotated[Line, AfterValidator(_address)] = described(
        "Oud adres zonder taal en zonder streep vooraan.",
        "Old address without language and without leading slash.",
        "lopende-projecten",
    )
    page: Line = described("Pagina waar het nu staat.", "Page where it is now.", "projects/index")


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
    ocid_prefix: Annotated[str, Field(pattern=r"^ocds-[a-z0-9]{6}$")] | None = described(
        "Voorvoegsel dat de Open Contracting Partnership aan het centrum toekende; zonder staat "
        "er een dat zichtbaar niet geregistreerd is.",
        "Prefix that the Open Contracting Partnership assigned to the centre; without it one "
        "stands there that is plainly not registered.",
        "ocds-213czf",
        default=None,
    )
    open_data_status: WebAddress | None = described(
        "Statuut van de gegevens in DCAT-AP Vlaanderen; leeg voor een centrum elders.",
        "Status of the data in DCAT-AP Vlaanderen; empty for a centre elsewhere.",
        "https://metadata.vlaanderen.be/id/GDI-Vlaanderen-Trefwoorden/VLOPENDATA",
        default=None,
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
    former_addresses: tuple[FormerAddress, ...] = described(
        "Adressen die naar een pagina leiden.", "Addresses that lead to a page.", default=()
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
    newsletter_from: Annotated[str, Field(pattern=MAILBOX)] | None = described(
        "E-mailadres waarvan de nieuwsbrief vertrekt; zonder staat er een voorbeeldadres.",
        "E-mail address that the newsletter is sent from; without it an example stands there.",
        "newsletter@example.org",
        default=None,
    )
    security_contact: Annotated[str, Field(pattern=rf"{MAILBOX}|^https://\S+$")] | None = described(
        "Waar men een zwakke plek van de site meldt: een e-mailadres of het webadres van een pagina"
        " daarover; het komt in `security.txt`.",
        "Where a weakness of the site is reported: an e-mail address or the web address of a page"
        " about it; it goes into `security.txt`.",
        "security@example.org",
        default=None,
    )
    licence: Localised = described("Naam van de licentie van de inhoud.", "Content licence.")
    licence_url: WebAddress = described("Adres van de licentie.", "Address of the licence.")
