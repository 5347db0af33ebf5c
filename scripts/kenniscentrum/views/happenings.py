"""What happened, or is to happen, on a date: every dated fact once, as a newsletter tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kenniscentrum.core.calls import Call
from kenniscentrum.core.datedfacts import CONSULTATION, dated_facts
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import NewsItem
from kenniscentrum.core.records import Event, Project
from kenniscentrum.views import formats
from kenniscentrum.views.rendering import Rendering

INVITING = (CONSULTATION, "info-session")
"""Kinds of events that a reader can still attend when they are to come."""

_TELLING = (CONSULTATION, "report")  # of what a report of a consultation tells more
_PROPOSING = "public-body"  # who answers a call


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated fact: what is said of it when it is over, and ``ahead`` while it is to come.

    ``page`` is the address of the page about it, ``report`` that of a page that tells more.
    ``audience`` and ``theme`` are keys, or None. ``inviting`` is what a reader can take part in.
    """

    date: PartialDate
    page: str
    title: str
    text: str
    ahead: str = ""
    time: str = ""
    inferred: bool = False
    inviting: bool = False
    audience: str | None = None
    theme: str | None = None
    report: str = ""


def happenings(kc: Rendering) -> list[Happening]:
    """Return all of them in a language, in order of their dates.

    ``text`` is Markdown and empty where it is not written in the language.
    """
    found = [*_projects(kc), *_calls(kc), *_news(kc)]
    return sorted(found, key=lambda item: (item.date.first_day, item.date.last_day, item.page))


def _projects(kc: Rendering) -> Iterator[Happening]:
    for project in kc.corpus.projects.values():
        page, title = f"projects/{project.id}", kc.words(project.title)
        blank = Happening(PartialDate(1990), page, title, "", theme=_theme([project]))
        for event in project.events:
            yield _event(event, project, blank, kc)
        audience = _audience(CONSULTATION, "event_kinds", kc)
        invited = replace(blank, inviting=True, audience=audience)
        for fact in dated_facts(project):  # those that no event tells
            if fact.of == "consultation":
                text = kc.label("draft-consultation")
                yield replace(invited, date=fact.date, text=text, report=_report(project, kc))
            if fact.of == "registration":
                text, ahead = kc.label("draft-registration"), kc.label("draft-registration-ahead")
                yield replace(invited, date=fact.date, text=text, ahead=ahead)


def _event(event: Event, project: Project, blank: Happening, kc: Rendering) -> Happening:
    kind = kc.named("event_kinds", event.kind)
    return replace(
        blank,
        date=event.date,
        text=event.text.get(kc.language) or f"{kind[:1].upper()}{kind[1:]}.",
        inferred=event.certainty == "inferred",
        inviting=event.kind in INVITING,
        audience=_audience(event.kind, "event_kinds", kc),
        report=_report(project, kc) if event.kind in _TELLING else "",
    )


def _calls(kc: Rendering) -> Iterator[Happening]:
    known = _PROPOSING in kc.corpus.terms["audiences"]
    for call in kc.corpus.calls.values():
        blank = Happening(
            PartialDate(1990),
            f"calls/{call.id}",
            kc.words(call.title),
            "",
            inviting=True,
            audience=_PROPOSING if known else None,
            theme=call.themes[0] if call.themes else None,
        )
        if call.opens:
            yield replace(blank, date=call.opens, text=kc.label("draft-call-opens"))
        for moment in call.info_sessions:
            text = kc.label("draft-call-session")
            yield replace(blank, date=moment.date, time=moment.time or "", text=text)
        for moment in call.deadlines:
            yield replace(
                blank,
                date=moment.date,
                time=moment.time or "",
                text=kc.label("draft-call-deadline"),
                ahead=kc.label("draft-call-deadline-ahead"),
            )
        if call.decided:
            yield replace(blank, date=call.decided, text=_decided(call, kc), inviting=False)


def _decided(call: Call, kc: Rendering) -> str:
    if call.selected is None:
        return kc.label("draft-call-decided")
    return kc.label("draft-call-decided", call.selected)


def _news(kc: Rendering) -> Iterator[Happening]:
    for document in kc.corpus.news:
        facts, here = document.page, kc.corpus.document(document.address, kc.language)
        assert isinstance(facts, NewsItem)
        yield Happening(
            facts.date,
            document.address,
            here.page.title,
            here.page.description if here.language == kc.language else "",
            inferred=facts.certainty == "inferred",
            audience=_audience(facts.kind, "news_kinds", kc),
            theme=_theme([kc.corpus.projects[key] for key in facts.projects]),
        )


def said_when(item: Happening, kc: Rendering) -> str:
    """Return the date of a happening in words, with its hour and how sure it is."""
    words = formats.date(item.date, kc.language)
    words += f", {kc.label('at-hour', time=item.time)}" if item.time else ""
    words += f" ({kc.label('inferred-date')})" if item.inferred else ""
    return words[:1].upper() + words[1:]


def _audience(kind: str, register: str, kc: Rendering) -> str | None:
    return getattr(kc.corpus.terms[register].get(kind), "audience", None)


def _theme(projects: list[Project]) -> str | None:
    return next((key for project in projects for key in project.themes), None)


def _report(project: Project, kc: Rendering) -> str:
    report = kc.corpus.reports.get(project.id)
    return report.address if report else ""
