"""What somebody else can pass on of a call or consultation: a text, an e-mail and a piece of HTML.

All of it is true at any time: it states dates in words and never what is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import quote

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.occurrences import Occurrence, dates_of
from kenniscentrum.core.records import Project
from kenniscentrum.views import formats
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering

LONGEST_MAIL = 2000
"""Characters beyond which some mail programs cut a ``mailto:`` address off."""

Link = tuple[str, str]  # what it is, and its address


@dataclass(frozen=True, slots=True)
class Kit:
    """The texts about one record in one language, ready to be copied."""

    language: str
    text: str
    mail: str
    embed: str


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a record beside its dates; the last link is that of its page."""

    kind: str
    first: str
    explained: tuple[str, ...]
    links: tuple[Link, ...]


def kits(record: Call | Project, kc: Rendering) -> list[Kit]:
    """Return the kit of a call or of a project's consultation in each language, the page's first.

    There is none in a language that its title is not in, nor for a project without a consultation,
    nor at all without an address of the site.
    """
    told = isinstance(record, Call) or record.market_consultation or record.id in kc.corpus.reports
    if not (kc.site_url and told):
        return []
    others = [code for code in kc.corpus.centre.languages if code != kc.language]
    written = [code for code in (kc.language, *others) if record.title.get(code)]
    return [_kit(record, kc.into(code)) for code in written]


def _kit(record: Call | Project, kc: Rendering) -> Kit:
    about = _call(record, kc) if isinstance(record, Call) else _consultation(record, kc)
    dated = [item for item in dates_of(record).values() if item.kind != "event" or item.consults]
    dated.sort(key=lambda item: (item.date.first_day, item.key))
    dates, official = _dates(record, dated, kc), kc.label("forward-official")
    text = _text((about.first, *about.explained, dates, official), about.links)
    shorter = _text((about.first, dates, official), about.links)
    subject = f"{about.kind}: {kc.words(record.title)}"
    return Kit(
        kc.language,
        text,
        _mail(subject, (text, shorter, about.links[-1][1])),
        kc.template(
            "forward/embed.html", "index", title=kc.words(record.title), about=about,
            dated=[(item, _when(item, kc)) for item in dated],
        ).strip(),
    )  # fmt: skip


def _call(call: Call, kc: Rendering) -> About:
    programme = kc.named("programmes", call.programme)
    first = kc.label("forward-call", title=kc.words(call.title), label=programme)
    centre, links = kc.corpus.centre, [_page(f"calls/{call.id}", kc)]
    if centre.programme_url and call.programme == centre.own_programme:
        links.insert(0, (kc.label("forward-programme"), centre.programme_url))
    return About(kc.label("kind-call"), first, (), tuple(links))


def _consultation(project: Project, kc: Rendering) -> About:
    title, consultation = kc.words(project.title), project.market_consultation
    first = kc.label("forward-consultation", title=title)
    if names := ", ".join(kc.organisation(key) for key in project.organisations):
        first = kc.label("forward-consultation-of", name=names, title=title)
    explained = []
    summary = kc.project_summary(project)
    if summary and summary.language == kc.language and summary.text.strip(".") not in title:
        explained.append(summary.text)
    if consultation and consultation.conclusions:
        explained.append(kc.label("forward-conclusions", len(consultation.conclusions)))
    report = kc.corpus.reports.get(project.id)
    links = [_page(report.address if report else f"projects/{project.id}", kc)]
    if consultation and consultation.register_at:
        links.insert(0, (kc.label("forward-register"), consultation.register_at))
    return About(kc.label("kind-consultation"), first, tuple(explained), tuple(links))


def _dates(record: Call | Project, dated: list[Occurrence], kc: Rendering) -> str:
    """Return the sentence with the dates that are known."""
    said = "; ".join(f"{kc.what(item)}: {_when(item, kc)}" for item in dated)
    if said:
        return f"{said[:1].upper()}{said[1:]}."
    if isinstance(record, Call) and record.year:
        return kc.label("forward-year", year=record.year)
    return kc.label("forward-undated")


def _when(item: Occurrence, kc: Rendering) -> str:
    """Write when something is: with its hour and place where these are known."""
    date = formats.date(item.date, kc.language)
    if item.time:
        date = kc.label("forward-hour", date=date, time=item.time)
    place = item.fact.place if isinstance(item.fact, Moment) else None
    return ", ".join([date, kc.words(place)] if place else [date])


def _page(address: str, kc: Rendering) -> Link:
    path = site_path(address, kc.language, kc.corpus.leading)
    return kc.label("forward-page"), kc.site_url + path


def _text(sentences: Iterable[str], links: Iterable[Link]) -> str:
    """Write sentences as one paragraph and below it each link on a line of its own."""
    return "\n".join([" ".join(sentences), *(f"{name}: {url}" for name, url in links)])


def _mail(subject: str, bodies: Iterable[str]) -> str:
    """Return the link that starts an e-mail, with the first of the bodies that is not too long."""
    start = f"mailto:?subject={quote(shorten(subject, 100, placeholder='…'), safe='')}&body="
    made = (start + quote(body.replace("\n", "\r\n"), safe="") for body in bodies)
    return next((href for href in made if len(href) < LONGEST_MAIL), start)
