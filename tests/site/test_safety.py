"""A page brings no code of its own, fetches nothing from elsewhere and keeps no theme's rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from html_pages import Page
from lxml import etree

# Elements that make a browser fetch what they name, without being asked to.
FETCHING = ("audio", "embed", "iframe", "image", "img", "input", "object", "script", "source",
            "track", "use", "video")  # fmt: skip
FETCHING_LINKS = {"icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload",
                  "stylesheet", "dns-prefetch"}  # fmt: skip


def _elements(all_pages: list[Page]) -> Iterator[tuple[Page, Any]]:
    for page in all_pages:
        for element in page.tree.iter():
            if isinstance(element.tag, str):
                yield page, element


def test_no_page_holds_a_script_or_style_or_event_handler(all_pages: list[Page]) -> None:
    wrong = set()
    for page, element in _elements(all_pages):
        handlers = [name for name in element.attrib if name.lower().startswith("on")]
        runs = element.tag == "script" and element.get("type") != "application/ld+json"
        inline = element.tag == "style" or (runs and not element.get("src"))
        if handlers or inline or element.get("style") is not None:
            wrong.add(f"{page.path}: <{element.tag}> {dict(element.attrib)}")
    assert sorted(wrong) == []


def test_no_link_runs_a_script(all_pages: list[Page]) -> None:
    wrong = {
        f"{page.path}: {value}"
        for page, element in _elements(all_pages)
        for value in element.attrib.values()
        if "".join(value.split()).lower().startswith(("javascript:", "vbscript:", "data:text/html"))
    }
    assert sorted(wrong) == []


def test_no_page_makes_the_browser_ask_another_host(all_pages: list[Page]) -> None:
    wrong = set()
    for page, element in _elements(all_pages):
        rel = set((element.get("rel") or "").lower().split())
        if element.tag not in FETCHING and not (element.tag == "link" and rel & FETCHING_LINKS):
            continue
        for name in ("data", "href", "poster", "src", "srcset"):
            if urlsplit((element.get(name) or "").strip()).netloc:
                wrong.add(f"{page.path}: <{element.tag} {name}={element.get(name)}>")
    assert sorted(wrong) == []


def test_no_page_sends_anything_but_a_question_to_a_page_of_its_own(all_pages: list[Page]) -> None:
    wrong = set()
    for page, element in _elements(all_pages):
        if element.get("ping") is not None or element.get("formaction") is not None:
            wrong.add(f"{page.path}: <{element.tag}>")
        if element.tag != "form":
            continue
        action = urlsplit(element.get("action") or "")
        asks = (element.get("method") or "get").lower() == "get"
        if not asks or action.scheme or action.netloc or element.get("target"):
            wrong.add(f"{page.path}: <form> {dict(element.attrib)}")
    assert sorted(wrong) == []


def test_drawings_hold_no_script_and_fetch_nothing(site: Path) -> None:
    drawings = sorted(site.rglob("*.svg"))
    assert drawings
    for file in drawings:
        for element in etree.parse(file).iter():
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            assert name not in ("script", "style", "foreignObject"), file.name
            for key, value in element.attrib.items():
                assert not key.lower().startswith("on"), file.name
                assert not (key.endswith("href") and not value.startswith("#")), file.name


def test_nothing_of_the_theme_is_left_but_its_text_styles(
    all_pages: list[Page], site: Path
) -> None:
    wrong = set()
    for page, element in _elements(all_pages):
        kinds = set((element.get("class") or "").split())
        if kinds & {"md-toggle", "md-overlay", "md-dialog", "md-search", "md-header"}:
            wrong.add(f"{page.path}: {sorted(kinds)}")
        if element.get("id") in ("__config", "__drawer", "__palette", "__search", "__toc"):
            wrong.add(f"{page.path}: #{element.get('id')}")
    assert sorted(wrong) == []
    assert not (site / "assets" / "javascripts").exists()
    assert not [page.path for page in all_pages if "404 - Not found" in page.source]
    assert not [page.path for page in all_pages if "generator" in page.tree.xpath("//meta/@name")]
