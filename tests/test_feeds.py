"""Feeds: valid, newest first, and no reader ever sees an item twice."""

from __future__ import annotations

import datetime as dt
import html
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
from kenniscentrum.views import feeds
from kenniscentrum.views.feeds import BRUSSELS, FEEDS, Feed, Item
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

URL = "https://kenniscentrum.example/"
both_languages = pytest.mark.parametrize("language", ["nl", "en"])
every_feed = pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)


def _rendering(corpus: Corpus, language: str) -> Rendering:
    return Rendering(corpus, language, ROOT / "overrides")


def _items(corpus: Corpus, language: str = "nl", url: str = URL) -> list[Item]:
    return feeds.items(_rendering(corpus, language), url)


def _ids(corpus: Corpus, language: str = "nl", url: str = URL) -> list[str]:
    return [item.id for item in _items(corpus, language, url)]


def _parsed(corpus: Corpus, feed: Feed, language: str) -> feedparser.FeedParserDict:
    return feedparser.parse(feeds.render(feed, _rendering(corpus, language), URL))


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
    assert len(_items(corpus, language)) == len(corpus.news) + events


@both_languages
@every_feed
def test_a_feed_is_well_formed_and_complete(corpus: Corpus, feed: Feed, language: str) -> None:
    parsed = _parsed(corpus, feed, language)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == {"RSS": "rss20", "Atom": "atom10"}[feed.name]
    assert parsed.feed.language == language
    assert parsed.feed.title
    assert [entry.id for entry in parsed.entries] == _ids(corpus, language)


@both_languages
@every_feed
def test_items_have_their_own_dates_and_are_newest_first(
    corpus: Corpus, feed: Feed, language: str
) -> None:
    dates = [item.date.first_day for item in _items(corpus, language)]
    assert dates == sorted(dates, reverse=True)
    said = [
        dt.datetime(*entry.published_parsed[:6], tzinfo=dt.UTC).astimezone(BRUSSELS).date()
        for entry in _parsed(corpus, feed, language).entries
    ]
    assert said == dates


@both_languages
@every_feed
def test_every_item_leads_to_a_page_of_the_site(
    corpus: Corpus, real_site: Site, feed: Feed, language: str
) -> None:
    pages = {URL + path for path in _paths(real_site, language)}
    links = [entry.link for entry in _parsed(corpus, feed, language).entries]
    assert [link for link in links if link.partition("#")[0] not in pages] == []
    assert all(link.startswith(URL) for link in links)


def _paths(site: Site, language: str) -> set[str]:
    return {feeds._path(site.corpus, address, language) for address in site.addresses}


@both_languages
def test_links_in_news_work_in_a_feed_reader(small: Corpus, language: str) -> None:
    item = next(item for item in _items(small, language) if "lek-gevonden" in item.id)
    prefix = "" if language == "nl" else "en/"
    assert f'href="{URL}{prefix}projects/fonteinen/#timeline"' in item.html


def test_news_that_is_not_translated_says_its_language(small: Corpus) -> None:
    item = next(item for item in _items(small, "en") if "nog-niet-vertaald" in item.id)
    assert '<div lang="nl"><p>Alleen in het Nederlands.</p></div>' in item.html


def test_a_feed_without_items_is_still_a_feed(small: Corpus) -> None:
    empty = replace(small, projects={}, documents={})
    for feed in FEEDS:
        parsed = _parsed(empty, feed, "nl")
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
    feed = feeds.render(
        FEEDS[0], _rendering(replace(small, projects=hostile, documents={}), "nl"), URL
    )
    description = ET.fromstring(feed).findtext("channel/item/description") or ""
    assert "<" not in description
    assert html.unescape(description) == words
