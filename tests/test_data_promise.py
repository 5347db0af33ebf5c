"""The promise of ``/data/v1/``: fields are added, never changed or removed.

``schemas/data-v1.txt`` holds every field and column that was ever published. With
``--update-golden`` new ones are added to it; nothing takes one out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from small_centre import SMALL

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import tables
from kenniscentrum.views.datasets import CSV, RECORDS, datasets
from kenniscentrum.views.shapes import schema_of

PUBLISHED = SMALL.parent / "schemas" / "data-v1.txt"


def _fields(node: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    """Yield each field with its type and whether it is always there."""
    while "$ref" in node:
        node = root["$defs"][node["$ref"].rpartition("/")[2]]
    if node.get("type") == "array":
        yield from _fields(node["items"], root, f"{path}[]")
    elif "properties" in node:
        for name, inner in node["properties"].items():
            there = "" if name in node.get("required", ()) else "?"
            yield from _fields(inner, root, f"{path}.{name}{there}")
    elif "patternProperties" in node:
        (inner,) = node["patternProperties"].values()
        yield from _fields(inner, root, f"{path}.LANGUAGE")
    else:
        values = "|".join(sorted(node.get("enum", ())))
        yield f"{path} {node['type']} {node.get('format', '')} {values}".rstrip()


def _now(corpus: Corpus) -> set[str]:
    found: set[str] = set()
    for item, records in zip(datasets(corpus), RECORDS, strict=False):
        schema = schema_of(records.alone, "")
        found |= set(_fields(schema, schema, item.key))
        parts = tables.lists(records.shape)
        for file in item.distributions:
            if file.form is CSV:
                shape = records.shape
                if file.part:
                    shape = tables.of_list(parts[file.part][1], records.one)
                columns = tables.columns(shape, ("LANGUAGE",))
                found |= {f"{file.path} {column.name}" for column in columns}
    return found


def test_what_was_published_stays(small: Corpus, request: pytest.FixtureRequest) -> None:
    promised, now = set(PUBLISHED.read_text("utf-8").splitlines()), _now(small)
    assert sorted(promised - now) == [], "v1 loses or changes a field; that needs a v2 beside it"
    if request.config.getoption("--update-golden"):
        PUBLISHED.write_text("".join(f"{line}\n" for line in sorted(now)), "utf-8")
    elif now - promised:
        pytest.fail(f"new fields, to be promised with --update-golden: {sorted(now - promised)}")
