"""Where the links of a built site lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from html_pages import Page

LINKING = ("action", "cite", "data", "formaction", "href", "poster", "src")


def links(page: Page) -> Iterator[str]:
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name in LINKING:
            if element.get(name) is not None:
                yield element.get(name)
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
        if (element.get("property") or "") in ("og:url", "og:image"):
            yield element.get("content")


def local(base: str, link: str, site_url: str) -> str | None:
    """Return where a link leads inside the site, or None if it leads out."""
    target = urljoin(site_url + base, link.strip())
    parts = urlsplit(target)
    if parts.scheme in ("http", "https") and not parts.hostname:
        return target
    if parts.scheme == "webcal":  # the address of a calendar, for programs that subscribe to it
        target = target.replace("webcal:", "https:", 1)
    if target == site_url or target.startswith(f"{site_url}/"):
        return target.removeprefix(site_url) or "/"
    return None


def fault(target: str, site: Path, pages: dict[str, Page]) -> str:
    """Say what is wrong with a path of the site, or nothing."""
    path, anchor = urldefrag(target)
    path = unquote(urlsplit(path).path)
    if path.endswith("/"):
        if path not in pages:
            return "no such page"
        if anchor and unquote(anchor) not in pages[path].ids:
            return "no such anchor"
        return ""
    return "" if (site / path.lstrip("/")).is_file() else "no such file"


def wrong_links(all_pages: list[Page], site: Path, site_url: str) -> tuple[int, list[str]]:
    """Return how many links lead inside the site, and those of them that lead nowhere."""
    pages = {page.path: page for page in all_pages if page.path.endswith("/")}
    inside, wrong = 0, set()
    for page in all_pages:
        for link in links(page):
            target = local(page.path, link, site_url)
            if target is not None:
                inside += 1
                if found := fault(target, site, pages):
                    wrong.add(f"{page.path}: {link}: {found}")
    return inside, sorted(wrong)
