"""Feeds per topic in three formats: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedgen.feed import FeedGenerator
from markupsafe import escape

from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.language import resolve
from kenniscentrum.views import markup
from kenniscentrum.views.addresses import beside, site_path, to_root
from kenniscentrum.views.feeditems import Item, items
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.topics import Topic, topics


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which every feed exists; ``file`` is its name beside the page of its topic.

    Names end in ``.xml``, because browsers then show a feed dressed instead of its source.
    """

    file: str
    name: str
    media_type: str


FORMATS = (
    Format("rss.xml", "RSS", "application/rss+xml"),
    Format("atom.xml", "Atom", "application/atom+xml"),
    Format("feed.json", "JSON Feed", "application/feed+json"),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """What can be followed of a topic: its items, newest first."""

    topic: Topic
    items: tuple[Item, ...]


def feeds(kc: Rendering, site_url: str) -> list[Feed]:
    """Return the feeds of a language: the general ones, and those of records with items.

    A feed that was promised stays when its record has none any more.
    """
    found = items(kc, site_url)
    made = (Feed(topic, tuple(topic.of(found))) for topic in topics(kc))
    return [feed for feed in made if feed.items or feed.topic.always or _promised(feed.topic, kc)]


def _promised(topic: Topic, kc: Rendering) -> bool:
    names = (beside(folder, form.file) for folder in topic.folders for form in FORMATS)
    return not kc.corpus.promised.keys().isdisjoint(names)


def files(kc: Rendering, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every feed of a language, and of the sheet that dresses them."""
    for feed in feeds(kc, site_url):
        for form in FORMATS:
            content = render(feed, form, kc, site_url)
            for folder in feed.topic.folders:
                yield site_path(folder, kc.language, kc.corpus.leading) + form.file, content
    yield _sheet(kc.language), _dress(kc).encode()


def render(feed: Feed, form: Format, kc: Rendering, site_url: str) -> bytes:
    """Write a feed as bytes; equal input gives equal bytes. ``site_url`` ends in a slash."""
    topic, own = feed.topic, feed.items
    folder = site_path(topic.folder, kc.language, kc.corpus.leading)
    page = site_url + site_path(topic.page, kc.language, kc.corpus.leading)
    if form.file.endswith(".json"):
        return _json(topic, own, kc, page, site_url + folder + form.file, site_url)
    centre, language = kc.corpus.centre, kc.language
    name = resolve(centre.name, language).text
    writer = FeedGenerator()
    writer.id(topic.id(kc, "feed"))
    writer.title(topic.title)
    writer.subtitle(topic.about)
    writer.description(topic.about)
    writer.language(language)
    writer.author({"name": name})
    writer.rights(resolve(centre.licence, language).text)
    writer.generator("Kenniscentrum")
    # RSS keeps the last link that is given, so the page itself comes last.
    writer.link(href=site_url + folder + form.file, rel="self", type=form.media_type)
    writer.link(href=page, rel="alternate", type="text/html", hreflang=language)
    newest = max(map(_when, own), default=moment(dt.date(2019, 1, 1)))
    writer.updated(newest)
    writer.pubDate(newest)
    for item in own:
        _add(writer, item, site_url, name)
    atom = form.media_type.startswith("application/atom")
    content = bytes(writer.atom_str(pretty=True) if atom else writer.rss_str(pretty=True))
    # Without it a browser shows bare XML; the sheet says what a feed is, in its language.
    sheet = to_root(folder) + _sheet(language)
    instruction = f'<?xml-stylesheet type="text/css" href="{sheet}"?>\n'.encode()
    head, end, body = content.partition(b"?>\n")
    return head + end + instruction + body


def _add(writer: FeedGenerator, item: Item, site_url: str, author: str) -> None:
    entry = writer.add_entry(order="append")
    entry.id(item.id)
    entry.title(item.title)
    entry.link(href=site_url + item.path, rel="alternate", type="text/html")
    # What RSS calls a description is HTML to its readers, so plain words are escaped.
    entry.summary(str(escape(item.summary)), type="html")
    entry.content(item.html, type="html")
    entry.author({"name": author})
    entry.updated(_when(item))
    entry.published(_when(item))
    for term, label in item.categories:
        entry.category(term=term, label=label)


def _json(
    topic: Topic, own: Sequence[Item], kc: Rendering, page: str, address: str, site_url: str
) -> bytes:
    centre = kc.corpus.centre
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": topic.title,
        "description": topic.about,
        "home_page_url": page,
        "feed_url": address,
        "language": kc.language,
        "authors": [{"name": resolve(centre.name, kc.language).text}],
        "items": [
            {
                "id": item.id,
                "url": site_url + item.path,
                "title": item.title,
                "summary": item.summary,
                "content_html": str(item.html),
                "date_published": _when(item).isoformat(),
                "tags": [label for _, label in item.categories],
            }
            for item in own
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _dress(kc: Rendering) -> str:
    """Return the style sheet of feeds, which says in the language what a feed is."""
    about = kc.label("feed-shown").replace("\\", "\\\\").replace('"', '\\"')
    return kc.template("feeds/sheet.css", "index", about=markup.trusted(about))


def _when(item: Item) -> dt.datetime:
    return (item.at or moment(item.date.first_day)).astimezone(BRUSSELS)


def moment(day: dt.date) -> dt.datetime:
    """Return the beginning of a day in Brussels."""
    return dt.datetime.combine(day, dt.time(), tzinfo=BRUSSELS)


def _sheet(language: str) -> str:
    return f"assets/feed.{language}.css"
