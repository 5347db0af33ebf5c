"""Search engines and feed readers get everything, once, under addresses that exist."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import feedparser
import pytest
from html_pages import Page, squash
from lxml import etree

FEEDS = {"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml"}
ALL_FEEDS = {**FEEDS, "feed.json": "application/feed+json"}
FOLLOWED = {**ALL_FEEDS, "calendar.ics": "text/calendar"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def _home(code: str, languages: tuple[str, ...]) -> str:
    return "/" if code == languages[0] else f"/{code}/"


def test_the_sitemap_lists_every_page_once_and_nothing_else(
    site: Path, pages: dict[str, Page], site_url: str
) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    listed = [element.text for element in root.iter(f"{SITEMAP}loc")]
    assert sorted(listed) == sorted(site_url + path for path in pages)


def test_the_sitemap_names_the_same_languages_as_the_pages(
    site: Path, pages: dict[str, Page], site_url: str
) -> None:
    for url in etree.parse(site / "sitemap.xml").getroot().iter(f"{SITEMAP}url"):
        page = pages[url.find(f"{SITEMAP}loc").text.removeprefix(site_url)]
        head = page.tree.xpath("/html/head/link[@hreflang]")
        listed = url.findall(f"{XHTML}link")
        assert {link.get("rel") for link in listed} == {"alternate"}
        assert {(link.get("hreflang"), link.get("href")) for link in listed} == {
            (link.get("hreflang"), link.get("href")) for link in head
        }, page.path


def test_every_page_announces_the_feeds_of_its_language(
    site: Path, all_pages: list[Page], languages: tuple[str, ...]
) -> None:
    for page in all_pages:
        links = page.tree.xpath("/html/head/link[@type and not(@rel='icon')]")
        links = [link for link in links if link.get("type") in FOLLOWED.values()]
        found = {
            (link.get("type"), urljoin(page.path, link.get("href")))
            for link in links
            if link.get("rel").split() == ["alternate"]
        }
        home = _home(page.language, languages)
        everything = {(kind, home + name) for name, kind in ALL_FEEDS.items()}
        assert everything <= found, page.path
        for kind, address in found:
            assert (site / address.lstrip("/")).is_file(), address
            assert FOLLOWED[address.rpartition("/")[2]] == kind
        assert all(link.get("title") for link in links), page.path


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_are_well_formed_and_name_themselves(
    site: Path, languages: tuple[str, ...], site_url: str, registers: dict[str, Any], name: str
) -> None:
    for code in languages:
        home = _home(code, languages)
        feed = feedparser.parse((site / f"{home}{name}".lstrip("/")).read_bytes())
        assert feed.bozo is False or feed.bozo == 0, feed.get("bozo_exception")
        links = {(link.rel, link.href) for link in feed.feed.links}
        assert ("self", f"{site_url}{home}{name}") in links
        assert ("alternate", f"{site_url}{home}") in links
        assert feed.feed.title == registers["centre"]["name"][code]
        assert feed.feed.language == code


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_hold_every_news_item_and_event_once_and_newest_first(
    site: Path,
    languages: tuple[str, ...],
    records: dict[str, Any],
    pages: dict[str, Page],
    name: str,
) -> None:
    seen: set[str] = set()
    for code in languages:
        home = _home(code, languages)
        entries = feedparser.parse((site / f"{home}{name}".lstrip("/")).read_bytes()).entries
        news = [
            path
            for path in pages
            for folder in (f"{home}news/", f"{home}newsletter/")
            if path.startswith(folder) and path != folder
        ]
        events = [event for record in records.values() for event in record.get("events", [])]
        calls = [entry for entry in entries if ":calls/" in entry.id]
        assert len(entries) == len(news) + len(events) + len(calls)
        assert calls
        ids = {entry.id for entry in entries}
        assert len(ids) == len(entries)
        assert not ids & seen
        seen |= ids
        dates = [entry.published_parsed for entry in entries]
        assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("name", FEEDS)
def test_items_of_feeds_lead_to_what_they_are_about(
    site: Path,
    languages: tuple[str, ...],
    pages: dict[str, Page],
    site_url: str,
    name: str,
) -> None:
    for code in languages:
        home = _home(code, languages)
        for entry in feedparser.parse((site / f"{home}{name}".lstrip("/")).read_bytes()).entries:
            path, anchor = urldefrag(entry.link.removeprefix(site_url))
            page = pages[path]
            assert page.language == code
            assert not anchor or anchor in page.ids, entry.link
            assert entry.title
            assert entry.published_parsed
            said = squash(page.main.text_content() + page.description)
            if ":calls/" in entry.id:  # its summary is put together from dates
                continue
            assert squash(unescape(entry.summary)) in said, path


def test_both_formats_of_a_feed_hold_the_same_items(site: Path, languages: tuple[str, ...]) -> None:
    for code in languages:
        folder = site / _home(code, languages).lstrip("/")
        rss, atom = (feedparser.parse((folder / name).read_bytes()).entries for name in FEEDS)
        assert [(e.id, e.title, e.link) for e in rss] == [(e.id, e.title, e.link) for e in atom]
