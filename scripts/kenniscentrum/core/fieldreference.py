"""The reference of all fields, read off the models: nothing about a field is said twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kenniscentrum.core.fields import Localised
from kenniscentrum.core.leaves import models_in, register_of
from kenniscentrum.core.records import Project


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One field: ``description`` by language, ``register`` if its values are keys of one."""

    name: str
    required: bool
    description: Localised
    register: str | None
    block: str | None
    example: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of fields that belong together, such as an event."""

    name: str
    fields: tuple[FieldEntry, ...]


def blocks() -> list[Block]:
    """Return the project record and every block inside it, each once, in order of appearance."""
    found: dict[type[BaseModel], Block] = {}
    _collect(Project, found)
    return list(found.values())


def _collect(model: type[BaseModel], found: dict[type[BaseModel], Block]) -> None:
    if model in found:
        return
    entries = tuple(_entry(name, info) for name, info in model.model_fields.items())
    found[model] = Block(model.__name__, entries)
    for info in model.model_fields.values():
        for inner in models_in(info.annotation):
            _collect(inner, found)


def _entry(name: str, info: FieldInfo) -> FieldEntry:
    extra: Any = info.json_schema_extra or {}
    inner = next(models_in(info.annotation), None)
    examples = info.examples or []
    return FieldEntry(
        name=name,
        required=info.is_required(),
        description=Localised({"nl": info.description or name, "en": extra.get("x-en", name)}),
        register=register_of(info),
        block=inner.__name__ if inner else None,
        example=_written(examples[0]) if examples else None,
    )


def _written(example: object) -> str:
    """Write an example as an editor would type it."""
    if isinstance(example, list):
        return f"[{', '.join(str(item) for item in example)}]"
    return str(example)
