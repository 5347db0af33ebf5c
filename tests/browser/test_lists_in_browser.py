"""Lists are narrowed down by words and facets; the address keeps what was chosen."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

LISTS = ("projects", "consultations", "calls", "news", "organisations")


def _cards(page: Page) -> Locator:
    return page.locator(".finder__list > li:visible")


def _titles(page: Page) -> list[str]:
    return page.locator(".finder__list > li h2").all_text_contents()


def _choice(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f'[data-facet="{facet}"] input[value="{value}"]')


def _count(choice: Locator) -> int:
    return int(choice.locator("xpath=..").locator("small").inner_text())


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_a_choice_leaves_as_many_items_as_it_announced(
    visitor: Visitor, code: str, name: str
) -> None:
    page = visitor.open(in_language(f"/{name}/", code))
    total = _cards(page).count()
    assert total > 1
    choice = page.locator("[data-facet] input").last
    announced = _count(choice)
    choice.check()
    expect(_cards(page)).to_have_count(announced)
    expect(page.get_by_role("status").first).to_contain_text(str(announced))


def test_counts_follow_the_selection_and_no_option_is_dead(visitor: Visitor) -> None:
    page = visitor.open("/projects/")
    _choice(page, "phase", "execution").check()
    for facet in ("theme", "technology", "call", "year", "has"):
        for choice in page.locator(f'[data-facet="{facet}"] input:visible').all():
            assert _count(choice) > 0
    theme = _choice(page, "theme", "water")
    announced = _count(theme)
    theme.check()
    expect(_cards(page)).to_have_count(announced)


def test_two_values_of_a_facet_widen_and_two_facets_narrow(visitor: Visitor) -> None:
    page = visitor.open("/projects/")
    water, mobility = (_choice(page, "theme", key) for key in ("water", "mobility"))
    most = max(_count(water), _count(mobility))
    water.check()
    mobility.check()
    both = _cards(page).count()
    assert both > most
    _choice(page, "has", "conclusions").check()
    assert 0 < _cards(page).count() < both


def test_words_find_without_accents_and_case(visitor: Visitor) -> None:
    page = visitor.open("/projects/")
    page.get_by_role("searchbox").fill("ARTIFICIELE")
    expect(_cards(page).first).to_be_visible()
    for text in _cards(page).all_text_contents():
        assert "artificiële" in text.lower()
    page.get_by_role("searchbox").fill("xyzzy")
    expect(_cards(page)).to_have_count(0)
    expect(page.get_by_role("status").first).to_contain_text("Niets gevonden")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_address_keeps_the_selection_for_back_reload_and_others(
    visitor: Visitor, code: str
) -> None:
    page = visitor.open(in_language("/projects/", code))
    everything = _titles(page)
    _choice(page, "phase", "execution").check()
    chosen = _titles(page)
    _choice(page, "theme", "water").check()
    page.locator("select[name=sort]").select_option("name")
    narrow = _titles(page)
    assert everything != chosen != narrow
    address = page.url
    assert "phase=execution" in address
    page.reload()
    assert _titles(page) == narrow
    expect(_choice(page, "theme", "water")).to_be_checked()
    page.go_back()
    page.go_back()
    assert _titles(page) == chosen
    expect(_choice(page, "theme", "water")).not_to_be_checked()
    page.go_forward()
    other = visitor.open(address.partition("//")[2].partition("/")[2].join(("/", "")))
    assert _titles(other) == narrow


def test_leaving_for_a_project_and_coming_back_restores_the_selection(visitor: Visitor) -> None:
    page = visitor.open("/projects/")
    _choice(page, "theme", "water").check()
    titles = _titles(page)
    page.locator(".finder__list h2 a").nth(1).click()
    page.wait_for_url(re.compile(r"/projects/[a-z0-9-]+/\?theme=water"))
    page.go_back()
    page.wait_for_url(re.compile(r"/projects/\?theme=water"))
    assert _titles(page) == titles


def test_a_project_leads_to_its_neighbours_in_the_selection(visitor: Visitor) -> None:
    page = visitor.open("/projects/?theme=water&sort=name")
    titles = _titles(page)
    page.locator(".finder__list h2 a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[1])
    around = page.get_by_role("navigation", name="Uw selectie")
    expect(around).to_contain_text(f"2 van {len(titles)}")
    expect(around.locator("[rel=prev]")).to_contain_text(titles[0])
    around.locator("[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[2])
    page.get_by_role("link", name="Terug naar uw selectie").click()
    page.wait_for_url(re.compile(r"/projects/\?"))
    assert _titles(page) == titles


def test_a_project_opened_by_itself_shows_no_selection(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("navigation", name="Uw selectie")).to_have_count(0)


def test_the_table_says_what_the_cards_say(visitor: Visitor) -> None:
    page = visitor.open("/projects/?phase=execution")
    titles = _titles(page)
    page.get_by_role("radio", name="Tabel").check()
    rows = page.locator(".finder table tbody tr")
    expect(rows).to_have_count(len(titles))
    assert page.locator(".finder tbody th").all_text_contents() == titles
    assert "view=table" in page.url
    for cell in page.locator(".finder tbody tr td:nth-of-type(1)").all_text_contents():
        assert cell == "uitvoering"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_selection_can_be_saved_as_a_table(visitor: Visitor, tmp_path: Path, code: str) -> None:
    page = visitor.open(in_language("/projects/?theme=water&sort=name", code))
    titles = _titles(page)
    with page.expect_download() as download:
        page.locator(".finder__csv").click()
    target = tmp_path / "projects.csv"
    download.value.save_as(target)
    assert download.value.suggested_filename == "projects.csv"
    text = target.read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert [row[0] for row in rows] == titles
    assert {len(row) for row in rows} == {len(head)}
    assert all(row[-1].startswith("http://127.0.0.1") for row in rows)


def test_clearing_shows_everything_again(visitor: Visitor) -> None:
    page = visitor.open("/projects/?theme=water&q=sluis")
    few = _cards(page).count()
    page.get_by_role("button", name="Alles wissen").click()
    page.wait_for_function(f"document.querySelectorAll('.finder__list > li').length > {few}")
    assert "theme" not in page.url
    expect(_choice(page, "theme", "water")).not_to_be_checked()


def test_more_items_come_on_request_and_keep_the_focus(visitor: Visitor) -> None:
    page = visitor.open("/projects/")
    shown = _cards(page).count()
    more = page.get_by_role("button", name="Toon er meer")
    more.focus()
    page.keyboard.press("Enter")
    expect(_cards(page).nth(shown)).to_be_visible()
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == _titles(page)[shown]
    expect(more).to_be_hidden()


def test_on_a_narrow_screen_the_filters_are_folded_and_work(visitor: Visitor) -> None:
    page = visitor.open("/projects/", width=320)
    box = _choice(page, "phase", "execution")
    expect(box).to_be_hidden()
    page.locator(".finder__filters > summary").click()
    expect(box).to_be_visible()
    box.check()
    expect(page.locator(".finder__chosen")).to_have_text("(1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_is_stored(visitor: Visitor) -> None:
    page = visitor.open("/projects/?theme=water")
    _choice(page, "phase", "execution").check()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0, 0, "",
    ]  # fmt: skip
