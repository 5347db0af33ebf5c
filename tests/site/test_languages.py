"""Each language stands on its own, and every page leads to itself in the other ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from html_pages import Page, text_of, words

LONG_ENOUGH = 12
# Words that sentences are made of, and that the other language does not have.
SMALL_WORDS = {
    "nl": {"de", "het", "een", "en", "van", "voor", "met", "niet", "dat", "die", "wordt", "ook",
           "naar", "bij", "door", "te", "zijn", "uit", "ze", "kan"},
    "en": {"the", "and", "of", "to", "for", "with", "not", "that", "which", "are", "by", "from",
           "they", "it", "on", "can", "this", "its", "be", "has"},
}  # fmt: skip


def _language_links(page: Page) -> dict[str, list[str]]:
    """Return the addresses that the head names, by language."""
    found: dict[str, list[str]] = {}
    for link in page.tree.xpath("/html/head/link[@hreflang]"):
        assert link.get("rel").split() == ["alternate"]
        found.setdefault(link.get("hreflang"), []).append(link.get("href"))
    return found


def _path(address: str, code: str, languages: tuple[str, ...]) -> str:
    return address if code == languages[0] else f"/{code}{address}"


def test_the_head_names_the_page_in_every_language_absolutely(
    pages: dict[str, Page], site_url: str, languages: tuple[str, ...]
) -> None:
    for page in pages.values():
        expected = {
            code: [site_url + _path(page.address, code, languages)] for code in languages
        } | {"x-default": [site_url + page.address]}
        assert _language_links(page) == expected, page.path


def test_language_links_of_the_head_are_reciprocal(pages: dict[str, Page], site_url: str) -> None:
    for page in pages.values():
        named = _language_links(page)
        for code, [target] in named.items():
            other = pages[target.removeprefix(site_url)]
            assert _language_links(other) == named, page.path
            assert code in (other.language, "x-default"), page.path


def test_every_page_is_its_own_canonical_page(pages: dict[str, Page], site_url: str) -> None:
    wrong = {
        page.path: page.tree.xpath("/html/head/link[@rel='canonical']/@href")
        for page in pages.values()
        if page.tree.xpath("/html/head/link[@rel='canonical']/@href") != [site_url + page.path]
    }
    assert wrong == {}


def test_the_language_switch_leads_to_the_same_page(
    pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for page in pages.values():
        links = page.tree.xpath("/html/body//header[not(ancestor::main)]//a[@hreflang]")
        found = {link.get("hreflang"): urljoin(page.path, link.get("href")) for link in links}
        others = {code: _path(page.address, code, languages) for code in languages}
        del others[page.language]
        assert found == others, page.path
        assert len(links) == len(others), page.path


def test_links_that_announce_a_language_keep_the_promise(pages: dict[str, Page]) -> None:
    checked = 0
    for page in pages.values():
        for link in page.tree.xpath("/html/body//a[@hreflang][not(@type)]"):  # to pages
            checked += 1
            target = urlsplit(urljoin(page.path, link.get("href"))).path
            assert pages[target].language == link.get("hreflang"), page.path
    assert checked > len(pages)


def test_other_links_stay_in_the_language(pages: dict[str, Page]) -> None:
    wrong = []
    for page in pages.values():
        for link in page.tree.xpath("/html/body//a[@href][not(@hreflang)]"):
            target = urljoin(page.path, link.get("href")).partition("#")[0]
            if target in pages and pages[target].language != page.language:
                wrong.append(f"{page.path}: {link.get('href')}")
    assert wrong == []


def _wording(register: dict[str, dict[str, str]], code: str, other: str) -> set[str]:
    """Return the long words of the site in ``other`` that ``code`` says in another way."""
    own = {part for label in register.values() for part in _fixed_parts(label[code])}
    return {
        part
        for label in register.values()
        if label[code] != label[other]
        for part in _fixed_parts(label[other])
        if len(part) > LONG_ENOUGH and part not in own
        if not (part.islower() and part.isidentifier())  # the name of a field or register
    }


def _fixed_parts(label: str) -> list[str]:
    return [words(part) for part in re.split(r"\{\w+\}", label)]


@pytest.mark.parametrize(("code", "other"), [("en", "nl"), ("nl", "en")])
def test_no_page_shows_interface_words_of_another_language(
    all_pages: list[Page], registers: dict[str, Any], code: str, other: str
) -> None:
    foreign = _wording(registers["labels"], code, other)
    assert len(foreign) > LONG_ENOUGH
    wrong = []
    for page in [page for page in all_pages if page.language == code]:
        said = "\n".join(text for language, text in page.spoken() if language == code)
        wrong += [f"{page.path}: {wording}" for wording in foreign if wording in said]
    assert sorted(wrong) == []


@pytest.mark.parametrize(("code", "other"), [("en", "nl"), ("nl", "en")])
def test_no_sentence_is_in_another_language_than_it_says(
    all_pages: list[Page], code: str, other: str
) -> None:
    own, foreign = SMALL_WORDS[code] - SMALL_WORDS[other], SMALL_WORDS[other] - SMALL_WORDS[code]
    wrong, sentences = set(), 0
    for page in all_pages:
        for language, text in page.spoken():
            said = re.findall(r"\w+", text.lower())
            if language != code or len(said) < 6:
                continue
            sentences += 1
            strange = sum(word in foreign for word in said)
            if strange > 2 and strange > 2 * sum(word in own for word in said):
                wrong.add(f"{page.path}: {text}")
    assert sentences > len(all_pages)
    assert sorted(wrong) == []


def test_every_language_has_a_page_for_unknown_addresses(
    all_pages: list[Page], site: Path, languages: tuple[str, ...], registers: dict[str, Any]
) -> None:
    found = {page.path: page for page in all_pages if not page.path.endswith("/")}
    assert set(found) == {_path("/404.html", code, languages) for code in languages}
    for page in found.values():
        label = registers["labels"]["not-found-title"][page.language]
        assert words(text_of(page.one("//h1"))) == label
        assert page.tree.xpath("/html/head/meta[@name='robots']/@content") == ["noindex"]
        assert not page.tree.xpath("/html/head/link[@rel='canonical']")
        assert _language_links(page) == {}


def test_pages_for_unknown_addresses_work_at_any_depth(all_pages: list[Page]) -> None:
    for page in all_pages:
        if page.path.endswith("/"):
            continue
        links = page.tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
        relative = [link for link in links if not link.startswith(("/", "#", "https://"))]
        assert relative == [], page.path


def test_a_translation_says_so_and_leads_to_the_text_that_prevails(
    pages: dict[str, Page], languages: tuple[str, ...], registers: dict[str, Any]
) -> None:
    for page in pages.values():
        if page.address == "/":  # holds no text of its own, only words of the site and records
            continue
        note = registers["labels"]["translation-note"][page.language]
        note = note.format(leading="Dutch")
        said = page.language != languages[0]
        assert (note in words(text_of(page.main))) == said, page.path
        links = page.main.xpath(".//a[@hreflang=$code][not(@type)]/@href", code=languages[0])
        expected = [page.address] if said else []
        assert [urljoin(page.path, link) for link in links] == expected, page.path
