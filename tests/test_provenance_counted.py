"""What rests on each source of the real centre, counted again from the files without our reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

from kenniscentrum.core import provenance
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.provenance import Provenance
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

PARTS = ("phase", "market_consultation", "events", "procedures", "purchases", "outcomes",
         "lessons", "budget")  # fmt: skip
KINDS = {**provenance.REGISTERS, "guides": "guide", "consultations": "report", "news": "news",
         "newsletter": "edition"}  # fmt: skip


def _yaml(text: str) -> Any:
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


Written = tuple[str, dict[str, Any], list[dict[str, Any]]]


def _records(real: Path) -> Iterator[Written]:
    for file in (real / "projects").glob("*.yml"):
        record = _yaml(file.read_text("utf-8"))
        yield "projects", record, record["sources"]
        parts = [(part, fact) for part in PARTS for fact in _many(record.get(part))]
        yield from _named(parts, record["sources"])


def _named(facts: list[tuple[str, dict[str, Any]]], sources: list[Any]) -> Iterator[Written]:
    known = {source["id"]: source for source in sources}
    for kind, fact in facts:
        yield kind, fact, [known[key] for key in fact.get("sources", [])]


def _registers(folder: Path) -> Iterator[Written]:
    names = ("organisations", "calls", "glossary", "legal", "vocabulary")
    read = {name: _yaml((folder / f"{name}.yml").read_text("utf-8")) for name in names}
    for name in names[:3]:
        yield from ((name, record, record.get("sources", [])) for record in read[name][name])
    law = read["legal"]
    facts = [("periods", period) for amount in law["amounts"] for period in amount["periods"]]
    facts += [("articles", article) for article in law["articles"]]
    yield from _named(facts, law["sources"])
    for phase in read["vocabulary"]["phases"]:
        if "usual" in phase:
            yield "phases", phase, [phase["usual_source"]]


def _documents(docs: Path) -> Iterator[Written]:
    for folder in ("guides", "consultations", "news", "newsletter"):
        for file in (docs / folder).glob("*.md"):
            head = _yaml(file.read_text("utf-8").split("---\n")[1])
            told = folder != "newsletter" or head.get("sources")
            if not file.name.endswith(".en.md") and file.stem != "index" and told:
                yield folder, head, head.get("sources", [])


@pytest.fixture(scope="module")
def written(real: Path) -> list[Written]:
    """(kind, fact, sources) of every fact, from the files: read without our own reader."""
    registers = real / "projects/_registers"
    return [*_records(real), *_registers(registers), *_documents(real / "docs")]


def _shown(kind: str, fact: dict[str, Any], corpus: Corpus) -> bool:
    """Return whether a page shows a fact: an organisation can be without."""
    return kind != "organisations" or f"organisations/{fact['id']}" in corpus.addresses


def test_facts_are_counted_by_kind_as_the_files_have_them(
    corpus: Corpus, written: list[Written]
) -> None:
    told = [(KINDS.get(kind, kind), fact, sources) for kind, fact, sources in written
            if _shown(kind, fact, corpus)]  # fmt: skip
    total = Counter(kind for kind, _, _ in told)
    without = Counter(kind for kind, _, sources in told if not sources)
    unstated = Counter(
        kind for kind, fact, _ in told if fact.get("certainty", "stated") != "stated"
    )
    counted = {item.kind: (item.facts, item.without, item.unstated)
               for item in provenance.counts(corpus)}  # fmt: skip
    assert counted == {kind: (total[kind], without[kind], unstated[kind]) for kind in total}


def test_every_source_of_the_files_is_listed_once_with_each_part_that_names_it(
    corpus: Corpus, written: list[Written]
) -> None:
    parts: Counter[object] = Counter()
    known = set()
    for kind, fact, sources in written:
        for key in {s.get("url") or (s["title"], s.get("publisher")) for s in sources}:
            known |= {key} if _shown(kind, fact, corpus) else set()
            parts[key] += kind not in KINDS and kind != "phases"
    found = {item.source.url or (item.source.title, item.source.publisher): item
             for item in provenance.grounds(corpus)}  # fmt: skip
    listed = {source.url or (source.title, source.publisher) for source in corpus.legal.sources}
    assert known <= found.keys() <= known | listed
    resting = {key: sum(bool(fact.key) for fact, _ in item.rests) for key, item in found.items()}
    assert +Counter(resting) == +parts


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_law_leads_to_its_sources_on_each_page_that_shows_it(
    real_site: Site, real: Path, language: str
) -> None:
    corpus = real_site.corpus
    page = Provenance(Rendering(corpus, language, real / "overrides")).law_page
    assert page
    key = next(key for key, item in corpus.articles.items() if item.sources)
    html = real_site.document("guides/state-aid", language, f"<!-- kc:law {key} -->")
    table = lxml_html.fromstring(f"<div>{html}</div>").xpath(".//table")[0]
    links = table.xpath(".//sup[@class='ref']/a/@href")
    assert [link.partition("#")[2] for link in links] == [
        f"source-{source}" for source in corpus.articles[key].sources
    ]
    listed = real_site.document(page, language, "<!-- kc:legal -->")
    ids = set(lxml_html.fromstring(f"<div>{listed}</div>").xpath(".//@id"))
    assert {link.partition("#")[2] for link in links} <= ids


def test_how_long_a_phase_usually_takes_leads_to_its_source(real_site: Site) -> None:
    sources = real_site.document("about/sources", "nl", "<!-- kc:sources -->")
    ids = set(lxml_html.fromstring(f"<div>{sources}</div>").xpath(".//@id"))
    turing = real_site.fragment("projects/turing", "nl")
    assert turing
    route = lxml_html.fromstring(f"<div>{turing.html}</div>").xpath(".//ol[@class='route']")[0]
    links = route.xpath(".//sup[@class='ref']/a/@href")
    assert links
    assert {link.partition("#")[2] for link in links} <= ids


def test_a_page_that_rests_on_its_sources_as_a_whole_leads_to_them(real_site: Site) -> None:
    for register in ("calls", "organisations"):
        for key in [key for name, key in real_site.corpus.record_pages if name == register]:
            record = getattr(real_site.corpus, register)[key]
            fragment = real_site.fragment(f"{register}/{key}", "nl")
            assert fragment
            page = lxml_html.fromstring(f"<div>{fragment.html}</div>")
            assert bool(page.xpath(".//header//a[@href='#sources']")) == bool(record.sources)
            assert len(page.xpath(".//h2[@id='sources']")) == bool(record.sources)
