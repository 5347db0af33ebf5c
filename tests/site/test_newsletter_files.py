"""Every e-mail that an edition offers is there, and search does not lead to it."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from urllib.parse import urljoin

from html_pages import Page


def test_every_edition_offers_an_email_that_is_there(
    pages: dict[str, Page], site: Path, languages: tuple[str, ...]
) -> None:
    checked = 0
    for path, page in pages.items():
        if not page.address.startswith("/newsletter/") or page.address == "/newsletter/":
            continue
        links = [urljoin(path, link) for link in page.main.xpath(".//section//a/@href")]
        assert [link for link in links if link.endswith("/mail.html")] == [f"{path}mail.html"]
        [draft] = [link for link in links if link.endswith(".eml")]
        content = (site / draft.lstrip("/")).read_bytes()
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert message["Content-Language"] == page.language
        checked += 1
    assert checked >= 3 * len(languages)


def test_an_email_is_no_page_that_search_engines_or_readers_find(
    site: Path, pages: dict[str, Page]
) -> None:
    mails = sorted(site.rglob("mail.html"))
    assert mails
    for file in mails:
        source = file.read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in source
        assert "data-pagefind-body" not in source
    assert "mail.html" not in (site / "sitemap.xml").read_text("utf-8")
