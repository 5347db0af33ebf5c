"""The vocabularies: what the codes in records and pages are called, what they mean and show."""

from __future__ import annotations

from typing import Annotated, Literal

from kenniscentrum.core.fields import Declared, FormerIds, Id, Line, Localised, Reference, described
from kenniscentrum.core.sources import Source

Audience = Annotated[
    Annotated[str, Reference("audiences")] | None,
    described(
        "Wie er vooral iets aan heeft, in de nieuwsbrief; leeg als het iedereen is.",
        "Whom it mostly concerns, in the newsletter; empty if that is everyone.",
        default=None,
    ),
]


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


class Programme(Term):
    """A programme that projects run under."""

    abbreviation: Line | None = described(
        "Afkorting, zoals in ‘PIO-projecten’.",
        "Abbreviation, as in ‘PIO projects’.",
        "PIO",
        default=None,
    )


class Subject(Term):
    """A theme or a technology, which has a page."""

    former_ids: FormerIds = ()


class PhaseTerm(Term):
    """A phase of a project, with how long it usually takes."""

    place: Literal["before", "route", "left"] = described(
        "Plaats in de voortgang: `before` gaat aan de route vooraf, `left` is een project dat ze "
        "verliet.",
        "Place in the course: `before` comes ahead of the route, `left` is a project that left it.",
        "route",
        default="route",
    )
    ocds: Literal["planning", "planned", "active", "complete"] | None = described(
        "Status van de aanbesteding in OCDS (`tenderStatus`), als de fase die bewijst.",
        "Status of the tender in OCDS (`tenderStatus`), where the phase proves it.",
        "planning",
        default=None,
    )

    usual: Localised | None = described(
        "Hoelang de fase in het programma gewoonlijk duurt, met het jaar van die opgave.",
        "How long the phase usually takes in the programme, with the year of that statement.",
        default=None,
    )
    usual_source: Source | None = described(
        "Waar die duur staat.", "Where that duration is stated.", default=None
    )


class Milestone(Declared):
    """What a kind of event is in the Open Contracting Data Standard (OCDS)."""

    section: Literal["planning", "tender", "award", "implementation"] = described(
        "Deel van OCDS waarbij de gebeurtenis hoort.",
        "Section of OCDS that the event belongs to.",
        "planning",
    )
    type: (
        Literal["preProcurement", "approval", "engagement", "assessment", "delivery", "reporting"]
        | None
    ) = described(
        "Soort mijlpaal (`milestoneType` van OCDS).",
        "Type of milestone (`milestoneType` of OCDS).",
        "engagement",
        default=None,
    )


class EventKind(Term):
    """A kind of event, with the phase of a project that it shows."""

    ocds: Milestone | None = described(
        "Wat zo'n gebeurtenis in OCDS is; leeg als ze er geen plaats heeft.",
        "What such an event is in OCDS; empty if it has no place there.",
        default=None,
    )

    phase: Annotated[str, Reference("phases")] | None = described(
        "Fase die uit zo'n gebeurtenis blijkt.", "Phase that such an event shows.", default=None
    )
    audience: Audience = None


class ProcedureTerm(Term):
    """A procurement procedure."""

    ocds: Literal["open", "selective", "limited", "direct"] | None = described(
        "De methode in OCDS (`method`); leeg als de procedure die niet vastlegt.",
        "The method in OCDS (`method`); empty where the procedure does not settle it.",
        "selective",
        default=None,
    )


class AmountBasis(Term):
    """What kind of amount something is."""

    ocds: Literal["planning.budget", "tender.value", "contract.value"] | None = described(
        "Veld van OCDS dat precies dit bedrag bedoelt; leeg als er geen is.",
        "Field of OCDS that means just this amount; empty if there is none.",
        "planning.budget",
        default=None,
    )


class NewsKind(Term):
    """A kind of news, with whom it mostly concerns."""

    audience: Audience = None


class Vocabulary(Declared):
    """All vocabularies. The order of the terms is the order on the site."""

    programmes: tuple[Programme, ...]
    phases: tuple[PhaseTerm, ...]
    themes: tuple[Subject, ...]
    technologies: tuple[Subject, ...]
    event_kinds: tuple[EventKind, ...]
    procedures: tuple[ProcedureTerm, ...]
    amount_bases: tuple[AmountBasis, ...]
    organisation_kinds: tuple[Term, ...]
    call_kinds: tuple[Term, ...]
    news_kinds: tuple[NewsKind, ...]
    audiences: tuple[Term, ...]
    guide_stages: tuple[Term, ...]

    def programme(self, key: str) -> Programme:
        """Return a programme by its key. Raises StopIteration for a key that is none."""
        return next(programme for programme in self.programmes if programme.id == key)
