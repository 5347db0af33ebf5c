"""``opportunities.json``: the dates to come on the day of the site, for programs of others.

Every field has one type; what is not known is not there. The JSON Schema beside it is made from
the same declaration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import Kind, Occurrence, coming
from kenniscentrum.core.records import Event, Project
from kenniscentrum.views import markup
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.shapes import (
    Address,
    Day,
    Instant,
    Known,
    Precision,
    Shape,
    precision,
    schema_of,
    written,
)
from kenniscentrum.views.states import instant

FILE = "opportunities.json"
SCHEMA_FILE = "opportunities.schema.json"

Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-4]):[0-5]\d$")]


class Named(Shape):
    """Something with a key that never changes, and its page if it has one."""

    id: str
    name: str
    url: Known[Address] = None


class Opportunity(Shape):
    """One date to come, of a call or of a project."""

    id: str = Field(description="A tag URI, equal in every language; stays when the date changes.")
    kind: Kind
    kind_label: str = Field(description="The kind in the language of the file.")
    title: str = Field(description="Name of the call or project.")
    title_language: Known[str] = Field(
        None, description="Language of the title, where it is not that of the file."
    )
    detail: Known[str] = Field(None, description="What takes place, in words.")
    url: Address = Field(description="Page with all facts and sources.")
    date: Day = Field(description="As precise as the source: year, year-month or full date.")
    precision: Precision
    inferred: bool = Field(description="Whether the date was derived and is in no source.")
    time: Known[Hour] = Field(None, description="Hour in Brussels.")
    opens: Known[Day] = Field(None, description="From when a deadline can be met.")
    opens_precision: Known[Precision] = None
    opens_at: Known[Instant] = Field(
        None, description="Beginning of the day of `opens` in Brussels, where that day is known."
    )
    starts_at: Known[Instant] = Field(None, description="Start, where day and hour are known.")
    closes_at: Instant = Field(
        description="From this instant on it is over. Leave an item out once this has passed: the "
        "file is made once a day. Without a known hour it is the end of the last day that `date` "
        "can mean, in Brussels."
    )
    place: Known[str] = None
    register_url: Known[Address] = Field(None, description="Where companies register.")
    programme: Named
    organisations: tuple[Named, ...] = Field(description="Public bodies; the first leads.")
    themes: tuple[Named, ...]


class Opportunities(Shape):
    """All dates to come in one language, the soonest first."""

    json_schema: Address = Field(alias="$schema")
    title: str
    language: str
    home_page_url: Address
    licence_url: Address
    generated_for: str = Field(
        json_schema_extra={"format": "date"},
        description="The day, in Brussels, on which all items were still to come.",
    )
    opportunities: tuple[Opportunity, ...]


def files(renderings: Iterable[Rendering], site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the file in each language and of their schema."""
    for kc in renderings:
        found = opportunities(kc, site_url)
        path = site_path("index", kc.language, kc.corpus.leading) + FILE
        yield path, written(found.model_dump(mode="json", by_alias=True, exclude_none=True))
    yield SCHEMA_FILE, written(schema_of(Opportunities, site_url + SCHEMA_FILE))


def opportunities(kc: Rendering, site_url: str) -> Opportunities:
    """Return what is to come on the day of the site; ``site_url`` ends in a slash."""
    centre = kc.corpus.centre
    return Opportunities(
        **{"$schema": site_url + SCHEMA_FILE},
        title=kc.words(centre.name),
        language=kc.language,
        home_page_url=_url("index", kc, site_url),
        licence_url=centre.licence_url,
        generated_for=kc.as_of.isoformat(),
        opportunities=tuple(
            _of(record, item, kc, site_url) for record, item in coming(kc.corpus, kc.as_of)
        ),
    )


def _of(record: Call | Project, item: Occurrence, kc: Rendering, site_url: str) -> Opportunity:
    title, (detail, place) = kc.text(record.title), _told(item)
    consultation = record.market_consultation if isinstance(record, Project) else None
    registers = consultation if item.consults or item.kind == "register-by" else None
    return Opportunity(
        id=f"tag:{kc.corpus.centre.tag_authority}:{item.key}",
        kind="consultation" if item.consults else item.kind,
        kind_label=kc.what(item),
        title=markup.plain(title.text),
        title_language=title.language if title.language != kc.language else None,
        detail=kc.words(detail) if detail else None,
        url=_url(_page(record, item, kc), kc, site_url),
        date=str(item.date),
        precision=precision(item.date),
        inferred=item.inferred,
        time=item.time or None,
        opens=str(item.opens) if item.opens else None,
        opens_precision=precision(item.opens) if item.opens else None,
        opens_at=_instant(item.opens_at) if item.opens and item.opens.day else None,
        starts_at=_instant(item.starts_at) if not item.is_deadline else None,
        closes_at=instant(item.closes_at),
        place=kc.words(place) if place else None,
        register_url=registers.register_at if registers else None,
        programme=_term("programmes", record.programme, kc, ""),
        organisations=tuple(_organisation(key, kc, site_url) for key in _buyers(record)),
        themes=tuple(_term("themes", key, kc, site_url) for key in record.themes),
    )


def _told(item: Occurrence) -> tuple[Localised | None, Localised | None]:
    """Return what the record tells of a date, and where it is."""
    match item.fact:
        case Moment():
            return item.fact.title, item.fact.place
        case Event():
            return item.fact.text, None
    return None, None


def _page(record: Call | Project, item: Occurrence, kc: Rendering) -> str:
    """Return the address of what says most about a date."""
    if isinstance(record, Call):
        return f"calls/{record.id}#dates"
    report = kc.corpus.reports.get(record.id)
    if report and (item.consults or item.kind == "register-by"):
        return report.address
    anchor = item.name if item.fact else "market-consultation"
    return f"projects/{record.id}#{anchor}"


def _instant(moment: dt.datetime | None) -> str | None:
    return instant(moment) if moment else None


def _buyers(record: Call | Project) -> tuple[str, ...]:
    return record.organisations if isinstance(record, Project) else ()


def _organisation(key: str, kc: Rendering, site_url: str) -> Named:
    return Named(id=key, name=kc.organisation(key), url=_url(f"organisations/{key}", kc, site_url))


def _term(register: str, key: str, kc: Rendering, site_url: str) -> Named:
    """Return a term; only those that have a page get its address."""
    address = f"{register}/{key}"
    there = site_url and address in kc.corpus.addresses
    url = _url(address, kc, site_url) if there else None
    return Named(id=key, name=kc.named(register, key), url=url)


def _url(address: str, kc: Rendering, site_url: str) -> str:
    page, _, anchor = address.partition("#")
    path = site_path(page, kc.language, kc.corpus.leading)
    return site_url + path + (f"#{anchor}" if anchor else "")
