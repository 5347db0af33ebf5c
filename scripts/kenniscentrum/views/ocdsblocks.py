"""The building blocks of a release in OCDS: texts, organisations, amounts, documents, milestones.

A date-time in OCDS has an hour, and our dates have none. As the standard advises, a known day is
written as its last second, in Brussels. A month or a year has no date field at all: it stands
before the description, and so does a day that was derived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import Occurrence, dates_of
from kenniscentrum.core.records import Event, Project
from kenniscentrum.core.sources import Source
from kenniscentrum.core.vocabulary import Milestone
from kenniscentrum.views import markup
from kenniscentrum.views.addresses import site_path

Block = dict[str, Any]
Words = dict[str, str]
"""A plain text in each language that it was written in."""

_LAST_SECOND = dt.time(23, 59, 59)
_CONSULTS = Milestone(section="planning", type="engagement")


class Blocks:
    """What a release says of one project, in pieces; nothing that is not known is in them."""

    def __init__(self, corpus: Corpus, project: Project, site_url: str, today: dt.date) -> None:
        self.corpus, self.project = corpus, project
        self._site_url, self._today = site_url, today

    # Texts -----------------------------------------------------------------------------------

    def words(self, *texts: Localised | None) -> Words:
        """Return texts one after the other, as plain words, in each language of the site."""
        return self.each(lambda code: " ".join(self._said(texts, code)))

    def each(self, write: Callable[[str], str]) -> Words:
        """Return what is written in each language of the site, where that is not empty."""
        found = {code: write(code) for code in self.corpus.centre.languages}
        return {code: text for code, text in found.items() if text}

    def field(self, name: str, words: Words) -> Block:
        """Return a field in each language: ``title`` in the leading one, else ``title_en``."""
        leading = self.corpus.leading
        return {name if code == leading else f"{name}_{code}": words[code] for code in words}

    def term(self, register: str, key: str) -> Words:
        """Return the label of a vocabulary term."""
        return self.words(self.corpus.terms[register][key].label)

    def organisation(self, key: str) -> Block:
        """Return the reference to an organisation, which must be among the parties."""
        name = self.words(self.corpus.organisations[key].name)
        return {"id": key, "name": name[self.corpus.leading]}

    def _said(self, texts: Iterable[Localised | None], code: str) -> Iterator[str]:
        for text in texts:
            if text and (said := text.get(code)):
                yield markup.plain(said)

    # Amounts ---------------------------------------------------------------------------------

    def value(self, of: str) -> Block:
        """Return the amount that a field of OCDS means; empty unless there is just one."""
        means = {basis.id for basis in self.corpus.vocabulary.amount_bases if basis.ocds == of}
        amounts = [line for line in self.project.budget if line.basis in means]
        known = [line.amount_eur for line in amounts if line.amount_eur is not None]
        return {"amount": known[0], "currency": "EUR"} if len(known) == 1 else {}

    # Dates -----------------------------------------------------------------------------------

    @cached_property
    def dates(self) -> tuple[tuple[Milestone, Occurrence], ...]:
        """What has a place in OCDS, in the order of the record."""
        kinds = {kind.id: kind.ocds for kind in self.corpus.vocabulary.event_kinds}
        found = []
        for item in dates_of(self.project).values():
            place = kinds[item.fact.kind] if isinstance(item.fact, Event) else _CONSULTS
            if place:
                found.append((place, item))
        return tuple(found)

    def of(self, section: str) -> list[Occurrence]:
        """Return the dates of a section of OCDS."""
        return [item for place, item in self.dates if place.section == section]

    def milestones(self, section: str) -> list[Block]:
        """Return the milestones of a section of OCDS."""
        return [
            self._milestone(place, item) for place, item in self.dates if place.section == section
        ]

    def _milestone(self, place: Milestone, item: Occurrence) -> Block:
        """Return a milestone; nobody can say of a deadline that is past that it was met."""
        past = item.date.has_passed(self._today)
        due = item.is_deadline or not past
        date = {"dueDate" if due else "dateMet": self.moment(item)} if is_exact(item) else {}
        status = {"status": "met" if past else "scheduled"}
        kind = {"type": place.type} if place.type else {}
        return {
            "id": item.name,
            **self.field("title", self.name(item)),
            **kind,
            **self.field("description", self.told(item)),
            **date,
            **({} if past and due else status),
        }

    def name(self, item: Occurrence) -> Words:
        """Return in a word what takes place on a date."""
        if isinstance(item.fact, Event):
            return self.term("event_kinds", item.fact.kind)
        if item.consults:
            return self.words(self.corpus.labels["consultation"])
        return self.words(self.corpus.labels[f"coming-{item.kind}"])

    def told(self, item: Occurrence) -> Words:
        """Return what the record tells of a date, after the date where no field can hold it."""
        consultation = self.project.market_consultation
        text = consultation.form if consultation and item.kind == "consultation" else None
        if isinstance(item.fact, Event):
            text = item.fact.text
        words = self.words(text)
        if is_exact(item):
            return words
        derived = self.words(self.corpus.labels["inferred-date"] if item.inferred else None)
        return self.each(lambda code: _after(str(item.date), derived.get(code), words.get(code)))

    def moment(self, item: Occurrence) -> str:
        """Return the last second of the day of a date, in Brussels."""
        last = dt.datetime.combine(item.date.last_day, _LAST_SECOND, BRUSSELS)
        return last.isoformat()

    # Documents -------------------------------------------------------------------------------

    def documents(self, keys: Iterable[str]) -> list[Block]:
        """Return the sources with these keys, in the order of the record."""
        wanted = set(keys)
        return [self._document(source) for source in self.project.sources if source.id in wanted]

    def pages(self) -> Iterator[Block]:
        """Yield the pages of the site about the project and about its consultation."""
        address = f"projects/{self.project.id}"
        for code in self.corpus.centre.languages:
            title = self.words(self.project.title).get(code)
            if title:
                yield self._page("page", address, code, title)
            report = self.corpus.reports.get(self.project.id)
            written = report and self.corpus.documents.get((report.address, code))
            if written:
                page = self._page("report", written.address, code, written.page.title)
                yield page | {"documentType": "marketStudies"}

    def _page(self, key: str, address: str, code: str, title: str) -> Block:
        url = self._site_url + site_path(address, code, self.corpus.leading)
        kind = {"format": "text/html", "language": code}
        return {"id": f"{key}/{code}", "title": title, "url": url, **kind}

    def _document(self, source: Source) -> Block:
        where = self.words(source.where)
        about = self.each(lambda code: ", ".join(filter(None, (source.publisher, where.get(code)))))
        address = {"url": source.url} if source.url else {}
        return {
            "id": source.id,
            "title": source.title,
            **self.field("description", about),
            **address,
            "language": source.language or self.corpus.leading,
        }


def is_exact(item: Occurrence) -> bool:
    """Return whether the day of a date is known and stands in a source."""
    return item.day is not None and not item.inferred


def _after(date: str, derived: str | None, text: str | None) -> str:
    head = f"{date} ({derived})" if derived else date
    return f"{head}: {text}" if text else head
