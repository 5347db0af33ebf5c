"""Text that tries to be markup, script or template is shown as text, in pages and feeds."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from rendered import HOSTILE, MakeSite, golden_centre, page

from kenniscentrum.views.site import Site

both_languages = pytest.mark.parametrize("language", ["nl", "en"])
# Elements and attributes that our own templates do not write, so only hostile text could.
FOREIGN = re.compile(r"<(script|img|iframe|style|svg|b|i)\b|\son\w+\s*=[^<>]*>|<h1>.*<h1>", re.I)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, site_of: MakeSite) -> Site:
    """A site with hostile text in every field that takes text."""
    return site_of(golden_centre(tmp_path_factory.mktemp("hostile")))


def _html(site: Site, address: str, language: str) -> str:
    fragment = site.fragment(address, language)
    assert fragment is not None
    return fragment.html


def _pages(site: Site, language: str) -> dict[str, str]:
    """Return every page of the site that may say something of the hostile project."""
    pages = {address: _html(site, address, language) for address in site.records}
    for address, _ in site.corpus.documents:
        body = site.corpus.document(address, language).body
        pages[address] = site.document(address, language, body)
    return pages


@both_languages
def test_hostile_text_makes_no_element_or_attribute(site: Site, language: str) -> None:
    found = {key: FOREIGN.findall(text) for key, text in _pages(site, language).items()}
    assert {key: hits for key, hits in found.items() if hits} == {}


@both_languages
def test_no_link_runs_a_script(site: Site, language: str) -> None:
    for text in _pages(site, language).values():
        links = [html.unescape(link) for link in re.findall(r'(?:href|src)="([^"]*)"', text)]
        assert [
            link for link in links if re.match(r"\W*(javascript|data|vbscript)", link, re.I)
        ] == []


@both_languages
def test_hostile_text_is_shown_and_not_swallowed(site: Site, language: str) -> None:
    text = _html(site, f"projects/{HOSTILE}", language)
    assert text.count("&lt;script&gt;alert(") >= 4
    assert "{{ 7*7 }}" in text
    assert "49" not in text
    assert "&lt;!-- kc:home --&gt;" in text


@both_languages
def test_what_goes_into_attributes_stays_inside_them(site: Site, language: str) -> None:
    text = _html(site, f"projects/{HOSTILE}", language)
    assert '?a=1&amp;b=2" rel="external">' in text
    assert '"><img' not in text


def test_feeds_hold_hostile_text_as_text(site: Site) -> None:
    own = ("rss.xml", "atom.xml", f"projects/{HOSTILE}/rss.xml", f"projects/{HOSTILE}/atom.xml")
    names = {prefix + name for prefix in ("", "en/") for name in own}
    feeds = {path: content for path, content in site.files() if path in names}
    assert feeds.keys() == names
    for path, content in feeds.items():
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(content).iter()}
        assert not tags & {"script", "img", "b", "i", "svg"}, path
        parsed = feedparser.parse(content, sanitize_html=False)
        assert not parsed.bozo, path
        entry = next(item for item in parsed.entries if "/aanval/" in item.id)
        body = entry.content[0].value
        assert not FOREIGN.search(body), path
        assert "&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; {{ 7*7 }}" in body, path


@both_languages
def test_titles_and_descriptions_are_plain_words(site: Site, language: str) -> None:
    fragment = site.fragment(f"projects/{HOSTILE}", language)
    assert fragment is not None
    assert fragment.title.startswith(("Titel <script>", "Title <script>"))
    assert fragment.description.startswith(("Zin <b>vet</b> &", "Sentence <b>bold</b> &"))


def test_json_feeds_hold_hostile_text_as_text(site: Site) -> None:
    feed = json.loads(dict(site.files())[f"projects/{HOSTILE}/feed.json"])
    item = next(item for item in feed["items"] if "/aanval/" in item["id"])
    assert not FOREIGN.search(item["content_html"])
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in item["content_html"]


def test_a_whole_hostile_page_can_be_read_as_html(site: Site, tmp_path: Path) -> None:
    text = page(site, HOSTILE, "nl")
    for tag in ("section", "ol", "ul", "div", "p", "li", "dl"):
        assert len(re.findall(rf"<{tag}\b", text)) == text.count(f"</{tag}>"), tag
