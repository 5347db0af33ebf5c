"""A third language needs configuration and labels, and no line of code."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from centre_copy import Built, copy_centre, kc
from html_pages import Page, read_pages, words
from lxml import etree
from site_links import wrong_links

LANGUAGES = ("nl", "en", "fr")
URL = "https://kenniscentrum.example"
REGISTERS = "projects/_registers"
CENTRE = {
    "name": "Centre de connaissances des marchés publics innovants",
    "tagline": "Comment les pouvoirs publics flamands achètent l’innovation",
    "licence": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
}
TRANSLATED = {"turing": "Turing : éclairage prédictif des routes"}
LONG_ENOUGH = 12


def _starter(name: str) -> Any:
    text = (resources.files("kenniscentrum") / "starter" / name).read_text("utf-8")
    return yaml.safe_load(text)


def _change(file: Path, change: Any) -> None:
    data = yaml.safe_load(file.read_text("utf-8"))
    change(data)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(text, "utf-8")


def _centre(data: Any) -> None:
    data["languages"] = list(LANGUAGES)
    for key, text in CENTRE.items():
        data[key]["fr"] = text


def _vocabulary(data: Any) -> None:
    """Add the labels that there are; those of Flanders' own programmes are not among them."""
    said = {(key, term["id"]): term["label"]["fr"]
            for key, terms in _starter("vocabulary.yml").items() for term in terms}  # fmt: skip
    for key, terms in data.items():
        for term in terms:
            if (key, term["id"]) in said:
                term["label"]["fr"] = said[key, term["id"]]


def _labels(data: Any) -> None:
    for key, text in _starter("labels.fr.yml").items():
        data[key]["fr"] = text


@cache
def _build(folder: Path) -> Built:
    """Build the real centre in three languages, of which the third has labels only."""
    root = copy_centre(folder / "french")
    _change(root / REGISTERS / "centre.yml", _centre)
    _change(root / REGISTERS / "labels.yml", _labels)
    _change(root / REGISTERS / "vocabulary.yml", _vocabulary)
    for key, title in TRANSLATED.items():
        record = root / f"projects/{key}.yml"
        text = record.read_text("utf-8")
        record.write_text(
            text.replace("title:\n", f"title:\n  fr: {json.dumps(title)}\n", 1), "utf-8"
        )
    frame = root / "mkdocs.yml"
    text = frame.read_text("utf-8")
    other = "        - {locale: fr, name: Français, build: true}\n"
    frame.write_text(text.replace("  - kenniscentrum\n", f"{other}  - kenniscentrum\n"), "utf-8")
    return Built(root, kc(root, "build"))


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = _build(tmp_path_factory.getbasetemp())
    assert built.command.returncode == 0, built.command.stdout[-2000:] + built.command.stderr
    return built


@pytest.fixture(scope="module")
def site_pages(french: Built) -> list[Page]:
    pages = read_pages(french.site, LANGUAGES)
    return [page for page in pages if not page.redirects and not page.is_mail]


@pytest.fixture(scope="module")
def french_pages(site_pages: list[Page]) -> list[Page]:
    return [page for page in site_pages if page.language == "fr"]


def test_every_page_is_there_in_the_third_language(site_pages: list[Page]) -> None:
    by_language = {
        code: {page.address for page in site_pages if page.language == code} for code in LANGUAGES
    }
    assert len(by_language["nl"]) > 300
    assert by_language["fr"] == by_language["en"] == by_language["nl"]


def test_every_link_of_its_pages_leads_somewhere(
    french: Built, site_pages: list[Page], record_testsuite_property: Any
) -> None:
    inside, wrong = wrong_links(site_pages, french.site, URL)
    record_testsuite_property("links_checked_with_a_third_language", inside)
    assert inside > len(site_pages)
    assert wrong == []


def test_nothing_of_a_page_is_called_french_that_is_not(
    french: Built, french_pages: list[Page]
) -> None:
    """Labels and the words of records: what is Dutch or English stands in an element saying so."""
    labels = yaml.safe_load((french.root / REGISTERS / "labels.yml").read_text("utf-8"))
    foreign = {
        part
        for said in labels.values()
        for code in ("nl", "en")
        for part in map(words, re.split(r"\{\w+\}", said[code]))
        if part.count(" ") >= 2 and part not in said["fr"]
    }
    foreign -= {part for part in foreign if any(part in said["fr"] for said in labels.values())}
    records = [
        yaml.safe_load(file.read_text("utf-8")) for file in (french.root / "projects").glob("*.yml")
    ]
    foreign |= {
        words(item[key]["nl"]) for item in records for key in ("need", "solution") if key in item
    }
    assert len(foreign) > 300
    wrong = set()
    for page in french_pages:
        said = "\n".join(text for language, text in page.shown() if language == "fr")
        wrong |= {f"{page.path}: {part}" for part in foreign if part in said}
    assert sorted(wrong) == []


def test_labels_of_the_third_language_stand_in_its_own_elements(
    french: Built, french_pages: list[Page]
) -> None:
    labels = yaml.safe_load((french.root / REGISTERS / "labels.yml").read_text("utf-8"))
    own = {
        said["fr"]
        for said in labels.values()
        if len(said["fr"]) > LONG_ENOUGH and said["fr"] not in (said["nl"], said["en"])
    }
    wrong = {
        f"{page.path}: {text}"
        for page in french_pages
        for language, text in page.spoken()
        if language != "fr" and text in own
    }
    assert sorted(wrong) == []


def test_what_is_not_translated_says_so_and_is_no_page_of_that_language(
    french: Built, french_pages: list[Page]
) -> None:
    pages = {page.address: page for page in french_pages}
    notice = _starter("labels.fr.yml")["untranslated-block"]
    notice = words(notice.format(language="français", shown="néerlandais"))
    turing, guide, other = (
        pages["/projects/turing/"],
        pages["/guides/route/"],
        pages["/calls/pio-2017-1/"],
    )
    assert TRANSLATED["turing"] in words(turing.one("//h1").text_content()).replace("\u00a0", " ")
    assert notice in [text for language, text in turing.spoken() if language == "fr"]
    assert turing.tree.xpath("/html/head/link[@hreflang='fr']/@href") == [URL + turing.path]
    for page in (guide, other):
        assert page.tree.xpath("/html/head/meta[@name='robots']/@content") == ["noindex"]
        assert not page.tree.xpath("/html/head/link[@hreflang]")
        [address] = page.tree.xpath("/html/head/link[@rel='canonical']/@href")
        assert address == URL + page.address
        assert page.tree.xpath("//h1/descendant-or-self::*[@lang]/@lang") == ["nl"]


def test_the_sitemap_names_only_pages_that_are_written_in_the_language(
    french: Built, french_pages: list[Page]
) -> None:
    root = etree.parse(french.site / "sitemap.xml").getroot()
    listed = {item.text for item in root.iter("{*}loc") if "/fr/" in item.text}
    offered = {
        URL + page.path
        for page in french_pages
        if page.path.endswith("/") and not page.tree.xpath("//meta[@name='robots']")
    }
    assert listed == offered
    assert f"{URL}/fr/themes/water/" in listed


def test_feeds_and_search_speak_the_language(french: Built) -> None:
    folder = french.site / "fr"
    feed = json.loads((folder / "feed.json").read_text("utf-8"))
    assert (feed["language"], feed["title"]) == ("fr", CENTRE["name"])
    assert etree.parse(folder / "atom.xml").getroot().get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    ) == "fr"  # fmt: skip
    assert "<Language>fr</Language>" in (folder / "opensearch.xml").read_text("utf-8")
    index = json.loads((french.site / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert set(index["languages"]) == set(LANGUAGES)
    found = json.loads((french.site / "pagefind/words.fr.json").read_text("utf-8"))
    assert {"éclairage", "mobilité"} <= set(found)
