"""Who asks the device for other colours or for rest gets them, and misses nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect
from templates import TEMPLATES
from visiting import Visitor

pytestmark = pytest.mark.browser

DRAWN = ("overview", "projects", "project", "calls")
"""Templates with something that is drawn and not written."""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  [null, "::before", "::after"].map((part) => [element, getComputedStyle(element, part)]))
  .filter(([, style]) => style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0)
    && style.transitionProperty !== "none" || style.animationName !== "none"
    || style.scrollBehavior === "smooth")
  .map(([element]) => element.outerHTML.slice(0, 80))"""
# The boxes of what is drawn and not written, where they show.
BOXES = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const box = element.getBoundingClientRect();
  return [element.outerHTML.slice(0, 100), box.left, box.top, box.right, box.bottom];
}).filter(([, left, top, right, bottom]) =>
  right - left >= 8 && bottom - top >= 8 && top >= 0 && bottom <= innerHeight)"""
PICTURES = "main svg, main .route > li, .chip--phase, .state, button.scheme, button.search-trigger"


@pytest.mark.parametrize("template", ["home", "projects", "project", "guide", "search"])
def test_nothing_moves_for_who_wants_rest(visitor: Visitor, template: str) -> None:
    page = visitor.open(TEMPLATES[template])
    assert page.evaluate(MOVING) == []


def test_movement_would_be_found(visitor: Visitor) -> None:
    page = visitor.open(TEMPLATES["projects"])
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) != []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("template", DRAWN)
def test_whatever_is_drawn_shows_in_the_colours_of_the_device(
    visitor: Visitor, template: str, scheme: str
) -> None:
    page = visitor.open(TEMPLATES[template], scheme=scheme)
    expect(page.get_by_role("banner").locator("button.search-trigger")).to_be_visible()
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 1280, "height": 3000})
    drawn = page.evaluate(BOXES, PICTURES)
    whole = Image.open(BytesIO(page.screenshot())).convert("RGB")
    assert len(drawn) > 2
    assert [html for html, *box in drawn if _is_blank(whole.crop(tuple(map(int, box))))] == []


def _is_blank(picture: Image.Image) -> bool:
    return all(least == most for least, most in picture.getextrema())
