"""A site with dates to come: words at any time, states only for the script, data for others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from centre_copy import COMING_BUILT, Built
from html_pages import Page, read_pages, text_of, words
from jsonschema import Draft202012Validator

LANGUAGES = ("nl", "en")


@pytest.fixture(scope="module")
def coming_pages(coming: Built) -> dict[str, Page]:
    pages = read_pages(coming.site, LANGUAGES)
    return {page.path: page for page in pages if page.path.endswith("/") and not page.redirects}


def _json(coming: Built, name: str) -> Any:
    return json.loads((coming.site / name).read_text("utf-8"))


def test_no_page_says_a_state_that_the_next_day_can_make_untrue(
    coming_pages: dict[str, Page], registers: dict[str, Any]
) -> None:
    marks = 0
    for page in coming_pages.values():
        closed = registers["labels"]["state-closed"][page.language]
        for mark in page.tree.xpath("//*[contains(@class, 'state')][@data-state or @data-states]"):
            said = words(text_of(mark))
            marks += mark.get("data-states") is not None
            assert said == (closed if mark.get("data-state") else ""), page.path
            assert mark.get("data-state") in (None, "closed"), page.path
    assert marks > 30


def test_every_date_with_a_state_stands_there_in_words(coming_pages: dict[str, Page]) -> None:
    for page in coming_pages.values():
        for mark in page.main.xpath(".//*[@data-states][@data-day]"):
            day = mark.get("data-day")
            around = mark.xpath("ancestor::*[self::li or self::dd][1]")
            assert around[0].xpath(f".//time[@datetime='{day}']"), page.path


def test_the_script_is_only_where_it_has_something_to_say(coming_pages: dict[str, Page]) -> None:
    for page in coming_pages.values():
        marked = bool(page.tree.xpath("//*[@data-states]"))
        loaded = [src for src in page.tree.xpath("//script/@src") if "/live." in src]
        assert len(loaded) == marked, page.path


def test_the_data_name_pages_and_a_schema_that_exist(
    coming: Built, coming_pages: dict[str, Page]
) -> None:
    settings = yaml.safe_load((coming.root / "mkdocs.yml").read_text("utf-8"))
    site_url = settings["site_url"]
    for name in ("opportunities.json", "en/opportunities.json"):
        found = _json(coming, name)
        assert found["generated_for"] == COMING_BUILT
        schema = _json(coming, found["$schema"].removeprefix(site_url))
        assert list(Draft202012Validator(schema).iter_errors(found)) == []
        assert len(found["opportunities"]) == 9
        for item in found["opportunities"]:
            parts = urlsplit(item["url"])
            page = coming_pages[parts.path]
            assert not parts.fragment or parts.fragment in page.ids, item["url"]
            named = [*item["organisations"], *item["themes"]]
            assert {urlsplit(part["url"]).path for part in named} <= set(coming_pages)


def test_the_page_on_following_leads_to_the_data(coming_pages: dict[str, Page], site: Path) -> None:
    for code in LANGUAGES:
        page = coming_pages["/follow/" if code == "nl" else "/en/follow/"]
        links = {urljoin(page.path, link) for link in page.main.xpath(".//a/@href")}
        folder = "/" if code == "nl" else "/en/"
        assert {f"{folder}opportunities.json", "/opportunities.schema.json"} <= links
        assert f"{folder}opportunities.json" in text_of(page.main)  # the example


def test_the_kit_is_folded_and_left_out_of_the_search_index(
    coming_pages: dict[str, Page],
) -> None:
    kits = [kit for page in coming_pages.values() for kit in page.main.xpath(".//details")]
    kits = [kit for kit in kits if kit.get("class") == "forward"]
    assert len(kits) == 2 * 6  # three calls, two projects and a report
    for kit in kits:
        assert kit.get("open") is None
        assert kit.get("data-pagefind-ignore") is not None
        assert [pre.get("lang") for pre in kit.xpath(".//div[@lang]")].count("en") == 1
