"""What stands in calendars: every date of a call or project that is known to the day.

A month or a year is no day, so what is known no better has no entry. Keys are those of
:mod:`kenniscentrum.core.occurrences`; texts are plain words, and say where the fact comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import CONSULTATION, DEADLINES, Occurrence, of_call, of_project
from kenniscentrum.core.records import Event, Project
from kenniscentrum.core.revisions import Revision
from kenniscentrum.core.sources import Source
from kenniscentrum.views import formats, markup, topics
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar; ``time`` is empty if not known, and ``24:00`` ends the day.

    ``folder`` and ``name`` say where a file with this entry alone stands, ``page`` where it is
    told; all below the site's own address. ``ahead`` is whether the date is still to come.
    """

    uid: str
    summary: str
    description: str
    page: str
    folder: str
    name: str
    date: PartialDate
    time: str
    location: str
    categories: tuple[str, ...]
    deadline: bool
    inferred: bool
    ahead: bool
    topics: frozenset[str]
    revision: Revision


def entries(kc: Rendering, site_url: str) -> list[Entry]:
    """Return all entries of a language, the latest first."""
    found: list[Entry] = []
    for call in kc.corpus.calls.values():
        found += [_of_call(call, item, kc, site_url) for item in of_call(call) if item.date.day]
    for project in kc.corpus.projects.values():
        known = (item for item in of_project(project) if item.date.day)
        found += [_of_project(project, item, kc, site_url) for item in known]
    return sorted(found, key=lambda entry: (entry.date.first_day, entry.uid), reverse=True)


def _of_call(call: Call, item: Occurrence, kc: Rendering, site_url: str) -> Entry:
    moment = item.fact
    assert isinstance(moment, Moment)
    told = [_words(moment.title, kc)] if moment.title else []
    told += [_when(item, kc), *(_words(remark, kc) for remark in call.remarks)]
    return _entry(
        item,
        kc,
        site_url,
        address=f"calls/{call.id}",
        anchor="dates",
        what=kc.words(call.title),
        kind=kc.what(item),
        told=told,
        sources=call.sources,
        location=kc.words(moment.place) if moment.place else "",
        themes=call.themes,
        about=topics.of_call(call),
    )


def _of_project(project: Project, item: Occurrence, kc: Rendering, site_url: str) -> Entry:
    title, consultation = kc.words(project.title), project.market_consultation
    told = [title] if project.acronym else []
    keys: tuple[str, ...] = ()
    anchor, event_kind = "market-consultation", CONSULTATION
    if isinstance(item.fact, Event):
        anchor, event_kind = f"event-{item.fact.id}", item.fact.kind
        told.append(_words(item.fact.text, kc))
        keys = item.fact.sources
    elif consultation:
        told += [_words(text, kc) for text in (consultation.question, consultation.form) if text]
        keys = consultation.sources
    told.append(_when(item, kc))
    if item.kind == "register-by" and consultation and consultation.register_at:
        told.append(kc.label("calendar-register", link=consultation.register_at))
    return _entry(
        item,
        kc,
        site_url,
        address=f"projects/{project.id}",
        anchor=anchor,
        what=project.acronym or title,
        kind=kc.what(item),
        told=told,
        sources=[source for source in project.sources if source.id in keys],
        location="",
        themes=project.themes,
        about=topics.of_project(project, event_kind),
    )


def _entry(
    item: Occurrence,
    kc: Rendering,
    site_url: str,
    *,
    address: str,
    anchor: str,
    what: str,
    kind: str,
    told: list[str],
    sources: Iterable[Source],
    location: str,
    themes: Iterable[str],
    about: Iterable[str],
) -> Entry:
    folder = site_path(address, kc.language, kc.corpus.leading)
    if item.inferred:
        told.append(kc.label("calendar-inferred"))
    told += _sources(sources, kc)
    deadline = item.kind in DEADLINES
    if deadline:
        told.append(kc.label("calendar-official"))
    told.append(f"{site_url}{folder}#{anchor}")
    # An entry for a whole day shows no hour, so the end of the day is said in its title.
    notes = [kc.label("at-hour", time=item.time)] if item.time == "24:00" else []
    notes += [kc.label("inferred-date")] if item.inferred else []
    said = f" ({', '.join(notes)})" if notes else ""
    return Entry(
        uid=kc.tag(item.key),
        summary=f"{kind[:1].upper()}{kind[1:]}{said}: {what}",
        description="\n\n".join(told),
        page=f"{folder}#{anchor}",
        folder=folder,
        name=item.name,
        date=item.date,
        time=item.time,
        location=location,
        categories=(kind, *(kc.named("themes", key) for key in themes)),
        deadline=deadline,
        inferred=item.inferred,
        ahead=kc.ahead(item.date),
        topics=frozenset(about),
        revision=kc.corpus.revisions.get(item.key, Revision()),
    )


def _when(item: Occurrence, kc: Rendering) -> str:
    """Return the date and the hour in words."""
    label = {"deadline": "deadline", "register-by": "register-by"}.get(item.kind, "date")
    hour = f", {kc.label('at-hour', time=item.time)}" if item.time else ""
    return f"{kc.label(label)}: {formats.date(item.date, kc.language)}{hour}"


def _words(localised: Localised, kc: Rendering) -> str:
    """Return a text as plain words, which say so if they are in another language."""
    text = kc.text(localised)
    words = markup.plain(text.text)
    return words if text.language == kc.language else f"{kc.untranslated(text)} {words}"


def _sources(sources: Iterable[Source], kc: Rendering) -> Iterator[str]:
    lines = [
        ", ".join([part for part in (source.title, source.publisher, source.url) if part])
        + (f" ({kc.words(source.where)})" if source.where else "")
        for source in sources
    ]
    if lines:
        yield "\n".join([f"{kc.label('sources')}:", *(f"- {line}" for line in lines)])
