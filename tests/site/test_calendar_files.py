"""Every calendar of the built site is found from its page, and from the page about following."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import vobject
from centre_copy import Built
from html_pages import Page


def _calendars(site: Path) -> set[str]:
    return {f"/{path.relative_to(site)}" for path in site.rglob("*.ics")}


def test_every_calendar_stands_beside_a_page_that_announces_and_offers_it(
    site: Path, all_pages: list[Page], site_url: str
) -> None:
    announced = set()
    for page in all_pages:
        heads = page.tree.xpath("/html/head/link[@type='text/calendar']/@href")
        assert len(heads) <= 1
        for href in heads:
            address = urljoin(page.path, href)
            announced.add(address)
            offered = page.tree.xpath("//*[@class='about-page']//a/@href")
            host = site_url.partition("://")[2]
            assert f"webcal://{host}{address}" in offered, page.path
            assert address in {urljoin(page.path, link) for link in offered}, page.path
    assert announced == _calendars(site)
    assert len(announced) > 200


def test_the_page_about_following_lists_every_calendar(
    site: Path, pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    listed = set()
    for code in languages:
        page = pages["/follow/" if code == languages[0] else f"/{code}/follow/"]
        links = page.tree.xpath("//main//a[@type='text/calendar']/@href")
        links = links or page.tree.xpath("//a[@type='text/calendar']/@href")
        listed |= {urljoin(page.path, link) for link in links}
    assert listed == _calendars(site)


def test_every_entry_leads_to_its_place_on_a_page(
    site: Path, pages: dict[str, Page], site_url: str
) -> None:
    for path in ("calendar.ics", "en/calendar.ics"):
        events = vobject.readOne((site / path).read_bytes().decode()).contents["vevent"]
        assert len(events) > 100
        for event in events:
            address, _, anchor = event.url.value.removeprefix(site_url).partition("#")
            assert anchor in pages[address].ids, event.url.value


def test_a_build_without_git_says_that_changes_are_not_counted_and_is_no_failure(
    built: Built,
) -> None:
    said = built.command.stdout + built.command.stderr
    assert "pages and calendars know no changes: " in said
    assert "not a git repository" in said
    assert built.command.returncode == 0
