"""Without script every page is whole, and no control is there that does nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from centre_copy import Built
from playwright.sync_api import expect
from templates import LANGUAGES, TEMPLATES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_project_reads_complete(visitor: Visitor, turing: dict[str, Any], code: str) -> None:
    page = visitor.open(in_language("/projects/turing/", code), script=False)
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(turing["title"][code])
    texts = [turing["need"], turing["solution"], *(event["text"] for event in turing["events"])]
    for text in texts:
        for paragraph in text[code].strip().split("\n\n"):
            expect(main.get_by_text(paragraph.strip(), exact=True)).to_be_visible()
    sources = main.locator(".sources")  # markers beside facts name them too
    for source in turing["sources"]:
        expect(sources.get_by_text(source["title"], exact=True)).to_be_visible()
        if "url" in source:
            link = sources.get_by_role("link", name=source["title"])
            expect(link).to_have_attribute("href", source["url"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_of_projects_shows_all(visitor: Visitor, real_built: Built, code: str) -> None:
    page = visitor.open(in_language("/projects/", code), script=False)
    records = {file.stem for file in Path(real_built.root, "projects").glob("*.yml")}
    links = page.get_by_role("main").get_by_role("heading").get_by_role("link")
    shown = links.evaluate_all(
        "all => all.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    )
    assert records
    assert sorted(href.strip("./").rpartition("/")[2] for href in shown) == sorted(records)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_menu_works(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str, width: int
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), width=width, script=False)
    menu = page.get_by_role("navigation", name=labels["main-menu"][code])
    if width < 800:
        page.locator("summary").filter(has_text=labels["menu"][code]).click()
    link = menu.get_by_role("link").nth(1)
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"**{in_language('/consultations/', code)}")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_no_control_is_dead(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str, width: int
) -> None:
    for path in (TEMPLATES["home"], TEMPLATES["project"]):
        page = visitor.open(in_language(path, code), width=width, script=False)
        expect(page.get_by_role("button")).to_have_count(0)
        expect(page.get_by_role("searchbox")).to_have_count(0)
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_leads_to_lists_of_everything(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/about/", code), script=False)
    page.get_by_role("banner").get_by_role("link", name=labels["search-trigger"][code]).click()
    page.wait_for_url(f"**{in_language('/search/', code)}")
    main = page.get_by_role("main")
    expect(main.get_by_text(labels["search-ways"][code])).to_be_visible()
    expect(main.get_by_role("searchbox")).to_have_count(0)
    main.get_by_role("listitem").get_by_role("link").first.click()
    page.wait_for_url(f"**{in_language('/projects/', code)}")


def test_the_language_switch_works(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/", script=False)
    page.get_by_role("banner").get_by_role("link", name=re.compile("English")).click()
    page.wait_for_url("**/en/projects/turing/")


def test_the_colours_follow_the_device(visitor: Visitor) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        page = visitor.open("/projects/turing/", scheme=scheme, script=False)
        # A picture says it, because the page itself can run nothing.
        shades[scheme] = page.screenshot(clip={"x": 2, "y": 400, "width": 2, "height": 2})
    assert shades["light"] != shades["dark"]
