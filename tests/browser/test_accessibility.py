"""No template has a barrier that axe-core knows: in each language, in all ways of looking at it."""

from __future__ import annotations

import pytest
from barriers import find_barriers
from looks import LOOKS, look
from playwright.sync_api import Page, expect
from templates import LANGUAGES, TEMPLATES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

KEPT = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def _barriers(page: Page, axe: str) -> list[str]:
    """Look at a page in light and dark, wide, narrow and enlarged."""
    found = []
    for scheme, width in LOOKS:
        look(page, scheme, width)
        found += [f"{scheme} {width}: {text}" for text in find_barriers(page, axe)]
    return found


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_template_has_no_barrier_and_keeps_nothing(
    visitor: Visitor, axe: str, code: str, template: str
) -> None:
    page = visitor.open(in_language(TEMPLATES[template], code))
    expect(page.get_by_role("banner").locator("button.search-trigger")).to_be_visible()
    assert _barriers(page, axe) == []
    assert page.evaluate(KEPT) == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_search_window_has_no_barrier(visitor: Visitor, axe: str, code: str) -> None:
    page = visitor.open(in_language("/projects/turing/", code))
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert _barriers(page, axe) == []
    page.keyboard.type("Turing")
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    assert _barriers(page, axe) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_results_has_no_barrier(visitor: Visitor, axe: str, code: str) -> None:
    page = visitor.open(in_language("/search/?q=water", code))
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    assert _barriers(page, axe) == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_has_no_barrier(
    visitor: Visitor, labels: dict[str, dict[str, str]], axe: str, code: str, scheme: str
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), width=360, scheme=scheme)
    page.locator("summary").filter(has_text=labels["menu"][code]).click()
    menu = page.get_by_role("navigation", name=labels["main-menu"][code])
    expect(menu.get_by_role("link").first).to_be_visible()
    assert find_barriers(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_that_the_visitor_chose_have_no_barrier(
    visitor: Visitor, labels: dict[str, dict[str, str]], axe: str, scheme: str
) -> None:
    page = visitor.open("/projects/turing/", scheme="light" if scheme == "dark" else "dark")
    button = page.get_by_role("banner").get_by_role("button", name=labels["scheme-auto"]["nl"])
    button.click()
    if scheme == "dark":
        page.get_by_role("button", name=labels["scheme-light"]["nl"]).click()
    expect(page.get_by_role("button", name=labels[f"scheme-{scheme}"]["nl"])).to_be_visible()
    assert find_barriers(page, axe) == []


def test_a_barrier_would_be_found(visitor: Visitor, axe: str) -> None:
    page = visitor.open("/projects/turing/")
    page.evaluate("document.querySelector('h1').replaceChildren(new Image())")
    assert any(text.startswith("image-alt") for text in find_barriers(page, axe))
