"""What is not translated yet, and what has moved, is shown as what it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from centre_copy import FORMER, Built
from html_pages import Page, read_pages, squash, text_of, words

GUIDE = "/guides/apply/"
PROJECT = "/projects/turing/"


@pytest.fixture(scope="module")
def gaps(altered: Built, languages: tuple[str, ...]) -> dict[str, Page]:
    return {page.path: page for page in read_pages(altered.site, languages)}


@pytest.fixture
def record(altered: Built) -> dict[str, Any]:
    text = (altered.root / "projects" / "turing.yml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def test_missing_translations_are_warnings_with_their_place(altered: Built) -> None:
    assert "projects/turing.yml:" in altered.command.stdout
    assert "need" in altered.command.stdout


def test_a_text_without_translation_stands_in_its_own_language_under_a_notice(
    gaps: dict[str, Page], record: dict[str, Any], registers: dict[str, Any]
) -> None:
    page = gaps[f"/en{PROJECT}"]
    notice = registers["labels"]["untranslated-block"]["en"]
    notice = notice.format(language="English", shown="Dutch")
    [text] = [
        element
        for element in page.main.xpath(".//*[@lang='nl']")
        if squash(text_of(element)) == squash(record["need"]["nl"])
    ]
    before = text.xpath("preceding::p[1]")[0]
    assert words(text_of(before)) == notice
    assert notice not in words(text_of(gaps[PROJECT].main))


def test_the_other_texts_of_that_page_stay_translated(
    gaps: dict[str, Page], record: dict[str, Any]
) -> None:
    said = squash(text_of(gaps[f"/en{PROJECT}"].main))
    assert squash(record["solution"]["en"]) in said
    assert squash(record["solution"]["nl"]) not in said


def test_a_page_without_translation_says_so_in_the_readers_language(
    gaps: dict[str, Page], registers: dict[str, Any]
) -> None:
    page, text = gaps[f"/en{GUIDE}"], registers["labels"]["untranslated-text"]["en"]
    notice = text.format(language="English", leading="Dutch")
    said = [text for language, text in page.spoken() if language == "en"]
    assert notice in said
    assert notice not in [text for _, text in gaps[GUIDE].spoken()]


def test_a_page_without_translation_marks_its_text_as_the_language_it_is_in(
    gaps: dict[str, Page],
) -> None:
    page = gaps[f"/en{GUIDE}"]
    assert page.tree.get("lang") == "en"
    own = page.main.xpath(".//div[@class='guide']/h2[@id]")
    assert own
    for element in [page.one("//h1"), *own]:
        assert element.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["nl"], text_of(element)


def test_a_page_without_translation_is_not_offered_as_a_page_of_that_language(
    gaps: dict[str, Page], altered: Built, site_url: str
) -> None:
    page = gaps[f"/en{GUIDE}"]
    assert page.tree.xpath("/html/head/meta[@name='robots']/@content") == ["noindex"]
    assert page.tree.xpath("/html/head/link[@rel='canonical']/@href") == [site_url + GUIDE]
    assert not page.tree.xpath("/html/head/link[@hreflang]")
    sitemap = (altered.site / "sitemap.xml").read_text("utf-8")
    assert f"{site_url}{GUIDE}<" in sitemap
    assert f"/en{GUIDE}" not in sitemap
    assert not page.tree.xpath("//*[@data-pagefind-body]")


def test_the_original_does_not_announce_a_translation_that_is_missing(
    gaps: dict[str, Page], site_url: str
) -> None:
    head = gaps[GUIDE].tree.xpath("/html/head/link[@hreflang]/@href")
    assert f"{site_url}/en{GUIDE}" not in head


def test_lists_say_the_language_of_titles_without_translation(gaps: dict[str, Page]) -> None:
    title = words(text_of(gaps[GUIDE].one("//h1")))
    found = [
        element.xpath("ancestor-or-self::*[@lang][1]/@lang")
        for element in gaps["/en/guides/"].main.iter("a")
        if words(text_of(element)) == title
    ]
    assert found
    assert [language for language in found if language != ["nl"]] == []


def test_a_former_address_leads_on_in_every_language(
    gaps: dict[str, Page], languages: tuple[str, ...], altered: Built
) -> None:
    for code in languages:
        folder = "" if code == languages[0] else f"/{code}"
        stub = gaps[f"{folder}/projects/{FORMER}/"]
        assert stub.tree.get("lang") == code
        [link] = stub.tree.xpath("//a/@href")
        [refresh] = stub.tree.xpath("//meta[@http-equiv='refresh']/@content")
        assert urljoin(stub.path, link) == f"{folder}{PROJECT}"
        assert refresh == f"0; url={link}"
        assert stub.tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        # Without it a browser asks for /favicon.ico, which there is not.
        assert stub.tree.xpath("/html/head/link[@rel='icon']/@href")
    assert FORMER not in (altered.site / "sitemap.xml").read_text("utf-8")
