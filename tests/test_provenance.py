"""What rests on each source, against a hand-made expectation, and the way there and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.provenance import Count, counts, facts, facts_of, grounds
from kenniscentrum.core.records import Statement
from kenniscentrum.core.sources import Source
from kenniscentrum.views import documents
from kenniscentrum.views.pages import record_pages, render
from kenniscentrum.views.provenance import Provenance
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

FOUNTAINS = "https://www.waterdam.example/fonteinen"


def test_every_part_of_a_record_that_can_name_sources_is_a_fact(small: Corpus) -> None:
    project = small.projects["fonteinen"]
    found = [(fact.key, fact.certainty) for fact in facts_of(project, "projects/fonteinen", "p")]
    assert found == [
        ("", "stated"), ("phase", "stated"), ("market-consultation", "stated"),
        ("procedures-1", "stated"), ("budget-1", "stated"),
        ("event-market-day", "stated"), ("event-start", "inferred"),
    ]  # fmt: skip


def test_a_source_is_there_once_with_all_that_rests_on_it(small: Corpus) -> None:
    (ground,) = [item for item in grounds(small) if item.source.url == FOUNTAINS]
    rests = [f"{fact.owner} {fact.key}".strip() for fact, _ in ground.rests]
    assert [of for of in rests if of.startswith("projects/")] == [
        f"projects/fonteinen {key}"
        for key in ("phase", "market-consultation", "procedures-1", "budget-1",
                    "event-market-day", "event-start")
    ]  # fmt: skip
    same = Source(id="again", title="Another title", url=FOUNTAINS)
    call = next(iter(small.calls.values())).model_copy(update={"sources": (same,)})
    more = replace(small, calls={call.id: call})
    (ground,) = [item for item in grounds(more) if item.source.url == FOUNTAINS]
    assert (f"calls/{call.id}", "again") in [(f.owner, source.id) for f, source in ground.rests]


def test_a_record_rests_as_a_whole_on_a_source_that_no_part_names(small: Corpus) -> None:
    spare = Source(id="spare", title="Spare", url="https://spare.example/")
    project = small.projects["fonteinen"]
    project = project.model_copy(update={"sources": (*project.sources, spare)})
    changed = replace(small, projects={project.id: project})
    (ground,) = [item for item in grounds(changed) if item.source.id == "spare"]
    assert [(fact.owner, fact.key) for fact, _ in ground.rests] == [("projects/fonteinen", "")]


def test_what_has_no_source_and_what_no_source_states_is_counted(small: Corpus) -> None:
    said = {"nl": "Het werkt."}
    outcome = Statement.model_validate({"text": said, "certainty": "inferred"})
    project = small.projects["fonteinen"].model_copy(update={"outcomes": (outcome,)})
    changed = replace(small, projects={**small.projects, project.id: project})
    found = {count.kind: count for count in counts(changed)}
    assert found["project"] == Count("project", 2, 1, 0)
    assert found["events"] == Count("events", 2, 0, 1)
    assert found["outcomes"] == Count("outcomes", 1, 1, 1)
    assert found["term"].unstated == 1
    assert sum(count.facts for count in found.values()) == len(
        [fact for fact in facts(changed) if fact.kind != "legal"]
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_number_leads_to_its_source_and_the_source_back(
    small: Corpus, real: Path, language: str
) -> None:
    kc = Rendering(small, language, real / "overrides")
    (page,) = [p for p in record_pages(small) if p.address == "projects/fonteinen"]
    tree = lxml_html.fromstring(f"<div>{render(page, kc).html}</div>")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = tree.xpath("//sup[@class='ref']/a")
    assert len(links) == 6
    for link in links:
        assert link.get("href") == "#source-site"
        (name,) = link.xpath("span[not(@aria-hidden)]")
        assert name.text_content().endswith("1: Slimme fonteinen")
        assert name.xpath("cite/@lang") == ([] if language == "nl" else ["nl"])
    back = tree.xpath("//li[@id='source-site']//a[starts-with(@href, '#')]/@href")
    assert len(back) == len(links)
    assert {anchor.removeprefix("#") for anchor in back} <= set(ids)


def test_the_page_of_sources_links_every_page_that_rests_on_one(corpus: Corpus, real: Path) -> None:
    shown = Provenance(Rendering(corpus, "nl", real / "overrides"))
    targets = [page.target for host in shown.hosts() for s in host.sources for page in s.pages]
    assert {target.partition("#")[0] for target in targets} <= set(corpus.addresses)
    owners = {fact.owner for fact in facts(corpus) if fact.sources}
    linked = {target.partition("#")[0] for target in targets}
    assert {owner for owner in owners if owner.startswith("projects/")} <= linked
    addresses = [s.source.url for host in shown.hosts() for s in host.sources if s.source.url]
    assert len(addresses) == len(set(addresses))
    assert [kind for kind, _ in shown.without() if not kind] == []


def test_the_copy_for_programs_has_the_number_of_a_source_and_not_its_name_twice(
    small: Corpus, site_of: Callable[[Corpus], Site]
) -> None:
    site = site_of(small)
    fragment = site.fragment("projects/fonteinen", "nl")
    assert fragment
    frame = site.frame("projects/fonteinen", "nl", fragment.html)
    text = dict(site.copies(frame))["projects/fonteinen/index.md"].decode()
    assert "[1](" in text
    assert "bron 1:" not in text


def test_a_centre_without_a_page_for_the_law_or_for_terms_has_its_sources_too(
    corpus: Corpus, real: Path
) -> None:
    law = Provenance(Rendering(corpus, "nl", real / "overrides")).law_page
    assert law
    kept = {key: page for key, page in corpus.documents.items() if key[0] not in (law, "glossary")}
    bare = Provenance(Rendering(replace(corpus, documents=kept), "nl", real / "overrides"))
    targets = [page.target for host in bare.hosts() for s in host.sources for page in s.pages]
    assert targets
    assert not [target for target in targets if target.startswith((law, "glossary"))]


def test_the_sources_of_the_law_lead_back_to_its_amounts(corpus: Corpus, real: Path) -> None:
    kc = Rendering(corpus, "nl", real / "overrides")
    page = corpus.document(Provenance(kc).law_page, "nl")
    tree = lxml_html.fromstring(f"<div>{documents.render(page, page.body, kc)}</div>")
    ids, anchors = set(tree.xpath("//@id")), tree.xpath("//p[@class='rests']/a/@href")
    assert len(anchors) >= sum(len(amount.periods) for amount in corpus.legal.amounts)
    assert {anchor.removeprefix("#") for anchor in anchors} <= ids
