"""What others can pass on is at hand: copied by a button, and to be selected without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

Labels = dict[str, dict[str, str]]
PLACES = ("/calls/oproep-2027/", "/projects/brug/", "/consultations/fonteinen/")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", PLACES)
def test_a_button_copies_the_text_or_the_html(
    visitor: Visitor, coming_server: str, labels: Labels, code: str, path: str
) -> None:
    page = visitor.open(in_language(path, code), server=coming_server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    kit = page.locator(".forward")
    kit.locator("summary").click()
    for key, source in (("forward-copy", ".forward__text"), ("forward-copy-html", "pre")):
        buttons = kit.get_by_role("button", name=labels[key][code])
        expect(buttons).to_have_count(len(LANGUAGES))
        for number, button in enumerate(buttons.all()):
            button.click()
            status = button.locator("xpath=following-sibling::*[@role='status']")
            expect(status).to_have_text(labels["forward-copied"][code])
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied.strip()
            assert copied == kit.locator(source).nth(number).evaluate("e => e.textContent")


def test_where_copying_is_refused_the_text_is_selected(
    visitor: Visitor, coming_server: str, labels: Labels
) -> None:
    page = visitor.open(PLACES[0], server=coming_server)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator(".forward > summary").click()
    page.get_by_role("button", name=labels["forward-copy"]["nl"]).first.click()
    expect(page.get_by_text(labels["forward-selected"]["nl"])).to_be_visible()
    text = page.locator(".forward__text").first.evaluate("e => e.textContent")
    assert page.evaluate("getSelection().toString()").split() == text.split()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", PLACES)
def test_without_script_the_texts_are_there_and_no_button(
    visitor: Visitor, coming_server: str, code: str, path: str
) -> None:
    page = visitor.open(in_language(path, code), server=coming_server, script=False)
    page.locator(".forward > summary").click()
    expect(page.locator(".forward__text")).to_have_count(len(LANGUAGES))
    for text in page.locator(".forward__text").all():
        expect(text).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
