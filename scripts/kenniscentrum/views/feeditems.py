"""What is announced in feeds: news, dated events, calls, and editions of the newsletter.

Ids are ``tag:`` URIs (RFC 4151) made of record and event, never of an address or a build, so that
no reader sees an item twice. Dates are the items' own: an event of which only the month is known
stands on the first day of it.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup, escape

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Edition, NewsItem
from kenniscentrum.core.moves import first_id
from kenniscentrum.core.records import Event, Project
from kenniscentrum.views import formats, markup, topics
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.changes import PAGE, all_changes
from kenniscentrum.views.rendering import Rendering

MOST_CHANGES = 100
"""How many changes the feed of changes holds."""

_RELATIVE = re.compile(r'(href|src)="(?!https?:|mailto:)([^"]*)"')


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed; ``path`` is the page below the site's own address.

    ``topics`` are the keys of the feeds that it belongs to; ``categories`` are (key, label). ``at``
    is the instant on its date, where that is known.
    """

    id: str
    title: str
    path: str
    summary: str
    html: str
    date: PartialDate
    categories: tuple[tuple[str, str], ...]
    topics: frozenset[str]
    at: dt.datetime | None = None


def items(kc: Rendering, site_url: str) -> list[Item]:
    """Return all items of a language, newest first; what is after the day of the site is not."""
    found = [*_news(kc, site_url), *_events(kc), *_calls(kc), *_editions(kc, site_url)]
    past = [item for item in found if item.date.first_day <= kc.as_of]
    told = sorted(past, key=lambda item: (item.date.first_day, item.id), reverse=True)
    return [*told, *_changes(kc)]


def _news(kc: Rendering, site_url: str) -> Iterator[Item]:
    for document in kc.corpus.news:
        facts = document.page
        assert isinstance(facts, NewsItem)
        text = kc.corpus.document(document.address, kc.language)
        date = formats.date(facts.date, kc.language)
        body = absolute_links(markup.article(text.body), document.address, site_url, kc)
        projects = [kc.corpus.projects[key] for key in facts.projects]
        about = {"news", *(key for project in projects for key in topics.of_project(project))}
        about |= {"calls", f"calls/{facts.call}"} if facts.call else set()
        yield Item(
            id=kc.tag(document.address),
            title=text.page.title,
            path=_path(kc.corpus, document.address, kc.language),
            summary=text.page.description,
            html=Markup("<p><strong>{}</strong></p>{}{}").format(
                date, _in_language(body, text.language, kc), sources_line(facts.sources, kc)
            ),
            date=facts.date,
            categories=((facts.kind, kc.named("news_kinds", facts.kind)), *_themes(projects, kc)),
            topics=frozenset(about),
        )


def _events(kc: Rendering) -> Iterator[Item]:
    for project in kc.corpus.projects.values():
        for event in project.events:
            yield _event(project, event, kc)


def _event(project: Project, event: Event, kc: Rendering) -> Item:
    kind = kc.named("event_kinds", event.kind)
    title = kc.words(project.title)
    text = kc.text(event.text)
    date = formats.date(event.date, kc.language)
    sources = [source for source in project.sources if source.id in event.sources]
    return Item(
        id=kc.tag(f"projects/{first_id(project)}/{event.id}"),
        title=f"{project.acronym or title}: {kind}",
        path=_path(kc.corpus, f"projects/{project.id}", kc.language) + f"#event-{event.id}",
        summary=markup.plain(text.text),
        html=Markup("<p><strong>{}</strong>, {}</p>{}{}").format(
            date,
            title,
            _in_language(markup.block(text.text), text.language, kc),
            sources_line(sources, kc),
        ),
        date=event.date,
        categories=((event.kind, kind), *_themes([project], kc)),
        topics=frozenset(topics.of_project(project, event.kind)),
    )


def _calls(kc: Rendering) -> Iterator[Item]:
    """Yield the opening of each call and the choice of its projects."""
    for call in kc.corpus.calls.values():
        for moment, date in (("opens", call.opens), ("decided", call.decided)):
            if date:
                yield _call(call, moment, date, kc)


def _call(call: Call, moment: str, date: PartialDate, kc: Rendering) -> Item:
    title, what = kc.words(call.title), kc.label(f"feed-call-{moment}")
    lines = [f"{what}: {formats.date(date, kc.language)}"]
    for deadline in call.deadlines if moment == "opens" else ():
        hour = f", {kc.label('at-hour', time=deadline.time)}" if deadline.time else ""
        lines.append(f"{kc.label('deadline')}: {formats.date(deadline.date, kc.language)}{hour}")
    if moment == "decided" and call.selected is not None:
        lines.append(f"{kc.label('selected')}: {call.selected}")
    return Item(
        id=kc.tag(f"calls/{first_id(call)}/{moment}"),
        title=f"{title}: {what}",
        path=_path(kc.corpus, f"calls/{call.id}", kc.language),
        summary=". ".join(lines) + ".",
        html=Markup("<ul>{}</ul>{}").format(
            Markup().join(Markup("<li>{}</li>").format(line) for line in lines),
            sources_line(call.sources, kc),
        ),
        date=date,
        categories=((call.kind, kc.named("call_kinds", call.kind)),),
        topics=frozenset(topics.of_call(call)),
    )


def _editions(kc: Rendering, site_url: str) -> Iterator[Item]:
    """Yield the editions of the newsletter.

    They are in the feed of everything too: it is called so, and an edition is a text of its own,
    that comes a few times a year.
    """
    for document in kc.corpus.editions:
        facts = document.page
        assert isinstance(facts, Edition)
        text = kc.corpus.document(document.address, kc.language)
        body = absolute_links(markup.article(text.body), document.address, site_url, kc)
        made = Markup("<p>{}</p>").format(_made(facts.made, kc)) if facts.made else Markup()
        yield Item(
            id=kc.tag(document.address),
            title=text.page.title,
            path=_path(kc.corpus, document.address, kc.language),
            summary=text.page.description,
            html=made + _in_language(body, text.language, kc) + sources_line(facts.sources, kc),
            date=facts.date,
            categories=(("newsletter", kc.label("kind-edition")),),
            topics=frozenset({"newsletter"}),
        )


def _changes(kc: Rendering) -> Iterator[Item]:
    """Yield the latest changes of pages: what changed on the site, not in the world."""
    told = (item for item in all_changes(kc) if item.day.first_day <= kc.as_of)
    for item in islice(told, MOST_CHANGES):
        said = Markup().join(Markup("<li>{}</li>").format(line) for line in item.lines)
        plain = [markup.without_tags(line) for line in item.lines]
        commit = kc.forge.commit(item.commit)
        name = Markup.escape(item.commit.short)
        name = Markup('<a href="{}">{}</a>').format(commit, name) if commit else name
        yield Item(
            id=item.id,
            title=item.title.text,
            path=_path(kc.corpus, item.address if item.there else PAGE, kc.language),
            summary="; ".join(plain) + ".",
            html=Markup("<ul>{}</ul><p>{}</p>").format(
                said, kc.phrase("feed-change-commit", commit=name)
            ),
            date=item.day,
            categories=((item.kind, kc.label(f"kind-{item.kind}")),),
            topics=frozenset({"changes"}),
            at=item.commit.when,
        )


def _made(day: PartialDate, kc: Rendering) -> str:
    return kc.label("edition-made", date=formats.date(day, kc.language))


def _themes(projects: Iterable[Project], kc: Rendering) -> list[tuple[str, str]]:
    keys = dict.fromkeys(key for project in projects for key in project.themes)
    return [(key, kc.named("themes", key)) for key in keys]


def sources_line(sources: object, kc: Rendering) -> Markup:
    """Return a paragraph with sources and where they are; empty if there are none."""
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


def absolute_links(html: Markup, address: str, site_url: str, kc: Rendering) -> Markup:
    """Turn links and images of a page into addresses that work away from the site."""

    def absolute(match: re.Match[str]) -> str:
        target, _, anchor = match[2].partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(address), target))
        if not target:
            path = _path(kc.corpus, address, kc.language)
        elif target.endswith(".md"):
            path = _path(kc.corpus, there.removesuffix(".md"), kc.language)
        else:
            path = there  # images and other files stand once, for all languages
        return f'{match[1]}="{site_url}{path}{"#" if anchor else ""}{anchor}"'

    return markup.trusted(_RELATIVE.sub(absolute, html))


def _path(corpus: Corpus, address: str, language: str) -> str:
    return site_path(address, language, corpus.leading)
