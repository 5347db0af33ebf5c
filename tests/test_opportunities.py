"""The dates to come as data: those of the day, under a schema with one type for each field."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import midnight
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import coming
from kenniscentrum.views import opportunities
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

URL = "https://kenniscentrum.example/"
DAYS = [dt.date(2019, 1, 1), dt.date(2019, 6, 14), dt.date(2019, 10, 2), dt.date(2030, 1, 1)]
each_day = pytest.mark.parametrize("today", DAYS, ids=str)


def _files(corpus: Corpus, today: dt.date) -> dict[str, bytes]:
    languages = corpus.centre.languages
    renderings = [Rendering(corpus, code, ROOT / "overrides", today, URL) for code in languages]
    return dict(opportunities.files(renderings, URL))


def _read(corpus: Corpus, today: dt.date, path: str = opportunities.FILE) -> Any:
    return json.loads(_files(corpus, today)[path])


def _schema(corpus: Corpus) -> Any:
    return _read(corpus, DAYS[0], opportunities.SCHEMA_FILE)


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(item)


def test_every_language_has_a_file_and_all_have_one_schema(small: Corpus) -> None:
    assert set(_files(small, DAYS[0])) == {
        "opportunities.json",
        "en/opportunities.json",
        "opportunities.schema.json",
    }


@each_day
@pytest.mark.parametrize("path", ["opportunities.json", "en/opportunities.json"])
def test_the_file_follows_its_schema(
    small: Corpus, corpus: Corpus, today: dt.date, path: str
) -> None:
    for centre in (small, corpus):
        schema = _schema(centre)
        Draft202012Validator.check_schema(schema)
        checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        assert [error.message for error in checker.iter_errors(_read(centre, today, path))] == []


def test_a_field_has_one_type_and_is_absent_where_it_is_not_known(small: Corpus) -> None:
    for node in _nodes(_schema(small)):
        assert not {"anyOf", "oneOf", "allOf"} & set(node), node
        assert not isinstance(node.get("type"), list), node
        assert "default" not in node
    for today in DAYS:
        for node in _nodes(_read(small, today)):
            assert None not in node.values()
            assert "" not in node.values()


@each_day
def test_it_holds_what_is_coming_on_its_day_and_nothing_past(small: Corpus, today: dt.date) -> None:
    found = _read(small, today)
    assert found["generated_for"] == today.isoformat()
    keys = [f"tag:example.org,2019:{item.key}" for _, item in coming(small, today)]
    assert [item["id"] for item in found["opportunities"]] == keys
    assert (len(keys) > 0) == (today < dt.date(2020, 1, 1))
    for item in found["opportunities"]:
        assert dt.datetime.fromisoformat(item["closes_at"]) > midnight(today)


def test_a_deadline_has_its_opening_and_its_instants(small: Corpus) -> None:
    found = {item["kind"]: item for item in _read(small, DAYS[0])["opportunities"]}
    assert found["deadline"] | {"programme": {}} == {
        "id": "tag:example.org,2019:calls/oproep-2019/deadline-submission",
        "kind": "deadline",
        "kind_label": "uiterste indiendatum",
        "title": "Oproep van 2019",
        "url": f"{URL}calls/oproep-2019/#dates",
        "date": "2019-06-14",
        "precision": "day",
        "inferred": False,
        "time": "13:30",
        "opens": "2019-03",
        "opens_precision": "month",
        "closes_at": "2019-06-14T11:30:00Z",
        "programme": {},
        "organisations": [],
        "themes": [],
    }
    assert found["session"]["place"] == "Brussel"
    assert "starts_at" not in found["session"]
    register = found["register-by"]
    assert register["register_url"] == "https://www.waterdam.example/inschrijven"
    assert [part["name"] for part in register["organisations"]] == ["Stad Waterdam", "Havenbedrijf"]
    assert register["themes"] == [{"id": "water", "name": "water", "url": f"{URL}themes/water/"}]
    assert found["consultation"]["url"] == f"{URL}consultations/fonteinen/"


def test_the_languages_hold_the_same_dates_under_the_same_ids(small: Corpus) -> None:
    dutch, english = (
        _read(small, DAYS[0], path)["opportunities"]
        for path in ("opportunities.json", "en/opportunities.json")
    )
    same = ("id", "kind", "date", "closes_at", "precision")
    assert [[item[key] for key in same] for item in dutch] == [
        [item[key] for key in same] for item in english
    ]
    assert [item["url"].startswith(f"{URL}en/") for item in english] == [True] * len(english)
    assert all("title_language" not in item for item in dutch + english)


def test_a_title_in_another_language_says_which(small: Corpus) -> None:
    call = small.calls["oproep-2019"].model_copy(update={"title": Localised({"nl": "Oproep"})})
    corpus = replace(small, calls={call.id: call})
    items = _read(corpus, DAYS[0], "en/opportunities.json")["opportunities"]
    said = {item["title"]: item.get("title_language") for item in items}
    assert said == {"Oproep": "nl", "Smart fountains": None}


def test_equal_records_and_days_give_equal_bytes(small: Corpus) -> None:
    assert _files(small, DAYS[0]) == _files(small, DAYS[0])
    other = {**_files(small, DAYS[0]), **_files(small, DAYS[3])}
    assert _files(small, DAYS[0]) != other


def test_a_night_later_lists_feeds_and_data_follow_the_day(small: Corpus) -> None:
    """What the nightly build is for: the day of the build is all that differs."""
    last, next_day = dt.date(2019, 6, 14), dt.date(2019, 6, 15)
    before, after = (
        Site(small, ROOT / "overrides", URL, today=today) for today in (last, next_day)
    )
    home = [site.document("index", "nl", "<!-- kc:home -->") for site in (before, after)]
    assert ["14 juni 2019" in text and 'data-day="2019-06-14"' in text for text in home] == [
        True,
        False,
    ]
    opening = dt.date(2019, 3, 1)
    feeds = [
        dict(Site(small, ROOT / "overrides", URL, today=today).files())["calls/rss.xml"]
        for today in (opening - dt.timedelta(days=1), opening)
    ]
    assert [b"calls/oproep-2019/opens" in feed for feed in feeds] == [False, True]
