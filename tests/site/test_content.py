"""What the records say stands on their pages, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from html_pages import Page, squash, text_of, words

OWN_PROGRAMME = "pio"
LIST_NUMBER = re.compile(r"(?m)^\d+\. ")  # the browser counts
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def _in(code: str, text: dict[str, str]) -> str:
    """Return the letters of a text in a language, or in the first one that it has."""
    said = text.get(code) or next(iter(text.values()))
    return squash(LIST_NUMBER.sub("", MARKDOWN_LINK.sub(r"\1", said)))


def _projects(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], Page]]:
    for key, record in records.items():
        for code in languages:
            folder = "" if code == languages[0] else f"/{code}"
            yield record, pages[f"{folder}/projects/{key}/"]


def _texts(record: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield every text of a record that its page must hold."""
    consultation = record.get("market_consultation", {})
    asked = (consultation.get(name) for name in ("question", "form", "follow_up"))
    for text in (record.get("need"), record.get("solution"), *asked):
        if text:
            yield text
    yield from consultation.get("conclusions", [])
    yield from record.get("remarks", [])
    for name, field in (("events", "text"), ("procedures", "note"), ("budget", "note"),
                        ("contractors", "note"), ("purchases", "text"), ("outcomes", "text"),
                        ("lessons", "text")):  # fmt: skip
        yield from (item[field] for item in record.get(name, []) if field in item)


def test_every_project_has_a_page_under_its_title(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for record, page in _projects(records, pages, languages):
        heading = squash(text_of(page.one("//h1")))
        assert heading == _in(page.language, record["title"]), page.path


def test_every_project_page_says_everything_the_record_says(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    missing, checked = [], 0
    for record, page in _projects(records, pages, languages):
        said = squash(text_of(page.main))
        for text in _texts(record):
            checked += 1
            if _in(page.language, text) not in said:
                missing.append((page.path, text))
    print(checked, "texts of records found on their pages")
    assert checked > len(records)
    assert missing == []


def test_every_project_page_links_every_party(
    records: dict[str, Any],
    registers: dict[str, Any],
    pages: dict[str, Page],
    languages: tuple[str, ...],
) -> None:
    names = {item["id"]: item["name"] for item in registers["organisations"]["organisations"]}
    for record, page in _projects(records, pages, languages):
        parties = [*record.get("organisations", [])]
        parties += [item["organisation"] for item in record.get("contractors", [])]
        for key in parties:
            links = page.main.xpath(f".//a[contains(@href, 'organisations/{key}/')]")
            said = [squash(text_of(link)) for link in links]
            assert _in(page.language, names[key]) in said, (page.path, key)


def test_every_project_page_names_every_source_and_links_those_on_the_web(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    checked = 0
    for record, page in _projects(records, pages, languages):
        said, links = squash(text_of(page.main)), page.main.xpath(".//a/@href")
        for source in record.get("sources", []):
            checked += 1
            assert squash(source["title"]) in said, (page.path, source["id"])
            assert source.get("url") in [None, *links], (page.path, source["id"])
    assert checked > len(records)


def test_every_fact_with_sources_leads_to_them(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for record, page in _projects(records, pages, languages):
        facts = [record.get("phase") or {}, record.get("market_consultation") or {}]
        facts += [*record.get("events", []), *record.get("procedures", [])]
        facts += record.get("budget", [])
        wanted = [f"#source-{key}" for fact in facts for key in fact.get("sources", [])]
        links = page.main.xpath(".//a/@href")
        short = {link for link in wanted if links.count(link) < wanted.count(link)}
        assert short == set(), page.path


def test_every_project_page_names_its_programme_and_no_other(
    records: dict[str, Any],
    registers: dict[str, Any],
    pages: dict[str, Page],
    languages: tuple[str, ...],
) -> None:
    programmes = {item["id"]: item["label"] for item in registers["vocabulary"]["programmes"]}
    others = {record["programme"] for record in records.values()} - {OWN_PROGRAMME}
    assert others
    for record, page in _projects(records, pages, languages):
        labels = {key: label[page.language] for key, label in programmes.items()}
        said = [words(text_of(element)) for element in page.main.iter("span", "p", "dd", "li", "a")]
        named = {key for key, label in labels.items() if label in said}
        assert named == {record["programme"]}, page.path


def test_the_list_of_projects_names_the_programme_of_each_that_is_not_our_own(
    records: dict[str, Any],
    registers: dict[str, Any],
    pages: dict[str, Page],
    languages: tuple[str, ...],
) -> None:
    programmes = {item["id"]: item["label"] for item in registers["vocabulary"]["programmes"]}
    for code in languages:
        page = pages["/projects/" if code == languages[0] else f"/{code}/projects/"]
        labels = {label[code]: key for key, label in programmes.items()}
        listed = []
        for card in page.main.xpath(".//li[h2/a]"):
            key = card.xpath("string(h2/a/@href)").rstrip("/").rpartition("/")[2]
            said = [
                labels[text] for e in card.iter("span") if (text := words(text_of(e))) in labels
            ]
            assert f"programme:{records[key]['programme']}" in card.get("data-values").split()
            listed.append((key, *said))
        assert sorted(listed) == sorted(
            (key, *({record["programme"]} - {OWN_PROGRAMME})) for key, record in records.items()
        ), code


def test_conclusions_stand_on_the_report_of_the_consultation_too(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    checked = 0
    for page in pages.values():
        folder, _, key = page.address.strip("/").partition("/")
        if folder != "consultations" or not key:
            continue
        said = squash(text_of(page.main))
        for conclusion in records[key].get("market_consultation", {}).get("conclusions", []):
            checked += 1
            assert _in(page.language, conclusion) in said, page.path
    assert checked


def test_the_glossary_defines_every_term(
    registers: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for code in languages:
        page = pages["/glossary/" if code == languages[0] else f"/{code}/glossary/"]
        said = squash(text_of(page.main))
        for entry in registers["glossary"]["glossary"]:
            assert entry["id"] in page.ids, code
            assert _in(code, entry["term"]) in said, (code, entry["id"])
            assert _in(code, entry["definition"]) in said, (code, entry["id"])


def test_every_organisation_page_lists_what_it_buys_and_carries_out(
    records: dict[str, Any], pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    for record, page in _projects(records, pages, languages):
        parties = {*record.get("organisations", [])}
        parties |= {item["organisation"] for item in record.get("contractors", [])}
        for key in parties:
            other = pages[page.path.replace(f"projects/{record['id']}", f"organisations/{key}")]
            links = other.main.xpath(f".//a[contains(@href, 'projects/{record['id']}/')]")
            assert links, (other.path, record["id"])
