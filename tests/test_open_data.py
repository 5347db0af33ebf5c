"""Open data: every file follows its schema, every form says the same, nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from rendered import HOSTILE, golden_centre

from kenniscentrum.core import yamltree
from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.moves import kept
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.validation import validate
from kenniscentrum.views import datafiles, tables
from kenniscentrum.views.datasets import CSV, JSON, NDJSON, RECORDS, YAML, datasets, single

URL = "https://kenniscentrum.example/"
Files = dict[str, bytes]


def _files(corpus: Corpus) -> Files:
    return dict(datafiles.files(corpus, URL))


@pytest.fixture(scope="module")
def files(corpus: Corpus) -> Files:
    """The data files of the real centre."""
    return _files(corpus)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Files]:
    """A centre with hostile text in every field that takes text, and its data files."""
    corpus = golden_centre(tmp_path_factory.mktemp("hostile"))
    return corpus, _files(corpus)


@pytest.fixture(params=["real", "hostile"])
def centre(
    request: pytest.FixtureRequest, corpus: Corpus, files: Files, hostile: tuple[Corpus, Files]
) -> tuple[Corpus, Files]:
    """A centre and its files: the real one, and one with hostile text."""
    return (corpus, files) if request.param == "real" else hostile


def _closed(schema: Any) -> Any:
    """Return a schema that allows nothing that it does not name."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if schema.get("type") == "object" else {}
    return {key: _closed(item) for key, item in schema.items()} | closed


def _validator(schema: bytes) -> Draft202012Validator:
    tree = _closed(json.loads(schema))
    Draft202012Validator.check_schema(tree)
    return Draft202012Validator(tree, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _lines(content: bytes) -> list[Any]:
    return [json.loads(line) for line in content.decode().splitlines()]


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def _nodes(tree: object) -> Iterator[object]:
    yield tree
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(item)


def _former(dataset: str, key: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the ids that a record had, under which its files stay."""
    return kept(corpus, {"consultations": "projects"}.get(dataset, dataset))[key].former_ids


def test_every_declared_file_is_there_and_no_other(centre: tuple[Corpus, Files]) -> None:
    corpus, files = centre
    declared = {
        path
        for item in datasets(corpus)[: len(RECORDS)]
        for file in item.distributions
        for path in (file.path, file.schema)
    }
    alone = {
        single(item.key, key, form)
        for item in datasets(corpus)[: len(RECORDS)]
        for row in json.loads(files[item.distributions[0].path])[item.key]
        for form in item.singles
        for key in (row["id"], *_former(item.key, row["id"], corpus))
    }
    assert files.keys() == declared | alone


def test_every_json_file_follows_its_schema_strictly(centre: tuple[Corpus, Files]) -> None:
    corpus, files = centre
    for item, records in zip(datasets(corpus), RECORDS, strict=False):
        for file in item.distributions:
            if file.form is JSON:
                _validator(files[file.schema]).validate(json.loads(files[file.path]))
            if file.form is NDJSON:
                line = _validator(files[file.schema])
                rows = _lines(files[file.path])
                assert rows == json.loads(files[f"data/v1/{item.key}.json"])[item.key]
                for row in rows if JSON in item.singles else ():
                    alone = json.loads(files[single(item.key, row["id"], JSON)])
                    line.validate(alone)
                    assert alone.items() >= row.items()
                    assert alone["$schema"] == URL + file.schema
                for row in rows if JSON not in item.singles else ():
                    line.validate(row)
        assert records.key == item.key


def test_a_field_has_one_type_and_nothing_is_null(centre: tuple[Corpus, Files]) -> None:
    for path, content in centre[1].items():
        if not path.endswith(".json"):
            continue
        nodes = list(_nodes(json.loads(content)))
        assert None not in nodes, path
        if path.endswith(".schema.json"):
            blocks = [node for node in nodes if isinstance(node, dict)]
            assert not [node for node in blocks if {"anyOf", "oneOf", "allOf"} & set(node)]
            assert not [node for node in blocks if isinstance(node.get("type"), list)]


def _cells(value: object, path: tuple[str, ...]) -> str:
    """Say in a second way what a cell should hold."""
    for number, key in enumerate(path):
        if isinstance(value, list):
            return "; ".join(_cells(item, path[number:]) for item in value)
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def test_a_table_says_what_the_json_says(centre: tuple[Corpus, Files]) -> None:
    corpus, files = centre
    for item, records in zip(datasets(corpus), RECORDS, strict=False):
        found = json.loads(files[f"data/v1/{item.key}.json"])[item.key]
        for file in item.distributions:
            if file.form is not CSV:
                continue
            shape, rows = records.shape, found
            if file.part:
                way, kind = tables.lists(records.shape)[file.part]
                shape = tables.of_list(kind, records.one)
                rows = list(tables.rows_of(found, way, kind, records.one))
            columns = list(tables.columns(shape, corpus.centre.languages))
            read = [
                {name: cell.removeprefix("'") for name, cell in row.items()}
                for row in _rows(files[file.path])
            ]
            assert read == [{c.name: _cells(row, c.path) for c in columns} for row in rows]


def test_every_fact_of_a_record_is_in_a_table(centre: tuple[Corpus, Files]) -> None:
    corpus, files = centre
    for item in datasets(corpus)[: len(RECORDS)]:
        cells = {
            part
            for file in item.distributions
            if file.form is CSV
            for row in _rows(files[file.path])
            for cell in row.values()
            for part in (cell.removeprefix("'"), *cell.removeprefix("'").split("; "))
        }
        rows = json.loads(files[f"data/v1/{item.key}.json"])[item.key]
        facts = {str(node) for node in _nodes(rows) if not isinstance(node, dict | list)}
        assert facts <= cells


def test_no_cell_is_a_formula(centre: tuple[Corpus, Files]) -> None:
    for path, content in centre[1].items():
        if path.endswith(".csv"):
            cells = [cell for row in _rows(content) for cell in row.values()]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("text", ["=1+1", "+32", "-", "@x", "\t=1", "\r=1", "'t Zand", "''", "a=1"])
def test_a_harmless_cell_gives_its_text_back(text: str) -> None:
    cell = tables.harmless(text)
    assert cell.removeprefix("'") == text
    assert cell[0] not in "=+-@\t\r"


def test_a_table_has_a_mark_a_header_and_windows_lines(files: Files) -> None:
    for path, content in files.items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.endswith(b"\r\n")
            about = json.loads(files[f"{path}-metadata.json"])
            head = next(csv.reader(content.decode("utf-8-sig").splitlines()))
            assert head == [column["name"] for column in about["tableSchema"]["columns"]]
            keys = [
                tuple(row[key] for key in about["tableSchema"]["primaryKey"])
                for row in _rows(content)
            ]
            assert len(keys) == len(set(keys)), path


def test_every_text_is_in_quotes_and_no_number(files: Files) -> None:
    about = json.loads(files["data/v1/projects-budget.csv-metadata.json"])
    columns = about["tableSchema"]["columns"]
    numbers = {column["name"] for column in columns if column["datatype"] == "integer"}
    assert numbers == {"number", "amount_eur"}
    head, *lines = files["data/v1/projects-budget.csv"].decode("utf-8-sig").split("\r\n")
    assert head == ",".join(f'"{column["name"]}"' for column in columns)
    cell = r'(?:"(?:[^"]|"")*"|\d*)'
    assert all(re.fullmatch(rf"{cell}(?:,{cell})*", line) for line in lines)


def test_what_is_joined_can_be_taken_apart(files: Files, corpus: Corpus) -> None:
    for item in datasets(corpus)[: len(RECORDS)]:
        for row in json.loads(files[f"data/v1/{item.key}.json"])[item.key]:
            lists = [node for node in _nodes(row) if isinstance(node, list)]
            assert not [text for found in lists for text in found if "; " in text]


def test_the_yaml_of_a_record_is_the_record(centre: tuple[Corpus, Files]) -> None:
    corpus, files = centre
    for key, model in (("projects", Project), ("calls", Call), ("organisations", Organisation)):
        for row in json.loads(files[f"data/v1/{key}.json"])[key]:
            content = files[single(key, row["id"], YAML)]
            tree, found = yamltree.read(content, "record.yml")
            assert tree is not None, found
            value, found = validate(model, tree)
            record = getattr(corpus, key)[row["id"]]
            assert value == record, found
            assert yaml.safe_load(content) == record.model_dump(mode="json", exclude_unset=True)


@pytest.mark.parametrize("text", ["12345678", "0x1f", "1e23", "-1", "12:30", ".5", "y", "no", "~"])
def test_text_that_looks_like_something_else_is_quoted(small: Corpus, text: str) -> None:
    project = small.projects["fonteinen"].model_copy(update={"acronym": text})
    assert f'acronym: "{text}"' in datafiles.as_yaml(project).replace("'", '"')


def test_hostile_text_stays_text(hostile: tuple[Corpus, Files]) -> None:
    corpus, files = hostile
    record = json.loads(files[single("projects", HOSTILE, JSON)])
    project = corpus.projects[HOSTILE]
    assert record["title"] == project.title.root
    assert record["acronym"] == project.acronym
    row = next(row for row in _rows(files["data/v1/projects.csv"]) if row["id"] == HOSTILE)
    assert row["title_nl"] == project.title.get("nl")


def test_a_record_says_how_its_translations_stand(hostile: tuple[Corpus, Files]) -> None:
    record = json.loads(hostile[1][single("projects", "onvertaald", JSON)])
    assert record["translations"] == {"nl": "original", "en": "missing"}


def test_same_input_same_bytes(small: Corpus) -> None:
    assert _files(small) == _files(small)
