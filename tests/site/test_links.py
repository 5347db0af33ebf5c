"""Every link, asset and anchor of the site leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from centre_copy import Built
from html_pages import Page
from site_links import links, local, wrong_links

CSS_LINK = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


def test_every_link_and_asset_and_anchor_of_every_page_resolves(
    all_pages: list[Page],
    site: Path,
    site_url: str,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    inside, wrong = wrong_links(all_pages, site, site_url)
    record_testsuite_property("links_checked", inside)
    print(f"{inside} links checked on {len(all_pages)} pages")
    assert inside > len(all_pages)
    assert wrong == []


def test_links_to_other_sites_are_web_or_mail_addresses(
    all_pages: list[Page], site_url: str
) -> None:
    strange = set()
    for page in all_pages:
        for link in links(page):
            if local(page.path, link, site_url) is None:
                parts = urlsplit(link.strip())
                web = parts.scheme in ("http", "https") and parts.hostname
                # Who passes something on by mail chooses to whom.
                mail = parts.scheme == "mailto" and ("@" in parts.path or not parts.path)
                if not (web or mail):
                    strange.add(f"{page.path}: {link}")
    assert sorted(strange) == []


def test_links_between_pages_hold_when_the_site_stands_in_a_folder(all_pages: list[Page]) -> None:
    rooted = {
        f"{page.path}: {link}"
        for page in all_pages
        if page.path.endswith("/")
        for link in links(page)
        if link.startswith("/")
    }
    assert sorted(rooted) == []


def test_every_page_can_be_reached_from_the_home_page(
    pages: dict[str, Page], site_url: str, languages: tuple[str, ...]
) -> None:
    seen, ahead = {"/"}, ["/"]
    while ahead:
        page = pages[ahead.pop()]
        for link in page.tree.xpath("//a/@href"):
            target = local(page.path, link, site_url)
            path = urldefrag(target)[0] if target else ""
            if path in pages and path not in seen:
                seen.add(path)
                ahead.append(path)
    assert sorted(set(pages) - seen) == []


def test_every_page_can_be_reached_in_its_own_language(
    pages: dict[str, Page], site_url: str, languages: tuple[str, ...]
) -> None:
    for code in languages:
        home = "/" if code == languages[0] else f"/{code}/"
        seen, ahead = {home}, [home]
        while ahead:
            page = pages[ahead.pop()]
            for link in page.tree.xpath("//a/@href"):
                target = local(page.path, link, site_url)
                path = urldefrag(target)[0] if target else ""
                if path in pages and pages[path].language == code and path not in seen:
                    seen.add(path)
                    ahead.append(path)
        assert {path for path, page in pages.items() if page.language == code} - seen == set()


def test_style_sheets_load_only_what_the_site_has(site: Path) -> None:
    wrong, sheets = [], sorted(site.rglob("*.css"))
    for sheet in sheets:
        for link in CSS_LINK.findall(sheet.read_text("utf-8")):
            if link.startswith(("data:", "#")):
                continue
            parts = urlsplit(link)
            outside = parts.scheme or parts.netloc
            if outside or not (sheet.parent / parts.path).is_file():
                wrong.append(f"{sheet.name}: {link}")
    assert sheets
    assert wrong == []


@pytest.mark.parametrize("suffix", [".css", ".js", ".svg"])
def test_every_file_of_our_own_assets_is_used(
    site: Path, coming: Built, all_pages: list[Page], suffix: str
) -> None:
    folders = (site / "assets", site / "assets/immutable")
    own = [file for folder in folders for file in folder.iterdir() if file.suffix == suffix]
    text = "".join(page.source for page in all_pages)
    text += (coming.site / "index.html").read_text("utf-8")  # with dates that are to come
    text += "".join(file.read_text("utf-8") for file in site.rglob("rss.xml"))
    text += "".join(file.read_text("utf-8") for file in (site / "assets").rglob("*.css"))
    assert own
    assert [file.name for file in own if file.name not in text] == []
