"""Colours follow the device until the visitor chooses; nothing else is ever kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

KEPT = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
# Between 0 and 255: how light the colour behind the text is.
SHADE = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = "#fff";
  canvas.fillRect(0, 0, 1, 1);
  for (const element of [document.documentElement, document.body]) {
    canvas.fillStyle = getComputedStyle(element).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 3;
}"""
DARK, LIGHT = 80, 180


def _button(page: Page, labels: dict[str, dict[str, str]], code: str) -> Locator:
    words = [labels[f"scheme-{name}"][code] for name in ("auto", "light", "dark")]
    name = re.compile("|".join(re.escape(word) for word in words))
    return page.get_by_role("banner").get_by_role("button", name=name)


def _choose(page: Page, labels: dict[str, dict[str, str]], code: str, scheme: str) -> None:
    button = _button(page, labels, code)
    for _ in range(3):
        if button.text_content() and labels[f"scheme-{scheme}"][code] in str(button.text_content()):
            return
        button.click()
    expect(button).to_have_accessible_name(labels[f"scheme-{scheme}"][code])


def test_the_colours_are_those_of_the_device(visitor: Visitor) -> None:
    assert visitor.open("/projects/turing/", scheme="light").evaluate(SHADE) > LIGHT
    assert visitor.open("/projects/turing/", scheme="dark").evaluate(SHADE) < DARK


def test_nothing_is_kept_of_a_visitor_who_chooses_nothing(visitor: Visitor) -> None:
    page = visitor.open("/")
    for path in ("/projects/", "/projects/turing/", "/en/projects/turing/"):
        page.goto(path)
    page.keyboard.press("Control+k")
    page.keyboard.type("Turing")
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    assert page.evaluate(KEPT) == []
    assert page.context.cookies() == []
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_a_choice_changes_the_colours_and_is_remembered(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str, width: int
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), scheme="light", width=width)
    _choose(page, labels, code, "dark")
    assert page.evaluate(SHADE) < DARK
    page.goto(in_language("/guides/", code))
    assert page.evaluate(SHADE) < DARK
    expect(_button(page, labels, code)).to_have_accessible_name(labels["scheme-dark"][code])
    assert len(page.evaluate(KEPT)) == 1
    assert page.context.cookies() == []


def test_a_choice_prevails_over_the_device(
    visitor: Visitor, labels: dict[str, dict[str, str]]
) -> None:
    page = visitor.open("/projects/turing/", scheme="dark")
    _choose(page, labels, "nl", "light")
    page.reload()
    assert page.evaluate(SHADE) > LIGHT


def test_a_choice_can_be_taken_back_and_leaves_nothing_behind(
    visitor: Visitor, labels: dict[str, dict[str, str]]
) -> None:
    page = visitor.open("/projects/turing/", scheme="dark")
    _choose(page, labels, "nl", "light")
    _choose(page, labels, "nl", "auto")
    assert page.evaluate(SHADE) < DARK
    assert page.evaluate(KEPT) == []


def test_paper_gets_the_text_alone_on_white(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/", scheme="dark")
    expect(page.get_by_role("navigation").first).to_be_visible()
    page.emulate_media(media="print")
    assert page.evaluate(SHADE) > LIGHT
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("banner").get_by_role("navigation")).to_have_count(0)
