"""What the page about open data says of each data set: its files, how large, and its fields."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic.fields import FieldInfo

from kenniscentrum.core.fields import Localised
from kenniscentrum.views import datafiles
from kenniscentrum.views.datasets import CSV, DataSet, Distribution, datasets, single
from kenniscentrum.views.opendata import RECORDS, Records
from kenniscentrum.views.published import Named
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.shapes import Addresses, Shape, Texts
from kenniscentrum.views.tables import is_block, kind_of, lists

ANY = "ID"
"""What stands for the key of a record in the address of one."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field: the way to it in the JSON, what kind of value it has and what it means.

    ``kind`` is part of a label: ``text``, ``texts``, ``number``, ``named`` or ``block``.
    """

    path: str
    kind: str
    many: bool
    always: bool
    meaning: Localised


@dataclass(frozen=True, slots=True)
class Shown:
    """A data set on the page. ``count`` is None and ``sizes`` (bytes) empty where not known."""

    dataset: DataSet
    count: int | None = None
    sizes: dict[str, int] = field(default_factory=dict)
    fields: tuple[FieldLine, ...] = ()
    parts: tuple[tuple[Distribution, Localised], ...] = ()

    @property
    def files(self) -> list[Distribution]:
        """The files that are of the records themselves."""
        return [file for file in self.dataset.distributions if not file.part]

    @property
    def singles(self) -> list[str]:
        """The addresses of one record, with a word in the place of its key."""
        return [single(self.dataset.key, ANY, form) for form in self.dataset.singles]


def shown(kc: Rendering) -> list[Shown]:
    """Return all data sets as the page shows them; none on a site without address."""
    if not kc.site_url:
        return []
    sizes = {path: len(content) for path, content in datafiles.wholes(kc.corpus, kc.site_url)}
    known = {records.key: records for records in RECORDS}
    return [
        _of_records(dataset, known[dataset.key], sizes, kc)
        if dataset.key in known
        else Shown(dataset)
        for dataset in datasets(kc.corpus)
    ]


def _of_records(dataset: DataSet, records: Records, sizes: dict[str, int], kc: Rendering) -> Shown:
    count = sum(1 for _ in records.rows(kc.corpus, lambda _: {}))
    fields = tuple(_fields(records.shape))
    means = {line.path.replace("[]", "").replace(".", "_"): line.meaning for line in fields}
    parts = tuple(
        (file, means[file.part])
        for file in dataset.distributions
        if file.form is CSV and file.part in lists(records.shape)
    )
    return Shown(dataset, count, sizes, fields, parts)


def _fields(shape: type[Shape], way: str = "") -> Iterator[FieldLine]:
    for name, info in shape.model_fields.items():
        kind, many = kind_of(info.annotation)
        path = f"{way}{name}{'[]' if many else ''}"
        yield FieldLine(path, _word(kind), many, info.is_required(), _meaning(info))
        if _word(kind) == "block":
            yield from _fields(kind, f"{path}.")


def _word(kind: Any) -> str:
    if kind is Named:
        return "named"
    if kind is int:
        return "number"
    if kind in (Texts, Addresses) or typing.get_origin(kind) is dict:
        return "texts"
    return "block" if is_block(kind) else "text"


def _meaning(info: FieldInfo) -> Localised:
    extra: Any = info.json_schema_extra or {}
    return Localised({"nl": extra["x-nl"], "en": info.description or ""})
