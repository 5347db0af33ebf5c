"""The JSON Schema that editors see and the reader that decides agree.

Known differences, where the reader is stricter: it knows the calendar, references within the
record, and web addresses in full. Where the schema is stricter: to it, quoted digits are a text
and an unquoted number is no text, while the reader sees what was typed.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from trees import RECORD, Step, paths, written

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Level
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import level_of
from kenniscentrum.core.schema import project_schema

WHOLE: dict[str, Any] = yaml.safe_load(RECORD) | {"former_ids": []}
PLACES = [path for path in paths(WHOLE) if path]
# Values of a wrong kind for nearly every field. No digits in quotes: see above.
_TEXTS = ["", "x y", "Énergie", "11/02/2020", "ftp://x", "-x"]
_BLOCKS: list[object] = [{}, {"nl": ""}, {"xx": "x"}, {"en": "x"}, {"nl": "x", "en": "y"}]
WRONG: st.SearchStrategy[object] = st.sampled_from(
    [*_TEXTS, *_BLOCKS, [], ["x"], [[]], -1, 10**20, None]
)


class Editor:
    """A YAML editor that knows the schema of the tiny centre."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self._validator = Draft202012Validator(schema)

    def problems(self, tree: object) -> list[str]:
        """Return what the editor underlines."""
        return [f"{item.json_path}: {item.message}" for item in self._validator.iter_errors(tree)]


@pytest.fixture(scope="session")
def editor(small: Corpus) -> Editor:
    """An editor with the schema of the tiny centre."""
    return Editor(json.loads(project_schema(small)))


def _changed(path: Step, change: str, value: object) -> dict[str, Any]:
    """Return the whole record with one change at a path."""
    tree: dict[str, Any] = copy.deepcopy(WHOLE)
    holder: Any = tree
    for step in path[:-1]:
        holder = holder[step]
    match change:
        case "remove":
            del holder[path[-1]]
        case "add" if isinstance(holder, dict):
            holder["unknown"] = value
        case "add":
            holder.append(value)
        case _:
            holder[path[-1]] = value
    return tree


def _value_at(path: Step) -> object:
    value: Any = WHOLE
    for step in path:
        value = value[step]
    return value


def _refused(root: Path, tree: object) -> bool:
    (root / "projects/probe.yml").write_bytes(written(tree))
    _, found = read_corpus(root)
    return any(level_of(item) is Level.ERROR for item in found)


def test_the_schema_is_a_valid_schema(editor: Editor) -> None:
    Draft202012Validator.check_schema(editor.schema)


def test_both_accept_a_whole_record(editor: Editor, scratch: Path) -> None:
    assert editor.problems(WHOLE) == []
    assert not _refused(scratch, WHOLE)


@given(st.sampled_from(PLACES), st.sampled_from(["remove", "replace", "add"]), WRONG)
def test_what_the_schema_refuses_the_reader_refuses(
    editor: Editor, scratch: Path, path: Step, change: str, value: object
) -> None:
    assume(not (isinstance(value, int) and isinstance(_value_at(path), str)))
    tree = _changed(path, change, value)
    if problems := editor.problems(tree):
        assert _refused(scratch, tree), problems


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "date"), "2019-02-29"),
        (("events", 0, "date"), "1889"),
        (("events", 0, "sources"), ["elders"]),
        (("sources", 0, "url"), "https://localhost"),
        (("id",), "another-name"),
    ],
)
def test_the_reader_is_stricter_only_where_the_schema_cannot_know(
    editor: Editor, scratch: Path, path: Step, value: object
) -> None:
    tree = _changed(path, "replace", value)
    assert editor.problems(tree) == []
    assert _refused(scratch, tree)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("programme",), "onbekend"),
        (("organisations",), ["onbekend"]),
        (("phase", "code"), "onbekend"),
        (("events", 0, "kind"), "onbekend"),
        (("contractors", 0, "organisation"), "onbekend"),
        (("call",), "onbekend"),
    ],
)
def test_editors_are_told_of_a_key_that_no_register_has(
    editor: Editor, scratch: Path, path: Step, value: object
) -> None:
    tree = _changed(path, "replace", value)
    assert editor.problems(tree)
    assert _refused(scratch, tree)


def test_editors_see_every_field_explained(editor: Editor) -> None:
    blocks = [editor.schema, *editor.schema["$defs"].values()]
    fields = {
        name: field
        for block in blocks
        for name, field in block.get("properties", {}).items()
        if name not in ("nl", "en")
    }
    assert len(fields) > 30
    assert [name for name, field in fields.items() if not field.get("description")] == []
