"""Lists to narrow down hold every record, and count what the records say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.finder import UNKNOWN, Finder, Finders
from kenniscentrum.views.rendering import Rendering


@pytest.fixture(scope="module")
def finders(corpus: Corpus, real: Path) -> Finders:
    return Finders(Rendering(corpus, "nl", real / "overrides"))


def _counts(finder: Finder[object], facet: str) -> dict[str, int]:
    found = next(item for item in finder.facets if item.key == facet)
    return {choice.key: choice.count for choice in found.choices}


def test_every_record_is_in_its_list_once(corpus: Corpus, finders: Finders) -> None:
    projects, calls = finders.projects(), finders.calls()
    assert sorted(item.record.id for item in projects.items) == sorted(corpus.projects)
    assert sorted(item.record.id for item in calls.items) == sorted(corpus.calls)
    assert len(finders.news().items) == len(corpus.news)
    assert len(finders.consultations().items) == len(corpus.with_consultation)
    assert len(finders.organisations().items) == len(corpus.listed_organisations)


def test_a_facet_counts_what_the_records_say(corpus: Corpus, finders: Finders) -> None:
    counts = _counts(finders.projects(), "phase")
    phases = Counter(p.phase.code if p.phase else UNKNOWN for p in corpus.projects.values())
    assert counts == dict(phases)
    themes = Counter(theme for p in corpus.projects.values() for theme in p.themes)
    assert _counts(finders.projects(), "theme") == dict(themes)


def test_values_of_an_item_are_choices_of_a_facet(finders: Finders) -> None:
    for finder in (finders.projects(), finders.consultations(), finders.organisations()):
        known = {f"{facet.key}:{choice.key}" for facet in finder.facets for choice in facet.choices}
        keys = {facet.key for facet in finder.facets}
        for item in finder.items:
            values = [value for value in item.values.split() if value.split(":")[0] in keys]
            assert set(values) <= known


def test_the_latest_fact_comes_first_and_what_has_no_date_last(finders: Finders) -> None:
    dates = [item.date[:4] for item in finders.projects().items]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates == dated + [""] * (len(dates) - len(dated))


def test_a_consultation_is_announced_or_has_conclusions_or_neither(
    corpus: Corpus, finders: Finders
) -> None:
    for item in finders.consultations().items:
        consultation = item.record.market_consultation
        concluded = bool(consultation and consultation.conclusions)
        assert ("state:with-conclusions" in item.values) == concluded
        assert item.values.count("state:") == 1
