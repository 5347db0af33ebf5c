"""Dates say where they stand by the visitor's clock, in Brussels' days, and never wrongly open."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from barriers import find_barriers
from playwright.sync_api import Locator, Page, Route, expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

Labels = dict[str, dict[str, str]]
Say = Callable[[str, str], str]

CALL, ROLLING = "/calls/oproep-2027/", "/calls/doorlopende-oproep/"
PAGES = ("/", "/calls/", CALL, ROLLING, "/consultations/", "/projects/brug/", "/follow/")
ZONES = ("Europe/Brussels", "America/New_York")
BEFORE, OPEN = "2027-02-02T09:00:00Z", "2027-03-12T10:00:00Z"
THREE_DAYS, LAST_HOUR, AFTER = (
    "2027-03-27T09:00:00Z", "2027-03-30T21:30:00Z", "2027-04-07T09:00:00Z",
)  # fmt: skip
# For each moment what is said of: the call with an opening and an hour, the one with neither,
# the info session, the registration and the meeting.
SAID: dict[str, tuple[str, str, str, str, str]] = {
    BEFORE: ("not-yet", "closes 56", "ahead 36", "closes 54", "ahead 63"),
    OPEN: ("open", "closes 18", "past", "closes 16", "ahead 25"),
    THREE_DAYS: ("closes 3", "closes 3", "past", "closes 1", "ahead 10"),
    LAST_HOUR: ("closed", "closes-today", "past", "closed", "ahead 7"),
    AFTER: ("closed", "closed", "past", "closed", "past"),
}
EDGES = [
    ("2027-02-28T22:59:59Z", "not-yet"),
    ("2027-02-28T23:00:00Z", "opens-today"),
    ("2027-03-01T23:00:00Z", "open"),
    ("2027-03-15T22:59:59Z", "open"),
    ("2027-03-15T23:00:00Z", "closes 14"),
    ("2027-03-29T21:59:59Z", "closes 1"),
    ("2027-03-29T22:00:00Z", "closes-today"),
    ("2027-03-30T11:29:59Z", "closes-today"),
    ("2027-03-30T11:30:00Z", "closed"),
]


STYLED = """() => [...document.querySelectorAll("link[rel=stylesheet]")]
  .every((link) => link.sheet)"""


@pytest.fixture
def say(labels: Labels) -> Say:
    """What a state is called: ``closes 3`` is ``sluit over 3 dagen``."""

    def words(said: str, code: str) -> str:
        state, _, count = said.partition(" ")
        key = f"state-{state}" + (f"-{'one' if count == '1' else 'other'}" if count else "")
        return labels[key][code].replace("{count}", count)

    return words


def _of(page: Page, name: str, number: int = 0) -> Locator:
    """Return the state beside a date in a list of facts."""
    term = page.locator("dt", has_text=name)
    return term.nth(number).locator("xpath=following-sibling::dd[1]").locator(".state")


def _in_list(page: Page, title: str, kind: str) -> Locator:
    item = page.locator(".link-list > li", has_text=title).filter(has_text=kind)
    return item.locator(".state")


def _card(page: Page, title: str) -> Locator:
    return page.locator(".finder__list > .card", has_text=title).locator(".state")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("now", SAID)
def test_every_page_says_the_same_at_a_moment(
    visitor: Visitor,
    coming_server: str,
    labels: Labels,
    say: Say,
    now: str,
    zone: str,
    code: str,
) -> None:
    call, rolling, session, registration, meeting = (say(said, code) for said in SAID[now])
    name = {"nl": "Oproep van 2027", "en": "Call of 2027"}[code]
    other = {"nl": "Doorlopende oproep", "en": "Rolling call"}[code]
    consultation = {"nl": "marktconsultatie", "en": "market consultation"}[code]
    bridge = {"nl": "Brug van composiet", "en": "Composite bridge"}[code]

    page = visitor.open(in_language("/", code), server=coming_server, now=now, zone=zone)

    def coming(kind: str) -> str:
        return labels[f"coming-{kind}"][code]

    for path in ("/", "/follow/"):
        page.goto(in_language(path, code))
        expect(_in_list(page, name, coming("deadline"))).to_have_text(call)
        expect(_in_list(page, name, coming("session"))).to_have_text(session)
        expect(_in_list(page, other, coming("deadline")).first).to_have_text(rolling)
        expect(_in_list(page, bridge, coming("register-by"))).to_have_text(registration)
        expect(_in_list(page, bridge, consultation)).to_have_text(meeting)
    page.goto(in_language("/calls/", code))
    expect(_card(page, name)).to_have_text(call)
    expect(_card(page, other).first).to_have_text(rolling)
    page.goto(in_language(CALL, code))
    expect(_of(page, labels["deadline"][code])).to_have_text(call)
    expect(_of(page, "nfose" if code == "nl" else "nfo se")).to_have_text(session)
    page.goto(in_language(ROLLING, code))
    expect(_of(page, labels["deadline"][code])).to_have_text(rolling)
    expect(_of(page, labels["deadline"][code], 1)).to_have_text(labels["state-unknown"][code])
    page.goto(in_language("/consultations/", code))
    expect(_card(page, bridge)).to_have_text([meeting, registration])
    page.goto(in_language("/projects/brug/", code))
    expect(_of(page, labels["register-by"][code])).to_have_text(registration)
    expect(_of(page, labels["date"][code])).to_have_text(meeting)


@pytest.mark.parametrize("zone", ZONES)
def test_a_state_changes_at_its_instant_in_brussels(
    visitor: Visitor, coming_server: str, labels: Labels, say: Say, zone: str
) -> None:
    page = visitor.open(CALL, server=coming_server, now=BEFORE, zone=zone)
    for now, said in EDGES:
        page.clock.set_fixed_time(now)
        page.reload()
        expect(_of(page, labels["deadline"]["nl"])).to_have_text(say(said, "nl"))


@pytest.mark.parametrize("zone", [*ZONES, "Pacific/Kiritimati"])
def test_days_are_counted_across_the_change_of_summer_time(
    visitor: Visitor, coming_server: str, labels: Labels, say: Say, zone: str
) -> None:
    register = labels["register-by"]["nl"]
    page = visitor.open("/projects/brug/", server=coming_server, now=BEFORE, zone=zone)
    for now, said in [
        ("2027-03-26T22:30:00Z", "closes 2"),  # 23.30 on the 26th, in winter time
        ("2027-03-27T22:30:00Z", "closes 1"),
        ("2027-03-27T23:00:00Z", "closes-today"),
        ("2027-03-28T21:59:59Z", "closes-today"),  # a day of 23 hours
        ("2027-03-28T22:00:00Z", "closed"),
    ]:
        page.clock.set_fixed_time(now)
        page.reload()
        expect(_of(page, register)).to_have_text(say(said, "nl"))
    for now, said in [
        ("2027-10-30T21:30:00Z", "ahead 3"),  # 23.30 on the 30th, in summer time
        ("2027-10-30T22:00:00Z", "ahead 2"),
        ("2027-10-31T22:30:00Z", "ahead 2"),  # 23.30 on the 31st, in winter time
        ("2027-10-31T23:00:00Z", "ahead 1"),
        ("2027-11-01T23:00:00Z", "today"),
        ("2027-11-02T23:00:00Z", "past"),
    ]:
        page.clock.set_fixed_time(now)
        page.reload()
        expect(page.locator("#event-gunning .state")).to_have_text(say(said, "nl"))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_without_script_the_dates_stand_there_in_words_and_no_state(
    visitor: Visitor, coming_server: str, labels: Labels, code: str, path: str
) -> None:
    for now in (OPEN, AFTER):
        page = visitor.open(
            in_language(path, code), server=coming_server, script=False, now=now
        )  # fmt: skip
        main = page.get_by_role("main")
        expect(main.locator("time", has_text="2027").first).to_be_visible()
        shown = main.locator(".state").all_inner_texts()
        assert {text for text in shown if text} <= {labels["state-closed"][code]}
        for state in ("open", "opens-today", "closes-today", "not-yet"):
            words = re.compile(rf"^{labels[f'state-{state}'][code]}$", re.MULTILINE)
            assert not words.search(main.inner_text())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_tab_left_open_follows_the_clock_and_tells_a_change_once(
    visitor: Visitor, coming_server: str, labels: Labels, say: Say, code: str
) -> None:
    page = visitor.open(
        in_language(CALL, code), server=coming_server, now="2027-03-29T21:58:00Z", ticking=True
    )
    mark, told = _of(page, labels["deadline"][code]), page.locator("body > p[role=status]")
    expect(mark).to_have_text(say("closes 1", code))
    expect(told).to_have_text("")
    page.clock.run_for("03:00")
    expect(mark).to_have_text(say("closes-today", code))
    expect(told).to_contain_text(say("closes-today", code))
    said = told.inner_text()
    page.clock.run_for("13:00:00")
    assert told.inner_text() == said
    page.clock.run_for("30:00")
    expect(mark).to_have_text(say("closed", code))
    expect(told).to_contain_text(say("closed", code))


def test_a_tab_that_comes_back_into_view_is_right_at_once(
    visitor: Visitor, coming_server: str, labels: Labels, say: Say
) -> None:
    page = visitor.open("/", server=coming_server, now=OPEN)
    mark = _in_list(page, "Oproep van 2027", labels["coming-deadline"]["nl"])
    expect(mark).to_have_text(say("open", "nl"))
    page.clock.set_fixed_time(AFTER)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(mark).to_have_text(say("closed", "nl"))
    assert labels["state-open"]["nl"] not in page.locator(".link-list .state").all_inner_texts()


def test_a_consultation_that_is_over_is_no_longer_found_as_announced(
    visitor: Visitor, coming_server: str
) -> None:
    announced = '[data-facet="state"] input[value="announced"]'
    page = visitor.open("/consultations/", server=coming_server, now=BEFORE)
    expect(page.locator(announced)).to_be_visible()
    page.clock.set_fixed_time(AFTER)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_role("searchbox").first.fill("brug")
    expect(page.locator(announced)).to_be_hidden()
    page = visitor.open("/consultations/", server=coming_server, now=AFTER)
    expect(page.locator(announced)).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_moves_when_the_states_appear(
    visitor: Visitor, coming_server: str, code: str, width: int
) -> None:
    measure = """() => [...document.querySelectorAll("main h2, main h3, main li, main dd, footer")]
      .filter((element) => !element.closest(".toc, details:not([open])"))
      .map((element) => Math.round(element.getBoundingClientRect().top + scrollY))"""
    held: list[Route] = []
    for path in PAGES:
        held.clear()
        page = visitor.open("/glossary/", server=coming_server, now=OPEN, width=width)
        page.route("**/live.*js", lambda route: held.append(route))
        page.goto(in_language(path, code), wait_until="commit")
        page.wait_for_selector("footer")
        page.wait_for_function(STYLED)
        ends = time.monotonic() + 10
        while not held:
            assert time.monotonic() < ends
            page.wait_for_timeout(20)
        expect(page.locator(".state[data-states]").first).to_have_text("")
        before = page.evaluate(measure)
        held[0].continue_()
        expect(page.locator(".state[data-states]").first).not_to_have_text("")
        if path not in ("/calls/", "/consultations/"):  # these make room for their controls
            assert page.evaluate(measure) == before, path
        room = page.locator(".state").evaluate_all("all => all.map((e) => e.offsetHeight)")
        assert len(set(room)) == 1, path


def test_on_paper_stand_the_dates_without_a_state(visitor: Visitor, coming_server: str) -> None:
    for path in PAGES:
        page = visitor.open(path, server=coming_server, now=OPEN)
        expect(page.locator(".state[data-state]").first).to_be_visible()
        page.emulate_media(media="print")
        for state in page.locator(".state").all():
            expect(state).to_be_hidden()
        expect(page.get_by_role("main").locator("time").first).to_be_visible()
        for kit in page.locator(".forward").all():
            expect(kit).to_be_hidden()


@pytest.mark.parametrize("now", [BEFORE, OPEN, LAST_HOUR])  # together every state
def test_no_state_has_a_barrier(visitor: Visitor, coming_server: str, axe: str, now: str) -> None:
    for path in ("/", "/calls/", CALL, "/projects/brug/"):
        page = visitor.open(path, server=coming_server, now=now)
        for kit in page.locator(".forward > summary").all():
            kit.click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 800})
                assert find_barriers(page, axe) == [], (path, scheme, width)


def test_states_fit_on_the_smallest_screen(visitor: Visitor, coming_server: str) -> None:
    for path in PAGES:
        page = visitor.open(path, server=coming_server, now=OPEN, width=320)
        for kit in page.locator(".forward > summary").all():
            kit.click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
