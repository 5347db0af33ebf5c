"""Pictures of the portfolio show what the records say: every date, every count, in any order."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from lxml import html as lxml_html

from kenniscentrum.core.components import PICTURES
from kenniscentrum.core.consultations import MarketConsultation
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.datedfacts import dated_facts
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.records import Phase, Project
from kenniscentrum.views.charts import Charts
from kenniscentrum.views.figures import Figures
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.timelines import Axis, Mark, Timeline

OWN = "pio"
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def records(real: Path) -> dict[str, Any]:
    """Every record as YAML has it: read without our own reader, to count again."""
    files = (real / "projects").glob("*.yml")
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in files}


@pytest.fixture(scope="module")
def charts(corpus: Corpus, real: Path) -> Charts:
    return Charts(Rendering(corpus, "nl", real / "overrides", TODAY))


def _page(corpus: Corpus, real: Path, language: str = "nl") -> str:
    kc = Rendering(corpus, language, real / "overrides", TODAY)
    return kc.template(
        "components/overview.html",
        "overview",
        charts=Charts(kc),
        figures=Figures(kc),
        keys=PICTURES,
    )


def _of(records: dict[str, Any], series: str) -> dict[str, Any]:
    """Return the records of the centre's own programme, or all others."""
    own = series == "own"
    return {key: item for key, item in records.items() if (item["programme"] == OWN) == own}


def _dates(record: dict[str, Any]) -> list[str]:
    consultation = record.get("market_consultation", {})
    found = [event["date"] for event in record.get("events", [])]
    found += [consultation.get("date"), consultation.get("register_by")]
    return [date for date in [*found, record.get("phase", {}).get("as_of")] if date]


def _keys(timeline: Timeline) -> list[str]:
    return [line.project.id for line in timeline.lines]


def _marks(timeline: Timeline) -> list[Mark]:
    return [mark for line in timeline.lines for mark in line.marks]


# Time lines ------------------------------------------------------------------------------------


def test_every_project_with_a_date_has_a_line_and_every_other_is_counted(
    charts: Charts, records: dict[str, Any]
) -> None:
    for series, timeline in charts.standing():
        own = _of(records, series.key)
        dated = sorted(key for key, record in own.items() if _dates(record))
        assert dated
        assert sorted(_keys(timeline)) == dated, series.key
        assert [project.id for project in timeline.undated] == sorted(own.keys() - {*dated})


def test_every_date_of_a_record_is_on_its_line(charts: Charts, records: dict[str, Any]) -> None:
    for _, timeline in charts.standing():
        for line in timeline.lines:
            shown = [str(mark.fact.date) for mark in line.marks]
            for date in _dates(records[line.project.id]):
                # The date of a phase may be less precise than that of the event that shows it.
                assert any(own.startswith(date) for own in shown), (line.project.id, date)
            events = records[line.project.id].get("events", [])
            assert Counter(mark.fact.date for mark in line.marks if mark.fact.of == "event") == (
                Counter(PartialDate.parse(event["date"]) for event in events)
            )


def test_a_line_stands_in_the_phase_of_its_project(charts: Charts, records: dict[str, Any]) -> None:
    for _, timeline in charts.standing():
        for standing in timeline.standings:
            code = standing.phase.id if standing.phase else None
            for line in standing.lines:
                assert records[line.project.id].get("phase", {}).get("code") == code


def test_phases_are_in_the_order_of_the_vocabulary_and_the_latest_fact_is_first(
    charts: Charts, corpus: Corpus
) -> None:
    order = [phase.id for phase in corpus.vocabulary.phases]
    for _, timeline in charts.standing():
        codes = [standing.phase.id if standing.phase else "" for standing in timeline.standings]
        assert codes == [code for code in [*order, ""] if code in codes]
        for standing in timeline.standings:
            days = [max(m.fact.date.last_day for m in line.marks) for line in standing.lines]
            assert days == sorted(days, reverse=True)


def test_the_bar_fills_up_along_the_route(charts: Charts) -> None:
    shares = {
        standing.phase.id: standing.share
        for _, timeline in charts.standing()
        for standing in timeline.standings
        if standing.phase
    }
    along = ["preliminary-path", "tendering", "execution", "completed"]
    assert [shares[code] for code in along] == [25, 50, 75, 100]
    assert shares["stopped"] is None


def test_marks_and_bars_are_on_the_axis_and_a_bar_holds_its_facts(charts: Charts) -> None:
    (_, own), (_, others) = charts.standing()
    assert own.axis == others.axis
    for timeline in (own, others):
        for line in timeline.lines:
            assert 0 <= line.start <= line.end <= 100
            assert (line.start, line.end) == (
                min(mark.start for mark in line.marks),
                max(mark.end for mark in line.marks),
            )


def test_a_place_is_no_more_precise_than_its_date(charts: Charts) -> None:
    marks = [mark for _, timeline in charts.standing() for mark in _marks(timeline)]
    by_year = [mark for mark in marks if not mark.fact.date.month]
    assert by_year
    assert all(mark.start < mark.end for mark in by_year)
    assert all(mark.start == mark.end for mark in marks if mark.fact.date.month)
    assert {mark.form for mark in marks if mark.fact.inferred} == {"inferred"}


def test_an_axis_places_days_and_names_few_years_on_a_small_screen() -> None:
    axis = Axis(2019, 2020)
    assert axis.at(dt.date(2019, 1, 1)) == 0
    assert axis.at(dt.date(2020, 12, 31), end=True) == 100
    assert axis.at(dt.date(2020, 1, 1)) == pytest.approx(100 * 365 / 731, abs=0.01)
    assert [tick.year for tick in axis.ticks] == [2019, 2020]
    for first, last in ((2011, 2026), (1990, 2100), (2026, 2026), (1995, 2024)):
        ticks = Axis(first, last).ticks
        assert 1 <= sum(tick.narrow for tick in ticks) <= 8, (first, last)
        assert len(ticks) <= 18
        assert all(first <= tick.year <= last for tick in ticks)


def test_what_is_planned_is_marked_and_lengthens_no_bar(corpus: Corpus, real: Path) -> None:
    today = dt.date(2019, 6, 30)
    charts = Charts(Rendering(corpus, "nl", real / "overrides", today))
    planned = 0
    for _, timeline in charts.standing():
        assert timeline.axis
        now = timeline.axis.at(today, end=True)
        for line in timeline.lines:
            forms = [mark.form for mark in line.marks]
            ahead = [mark.fact.date.first_day > today for mark in line.marks]
            assert [form == "planned" for form in forms] == ahead
            planned += sum(ahead)
            known = [m for m in line.marks if m.form != "planned" and m.start == m.end]
            if known and len(known) == len(forms) - sum(ahead):
                assert line.end <= now, line.project.id
    assert planned > 10


def test_a_fact_that_is_told_twice_is_one_fact(corpus: Corpus) -> None:
    project = corpus.projects["oorlogsmunitie-paardenmarkt"]
    assert project.market_consultation
    assert project.market_consultation.date
    assert len(dated_facts(project)) == len(project.events)


def _small(small: Corpus, **values: object) -> Project:
    return small.projects["brug"].model_copy(update=values)


def test_a_date_without_an_event_is_a_fact_of_its_own(small: Corpus) -> None:
    consultation = MarketConsultation(
        date=PartialDate.parse("2019-10-10"), register_by=PartialDate.parse("2019-10-01")
    )
    phase = Phase(code="execution", as_of=PartialDate.parse("2020"))
    found = dated_facts(_small(small, market_consultation=consultation, phase=phase))
    assert [(str(fact.date), fact.of) for fact in found] == [
        ("2019-10-01", "registration"), ("2019-10-10", "consultation"), ("2020", "phase"),
    ]  # fmt: skip
    events = small.projects["fonteinen"].events
    again = _small(small, market_consultation=consultation, phase=phase, events=events)
    assert [fact.of for fact in dated_facts(again)] == ["registration", "event", "event"]


# Counts ----------------------------------------------------------------------------------------


def test_the_matrix_counts_what_the_records_say(
    charts: Charts, records: dict[str, Any], corpus: Corpus
) -> None:
    codes = [*(phase.id for phase in corpus.vocabulary.phases), ""]
    for matrix in charts.themes():
        own = _of(records, matrix.series.key)
        counted = Counter(
            (theme, record.get("phase", {}).get("code", ""))
            for record in own.values()
            for theme in record.get("themes", [])
        )
        shown = {
            (row.key, code): count.value
            for row in matrix.rows
            for code, count in zip(codes, row.counts, strict=True)
            if count.value
        }
        assert shown == counted
        assert {row.key: row.total for row in matrix.rows if row.total} == Counter(
            theme for record in own.values() for theme in record.get("themes", [])
        )
        assert dict(zip(codes, matrix.totals, strict=True)) == {
            code: sum(r.get("phase", {}).get("code", "") == code for r in own.values())
            for code in codes
        }
        assert matrix.total == sum(matrix.totals) == len(own)


def test_projects_without_a_theme_or_technology_are_counted_as_not_known(
    corpus: Corpus, real: Path
) -> None:
    turing = corpus.projects["turing"].model_copy(update={"themes": (), "technologies": ()})
    bare = replace(corpus, projects={**corpus.projects, "turing": turing})
    charts = Charts(Rendering(bare, "nl", real / "overrides"))
    own, others = charts.themes()
    assert [row.total for row in own.rows if not row.key] == [1]
    assert [row for row in others.rows if not row.key] == []
    unknown = charts.technologies().rows[-1]
    without = [project for project in bare.projects.values() if not project.technologies]
    assert unknown.key == ""
    assert sum(count.value or 0 for count in unknown.counts) == len(without)


def test_technologies_are_counted_with_other_programmes_apart(
    charts: Charts, records: dict[str, Any]
) -> None:
    bars = charts.technologies()
    for place, series in enumerate(("own", "others")):
        own = _of(records, series)
        counted = Counter(
            key for record in own.values() for key in record.get("technologies", [""])
        )
        shown = {row.key: row.counts[place].value for row in bars.rows}
        assert {key: value for key, value in shown.items() if value} == counted
        assert bars.totals[place] == len(own)
    named = [row.counts[0].value or 0 for row in bars.rows if row.address]
    assert named == sorted(named, reverse=True)


def test_calls_count_own_projects_beside_what_the_source_says(
    charts: Charts, records: dict[str, Any], real: Path
) -> None:
    bars = charts.calls()
    calls = yaml.safe_load((real / "projects/_registers/calls.yml").read_text("utf-8"))["calls"]
    counted = Counter(record.get("call", "") for record in _of(records, "own").values())
    assert {row.key: row.counts[0].value for row in bars.rows} == {
        key: counted[key] for key in ["", *(call["id"] for call in calls)]
    }
    assert {row.key: row.counts[1].value for row in bars.rows if row.key} == {
        call["id"]: call.get("selected") for call in calls
    }
    assert bars.rows[-1].key == ""
    assert bars.totals == (len(_of(records, "own")), None)
    assert bars.apart == len(_of(records, "others"))


def test_a_call_of_another_programme_has_bars_of_its_own(corpus: Corpus, real: Path) -> None:
    other = corpus.projects["mobilidata"].model_copy(update={"call": "pio-2018"})
    assert other.programme != OWN
    changed = replace(corpus, projects={**corpus.projects, "mobilidata": other})
    bars = Charts(Rendering(changed, "nl", real / "overrides")).calls()
    counts = {row.key: [count.value for count in row.counts] for row in bars.rows}
    assert counts["pio-2018"] == [0, None, 1]
    assert len(bars.labels) == 3
    assert bars.apart == 0


def test_lengths_are_in_proportion_to_the_counts(charts: Charts) -> None:
    pictures = [[row for matrix in charts.themes() for row in matrix.rows]]
    pictures += [list(charts.technologies().rows), list(charts.calls().rows)]
    for rows in pictures:
        counts = [count for row in rows for count in row.counts if count.value]
        longest = max(counts, key=lambda count: count.value or 0)
        assert longest.share in (80, 100)
        for count in counts:
            share = longest.share * (count.value or 0) / (longest.value or 1)
            assert count.share == pytest.approx(share, abs=0.01)


# The page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_drawing_is_well_formed_and_says_what_it_shows(
    corpus: Corpus, real: Path, language: str
) -> None:
    page = _page(corpus, real, language).replace(" data-pagefind-ignore", "")  # HTML, not XML
    tree = etree.fromstring(f"<div>{page}</div>")
    drawings = list(tree.iter("svg"))
    assert len(drawings) > 100
    named = [drawing for drawing in drawings if drawing.get("role") == "img"]
    for drawing in named:
        (title,) = drawing.xpath("./title")
        assert title.get("id") == drawing.get("aria-labelledby")
        assert title.text.strip()
    assert all(drawing.get("aria-hidden") == "true" for drawing in drawings if drawing not in named)
    assert tree.xpath("//@style | //@fill | //@stroke | //script") == []
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_tables_say_the_same_as_the_pictures(corpus: Corpus, real: Path) -> None:
    page = lxml_html.fromstring(f"<div>{_page(corpus, real)}</div>")
    sections = page.xpath("//section")
    assert len(sections) == len(PICTURES) + 2  # time lines and themes have two each
    for section in sections:
        drawn = section.xpath(".//ul[@class='chart__rows']/li//svg[@role='img']")
        rows = section.xpath(".//details//tbody/tr")
        lines = [drawing.xpath(".//*[contains(@class, 'chart-dot')]/title") for drawing in drawn]
        if any(lines):
            facts = ["; ".join(title.text for title in titles) for titles in lines]
            table = [row.xpath("string(td[last()])") for row in rows]
            assert table[: len(facts)] == facts
            continue
        table = [list(row.xpath("td/text()")) for row in rows]
        if "chart--spans" in section.get("class"):
            beside = section.xpath(".//span[@class='chart-span__row']/small")
            words = [small.text_content().replace("\xa0", " ") for small in beside]
            told = [cells for cells in table if len(cells) > 2]
            assert len(words) == len(told)
            for said, (_, count, least, _, most) in zip(words, told, strict=True):
                assert f"({count} bekend)" in said
                assert least.replace("\xa0", " ") in said
                assert most.replace("\xa0", " ") in said
            continue
        bars = [[text.text_content() for text in drawing.iter("text")] for drawing in drawn]
        if section.xpath(".//*[@class='chart-matrix']"):
            totals = section.xpath(".//li[not(@aria-hidden)]/strong/text()")
            assert [row[-1] for row in table] == totals
            table = [[cell for cell in row[:-1] if cell != "0"] for row in table]
        assert table == bars


def test_the_page_links_every_project_it_draws(corpus: Corpus, real: Path) -> None:
    page = lxml_html.fromstring(f"<div>{_page(corpus, real)}</div>")
    rows = page.xpath("//ul[@class='chart__rows']/li[svg/@class='chart-line']")
    dated = [key for key, project in corpus.projects.items() if dated_facts(project)]
    links = [row.xpath("a/@href")[0] for row in rows]
    assert sorted(links) == sorted(f"../projects/{key}/" for key in dated)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_is_the_same_for_any_order_of_files(
    corpus: Corpus, real: Path, language: str
) -> None:
    turned = {
        key: project.model_copy(update={"events": project.events[::-1]})
        for key, project in reversed(corpus.projects.items())
    }
    other = replace(corpus, projects=turned, calls=dict(reversed(corpus.calls.items())))
    assert _page(other, real, language) == _page(corpus, real, language)


def test_a_centre_with_few_projects_or_none_has_the_page_too(small: Corpus, real: Path) -> None:
    assert "../projects/fonteinen/" in _page(small, real)
    undated = replace(small, projects={"brug": small.projects["brug"]})
    assert "chart-line" not in _page(undated, real)
    assert "<table" in _page(undated, real)
    assert "<section" in _page(replace(small, projects={}, calls={}), real)
