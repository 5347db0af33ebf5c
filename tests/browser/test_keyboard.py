"""Everything works with a keyboard alone, and the visitor always sees where it is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

# Describes the element that has the focus, and how that shows.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const drawn = (node) => {
    const style = getComputedStyle(node);
    if (node.matches("input") && style.boxShadow !== "none") return true;
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = element.getBoundingClientRect();
  const marked = [element, element.parentElement, element.closest("li")].filter(Boolean);
  return {
    tag: element.tagName,
    name: (element.getAttribute("aria-label") || element.textContent).trim().slice(0, 60),
    href: element.getAttribute("href") || "",
    within: element.closest("main") ? "main" : element.closest("dialog") ? "dialog" : "",
    shown: marked.some(drawn),
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight &&
      box.right > 0 && box.left < innerWidth,
    covered: (() => {
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      return Boolean(top) && !element.contains(top) && !top.contains(element);
    })(),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, summary, input, select, textarea, [tabindex='0']"
)].filter((element) => element.checkVisibility({ visibilityProperty: true }) &&
  !element.disabled && element.tabIndex >= 0).length"""


def _tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page, and return where it was."""
    stops: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError("the focus never leaves the page")


def _ready(page: Page) -> None:
    """Wait until the search button is there; it comes by script."""
    expect(page.get_by_role("banner").locator("button.search-trigger")).to_be_visible()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_stop_skips_to_the_text(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/projects/turing/", code))
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name=labels["skip-to-content"][code])
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["within"] == "main"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/projects/turing/", "/guides/market-consultation/"])
@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_everything_that_shows_and_the_focus_can_be_seen(
    visitor: Visitor, code: str, path: str, width: int
) -> None:
    page = visitor.open(in_language(path, code), width=width)
    _ready(page)
    expected = page.evaluate(REACHABLE)
    stops = _tab_through(page)
    assert [stop for stop in stops if not stop["inView"]] == []
    assert [stop for stop in stops if stop["covered"]] == []
    assert [stop for stop in stops if not stop["shown"]] == []
    assert len(stops) == expected


@pytest.mark.parametrize("forced", [False, True])
def test_the_focus_can_be_seen_in_other_colours_too(visitor: Visitor, forced: bool) -> None:
    page = visitor.open("/projects/turing/", scheme="dark")
    _ready(page)
    if forced:
        page.emulate_media(forced_colors="active")
    stops = _tab_through(page)
    assert stops
    assert [stop for stop in stops if not stop["shown"]] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_menu_is_reached_before_the_text(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/projects/turing/", code))
    _ready(page)
    menu = page.get_by_role("navigation", name=labels["main-menu"][code])
    wanted = menu.get_by_role("link").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    stops = _tab_through(page)
    before = [stop["href"] for stop in stops[: [s["within"] for s in stops].index("main")]]
    assert wanted
    assert [href for href in dict.fromkeys(before) if href in wanted] == wanted


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("width", "key"), [(1280, "Enter"), (1280, "Space"), (360, "Enter")])
def test_search_opens_and_closes_by_keyboard_and_gives_the_focus_back(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str, width: int, key: str
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), width=width)
    _ready(page)
    button = page.get_by_role("banner").get_by_role("button", name=labels["search-trigger"][code])
    button.focus()
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_the_shortcut_gives_the_focus_back_to_where_it_was(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/")
    _ready(page)
    source = page.get_by_role("main").get_by_role("link").last
    source.focus()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(source).to_be_focused()


def test_the_focus_stays_in_the_search_window_while_it_is_open(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/")
    _ready(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("Turing")
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    stops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    inside = [stop for stop in stops if stop]
    assert {stop["within"] for stop in inside} == {"dialog"}
    assert any(stop["tag"] == "A" for stop in inside)
    assert [stop for stop in inside if not stop["shown"]] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_narrow_menu_works_by_keyboard(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/projects/turing/", code), width=360)
    _ready(page)
    button = page.locator("summary").filter(has_text=labels["menu"][code])
    menu = page.get_by_role("navigation", name=labels["main-menu"][code])
    expect(menu).to_have_count(0)
    button.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("code", LANGUAGES)
def test_wide_tables_can_be_scrolled_by_keyboard(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/about/fields/", code), width=360)
    regions = page.get_by_role("main").get_by_role("region", name=labels["wide-table"][code])
    expect(regions.first).to_be_attached()
    regions.first.focus()
    expect(regions.first).to_be_focused()
    assert page.evaluate(FOCUS)["shown"]
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_list_is_narrowed_down_by_keyboard(visitor: Visitor, code: str) -> None:
    page = visitor.open(in_language("/projects/", code))
    _ready(page)
    cards = page.locator("li.card:visible")
    count = page.locator(".finder__count")
    expect(count).to_be_visible()
    before = cards.count()
    box = page.locator("[data-facet] input[type=checkbox]:visible").first
    box.focus()
    assert page.evaluate(FOCUS)["shown"]
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(cards).not_to_have_count(before)
    page.keyboard.press("Tab")
    stop = page.evaluate(FOCUS)
    assert stop["within"] == "main"
    assert stop["shown"]
    assert stop["inView"]
