"""Cards: what stands on the image that is shown where somebody shares a page.

A page about one thing has a card of its own; organisations share one for their kind, and lists and
all else share that of the centre.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Document
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Edition, Guide, NewsItem, Report
from kenniscentrum.core.records import Project
from kenniscentrum.core.route import route, steps_of
from kenniscentrum.views import formats
from kenniscentrum.views.rendering import Rendering

COLOURS = {
    "band": "#07313a",
    "ink": "#f4f0e6",
    "soft": "#c3d9db",
    "amber": "#f3b562",
    "road": "#9fd0d6",
}
"""Every colour of a card: those of the dark band in ``tokens.css`` and of ``route.svg``."""


@dataclass(frozen=True, slots=True)
class Card:
    """The words and the route of one card, in one language.

    The route has ``steps`` steps, of which ``reached`` counts the one where a project stands; 0
    where that is not known or off the route. ``phase`` says the same in words, if it is known.
    ``width`` and ``height`` are pixels, as the sites that show such images ask for.
    """

    centre: str
    kind: str
    title: str
    facts: tuple[str, ...] = ()
    phase: str = ""
    steps: int = 4
    reached: int = 4
    width: ClassVar[int] = 1200
    height: ClassVar[int] = 630

    @property
    def file(self) -> str:
        """The path of the image in the site: another card has another path, so no cache is old."""
        digest = hashlib.sha256(repr(self).encode()).hexdigest()
        return f"assets/social/{digest[:16]}.png"

    @property
    def line(self) -> str:
        """The facts of a page in one line; empty where the card is not about that page alone."""
        return " · ".join(text for text in (*self.facts, self.phase) if text) if self.kind else ""

    @property
    def alt(self) -> str:
        """What the image says, for who does not see it."""
        said = (self.kind, self.title, *self.facts, self.phase, self.centre)
        return " ".join(text if text[-1] in ".?!" else f"{text}." for text in said if text)


def of_record(kind: str, key: str, kc: Rendering) -> Card:
    """Return the card of a page that a record makes."""
    match kind:
        case "project":
            return _project(kc.corpus.projects[key], kc)
        case "call":
            return _call(kc.corpus.calls[key], kc)
        case "organisation" if ("organisations/index", kc.corpus.leading) in kc.corpus.documents:
            page = kc.corpus.document("organisations/index", kc.language).page
            return _card(kc, "", page.title, page.description.rstrip("."))
    return of_centre(kc)


def of_document(document: Document, kc: Rendering) -> Card:
    """Return the card of a Markdown page; its facts stand in the leading language."""
    title = document.page.title
    match kc.corpus.documents[document.address, kc.corpus.leading].page:
        case Guide() as guide:
            audiences = " · ".join(kc.named("audiences", key) for key in guide.audiences)
            kind = f"{kc.label('kind-guide')} · {kc.named('guide_stages', guide.stage)}"
            return _card(kc, kind, title, _capital(audiences))
        case NewsItem() as item:
            day = formats.date(item.date, kc.language)
            inferred = f" ({kc.label('inferred-date')})" if item.certainty == "inferred" else ""
            kind = f"{kc.label('kind-news')} · {kc.named('news_kinds', item.kind)}"
            return _card(kc, kind, title, day + inferred)
        case Edition() as edition:
            return _card(kc, "", title, _capital(kc.period(edition)))
        case Report() as report:
            project = kc.corpus.projects[report.project]
            consulted = _consulted(project)
            day = formats.date(consulted, kc.language) if consulted else ""
            return _card(kc, kc.label("kind-consultation"), title, _leader(project, kc), day)
    return of_centre(kc)


def of_centre(kc: Rendering) -> Card:
    """Return the card of the centre itself, for the home page, lists and loose pages."""
    return _card(kc, "", kc.label("home-title"), kc.words(kc.corpus.centre.tagline))


def _project(project: Project, kc: Rendering) -> Card:
    steps = [term.id for term in steps_of(kc.corpus)]
    way, phase = route(project, kc.corpus), ""
    if project.phase:
        phase = _capital(kc.named("phases", project.phase.code))
        if project.phase.as_of:
            day = formats.date(project.phase.as_of, kc.language)
            phase += f" · {kc.label('as-of')} {day}"
    current = [step.phase.id for step in way if step.state == "current"]
    return Card(
        kc.words(kc.corpus.centre.name),
        kc.label("kind-project"),
        kc.words(project.title),
        tuple(filter(None, [_leader(project, kc)])),
        phase,
        max(1, len(steps)),
        steps.index(current[0]) + 1 if current and current[0] in steps else 0,
    )


def _call(call: Call, kc: Rendering) -> Card:
    deadline = max((item.date for item in call.deadlines), default=None)
    fact = str(call.year or "")
    for key, date in (("deadline", deadline), ("opens", call.opens)):
        if date:
            fact = f"{kc.label(key)}: {formats.date(date, kc.language)}"
            break
    return _card(kc, kc.label("kind-call"), kc.words(call.title), fact)


def _card(kc: Rendering, kind: str, title: str, *facts: str) -> Card:
    own = _capital(title.removeprefix(f"{kind}: "))  # the kind stands above it already
    return Card(kc.words(kc.corpus.centre.name), kind, own, tuple(filter(None, facts)))


def _leader(project: Project, kc: Rendering) -> str:
    return kc.organisation(project.organisations[0]) if project.organisations else ""


def _consulted(project: Project) -> PartialDate | None:
    """Return when the market was consulted: as the consultation says, else its latest event."""
    consultation = project.market_consultation
    if consultation and consultation.date:
        return consultation.date
    days = [event.date for event in project.events if event.kind == "market-consultation"]
    return max(days, default=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
