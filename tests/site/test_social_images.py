"""Who shares a page shows an image of it."""

from __future__ import annotations

from pathlib import Path

from html_pages import Page
from PIL import Image


def test_every_page_with_an_address_has_an_image_of_the_size_that_it_says(
    all_pages: list[Page], site: Path, site_url: str
) -> None:
    def said(page: Page, name: str) -> str:
        return str(page.one(f"/html/head/meta[@property='{name}']/@content"))

    shown = {}
    for page in all_pages:
        if not page.tree.xpath("/html/head/link[@rel='canonical']"):
            assert not page.tree.xpath("//meta[@property='og:image']"), page.path
            continue
        address = said(page, "og:image")
        assert address.startswith(f"{site_url}/"), page.path
        assert said(page, "og:image:alt").strip(), page.path
        assert (said(page, "og:image:width"), said(page, "og:image:height")) == ("1200", "630")
        card = page.one("/html/head/meta[@name='twitter:card']/@content")
        assert card == "summary_large_image"
        shown.setdefault(address.removeprefix(f"{site_url}/"), set()).add(page.language)
    assert len(shown) > 200
    for path, languages in shown.items():
        with Image.open(site / path) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630)), path
        assert len(languages) == 1, path
    assert {file.relative_to(site).as_posix() for file in site.glob("assets/social/*")} == {*shown}
