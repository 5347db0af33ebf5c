"""Calls for project proposals: their dates, their figures and what the programme offered."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kenniscentrum.core.fields import (
    Count,
    Date,
    Declared,
    Euro,
    FormerIds,
    Id,
    Localised,
    Reference,
    described,
)
from kenniscentrum.core.sources import Source


class Moment(Declared):
    """A deadline or session of a call: a date, and an hour only where it is known."""

    id: Id = described(
        "Vaste sleutel binnen de oproep; wijzigt nooit, ook niet als de datum verschuift, want "
        "agenda's herkennen er het moment aan.",
        "Fixed key within the call; never changes, not even when the date is moved, because "
        "calendars know the moment by it.",
        "submission",
    )
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
    former_ids: FormerIds = ()
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
