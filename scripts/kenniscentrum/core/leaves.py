"""The references in a record's tree and the texts in its value, each with its path."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kenniscentrum.core.fields import Localised, Reference
from kenniscentrum.core.yamltree import Node

Path = tuple[str | int, ...]


def references(model: type[BaseModel], tree: Node) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, register, key) of every reference in a tree that ``model`` describes.

    The tree need not be valid, so that one mistake does not hide another.
    """
    yield from _references(model, None, tree, ())


def _references(
    model: type[BaseModel] | None, register: str | None, node: Node, path: Path
) -> Iterator[tuple[Path, str, str]]:
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from _references(model, register, item, (*path, index))
    elif isinstance(node.value, dict):
        declared = _fields(model) if model else {}
        for name, inner in node.value.items():
            if name in declared:
                yield from _references(*declared[name], inner, (*path, name))
    elif register and node.value:
        yield path, register, node.value


def texts(value: object, path: Path = ()) -> Iterator[tuple[Path, Localised]]:
    """Yield (path, text) of every localised text that a value holds."""
    if isinstance(value, Localised):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*path, index))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*path, name))


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[type[BaseModel] | None, str | None]]:
    """Return, for each field, the model of the blocks in it and the register of its keys."""
    return {
        name: (next(models_in(info.annotation), None), register_of(info))
        for name, info in model.model_fields.items()
    }


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models of blocks that an annotation holds, at any depth; texts are no blocks."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield from () if issubclass(annotation, Localised) else (annotation,)
    for part in typing.get_args(annotation):
        yield from models_in(part)


def register_of(field: FieldInfo) -> str | None:
    """Return the register that a field's annotation names, at any depth of the annotation."""
    marks = [*field.metadata, *_marks(field.annotation)]
    return next((mark.register for mark in marks if isinstance(mark, Reference)), None)


def _marks(annotation: object) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for part in typing.get_args(annotation):
        yield from _marks(part)


def holds(field: FieldInfo, kind: object) -> bool:
    """Return whether a field is of a type, at any depth of its annotation."""
    return kind in _types(field.annotation)


def _types(annotation: object) -> Iterator[object]:
    yield annotation
    yield typing.get_origin(annotation)
    for part in typing.get_args(annotation):
        yield from _types(part)
