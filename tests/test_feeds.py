"""Feeds: valid, newest first, and no reader ever sees an item twice."""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised
from kenniscentrum.views import feeditems, feeds
from kenniscentrum.views.feeditems import Item
from kenniscentrum.views.feeds import BRUSSELS, FORMATS, Format
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

URL = "https://kenniscentrum.example/"
both_languages = pytest.mark.parametrize("language", ["nl", "en"])
XML = FORMATS[:2]
every_feed = pytest.mark.parametrize("form", XML, ids=lambda form: form.name)


def _rendering(corpus: Corpus, language: str) -> Rendering:
    return Rendering(corpus, language, ROOT / "overrides")


def _items(corpus: Corpus, language: str = "nl", url: str = URL) -> list[Item]:
    return feeditems.items(_rendering(corpus, language), url)


def _ids(corpus: Corpus, language: str = "nl", url: str = URL) -> list[str]:
    return [item.id for item in _items(corpus, language, url)]


def _feed(corpus: Corpus, form: Format, language: str, topic: str = "index") -> bytes:
    kc = _rendering(corpus, language)
    feed = next(feed for feed in feeds.feeds(kc, URL) if feed.topic.key == topic)
    return feeds.render(feed, form, kc, URL)


def _parsed(corpus: Corpus, form: Format, language: str) -> feedparser.FeedParserDict:
    return feedparser.parse(_feed(corpus, form, language))


@given(data=st.data())
def test_reordering_a_record_changes_no_item(data: st.DataObject, small: Corpus) -> None:
    project = small.projects["fonteinen"]
    lists = {
        name: tuple(data.draw(st.permutations(getattr(project, name))))
        for name in ("events", "sources", "organisations", "contractors", "remarks")
    }
    projects = {"fonteinen": project.model_copy(update=lists), "brug": small.projects["brug"]}
    order = data.draw(st.permutations(list(projects)))
    reordered = replace(small, projects={key: projects[key] for key in order})
    assert _items(reordered) == _items(small)


@both_languages
def test_another_title_or_address_changes_no_id(corpus: Corpus, language: str) -> None:
    before = _ids(corpus, language)
    title = Localised({"nl": "Nieuwe titel", "en": "New title"})
    renamed = {
        key: project.model_copy(update={"title": title, "acronym": None})
        for key, project in corpus.projects.items()
    }
    assert _ids(replace(corpus, projects=renamed), language) == before
    assert _ids(corpus, language, "https://elders.example/kennis/") == before


def test_ids_are_unique_in_and_across_languages(corpus: Corpus) -> None:
    ids = [item for language in corpus.centre.languages for item in _ids(corpus, language)]
    assert len(ids) == len(set(ids))


@both_languages
def test_every_news_item_and_every_event_is_in_the_feed(corpus: Corpus, language: str) -> None:
    events = sum(len(project.events) for project in corpus.projects.values())
    calls = sum(bool(call.opens) + bool(call.decided) for call in corpus.calls.values())
    others = len(corpus.news) + len(corpus.editions)
    assert len(_items(corpus, language)) == others + events + calls


@both_languages
@every_feed
def test_a_feed_is_well_formed_and_complete(corpus: Corpus, form: Format, language: str) -> None:
    parsed = _parsed(corpus, form, language)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == {"RSS": "rss20", "Atom": "atom10"}[form.name]
    assert parsed.feed.language == language
    assert parsed.feed.title
    assert [entry.id for entry in parsed.entries] == _ids(corpus, language)


@both_languages
@every_feed
def test_items_have_their_own_dates_and_are_newest_first(
    corpus: Corpus, form: Format, language: str
) -> None:
    dates = [item.date.first_day for item in _items(corpus, language)]
    assert dates == sorted(dates, reverse=True)
    said = [
        dt.datetime(*entry.published_parsed[:6], tzinfo=dt.UTC).astimezone(BRUSSELS).date()
        for entry in _parsed(corpus, form, language).entries
    ]
    assert said == dates


@both_languages
@every_feed
def test_every_item_leads_to_a_page_of_the_site(
    corpus: Corpus, real_site: Site, form: Format, language: str
) -> None:
    pages = {URL + path for path in _paths(real_site, language)}
    links = [entry.link for entry in _parsed(corpus, form, language).entries]
    assert [link for link in links if link.partition("#")[0] not in pages] == []
    assert all(link.startswith(URL) for link in links)


def _paths(site: Site, language: str) -> set[str]:
    return {feeditems._path(site.corpus, address, language) for address in site.addresses}


@both_languages
def test_links_in_news_work_in_a_feed_reader(small: Corpus, language: str) -> None:
    item = next(item for item in _items(small, language) if "lek-gevonden" in item.id)
    prefix = "" if language == "nl" else "en/"
    assert f'href="{URL}{prefix}projects/fonteinen/#timeline"' in item.html


def test_news_that_is_not_translated_says_its_language(small: Corpus) -> None:
    item = next(item for item in _items(small, "en") if "nog-niet-vertaald" in item.id)
    assert '<div lang="nl"><p>Alleen in het Nederlands.</p></div>' in item.html


def test_a_feed_without_items_is_still_a_feed(small: Corpus) -> None:
    empty = replace(small, projects={}, documents={}, calls={})
    for form in XML:
        parsed = _parsed(empty, form, "nl")
        assert not parsed.bozo
        assert parsed.entries == []


@both_languages
def test_equal_input_gives_equal_bytes(
    small: Corpus, site_of: Callable[[Corpus], Site], language: str
) -> None:
    assert dict(site_of(small).files()) == dict(site_of(small).files())


def test_a_summary_in_rss_is_text_to_readers_that_take_it_for_html(small: Corpus) -> None:
    words = "Een <b> en een <script> & meer"
    project = small.projects["fonteinen"]
    event = project.events[0].model_copy(update={"text": Localised({"nl": words})})
    hostile = {"fonteinen": project.model_copy(update={"events": (event,)})}
    feed = _feed(replace(small, projects=hostile, documents={}, calls={}), XML[0], "nl")
    description = ET.fromstring(feed).findtext("channel/item/description") or ""
    assert "<" not in description
    assert html.unescape(description) == words


@both_languages
def test_every_item_is_in_the_feeds_of_what_it_is_about_and_in_no_other(
    corpus: Corpus, language: str
) -> None:
    found = {feed.topic.key: feed.items for feed in feeds.feeds(_rendering(corpus, language), URL)}
    for key, project in corpus.projects.items():
        tag = f":projects/{key}/"
        for topic in (f"projects/{key}", *(f"themes/{theme}" for theme in project.themes)):
            held = [item for item in found.get(topic, ()) if tag in item.id]
            assert len(held) == len(project.events)
        elsewhere = set(corpus.terms["themes"]) - set(project.themes)
        for theme in elsewhere:
            assert not [item for item in found.get(f"themes/{theme}", ()) if tag in item.id]
    assert {item.id for items in found.values() for item in items} == {
        item.id for item in found["index"]
    }


@both_languages
def test_feeds_of_a_kind_hold_that_kind(corpus: Corpus, language: str) -> None:
    found = {feed.topic.key: feed.items for feed in feeds.feeds(_rendering(corpus, language), URL)}
    kinds = {
        topic: {item.categories[0][0] for item in found[topic] if ":projects/" in item.id}
        for topic in ("tenders", "consultations", "calls")
    }
    assert kinds == {
        "tenders": {"tender", "award", "info-session"},
        "consultations": {"market-consultation", "report"},
        "calls": set(),
    }
    opened = {f"calls/{call.id}/opens" for call in corpus.calls.values() if call.opens}
    assert opened <= {item.id.partition(":")[2].partition(":")[2].rpartition("/")[0]
                      for item in found["calls"]}  # fmt: skip


@both_languages
def test_a_json_feed_says_what_the_rss_feed_says(corpus: Corpus, language: str) -> None:
    feed = json.loads(_feed(corpus, FORMATS[2], language))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "language", "items"} <= feed.keys()
    parsed = _parsed(corpus, XML[0], language)
    assert [(item["id"], item["url"], item["title"]) for item in feed["items"]] == [
        (entry.id, entry.link, entry.title) for entry in parsed.entries
    ]
    assert all(dt.datetime.fromisoformat(item["date_published"]) for item in feed["items"])


@both_languages
def test_all_feeds_are_well_formed_and_have_an_id_of_their_own(
    corpus: Corpus, language: str
) -> None:
    files = dict(feeds.files(_rendering(corpus, language), URL))
    ids = []
    for path, content in files.items():
        if path.endswith(".xml"):
            parsed = feedparser.parse(content)
            assert not parsed.bozo, (path, parsed.get("bozo_exception"))
            assert f"assets/feed.{language}.css" in content.decode().split("\n")[1]
        if path.endswith("atom.xml"):
            ids.append(feedparser.parse(content).feed.id)
    assert len(ids) == len(set(ids)) > 100
    assert len(files) == 3 * len(ids) + 1
