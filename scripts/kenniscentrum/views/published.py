"""How records become open data: one rule for each type of field, for values and for their schema.

A field keeps its name and meaning. A text is an object by language; a date has its precision
beside it; a key of a register stands with the name of what it means; a list is always there, and
what is not known is not.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.fields import Localised, Reference
from kenniscentrum.core.leaves import register_of
from kenniscentrum.core.names import name_of
from kenniscentrum.views.shapes import Day, Precision, Shape, Texts, precision, said

Row = dict[str, Any]
"""A record or block as open data: what stands in the JSON."""
_WITHIN = "sources"
"""The register that each record brings itself: its keys are to be looked up in the same record."""
_INTERNAL = {"format", "translated_from"}
"""Fields that say how a file is written, not what is known."""


class Named(Shape):
    """Something that has a key, which never changes, and a name."""

    id: str
    name: Texts


def named(register: str, key: str, corpus: Corpus) -> Row:
    """Return a key of a register with its name."""
    return {"id": key, "name": dict(name_of(register, key, corpus).root)}


def told(value: BaseModel, corpus: Corpus) -> Row:
    """Return what a record, or a block of one, says, as :func:`published` describes it."""
    found: Row = {}
    for name, info in _fields(type(value)):
        item = getattr(value, name)
        register = register_of(info)
        if item is None:
            continue
        if register and register != _WITHIN:
            single = isinstance(item, str)
            keys = [named(register, key, corpus) for key in ([item] if single else item)]
            found[name] = keys[0] if single else keys
        else:
            found[name] = _plain(item, corpus)
        if isinstance(item, PartialDate):
            found[f"{name}_precision"] = precision(item)
    return found


def _plain(value: object, corpus: Corpus) -> object:
    match value:
        case PartialDate():
            return str(value)
        case Localised():
            return dict(value.root)
        case BaseModel():
            return told(value, corpus)
        case tuple():
            return [_plain(item, corpus) for item in value]
    return value


@cache
def published(model: type[BaseModel]) -> type[Shape]:
    """Return what the record or block that ``model`` declares looks like as open data."""
    fields: dict[str, Any] = {}
    for name, info in _fields(model):
        shape = _shape(Annotated[info.annotation, *info.metadata] if info.metadata
                       else info.annotation)  # fmt: skip
        optional = info.default is None and not info.is_required()
        extra: Any = info.json_schema_extra or {}
        fields[name] = _declared(shape, optional, info.description, extra.get("x-en"))
        if shape is Day:
            nl, en = f"Hoe precies `{name}` bekend is.", f"How precisely `{name}` is known."
            fields[f"{name}_precision"] = _declared(Precision, optional, nl, en)
    return create_model(model.__name__, __base__=Shape, __doc__=model.__doc__, **fields)


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    return ((name, info) for name, info in model.model_fields.items() if name not in _INTERNAL)


def _declared(shape: Any, optional: bool, nl: str | None, en: str) -> tuple[Any, Any]:
    if optional:
        absent: Any = SkipJsonSchema[None]  # type: ignore[misc] # a class only when it runs
        return shape | absent, said(nl or "", en, default=None)
    return shape, said(nl or "", en)


def _shape(annotation: Any) -> Any:
    """Return the type that a type of a record becomes."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        marks = parts[1:]
        if any(isinstance(mark, Reference) and mark.register != _WITHIN for mark in marks):
            return tuple[Named, ...] if typing.get_origin(parts[0]) is tuple else Named
        marks = tuple(mark for mark in marks if not isinstance(mark, Reference))
        inner = _shape(parts[0])
        return Annotated[inner, *marks] if marks and inner is parts[0] else inner
    if origin in (Union, UnionType):
        return _shape(next(part for part in parts if part is not type(None)))
    if origin is tuple:
        item: Any = _shape(parts[0])
        return tuple[item, ...]
    if annotation is PartialDate:
        return Day
    if annotation is Localised:
        return Texts
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return published(annotation)
    return annotation
