"""Every page has the skeleton that readers, screen readers and search engines rely on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from html_pages import Page, text_of, words


def test_every_page_has_exactly_one_h1_with_words_in_it(all_pages: list[Page]) -> None:
    wrong = {}
    for page in all_pages:
        found = [words(text_of(element)) for element in page.tree.iter("h1")]
        if len(found) != 1 or not found[0]:
            wrong[page.path] = found
    assert wrong == {}


def test_the_h1_stands_in_the_main_part_of_the_page(all_pages: list[Page]) -> None:
    assert [page.path for page in all_pages if not page.main.xpath(".//h1")] == []


def test_headings_never_skip_a_level(all_pages: list[Page]) -> None:
    wrong = []
    for page in all_pages:
        level = 0
        for heading in page.tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            own = int(heading.tag[1])
            if own > level + 1:
                wrong.append(f"{page.path}: h{level}, then {heading.tag} {text_of(heading)!r}")
            level = own
    assert wrong == []


def test_no_heading_is_empty(all_pages: list[Page]) -> None:
    headings = [
        (page.path, heading)
        for page in all_pages
        for heading in page.tree.iter("h2", "h3", "h4", "h5", "h6")
    ]
    assert headings
    assert [path for path, heading in headings if not words(text_of(heading))] == []


def test_no_id_is_used_twice_on_a_page(all_pages: list[Page]) -> None:
    twice = {
        page.path: [value for value, count in Counter(page.ids).items() if count > 1]
        for page in all_pages
    }
    assert {path: values for path, values in twice.items() if values} == {}


def test_references_inside_a_page_name_an_id_that_exists(all_pages: list[Page]) -> None:
    wrong = []
    for page in all_pages:
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
            for value in page.tree.xpath(f"//@{name}"):
                wrong += [f"{page.path}: {name} {key}" for key in set(value.split()) - {*page.ids}]
    assert wrong == []


def test_every_page_says_its_language(all_pages: list[Page]) -> None:
    assert [page.path for page in all_pages if page.tree.get("lang") != page.language] == []


def test_every_page_has_one_main_part_and_a_header_and_a_footer(all_pages: list[Page]) -> None:
    landmarks = ("//main", "/html/body//footer[not(ancestor::main)]",
                 "/html/body//header[not(ancestor::main)]")  # fmt: skip
    wrong = [
        (page.path, xpath, len(page.tree.xpath(xpath)))
        for page in all_pages
        for xpath in landmarks
        if len(page.tree.xpath(xpath)) != 1
    ]
    assert wrong == []


def test_the_first_link_of_every_page_leads_to_its_main_part(all_pages: list[Page]) -> None:
    wrong = []
    for page in all_pages:
        first = page.tree.xpath("(/html/body//a)[1]/@href")
        target = page.tree.xpath("//*[@id=$key]", key=first[0].removeprefix("#"))
        inside = target and (target[0].tag == "main" or target[0].xpath("ancestor::main"))
        if not (first[0].startswith("#") and inside):
            wrong.append(page.path)
    assert wrong == []


def test_titles_are_unique_in_their_language(
    pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for code in languages:
        titles = Counter(page.title for page in pages.values() if page.language == code)
        assert titles
        assert {title for title, count in titles.items() if count > 1 or not title} == set()


def test_the_title_is_that_of_the_h1_and_names_the_site(
    pages: dict[str, Page], registers: dict[str, dict[str, dict[str, str]]]
) -> None:
    wrong = []
    for page in pages.values():
        site = registers["centre"]["name"][page.language]
        heading = words(text_of(page.one("//h1")))
        own = page.title.removesuffix(f" – {site}")
        if page.address == "/":
            named = page.title.startswith(site)
        else:
            named = own != page.title and heading.startswith(own)
        if not named:
            wrong.append((page.path, page.title, heading))
    assert wrong == []


def test_every_page_describes_itself_in_words_of_its_own(
    pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for code in languages:
        own = {path: page for path, page in pages.items() if page.language == code}
        counts = Counter(page.description for page in own.values())
        assert counts
        assert {text: count for text, count in counts.items() if count > 1 or not text} == {}


def test_descriptions_fit_in_a_search_result(pages: dict[str, Page]) -> None:
    long = {path: page.description for path, page in pages.items() if len(page.description) > 320}
    assert long == {}


def test_every_image_has_a_text_or_says_that_it_is_decoration(all_pages: list[Page]) -> None:
    wrong = []
    for page in all_pages:
        wrong += [page.path for image in page.tree.iter("img") if image.get("alt") is None]
        for drawing in page.tree.iter("svg"):
            named = drawing.get("aria-label") or drawing.find("title") is not None
            if drawing.get("aria-hidden") != "true" and not named:
                wrong.append(page.path)
    assert wrong == []


def test_every_page_names_its_icon_so_that_no_browser_asks_for_another(
    all_pages: list[Page],
) -> None:
    icons = {page.path: page.tree.xpath("/html/head/link[@rel='icon']/@href") for page in all_pages}
    assert {path: found for path, found in icons.items() if len(found) != 1} == {}


def test_the_site_holds_no_file_that_a_reader_has_no_use_for(site: Path) -> None:
    known = {
        *(".html", ".css", ".map", ".js", ".svg", ".png"),
        *(".xml", ".json", ".ndjson", ".csv", ".yml", ".jsonld", ".ttl"),
        *(".txt", ".md", ".bib", ".eml", ".ics", ""),  # no suffix: _redirects, _headers
    }
    strange = [
        file.relative_to(site).as_posix()
        for file in site.rglob("*")
        if file.is_file() and file.suffix not in known and "pagefind" not in file.parts
    ]
    assert strange == []
