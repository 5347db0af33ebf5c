"""The texts and references inside a validated value, each with its path."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kenniscentrum.core.fields import Localised, Reference

Path = tuple[str | int, ...]


def references(value: BaseModel) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, register, key) of every reference that a value holds."""
    for path, register, leaf in _leaves(value, None, ()):
        if register and isinstance(leaf, str):
            yield path, register, leaf


def texts(value: BaseModel) -> Iterator[tuple[Path, Localised]]:
    """Yield (path, text) of every localised text that a value holds."""
    for path, _, leaf in _leaves(value, None, ()):
        if isinstance(leaf, Localised):
            yield path, leaf


def _leaves(
    value: object, register: str | None, path: Path
) -> Iterator[tuple[Path, str | None, object]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, register, (*path, index))
    elif isinstance(value, BaseModel) and not isinstance(value, Localised):
        for name, named in _fields(type(value)):
            yield from _leaves(getattr(value, name), named, (*path, name))
    else:
        yield path, register, value


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    return tuple((name, register_of(info)) for name, info in model.model_fields.items())


def register_of(field: FieldInfo) -> str | None:
    """Return the register that a field's annotation names, at any depth of the annotation."""
    marks = [*field.metadata, *_marks(field.annotation)]
    return next((mark.register for mark in marks if isinstance(mark, Reference)), None)


def _marks(annotation: object) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for part in typing.get_args(annotation):
        yield from _marks(part)
