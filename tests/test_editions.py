"""Editions of the newsletter on the site: a page, the archive, the feed and the home page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import html
from markdown import markdown
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import Period
from kenniscentrum.core.documents import Edition
from kenniscentrum.views import feeditems, feeds, formats
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

URL = "https://kenniscentrum.example/"
both_languages = pytest.mark.parametrize("language", ["nl", "en"])


def _page(site: Site, address: str, language: str) -> Any:
    body = markdown(site.corpus.document(address, language).body)
    return html.fragment_fromstring(site.document(address, language, body), create_parent="main")


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())


@both_languages
def test_the_page_of_an_edition_leads_to_its_email_and_its_feed(
    real_site: Site, language: str
) -> None:
    for document in real_site.corpus.editions:
        links = _page(real_site, document.address, language).xpath("//section//a/@href")
        assert links == [
            f"../../{document.address}/mail.html",
            f"../../{document.address}/newsletter.eml",
            *(f"../../newsletter/{form.file}" for form in feeds.FORMATS),
        ]


def test_without_an_address_of_the_site_nothing_offers_an_email(
    small: Corpus, site_of: Callable[..., Site]
) -> None:
    site = site_of(small, "")
    assert [path for path, _ in site.files() if path.endswith((".eml", "mail.html"))] == []
    links = _page(site, "newsletter/2019-12", "nl").xpath("//a/@href")
    assert [link for link in links if "mail" in link or ".eml" in link] == []


def test_an_edition_that_is_not_translated_offers_no_email(
    small: Corpus, site_of: Callable[..., Site]
) -> None:
    page = _page(site_of(small), "newsletter/2020-01", "en")
    assert [link for link in page.xpath("//a/@href") if "mail" in link] == []


@both_languages
def test_an_edition_made_later_says_so_on_its_page(
    real_site: Site, corpus: Corpus, language: str
) -> None:
    for document in corpus.editions:
        assert isinstance(document.page, Edition)
        assert document.page.made
        day = formats.date(document.page.made, language)
        notice = corpus.labels["edition-made"].root[language].format(date=day)
        assert notice in _text(_page(real_site, document.address, language))


def test_items_that_begin_in_bold_are_entries_and_others_are_not(
    small: Corpus, site_of: Callable[..., Site]
) -> None:
    page = _page(site_of(small), "newsletter/2019-12", "nl")
    heads = page.xpath("//li[@class='entry']/strong[@class='entry__head']")
    assert [_text(head) for head in heads] == ["11 februari 2020.", "Slimme fonteinen."]
    [other] = page.xpath("//div[@class='edition']//li[not(@class)]")
    assert _text(other) == "Een gewoon punt met vet erin & een ampersand."


def test_editions_lead_to_the_older_and_the_newer_one(
    small: Corpus, site_of: Callable[..., Site]
) -> None:
    site = site_of(small)
    found = {
        key: _page(site, f"newsletter/{key}", "nl").xpath("//nav/a/@rel | //nav/a/@href")
        for key in ("2019-12", "2020-01")
    }
    assert found == {
        "2019-12": ["next", "../../newsletter/2020-01/"],
        "2020-01": ["prev", "../../newsletter/2019-12/"],
    }


@both_languages
def test_the_archive_lists_every_edition_newest_first(
    real_site: Site, corpus: Corpus, language: str
) -> None:
    body = real_site.document("newsletter/index", language, "<!-- kc:editions -->")
    links = html.fragment_fromstring(body, create_parent="main").xpath("//h2/a/@href")
    newest = sorted((item.address for item in corpus.editions), reverse=True)
    assert links == [f"../{address}/" for address in newest]


def test_a_centre_without_editions_has_an_archive_that_says_so(
    small: Corpus, site_of: Callable[..., Site]
) -> None:
    documents = {key: item for key, item in small.documents.items() if "newsletter/2" not in key[0]}
    site = site_of(replace(small, documents=documents))
    body = site.document("newsletter/index", "nl", "<!-- kc:editions -->")
    assert small.labels["editions-none"].root["nl"] in body
    home = site.document("index", "nl", "<!-- kc:home -->")
    assert "newsletter/" not in home


@both_languages
def test_the_home_page_shows_the_latest_edition(
    real_site: Site, corpus: Corpus, language: str
) -> None:
    home = html.fromstring(real_site.document("index", language, "<!-- kc:home -->"))
    latest = corpus.editions[0].address
    assert home.xpath(f"//a[@href='./{latest}/' or @href='{latest}/']") != []


@both_languages
def test_every_edition_is_in_the_feed_of_the_newsletter_under_a_lasting_id(
    corpus: Corpus, language: str
) -> None:
    kc = Rendering(corpus, language, ROOT / "overrides", dt.date.max, URL)
    found = {feed.topic.key: feed for feed in feeds.feeds(kc, URL)}
    items = found["newsletter"].items
    authority = corpus.centre.tag_authority
    assert [item.id for item in items] == [
        f"tag:{authority}:{document.address}/{language}" for document in corpus.editions
    ]
    assert {item.id for item in items} <= {item.id for item in found["index"].items}
    for item, document in zip(items, corpus.editions, strict=True):
        assert isinstance(document.page, Edition)
        assert item.date == document.page.date
        assert "<h2>" in item.html
        assert not re.search(r'href="(?!https?://)', item.html)
        assert "achteraf" in item.html or "afterwards" in item.html


def test_an_edition_of_a_later_day_is_not_yet_announced(small: Corpus) -> None:
    kc = Rendering(small, "nl", ROOT / "overrides", dt.date(2020, 1, 5), URL)
    ids = [item.id for item in feeditems.items(kc, URL)]
    assert [item for item in ids if "newsletter" in item] == []


@both_languages
def test_the_card_of_an_edition_says_its_title_and_period(
    real_site: Site, corpus: Corpus, language: str
) -> None:
    for document in corpus.editions:
        assert isinstance(document.page, Edition)
        card = real_site.card(document.address, language)
        assert card is not None
        assert card.title == corpus.document(document.address, language).page.title
        period = formats.period(document.page.period, language)
        assert [fact.lower() for fact in card.facts] == [period.lower()]


@pytest.mark.parametrize(
    ("first", "last", "nl", "en"),
    [
        ((2019, 3, 1), (2019, 5, 31), "maart–mei 2019", "March – May 2019"),
        ((2021, 1, 1), (2021, 1, 31), "januari 2021", "January 2021"),
        ((2019, 12, 1), (2020, 2, 29), "december 2019 – februari 2020",
         "December 2019 – February 2020"),
        ((2021, 1, 5), (2021, 1, 20), "5–20 jan 2021", "5–20 Jan 2021"),
        ((2021, 1, 1), (2021, 1, 30), "1–30 jan 2021", "1–30 Jan 2021"),
    ],
)  # fmt: skip
def test_a_period_is_written_as_each_language_does(
    first: tuple[int, int, int], last: tuple[int, int, int], nl: str, en: str
) -> None:
    period = Period(dt.date(*first), dt.date(*last))
    assert (formats.period(period, "nl"), formats.period(period, "en")) == (nl, en)


def test_real_editions_lead_to_records_and_name_their_own_years(corpus: Corpus) -> None:
    assert len(corpus.editions) >= 3
    for document in corpus.editions:
        assert isinstance(document.page, Edition)
        years = {document.page.since.year, document.page.until.year}
        for code in corpus.centre.languages:
            body = corpus.documents[document.address, code].body
            assert len(re.findall(r"\]\(\.\./(?:projects|news|calls)/", body)) >= 5
            named = {int(year) for year in re.findall(r"\b(20\d\d)\b", body)}
            assert named & years, document.file


def test_no_edition_claims_that_anything_is_open(corpus: Corpus) -> None:
    for document in corpus.documents.values():
        if document.address.startswith("newsletter/2"):
            said = re.findall(
                r"(?i)\b(?:is|staat|nog|still|are|zijn) (?:nog )?open\b", document.body
            )
            assert said == [], document.file
