"""Release packages in OCDS: valid under the standard's own schema, and no claim beyond the record.

The checks beside the schema are those that the validators of the standard make as well: nothing is
empty, no field is outside the standard, references lead somewhere, ids are unique in their list.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.history import Commit, History, Reach
from kenniscentrum.core.moves import first_id
from kenniscentrum.core.records import BudgetLine, Contractor, Event, Project
from kenniscentrum.views import ocds
from kenniscentrum.views.ocdsblocks import Block

SCHEMAS = Path(__file__).resolve().parent / "schemas"
URL = "https://kenniscentrum.example/"
TODAY = dt.date(2026, 11, 29)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")
DATES = ("date", "dateMet", "dueDate", "publishedDate")


def _schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text("utf-8"))


RELEASE = _schema("ocds-release.json")


def _packages(corpus: Corpus) -> dict[str, Any]:
    return {path: json.loads(text) for path, text in ocds.files(corpus, URL, TODAY)}


@pytest.fixture(scope="module")
def packages(corpus: Corpus) -> dict[str, Any]:
    """The packages of the real projects."""
    return _packages(corpus)


@pytest.fixture(scope="module")
def releases(packages: dict[str, Any]) -> list[Any]:
    """The releases of the real projects."""
    found: list[Any] = packages[ocds.ALL]["releases"]
    return found


@pytest.fixture(scope="module")
def fountains(small: Corpus) -> Project:
    """The project of the tiny centre that tells most."""
    return small.projects["fonteinen"]


def _release(corpus: Corpus, project: Project, today: dt.date = TODAY, **changes: Any) -> Any:
    changed = project.model_copy(update=changes)
    return json.loads(json.dumps(ocds.release(corpus, changed, URL, today)))


def _event(kind: str, date: str, key: str = "it", **more: Any) -> Event:
    text = Localised({"nl": "Het gebeurt.", "en": "It happens."})
    return Event(id=key, kind=kind, date=PartialDate.parse(date), text=text, **more)


def _nodes(tree: object) -> Iterator[Block]:
    if isinstance(tree, dict):
        yield tree
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(item)


def _known_fields(schema: Any, tree: Any, path: str = "") -> Iterator[str]:
    """Yield the fields of a tree that the schema does not name."""
    while "$ref" in schema:
        schema = RELEASE["definitions"][schema["$ref"].rpartition("/")[2]]
    if isinstance(tree, list):
        for item in tree:
            yield from _known_fields(schema.get("items", {}), item, path)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key in schema.get("properties", {}):
                yield from _known_fields(schema["properties"][key], value, f"{path}/{key}")
            elif not any(re.search(form, key) for form in schema.get("patternProperties", {})):
                yield f"{path}/{key}"


# The standard


def test_every_package_is_valid_under_the_schema_of_the_standard(
    packages: dict[str, Any], small: Corpus
) -> None:
    registry = Registry().with_resource(RELEASE["id"], DRAFT4.create_resource(RELEASE))
    schema = _schema("ocds-release-package.json")
    Draft4Validator.check_schema(schema)
    validator = Draft4Validator(schema, registry=registry)
    for tree in (packages[ocds.ALL], *_packages(small).values()):
        assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(tree)] == []


def test_the_validator_sees_a_release_that_is_wrong(small: Corpus, fountains: Project) -> None:
    validator = Draft4Validator(RELEASE)
    release = _release(small, fountains)
    assert validator.is_valid(release)
    for wrong in ({"tag": ["guess"]}, {"initiationType": "auction"}, {"parties": [{}], "id": 1}):
        assert not validator.is_valid(release | wrong)


def test_no_field_is_outside_the_standard_and_none_is_empty(releases: list[Any]) -> None:
    for release in releases:
        assert list(_known_fields(RELEASE, release)) == []
        for node in _nodes(release):
            assert all(value not in (None, "", [], {}) for value in node.values()), node


def test_references_lead_somewhere_and_ids_are_unique_in_their_list(releases: list[Any]) -> None:
    for release in releases:
        parties = {party["id"] for party in release.get("parties", ())}
        named = [
            release.get("buyer"),
            release["tender"].get("procuringEntity"),
            *(item for award in release.get("awards", ()) for item in award.get("suppliers", ())),
        ]
        assert {item["id"] for item in named if item} <= parties
        awards = {award["id"] for award in release.get("awards", ())}
        assert {contract["awardID"] for contract in release.get("contracts", ())} <= awards
        for node in _nodes(release):
            for value in node.values():
                if isinstance(value, list) and isinstance(value[0], dict):
                    ids = [item["id"] for item in value]
                    assert len(ids) == len(set(ids)), ids
        assert "1970" not in release["date"] or not any("dateMet" in n for n in _nodes(release))


def test_tags_are_the_sections_that_tell_something(releases: list[Any]) -> None:
    for release in releases:
        assert ("award" in release["tag"]) == ("awards" in release)
        assert ("contract" in release["tag"]) == ("contracts" in release)
        proposed = {"procurementMethodDetails", "milestones", "value"} & set(release["tender"])
        assert ("tender" in release["tag"]) == bool(proposed)
        assert "status" not in release["tender"] or "tender" not in release["tag"]


# Files


def test_each_project_has_a_package_with_the_release_that_is_in_the_one_of_all(
    corpus: Corpus, packages: dict[str, Any]
) -> None:
    own = [ocds.path_of(key) for key in corpus.projects]
    assert [packages[path]["releases"][0] for path in own] == packages[ocds.ALL]["releases"]
    for path, tree in packages.items():
        assert tree["uri"] in {URL + path, *(URL + path for path in own)}
        assert tree["publishedDate"] == max(release["date"] for release in tree["releases"])


def test_a_package_stays_where_a_former_id_had_it(small: Corpus, fountains: Project) -> None:
    packages = _packages(small)
    for key in fountains.former_ids:
        assert packages[ocds.path_of(key)] == packages[ocds.path_of(fountains.id)]


def test_the_prefix_is_the_one_of_the_centre_and_else_plainly_not_registered(
    small: Corpus, fountains: Project
) -> None:
    centre = small.centre.model_copy(update={"ocid_prefix": "ocds-213czf"})
    own = _release(replace(small, centre=centre), fountains)
    assert own["ocid"] == f"ocds-213czf-{first_id(fountains)}"
    assert _release(small, fountains)["ocid"] == f"{ocds.UNREGISTERED}-{first_id(fountains)}"
    assert set(ocds.UNREGISTERED.removeprefix("ocds-")) == {"0"}


def test_the_id_of_a_release_changes_exactly_with_what_it_says(
    small: Corpus, fountains: Project
) -> None:
    first = _release(small, fountains)
    assert first == _release(small, fountains)
    assert _release(small, fountains, dt.date(2027, 1, 1)) == first
    retold = _release(small, fountains, need=Localised({"nl": "Iets anders.", "en": "Other."}))
    assert (retold["ocid"], retold["id"] == first["id"]) == (first["ocid"], False)


# No claim beyond the record


def test_a_date_is_written_only_where_its_day_stands_in_a_source(
    corpus: Corpus, releases: list[Any]
) -> None:
    for project, release in zip(corpus.projects.values(), releases, strict=True):
        days = {str(e.date) for e in project.events if e.date.day and e.certainty == "stated"}
        consultation = project.market_consultation
        if consultation:
            days |= {str(consultation.date), str(consultation.register_by)}
        for node in _nodes(release):
            for key in set(node) & set(DATES):
                assert MOMENT.fullmatch(node[key]), node[key]
                dt.datetime.fromisoformat(node[key])
                assert node is release or node[key][:10] in days


@pytest.mark.parametrize(
    ("date", "certainty", "head"),
    [
        ("2019", "stated", "2019: "),
        ("2019-03", "stated", "2019-03: "),
        ("2019-03-04", "inferred", "2019-03-04 ("),
    ],
)
def test_what_is_less_than_a_stated_day_stands_in_words(
    small: Corpus, fountains: Project, date: str, certainty: str, head: str
) -> None:
    event = _event("tender", date, certainty=certainty)
    milestone = _release(small, fountains, events=[event])["tender"]["milestones"][0]
    assert milestone["description"].startswith(head)
    assert milestone["description_en"].startswith(head)
    assert not set(DATES) & set(milestone)
    award = _release(small, fountains, events=[_event("award", date, certainty=certainty)])
    assert "date" not in award["awards"][0]


def test_a_day_that_is_past_is_met_and_one_to_come_is_due(
    small: Corpus, fountains: Project
) -> None:
    events = [_event("tender", "2027-07-01")]
    before = _release(small, fountains, dt.date(2027, 7, 1), events=events)
    after = _release(small, fountains, dt.date(2027, 7, 2), events=events)
    due, met = (release["tender"]["milestones"][0] for release in (before, after))
    assert (due["status"], due["dueDate"]) == ("scheduled", "2027-07-01T23:59:59+02:00")
    assert (met["status"], met["dateMet"]) == ("met", "2027-07-01T23:59:59+02:00")
    assert before["date"] < after["date"] == "2027-07-01T22:00:00Z"
    assert before["id"] != after["id"]


def test_a_release_is_as_old_as_the_last_change_of_its_record(
    small: Corpus, fountains: Project
) -> None:
    commit = Commit("0" * 40, dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC))
    known = replace(small, history=History(Reach.WHOLE, commit, {"projects/fonteinen.yml": commit}))
    assert _release(known, fountains)["date"] == "2026-03-04T05:06:00Z"
    assert _release(known, fountains)["id"] == _release(small, fountains)["id"]


def test_a_record_without_a_day_has_a_date_that_nobody_takes_for_a_real_one(small: Corpus) -> None:
    assert _release(small, small.projects["brug"])["date"] == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ([("approved", 10)], 10),
        ([("approved", 10), ("approved", 20)], None),
        ([(None, 10)], None),
        ([], None),
    ],
)
def test_an_amount_is_told_only_where_its_basis_is_what_the_field_means(
    small: Corpus, fountains: Project, lines: list[tuple[str, int]], amount: int | None
) -> None:
    budget = [BudgetLine(basis=basis, amount_eur=amount) for basis, amount in lines]
    planning = _release(small, fountains, budget=budget)["planning"]
    value = {"amount": amount, "currency": "EUR"} if amount else None
    assert planning.get("budget", {}).get("amount") == value


def test_one_organisation_buys_and_of_several_only_the_leading_one_has_a_role(
    small: Corpus, fountains: Project
) -> None:
    both = _release(small, fountains, contractors=[])
    assert [party.get("roles") for party in both["parties"]] == [["procuringEntity"], None]
    assert "buyer" not in both
    one = _release(small, fountains, organisations=["stad"], contractors=[])
    assert one["parties"][0]["roles"] == ["buyer", "procuringEntity"]
    assert one["buyer"]["id"] == one["tender"]["procuringEntity"]["id"] == "stad"


def test_who_also_carries_it_out_is_one_party_with_all_its_roles(
    small: Corpus, fountains: Project
) -> None:
    own = _release(
        small, fountains, organisations=["stad"], contractors=[Contractor(organisation="stad")] * 2
    )
    assert [party["roles"] for party in own["parties"]] == [
        ["buyer", "procuringEntity", "supplier"]
    ]
    assert len(own["awards"][0]["suppliers"]) == 1


def test_only_a_single_award_is_that_to_the_contractors(small: Corpus, fountains: Project) -> None:
    one = [_event("award", "2020-03-04")]
    release = _release(small, fountains, events=one)
    assert [award["id"] for award in release["awards"]] == ["award"]
    assert release["awards"][0]["date"] == "2020-03-04T23:59:59+01:00"
    two = [*one, _event("award", "2021-03-04", "again")]
    awards = _release(small, fountains, events=two)["awards"]
    assert [("date" in award, "suppliers" in award) for award in awards] == [
        (False, True),
        (True, False),
        (True, False),
    ]
    nobody = _release(small, fountains, events=one, contractors=[])
    assert "suppliers" not in nobody["awards"][0]


def test_sources_stand_with_the_section_that_rests_on_them(
    small: Corpus, fountains: Project
) -> None:
    release = _release(small, fountains, events=[], market_consultation=None)
    assert [item["id"] for item in release["tender"]["documents"]] == ["site"]
    assert "site" not in {item["id"] for item in release["planning"]["documents"]}
    bare = _release(small, fountains, events=[], market_consultation=None, procedures=[])
    assert "site" in {item["id"] for item in bare["planning"]["documents"]}
