"""On a small screen nothing sticks out and the menu stays at hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from templates import LANGUAGES, TEMPLATES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

WIDTHS = (360, 320)
STICKING_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .slice(0, 5).map((element) => element.outerHTML.slice(0, 120))
    .concat(`${document.documentElement.scrollWidth} px wide`)"""


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_page_scrolls_sideways(visitor: Visitor, code: str, template: str) -> None:
    page = visitor.open(in_language(TEMPLATES[template], code), width=WIDTHS[0])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate(STICKING_OUT) == [], width


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_opens_and_leads_on(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str, width: int
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), width=width)
    menu = page.get_by_role("navigation", name=labels["main-menu"][code])
    expect(menu).to_have_count(0)
    button = page.locator("summary").filter(has_text=labels["menu"][code])
    button.click()
    expect(menu.get_by_role("link")).to_have_count(6)
    for link in menu.get_by_role("link").all():
        expect(link).to_be_in_viewport()
    assert page.evaluate(STICKING_OUT) == []
    menu.get_by_role("link").nth(1).click()
    page.wait_for_url(f"**{in_language('/consultations/', code)}")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_search_window_fits(visitor: Visitor, width: int) -> None:
    page = visitor.open("/projects/turing/", width=width)
    page.keyboard.press("Control+k")
    page.keyboard.type("Turing")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem").first).to_be_visible()
    assert page.evaluate(STICKING_OUT) == []
    assert dialog.evaluate("d => d.scrollWidth <= d.clientWidth")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(("code", "other"), [("nl", "en"), ("en", "nl")])
def test_the_language_switch_keeps_the_page(
    visitor: Visitor, turing: dict[str, dict[str, str]], code: str, other: str, width: int
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), width=width)
    name = re.compile({"nl": "Nederlands", "en": "English"}[other])
    page.get_by_role("banner").get_by_role("link", name=name).click()
    page.wait_for_url(f"**{in_language('/projects/turing/', other)}")
    expect(page.get_by_role("heading", level=1)).to_have_text(turing["title"][other])


@pytest.mark.parametrize("template", ["home", "projects", "project-full", "guide", "fields"])
def test_text_can_be_twice_as_large(visitor: Visitor, template: str) -> None:
    page = visitor.open(TEMPLATES[template], width=1280)
    # As a rule of the browser would: the policy of the page lets no style sheet in.
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    assert page.evaluate(STICKING_OUT) == []
