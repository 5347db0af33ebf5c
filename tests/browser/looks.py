"""The ways in which pages are looked at: colours and widths.

320 CSS pixels is what a screen of 1280 shows at 400 % zoom (WCAG 1.4.10).
"""

from __future__ import annotations

from playwright.sync_api import Page

LOOKS = tuple((scheme, width) for width in (1280, 360, 320) for scheme in ("light", "dark"))


def look(page: Page, scheme: str, width: int) -> None:
    """Give a page the colours of a device and the width of its window."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
