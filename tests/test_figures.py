"""Figures say what the records say, counted again here from the files; the unknown is counted."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

from kenniscentrum.core import figures
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.figures import LeadTime
from kenniscentrum.core.records import Phase
from kenniscentrum.views.charts import Charts
from kenniscentrum.views.figures import FILES, TALLIES, Figures, files
from kenniscentrum.views.finder import Finders
from kenniscentrum.views.rendering import Rendering

URL = "https://kenniscentrum.example/"


@pytest.fixture(scope="module")
def records(real: Path) -> list[dict[str, Any]]:
    """Every record as YAML has it: read without our own reader, to count again."""
    return [yaml.safe_load(f.read_text("utf-8")) for f in (real / "projects").glob("*.yml")]


def _counts(records: list[dict[str, Any]], keys_of: Any) -> dict[str, tuple[int, int]]:
    """Return (own, others) by key; "" is a record with none."""
    found: list[Counter[str]] = [Counter(), Counter()]
    for record in records:
        found[record["programme"] != "pio"].update(set(keys_of(record)) or {""})
    return {key: (found[0][key], found[1][key]) for key in {*found[0], *found[1]}}


def _tallied(tallies: list[figures.Tally]) -> dict[str, tuple[int, int]]:
    return {t.key: (t.own, t.others) for t in tallies if t.own or t.others}


def test_projects_are_counted_by_phase_and_by_who_leads(
    corpus: Corpus, records: list[dict[str, Any]]
) -> None:
    kinds = {key: item.kind for key, item in corpus.organisations.items()}
    phases = _counts(records, lambda r: [r["phase"]["code"]] if "phase" in r else [])
    leading = _counts(records, lambda r: [kinds[key] for key in r.get("organisations", [])[:1]])
    assert _tallied(figures.phases(corpus)) == phases
    assert _tallied(figures.organisation_kinds(corpus)) == leading
    assert phases[""][0] > 0


def test_events_are_counted_in_each_year_without_a_gap(
    corpus: Corpus, records: list[dict[str, Any]]
) -> None:
    tallies = figures.events(corpus)
    years = Counter(str(e["date"])[:4] for r in records for e in r.get("events", []))
    assert {t.key: t.own + t.others for t in tallies if t.own or t.others} == years
    assert [int(t.key) for t in tallies] == list(range(int(min(years)), int(max(years)) + 1))


def test_every_project_is_in_one_state_of_conclusions(
    corpus: Corpus, records: list[dict[str, Any]]
) -> None:
    tallies = figures.conclusions(corpus)
    assert sum(t.own + t.others for t in tallies) == len(records)
    known = sum("conclusions" in r.get("market_consultation", {}) for r in records)
    assert sum((tallies[0].own, tallies[0].others)) == known


def test_completeness_counts_what_is_stated(corpus: Corpus, records: list[dict[str, Any]]) -> None:
    stated = {t.key: t.own + t.others for t in figures.completeness(corpus)}
    assert stated["need"] == sum("need" in r for r in records)
    assert stated["contractor"] == sum("contractors" in r for r in records)
    assert stated["amount"] == sum(
        any("amount_eur" in line for line in r.get("budget", [])) for r in records
    )


def test_amounts_are_listed_and_never_added_up(
    corpus: Corpus, records: list[dict[str, Any]]
) -> None:
    listed = [value for item in figures.amounts(corpus) for value in (*item.own, *item.others)]
    lines = [line for r in records for line in r.get("budget", [])]
    assert sorted(listed) == sorted(line["amount_eur"] for line in lines if "amount_eur" in line)


@pytest.mark.parametrize(
    ("start", "end", "months", "unknown"),
    [
        ("2019-03", "2020-01-15", (10,), 0),
        ("2019-03-31", "2019-04-01", (1,), 0),
        ("2019", "2020-01", (), 1),  # not known to the month
        ("2020-01", "2019-03", (), 1),  # in another order than the route
        ("2019-03", "2019-03", (), 1),  # one fact tells no time
        ("", "2020-01", (), 1),
        ("2019-03", "", (), 0),  # the later phase was not reached
    ],
)
def test_a_lead_time_needs_two_facts_known_to_the_month(
    corpus: Corpus, start: str, end: str, months: tuple[int, ...], unknown: int
) -> None:
    kinds = {kind.phase: kind.id for kind in corpus.vocabulary.event_kinds if kind.phase}
    event = corpus.projects["turing"].events[0]
    events = tuple(
        event.model_copy(update={"id": phase, "kind": kinds[phase], "date": PartialDate.parse(day)})
        for phase, day in (("preliminary-path", start), ("tendering", end))
        if day
    )
    probe = corpus.projects["turing"].model_copy(
        update={"events": events, "market_consultation": None, "phase": Phase(code="execution")}
    )
    [first, *_] = figures.lead_times(replace(corpus, projects={"turing": probe}))
    assert first == LeadTime("preliminary-path", "tendering", months, (), unknown, 0)


def _rows(kc: Rendering) -> dict[str, list[list[str]]]:
    found = {}
    for path, content in files(kc, ""):
        text = content.decode("utf-8-sig")
        found[path.removesuffix(".csv")] = list(csv.reader(io.StringIO(text, newline="")))
    return found


def test_page_table_and_file_hold_the_same_numbers(corpus: Corpus, real: Path) -> None:
    kc = Rendering(corpus, "en", real / "overrides", site_url=URL)
    tables = _rows(kc.into("nl"))
    assert set(tables) == set(FILES)
    for key in ("phases", "organisation-kinds", "events", "conclusions", "completeness"):
        html = kc.template(
            "components/overview.html",
            "overview",
            charts=Charts(kc),
            figures=Figures(kc),
            keys=[key],
        )
        tree = lxml_html.fromstring(f"<div>{html}</div>")
        shown = [
            [cell.text_content().strip() for cell in row.xpath("th|td")]
            for row in tree.xpath("//tbody/tr")
        ]
        filed = [[row[2], row[3], row[4]] for row in tables[key][1:]]
        known = [row for row in filed if row[0] != "not known" or row[1:] != ["0", "0"]]
        assert shown == known, key
        assert tree.xpath("//a[@type='text/csv']/@href") == [f"../../data/v1/figures/{key}.csv"]


def test_every_picture_says_its_numbers_in_words(corpus: Corpus, real: Path) -> None:
    kc = Rendering(corpus, "nl", real / "overrides", site_url=URL)
    keys = ["phases", "events", "completeness"]
    html = kc.template(
        "components/overview.html", "overview", charts=Charts(kc), figures=Figures(kc), keys=keys
    )
    tree = lxml_html.fromstring(f"<div>{html}</div>")
    pictures = tree.xpath("//svg[@role='img']")
    assert len(pictures) > len(keys)
    for picture in pictures:
        [title] = picture.xpath("title")
        assert picture.get("aria-labelledby") == title.get("id")
        assert any(letter.isdigit() for letter in title.text_content())


def test_a_row_leads_to_as_many_projects_as_it_counts(corpus: Corpus, real: Path) -> None:
    kc = Rendering(corpus, "nl", real / "overrides")
    finder = Finders(kc).projects()
    choices = {f"{f.key}={c.key}": c.count for f in finder.facets for c in f.choices}
    linked = 0
    for key in TALLIES:
        for row in Figures(kc).bars(key).rows:
            if "?" not in row.address:
                continue
            counted = sum(count.value or 0 for count in row.counts)
            assert choices.get(row.address.partition("?")[2], 0) == counted, row.address
            linked += 1
    assert linked >= 8
