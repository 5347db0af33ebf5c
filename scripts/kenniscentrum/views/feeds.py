"""The newsletter as feeds: news items and dated events of records, RSS 2.0 and Atom (RFC 4287).

Ids are ``tag:`` URIs (RFC 4151) made of record and event, never of an address or a build, so that
no reader sees an item twice. Dates are the items' own: an event of which only the month is known
stands on the first day of it.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from feedgen.feed import FeedGenerator
from markupsafe import Markup, escape

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import NewsItem
from kenniscentrum.core.language import resolve
from kenniscentrum.core.records import Event, Project
from kenniscentrum.views import formats, markup
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering

BRUSSELS = ZoneInfo("Europe/Brussels")
_RELATIVE_LINK = re.compile(r'href="(?!https?:|#)([^"]+)"')


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed file of a language."""

    file: str
    name: str
    media_type: str


FEEDS = (
    Feed("feed.rss", "RSS", "application/rss+xml"),
    Feed("feed.atom", "Atom", "application/atom+xml"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed; ``path`` is the page below the site's own address."""

    id: str
    title: str
    path: str
    summary: str
    html: str
    date: PartialDate
    category: tuple[str, str]


def items(kc: Rendering, site_url: str) -> list[Item]:
    """Return all items of a language, newest first."""
    found = [*_news(kc, site_url), *_events(kc)]
    return sorted(found, key=lambda item: (item.date.first_day, item.id), reverse=True)


def render(feed: Feed, kc: Rendering, site_url: str) -> bytes:
    """Write a feed as bytes; equal input gives equal bytes. ``site_url`` ends in a slash."""
    centre, language = kc.corpus.centre, kc.language
    home = site_url + site_path("index", language, kc.corpus.leading)
    found = items(kc, site_url)
    name = resolve(centre.name, language).text
    writer = FeedGenerator()
    writer.id(f"tag:{centre.tag_authority}:feed/{language}")
    writer.title(name)
    writer.subtitle(resolve(centre.tagline, language).text)
    writer.description(resolve(centre.tagline, language).text)
    writer.language(language)
    writer.author({"name": name})
    writer.rights(resolve(centre.licence, language).text)
    writer.generator("Kenniscentrum")
    # RSS keeps the last link that is given, so the page itself comes last.
    writer.link(href=home + feed.file, rel="self", type=feed.media_type)
    writer.link(href=home, rel="alternate", type="text/html", hreflang=language)
    newest = max((item.date.first_day for item in found), default=dt.date(2019, 1, 1))
    writer.updated(_moment(newest))
    writer.pubDate(_moment(newest))
    for item in found:
        _add(writer, item, site_url, name)
    if feed.media_type.startswith("application/rss"):
        return bytes(writer.rss_str(pretty=True))
    return bytes(writer.atom_str(pretty=True))


def _add(writer: FeedGenerator, item: Item, site_url: str, author: str) -> None:
    entry = writer.add_entry(order="append")
    entry.id(item.id)
    entry.title(item.title)
    entry.link(href=site_url + item.path, rel="alternate", type="text/html")
    # What RSS calls a description is HTML to its readers, so plain words are escaped.
    entry.summary(str(escape(item.summary)), type="html")
    entry.content(item.html, type="html")
    entry.author({"name": author})
    entry.updated(_moment(item.date.first_day))
    entry.published(_moment(item.date.first_day))
    term, label = item.category
    entry.category(term=term, label=label)


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=BRUSSELS)


def _news(kc: Rendering, site_url: str) -> Iterator[Item]:
    for document in kc.corpus.news:
        facts = document.page
        assert isinstance(facts, NewsItem)
        if facts.date.first_day > kc.as_of:
            continue
        text = kc.corpus.document(document.address, kc.language)
        date = formats.date(facts.date, kc.language)
        body = _absolute_links(markup.block(text.body), document.address, site_url, kc)
        yield Item(
            id=_tag(kc, document.address),
            title=text.page.title,
            path=_path(kc.corpus, document.address, kc.language),
            summary=text.page.description,
            html=Markup("<p><strong>{}</strong></p>{}{}").format(
                date, _in_language(body, text.language, kc), _sources(facts.sources, kc)
            ),
            date=facts.date,
            category=(facts.kind, kc.term("news_kinds", facts.kind)),
        )


def _events(kc: Rendering) -> Iterator[Item]:
    for project in kc.corpus.projects.values():
        for event in project.events:
            if event.date.first_day > kc.as_of:
                continue
            yield _event(project, event, kc)


def _event(project: Project, event: Event, kc: Rendering) -> Item:
    kind = kc.term("event_kinds", event.kind)
    title = kc.words(project.title)
    text = kc.text(event.text)
    date = formats.date(event.date, kc.language)
    sources = [source for source in project.sources if source.id in event.sources]
    return Item(
        id=_tag(kc, f"projects/{project.id}/{event.id}"),
        title=f"{project.acronym or title}: {kind}",
        path=_path(kc.corpus, f"projects/{project.id}", kc.language) + f"#event-{event.id}",
        summary=markup.plain(text.text),
        html=Markup("<p><strong>{}</strong>, {}</p>{}{}").format(
            date,
            title,
            _in_language(markup.block(text.text), text.language, kc),
            _sources(sources, kc),
        ),
        date=event.date,
        category=(event.kind, kind),
    )


def _sources(sources: object, kc: Rendering) -> Markup:
    assert isinstance(sources, list | tuple)
    parts = []
    for source in sources:
        title = escape(source.title)
        parts.append(
            Markup('<a href="{}">{}</a>').format(source.url, title) if source.url else title
        )
    if not parts:
        return Markup()
    return Markup("<p>{}: {}</p>").format(kc.label("sources"), Markup(", ").join(parts))


def _in_language(html: Markup, language: str, kc: Rendering) -> Markup:
    if language == kc.language:
        return html
    return Markup('<div lang="{}">{}</div>').format(language, html)


def _absolute_links(html: Markup, address: str, site_url: str, kc: Rendering) -> Markup:
    """Turn links to other Markdown pages into addresses that work in a feed reader."""

    def absolute(match: re.Match[str]) -> str:
        target, _, anchor = match[1].partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(address), target))
        path = _path(kc.corpus, page.removesuffix(".md"), kc.language)
        return f'href="{site_url}{path}{"#" if anchor else ""}{anchor}"'

    return markup.trusted(_RELATIVE_LINK.sub(absolute, html))


def _path(corpus: Corpus, address: str, language: str) -> str:
    return site_path(address, language, corpus.leading)


def _tag(kc: Rendering, key: str) -> str:
    return f"tag:{kc.corpus.centre.tag_authority}:{key}/{kc.language}"
