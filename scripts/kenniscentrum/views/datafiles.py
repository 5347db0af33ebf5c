"""The files of the open data: JSON, lines of JSON, tables, and each record alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel, create_model

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.moves import kept
from kenniscentrum.views import tables
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.datasets import (
    JSON,
    NDJSON,
    PAGE,
    YAML,
    DataSet,
    Distribution,
    datasets,
    schema_of_one,
    single,
)
from kenniscentrum.views.layout import layout
from kenniscentrum.views.opendata import RECORDS, Records
from kenniscentrum.views.published import Row
from kenniscentrum.views.shapes import (
    Address,
    Addresses,
    Known,
    Shape,
    Texts,
    said,
    schema_of,
    written,
)


class Table(Shape):
    """All records of a data set, with what a reuser must know of it."""

    json_schema: Address = said(
        "Waar de velden beschreven zijn.", "Where the fields are described.", alias="$schema"
    )
    title: Texts = said("Naam van de gegevens.", "Name of the data set.")
    description: Texts = said("Wat erin staat.", "What is in it.")
    publisher: Texts = said("Wie ze uitgeeft.", "Who publishes it.")
    licence: Texts = said("Naam van de licentie.", "Name of the licence.")
    licence_url: Address = said("Adres van de licentie.", "Address of the licence.")
    documentation: Known[Addresses] = said(
        "Pagina met uitleg.", "Page that explains it.", default=None
    )


def files(corpus: Corpus, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of all files of the records; ``site_url`` ends in a slash."""
    for part in _parts(corpus, site_url):
        yield from part.wholes()
        yield from part.singles()


def wholes(corpus: Corpus, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that hold all records of a data set, and their schemas."""
    for part in _parts(corpus, site_url):
        yield from part.wholes()


def _parts(corpus: Corpus, site_url: str) -> Iterator[_Files]:
    declared = {item.key: item for item in datasets(corpus)}

    def links(address: str) -> dict[str, str]:
        return {
            code: site_url + site_path(address, code, corpus.leading)
            for code in corpus.centre.languages
        }

    for records in RECORDS:
        rows = tuple(records.rows(corpus, links))
        explained = links(PAGE) if PAGE in corpus.addresses else None
        yield _Files(corpus, site_url, records, declared[records.key], rows, explained)


def as_yaml(record: BaseModel) -> str:
    """Return a record as an editor would write it: what it says, without comments."""
    said_of_it = record.model_dump(mode="json", exclude_unset=True)
    text = yaml.dump(said_of_it, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return layout(text, type(record))


class _Dumper(yaml.SafeDumper):
    """Quotes what any version of YAML could take for a number or for yes and no."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _AMBIGUOUS.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_AMBIGUOUS = re.compile(r"[\d.+-]|[yYnN]$")
_Dumper.add_representer(str, _text)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one data set."""

    corpus: Corpus
    site_url: str
    records: Records
    dataset: DataSet
    rows: tuple[Row, ...]
    explained: Row | None

    def wholes(self) -> Iterator[tuple[str, bytes]]:
        for file in self.dataset.distributions:
            if file.form is JSON:
                yield file.path, written(self._whole(file))
                yield self._schema(file.schema, self._shape_of_whole())
            elif file.form is NDJSON:
                yield file.path, "".join(map(_line, self.rows)).encode()
                yield self._schema(file.schema, self.records.alone)
            else:
                yield from self._table(file)

    def _whole(self, file: Distribution) -> Row:
        centre = self.corpus.centre
        return {
            "$schema": self.site_url + file.schema,
            "title": self.dataset.title.root,
            "description": self.dataset.description.root,
            "publisher": centre.name.root,
            "licence": centre.licence.root,
            "licence_url": centre.licence_url,
            **({"documentation": self.explained} if self.explained else {}),
            self.records.key: self.rows,
        }

    def _shape_of_whole(self) -> type[Shape]:
        shape = self.records.shape
        field: Any = (tuple[shape, ...], said("De records.", "The records."))  # type: ignore[valid-type]
        name = self.records.key.capitalize()
        return create_model(
            name, __base__=Table, __doc__=Table.__doc__, **{self.records.key: field}
        )

    def _schema(self, path: str, shape: type[Shape]) -> tuple[str, bytes]:
        return path, written(schema_of(shape, self.site_url + path))

    def _table(self, file: Distribution) -> Iterator[tuple[str, bytes]]:
        records, key, shape = self.records, ["id"], self.records.shape
        found: Any = self.rows
        if file.part:
            way, kind = tables.lists(shape)[file.part]
            found = tables.rows_of(self.rows, way, kind, records.one)
            key, shape = [f"{records.one}_id", "number"], tables.of_list(kind, records.one)
        elif records.key == "terms":
            key = ["vocabulary", "id"]
        head = list(tables.columns(shape, self.corpus.centre.languages))
        yield file.path, tables.table(found, head)
        name = file.path.rpartition("/")[2]
        yield file.schema, written(tables.described(name, head, key))

    def singles(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of single records; their YAML is of what an editor wrote.

        A record that had other ids has its files there too.
        """
        key, about = self.records.key, {
            "$schema": self.site_url + schema_of_one(self.records),
            "licence_url": self.corpus.centre.licence_url,
        }  # fmt: skip
        if not self.dataset.singles:
            return
        records = kept(self.corpus, "projects" if key == "consultations" else key)
        for row in self.rows:
            record = records[row["id"]]
            for name in (record.id, *record.former_ids):
                if JSON in self.dataset.singles:
                    yield single(key, name, JSON), written(about | row)
                if YAML in self.dataset.singles:
                    assert isinstance(record, BaseModel)
                    yield single(key, name, YAML), as_yaml(record).encode()


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
