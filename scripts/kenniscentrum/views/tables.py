"""Records as tables (CSV by RFC 4180), with their description for programs (CSV on the Web).

A column is called as the way to it in the JSON, with ``_`` between; a list of keys or names is
joined with ``; ``, and every other list is a table of its own. The files begin with a byte-order
mark, because without it Excel reads letters with accents wrongly.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

from kenniscentrum.views.published import Named, Row
from kenniscentrum.views.shapes import Addresses, Shape, Texts, said

JOINED = "; "
_FORMULA = tuple("'=+-@\t\r")
"""What a spreadsheet may take for the start of a formula, and the mark that we put before it."""
_NOTE = (
    "A cell that begins with ' has one ' too many, so that no spreadsheet takes it for a formula."
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the ``path`` of its value in a record, and the field that it comes from."""

    path: tuple[str, ...]
    field: FieldInfo
    number: bool = False
    many: bool = False

    @property
    def name(self) -> str:
        """What stands above the column."""
        return "_".join(self.path)


def columns(
    shape: type[BaseModel], languages: Sequence[str], path: tuple[str, ...] = ()
) -> Iterator[Column]:
    """Yield the columns of a record or block of a shape."""
    for name, info in shape.model_fields.items():
        kind, many = kind_of(info.annotation)
        here = (*path, name)
        if many and _is_table(kind):
            continue
        if kind in (Texts, Addresses) or typing.get_origin(kind) is dict:
            yield from (Column((*here, code), info) for code in languages)
        elif kind is Named:
            yield Column((*here, "id"), info, many=many)
            yield from (Column((*here, "name", code), info, many=many) for code in languages)
        elif is_block(kind):
            yield from columns(kind, languages, here)
        else:
            yield Column(here, info, number=kind is int, many=many)


def lists(
    shape: type[BaseModel], way: tuple[str, ...] = ()
) -> dict[str, tuple[tuple[str, ...], type[BaseModel]]]:
    """Return the lists in records of a shape that are tables of their own, by name.

    For each the way to it in a record, and what is in it.
    """
    found: dict[str, tuple[tuple[str, ...], type[BaseModel]]] = {}
    for name, info in shape.model_fields.items():
        kind, many = kind_of(info.annotation)
        here = (*way, name)
        if many and _is_table(kind):
            found["_".join(here)] = here, kind
        elif not many and is_block(kind) and kind is not Named:
            found |= lists(kind, here)
    return found


def of_list(kind: type[BaseModel], one: str) -> type[Shape]:
    """Return the shape of the rows of a list's own table; ``one`` is what its records are."""
    own: Any = {
        f"{one}_id": (str, said("Het record (kolom `id`).", "The record (column `id`).")),
        "number": (int, said("Plaats in de lijst, vanaf 1.", "Place in the list, from 1.")),
    }
    fields: Any = {key: (info.annotation, info) for key, info in kind.model_fields.items()}
    if kind is Texts:
        fields = {"text": (Texts, said("De tekst.", "The text."))}
    return create_model(kind.__name__, __base__=Shape, __doc__=kind.__doc__, **own | fields)


def rows_of(rows: Iterable[Row], path: tuple[str, ...], kind: Any, one: str) -> Iterator[Row]:
    """Yield what stands in a list of each record, each item with its record and its number."""
    for row in rows:
        found: Any = row
        for name in path:
            found = found.get(name, {})
        for number, item in enumerate(found, 1):
            said_of_it = {"text": item} if kind is Texts else item
            yield {f"{one}_id": row["id"], "number": number, **said_of_it}


def table(rows: Iterable[Row], head: Sequence[Column]) -> bytes:
    """Return a table as CSV; what is not known is an empty cell.

    Every text is in quotes, so that a spreadsheet can be told to leave it as it is, and no number.
    """
    lines = [[_quoted(column.name) for column in head]]
    lines += [[_cell(_joined(row, column.path), column) for column in head] for row in rows]
    text = "".join(f"{','.join(line)}\r\n" for line in lines)
    return text.encode("utf-8-sig")


def _joined(value: object, path: tuple[str, ...]) -> str:
    match value:
        case list():
            return JOINED.join(_joined(item, path) for item in value)
        case dict() if path:
            return _joined(value.get(path[0]), path[1:])
    return "" if value is None else str(value)


def _cell(text: str, column: Column) -> str:
    return text if column.number or not text else _quoted(harmless(text))


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would calculate with it.

    An apostrophe gets one too, so that taking one away always gives the text back.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def described(file: str, head: Sequence[Column], key: Sequence[str]) -> dict[str, object]:
    """Return the description of a table in CSV on the Web; ``file`` is its name."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "dc:description": _NOTE,
        "tableSchema": {"columns": [_described(column) for column in head], "primaryKey": [*key]},
    }


def _described(column: Column) -> dict[str, object]:
    found: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "datatype": "integer" if column.number else "string",
        "dc:description": column.field.description or "",
    }
    return found | ({"separator": JOINED} if column.many else {})


def is_block(kind: Any) -> bool:
    """Return whether a type is a shape with fields, or texts by language."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_table(kind: Any) -> bool:
    return is_block(kind) and kind is not Named


def kind_of(annotation: Any) -> tuple[Any, bool]:
    """Return the type of a field's values, and whether it is a list of them."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        return kind_of(parts[0])[0], True
    if origin is Annotated or (parts and origin not in (dict, typing.Literal)):
        return kind_of(parts[0])
    return annotation, False
